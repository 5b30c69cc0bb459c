"""One name spelt in two ways: persons and places that the Chinese spells by sound, in the same characters.

Owns when two spellings belong to one name. Without a termbase; what is listed there has checks of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from align_bench.checks.consistency import counted
from align_bench.checks.context import CheckContext
from align_bench.checks.registry import Place, Report, check
from align_bench.checks.views import UnitView
from align_bench.terms.near_names import has_title, may_be_derived, may_be_name
from align_bench.terms.sounds import Spelt, consonants, likeness, sound_parts, spelt_best

# How well the characters have to spell either word, and the better one of both. In CC-CEDICT 95 of 100 names reach
# the second, and of two that have nothing to do with each other, one in ten.
_SPELT = 0.45
_WELL_SPELT = 0.65
_FEWEST_CONSONANTS = 2
# Units with a usual spelling that are compared.
_MOST_PLACES = 12
_HONORIFIC = re.compile(r"([㐀-鿿·•]{2,12}?)(?:先生|女士|夫人|小姐|博士|教授)")
_SHORTEST_PINYIN = 5
_LONGEST_PINYIN = 4
_HAN = re.compile(r"[㐀-鿿]+")


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
            if found := _elsewhere(view, place, usual, context):
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
        name = _by_sound(token.key, usual, *texts) or _by_pinyin(token.key, usual, *texts)
        if not name and both_titled:
            name = _by_honorific(*texts)
        if name and (_is_open(view, name, usual) or (is_titled and _is_only_person(view, name))):
            start = texts[0].index(name)
            return other, (start, start + len(name))
    return None


def _by_sound(word: str, usual: str, text: str, other: str) -> str:
    """The characters in both texts that spell either word, and better than any others there; empty without such."""
    if min(consonants(word), consonants(usual)) < _FEWEST_CONSONANTS:
        return ""
    if not sound_parts(text) & sound_parts(other):
        return ""
    here, there = _spelt(word, text), _spelt(usual, other)
    if here is None or there is None:
        return ""
    for name in dict.fromkeys((other[there.start : there.stop], text[here.start : here.stop])):
        if _covers(name, text, here) and _covers(name, other, there):
            ours, theirs = likeness(word, name, _read), likeness(usual, name, _read)
            if min(ours, theirs) >= _SPELT and max(ours, theirs) >= _WELL_SPELT:
                return name
    return ""


def _by_pinyin(word: str, usual: str, text: str, other: str) -> str:
    """The characters in both texts of which the usual spelling is the pinyin, where the other one is of none."""
    if len(usual) < _SHORTEST_PINYIN or _pinyin(word, text):
        return ""
    return next((name for name in _pinyin(usual, other) if name in text), "")


def _by_honorific(text: str, other: str) -> str:
    """The end of a name before 先生 and the like that both texts have."""
    for name in _persons(text):
        for their in _persons(other):
            shared = next((n for n in range(1, len(name) + 1) if name[-n:] != their[-n:]), len(name) + 1) - 1
            if shared > 1:
                return name[-shared:]
    return ""


def _is_open(view: UnitView, name: str, usual: str) -> bool:
    """Whether the Chinese has the name more often than the English its usual spelling."""
    return view.simplified.count(name) > sum(word.key == usual for word in view.words)


def _is_only_person(view: UnitView, name: str) -> bool:
    """Whether no other name with 先生 and the like stands in the Chinese."""
    persons = _persons(view.simplified)
    return bool(persons) and all(person.endswith(name) for person in persons)


def _persons(text: str) -> list[str]:
    return _HONORIFIC.findall(text)


def _covers(name: str, text: str, part: Spelt) -> bool:
    """Whether the name stands around a part of the text."""
    start = text.find(name, max(0, part.stop - len(name)))
    return 0 <= start <= part.start


@lru_cache(maxsize=1 << 12)
def _spelt(word: str, text: str) -> Spelt | None:
    return spelt_best(word, text, _read)


@lru_cache(maxsize=1 << 12)
def _pinyin(word: str, text: str) -> tuple[str, ...]:
    """The characters of a text of which a word is the pinyin."""
    found = []
    for run in _HAN.finditer(text):
        for start in range(run.start(), run.end() - 1):
            rests = {word}
            for stop in range(start, min(run.end(), start + _LONGEST_PINYIN)):
                rests = {rest.removeprefix(s) for s in _read(text[stop]) for rest in rests if rest.startswith(s)}
                if "" in rests and stop > start:
                    found.append(text[start : stop + 1])
                if not rests:
                    break
    return tuple(found)


def _read(character: str) -> frozenset[str]:
    from align_bench.align.dictionary import dictionary

    return dictionary().readings(character)
