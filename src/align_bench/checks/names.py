"""One name spelt in two ways: persons and places that the Chinese spells by sound, in the same characters.

Owns when two spellings belong to one name. Without a termbase; what is listed there has checks of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from align_bench.checks.consistency import counted
from align_bench.checks.context import CheckContext
from align_bench.checks.registry import Place, Report, check
from align_bench.checks.views import UnitView
from align_bench.terms.english import word_key
from align_bench.terms.name_evidence import by_honorific, by_meaning, by_pinyin, by_sound, persons
from align_bench.terms.near_names import are_variants, has_title, is_slip, may_be_derived, may_be_name
from align_bench.text.traditional import dictionary_text

_WORD = re.compile("[A-Za-z]{4,}")
# Units with a usual spelling that are compared.
_MOST_PLACES = 12
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
    for place, token in enumerate(view.words):
        if not may_be_name(token.text):
            continue
        for usual in context.names.usual(token.key):
            found = None if usual in context.names.common else _elsewhere(view, place, usual, context)
            found = found or _misspelt(view, token.key, usual, context)
            if found:
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
                break


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


def _read(character: str) -> frozenset[str]:
    from align_bench.align.dictionary import dictionary

    return dictionary().readings(character)


@cache
def _vocabulary() -> frozenset[str]:
    """The English words of the dictionary, by their keys."""
    return frozenset(word_key(word) for word in set(_WORD.findall(dictionary_text())))
