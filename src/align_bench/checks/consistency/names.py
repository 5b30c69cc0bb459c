"""Names: persons and places that are spelt in two ways, or otherwise than the Chinese has them.

Owns when two spellings belong to one name. Without a termbase; what is listed there has checks of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain, islice

from align_bench.checks.consistency.consistency import counted
from align_bench.checks.context import CheckContext
from align_bench.checks.registry import Place, Report, check
from align_bench.checks.views import UnitView
from align_bench.model.finding import Severity
from align_bench.terms.english import Token, word_key
from align_bench.terms.names.known_names import Names, known, names_in
from align_bench.terms.names.name_evidence import by_honorific, by_meaning, by_pinyin, by_sound, persons
from align_bench.terms.names.near_names import are_variants, has_title, is_slip, may_be_derived, may_be_name
from align_bench.terms.names.near_pinyin import slips
from align_bench.text.traditional import dictionary_lines

_WORD = re.compile("[A-Za-z]{4,}")
# From so many letters on, a name may differ in two, if not at the end: Macedonia, Makedonija.
_LONG_NAME = 9
_STEM = 4
# Words of a foreign name stand behind them.
_FOREIGN = frozenset("de do da del des du di della do dos das la le el al van von der den y e".split())  # noqa: SIM905
# Places that the dictionary has under an older or another name.
_RENAMED = frozenset("odesa kyiv lviv kharkiv brasil roma macau turkiye mykolaiv belorussia kirghizstan".split())  # noqa: SIM905
# Units with a usual spelling that are compared.
_MOST_PLACES = 12
# Of a list of thousands of names, so many that are near to others are looked at.
_MOST_NEAR = 100
# Units without it, which show what any text has.
_BESIDE = 40
# An unknown word that stands more often is meant.
_SLIPS = 2


@check("inconsistent-name", family="terminology")
def inconsistent_name(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A name is spelt otherwise than elsewhere, where the Chinese has the same name in both places.

    The spelling that stands more often is held to be right, and of two that stand as often, the first one.

    Example: "Mr. Abdrakhmanov", "Kairat Abdurakhmanov" elsewhere.
    """
    if not view.is_pair:
        return
    reported = -1
    for place, token, usual in islice(_near(view, context), _MOST_NEAR):
        if place == reported:
            continue
        found = None if usual in context.names.common else _elsewhere(view, place, usual, context)
        found = found or _misspelt(view, token.key, usual, context)
        if found:
            reported = place
            other, span = found
            expected = next(word.text for word in other.words if word.key == usual)
            places = len(context.names.holders(usual))
            yield Report(
                view,
                f"{token.text!r} here, {expected!r} in {counted(places)}, as in {context.place(other.index)},"
                f" both for {view.simplified[slice(*span)]}",
                source=span,
                target=(token.start, token.stop),
                expected=expected,
            )


def _near(view: UnitView, context: CheckContext) -> Iterator[tuple[int, Token, str]]:
    """The names of a unit with the usual spellings that they are near to."""
    for place, token in _names(view):
        for usual in context.names.usual(token.key):
            yield place, token, usual


@check("misspelt-name", family="terminology")
def misspelt_name(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A name is spelt nearly as the Chinese has it: a place that the dictionary knows, a Chinese person beside a title.

    A hint where the word could be the pinyin of another name. Romanisations other than pinyin are taken to be right.

    Example: 内罗毕 "Nariobi", 李克强总理 "Premier Li Keqaing".
    """
    if not view.is_pair:
        return
    found = [*_misspelt_places(view, context), *_misspelt_persons(view, context)]
    told = {report.target for report in inconsistent_name(view, context)} if found else ()
    for report in found:
        is_listed = report.source and _is_listed(view, report.source)
        if report.target not in told and not is_listed:
            yield report


def _is_listed(view: UnitView, place: Place) -> bool:
    """Whether the Chinese is of the termbase, or has a part that is: such names have checks of their own."""
    return any(hit.start < place[1] and place[0] < hit.stop for hit in view.source_hits)


# Two checks of one unit ask one after the other.
@lru_cache(maxsize=16)
def _names(view: UnitView) -> Sequence[tuple[int, Token]]:
    """The words of the English that may be names, with their numbers."""
    return [(place, word) for place, word in enumerate(view.words) if may_be_name(word.text)]


def _misspelt_places(view: UnitView, context: CheckContext) -> Iterator[Report]:
    for place, word in _names(view):
        found = _known_place(view, word) if _is_strange(view, place, context) else None
        if found:
            expected, start, stop = found
            message = f"{word.text!r}: {view.simplified[start:stop]} is {expected}"
            yield Report(view, message, source=(start, stop), target=(word.start, word.stop), expected=expected)


def _misspelt_persons(view: UnitView, context: CheckContext) -> Iterator[Report]:
    for slip in slips(view.simplified, view.target.text, view.words, _read):
        if slip.token.key not in context.vocabulary:
            yield Report(
                view,
                f"{slip.token.text!r}: the pinyin of {view.simplified[slip.start : slip.stop]} has {slip.expected}",
                source=(slip.start, slip.stop),
                target=(slip.token.start, slip.token.stop),
                expected=slip.expected,
                severity=None if slip.is_certain else Severity.HINT,
            )


def _is_strange(view: UnitView, place: int, context: CheckContext) -> bool:
    """Whether one of `_names` is neither a word of the language nor a known name, nor a person's."""
    from align_bench.text.spelling import is_spelt

    word = view.words[place]
    if word.text.isupper() or word.key in context.names.common or word.key in context.vocabulary:
        return False
    before = view.words[place - 1].text if place else ""
    if is_spelt(word.text.lower()) or before in _FOREIGN or has_title(view.words, place, view.target.text):
        return False
    return word.key not in known().words and word.key not in _RENAMED


def _known_place(view: UnitView, word: Token) -> tuple[str, int, int] | None:
    """The name that a strange word nearly is, and where its Chinese stands; one that the English has already is not."""
    from rapidfuzz.distance import OSA

    for part, start, stop in _lacking(view):
        key = word_key(part)
        is_long = min(len(key), len(word.key)) >= _LONG_NAME and key[-2:] == word.key[-2:]
        is_near = OSA.distance(key, word.key) <= (2 if is_long else 1)
        if is_near and not (may_be_derived(key, word.key) or are_variants(key, word.key)):
            return part, start, stop
    return None


# The words of one unit ask one after the other.
@lru_cache(maxsize=4)
def _lacking(view: UnitView) -> Sequence[tuple[str, int, int]]:
    """The words of known names that the English has not as often as the Chinese, and where their Chinese stands."""
    keys = Counter(word.key for word in view.words)
    found = []
    for start, stop, names in names_in(view.simplified):
        if {view.simplified[start - 1 : start], view.simplified[stop : stop + 1]} & {"·", "•"}:
            continue
        if not _is_rendered(keys, names, view.simplified.count(view.simplified[start:stop])):
            parts = (part for name in names for part in name)
            found += [(part, start, stop) for part in parts if word_key(part) not in keys]
    return found


def _is_rendered(keys: Counter[str], names: Names, count: int) -> bool:
    """Whether one of the names stands as often among the words of the English, also as an adjective."""
    return any(
        all(sum(times for key, times in keys.items() if _is_form(word_key(part), key)) >= count for part in name)
        for name in names
    )


def _is_form(name: str, word: str) -> bool:
    return word == name or (word.startswith(name[:_STEM]) and may_be_derived(name, word))


def _elsewhere(view: UnitView, place: int, usual: str, context: CheckContext) -> tuple[UnitView, Place] | None:
    """A unit with the usual spelling of the same Chinese name, and where that name stands in this unit."""
    token = view.words[place]
    is_titled = has_title(view.words, place, view.target.text)
    for other in context.name_views(usual, _MOST_PLACES):
        theirs = next((number for number, word in enumerate(other.words) if word.key == usual), None)
        if theirs is None:
            continue
        both_titled = is_titled and has_title(other.words, theirs, other.target.text)
        if not both_titled and may_be_derived(token.key, usual):
            continue
        texts = view.simplified, other.simplified
        name = by_sound(token.key, usual, *texts, _read) or by_pinyin(token.key, usual, *texts, _read)
        if not name and both_titled:
            name = by_honorific(*texts)
        if name and (_is_open(view, name, usual) or (is_titled and _is_only_person(view, name))):
            start = texts[0].index(name)
            return other, (start, start + len(name))
    return None


def _misspelt(view: UnitView, word: str, usual: str, context: CheckContext) -> tuple[UnitView, Place] | None:
    """The same for a word that is none, where the usual one is a word: Commitee, Committee."""
    names = context.names
    others = [other for other in context.name_views(usual, _MOST_PLACES) if other is not view]
    if len(names.holders(word)) > _SLIPS:
        return None
    if not others or are_variants(word, usual) or (may_be_derived(word, usual) and usual != f"{word}e"):
        return None
    if word in _vocabulary() or usual not in _vocabulary() or not is_slip(word, usual):
        return None
    beside = [other.simplified for other in _without(usual, context) if other is not view]
    shared = by_meaning(view.simplified, [other.simplified for other in others], beside)
    if not shared:
        return None
    start = view.simplified.index(shared)
    other = next(other for other in others if shared in other.simplified)
    return other, (start, start + len(shared))


def _without(key: str, context: CheckContext) -> list[UnitView]:
    """Some pairs that do not have a name, at even distances."""
    holders = set(context.names.holders(key))
    some = context.views[:: -(-len(context.views) // _BESIDE)]
    return [view for view in some if view.index not in holders and view.is_pair]


def _is_open(view: UnitView, name: str, usual: str) -> bool:
    """Whether the Chinese has the name more often than the English its usual spelling."""
    return view.simplified.count(name) > sum(word.key == usual for word in view.words)


def _is_only_person(view: UnitView, name: str) -> bool:
    """Whether no other name with 先生 and the like stands in the Chinese."""
    found = persons(view.simplified)
    return bool(found) and all(person.endswith(name) for person in found)


@lru_cache(maxsize=1 << 14)
def _read(character: str) -> frozenset[str]:
    from align_bench.align.dictionary import dictionary

    return dictionary().readings(character)


@cache
def _vocabulary() -> frozenset[str]:
    """The English words of the dictionary, by their keys."""
    return frozenset(map(word_key, set(chain.from_iterable(map(_WORD.findall, dictionary_lines())))))
