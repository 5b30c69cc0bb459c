"""Which English stands for which Chinese term in one unit: each occurrence needs a rendering of its own.

Owns counting. What else may stand for an occurrence without rendering is `evidence`. Reports nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from align_bench.terms.hits import TermHit

Place = tuple[int, int]
# Of so many places of one concept in one unit, those far off are not asked.
_MANY = 200
# Before a short form that is introduced: (以下简称“, (下称《; (hereinafter “the.
_BRACKETED = re.compile(r"[(（]\s*(?:(?:以下|下文|下)?(?:[简统合通又也亦]?称)?为?[:：]?)\s*[“\"《「]*\s*$")
_BRACKETED_ENGLISH = re.compile(r"\((?:here(?:in)?after[^()]{0,25}\s|the\s+)?[“\"]?(?:the\s+)?\s*$")
_INTRODUCTION = 12
# In English: (hereinafter referred to as “the.
_INTRODUCED = 60
_NON = re.compile(r"\bnon-$", re.IGNORECASE)
_NEGATION = re.compile(r"[非不无未]\s*$")
# 该条约, 这些武器: a reference back, which English may well put as a pronoun.
_REFERENCE = re.compile(r"(?:该|此|这|这些|这一|这个|这种|这类|此种|此类|那些|上述|各该)$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Sentences that belong together: places in the source and in the target of one unit."""

    source: Place
    target: Place


@dataclass(frozen=True, slots=True)
class Renderings:
    """The outcome of counting in one unit."""

    matched: tuple[tuple[TermHit, TermHit], ...]
    """Chinese occurrence, English span."""

    unmatched: tuple[TermHit, ...]
    """Chinese occurrences without an English span of their own that need one."""

    optional: tuple[TermHit, ...]
    """Unmatched, but a bracketed short form beside its full name."""

    surplus: tuple[TermHit, ...]
    """Allowed English spans that no Chinese occurrence needs; longest ones only."""


def count_renderings(  # noqa: PLR0917 - two texts with their hits, in that order
    source: str,
    source_hits: Sequence[TermHit],
    target: str,
    target_hits: Sequence[TermHit],
    pieces: Sequence[Piece] = (),
    doubtful: Collection[TermHit] = (),
) -> Renderings:
    """Give every Chinese occurrence an English span, nearest by relative place first; as many as can be matched.

    With `pieces`, spans go to the occurrences of their own piece first, so that what stays unmatched stands where it
    is missing. Occurrences that refer back (该条约) give way to others, and so do `doubtful` ones.
    """
    target_hits = [_without_article(hit) for hit in target_hits]
    needed = [hit for hit in source_hits if not hit.embedded]
    if not needed:
        return Renderings((), (), (), tuple(outermost([hit for hit in target_hits if hit.status.is_allowed])))
    has_brackets = "(" in source or "（" in source
    optional = {index for index, hit in enumerate(needed) if has_brackets and is_short_form(source, hit, source_hits)}
    allowed = _without_opposites(source, source_hits, target, [hit for hit in target_hits if hit.status.is_allowed])
    by_concept: dict[str, dict[Place, TermHit]] = defaultdict(dict)
    for hit in free_spans(allowed, {hit.concept.id for hit in needed}):
        by_concept[hit.concept.id][hit.start, hit.stop] = hit
    introductions = _introductions(target, by_concept) if "(" in target else set()
    edges = _edges(needed, by_concept, max(1, len(source)), max(1, len(target)))
    # `全称(简称)` and `Full Name (ABBR)` answer each other: the bracketed one serves no other mention, and none where
    # the Chinese has no brackets.
    introduced = {place for index in optional for place in edges[index] if _is_bracketed(target, place)} | introductions
    if introduced:
        edges = [
            places if index in optional else [place for place in places if place not in introduced]
            for index, places in enumerate(edges)
        ]
    given = _uncontended(edges)
    if given is None:
        order = sorted(
            range(len(needed)),
            key=lambda index: (index in optional, _gives_way(source, needed[index], doubtful), needed[index].start),
        )
        given = _match(order, edges, lambda index, place: _in_one_piece(needed[index], place, pieces))
    taken = set(given.values())
    return Renderings(
        matched=tuple((hit, by_concept[hit.concept.id][given[i]]) for i, hit in enumerate(needed) if i in given),
        unmatched=tuple(hit for i, hit in enumerate(needed) if i not in given and i not in optional),
        optional=tuple(hit for i, hit in enumerate(needed) if i not in given and i in optional),
        surplus=tuple(hit for hit in outermost(allowed) if (hit.start, hit.stop) not in taken | introductions),
    )


def _edges(
    needed: Sequence[TermHit], by_concept: Mapping[str, Collection[Place]], source: int, target: int
) -> list[list[Place]]:
    """The places of each occurrence's concept, nearest first; of very many, those of about the same rank."""
    often = Counter(hit.concept.id for hit in needed)
    ranks: Counter[str] = Counter()
    edges = []
    for hit in needed:
        places: Collection[Place] = by_concept.get(hit.concept.id, ())
        if len(places) > _MANY:
            rank = ranks[hit.concept.id] * len(places) // often[hit.concept.id]
            first = max(0, min(rank - _MANY // 2, len(places) - _MANY))
            places = sorted(places)[first : first + _MANY]
        ranks[hit.concept.id] += 1
        edges.append(_nearest_first(places, hit.start / source, target))
    return edges


def _nearest_first(places: Collection[Place], share: float, length: int) -> list[Place]:
    """The places of one concept by their distance from a share of the text."""
    if len(places) < 2:
        return list(places)
    return sorted(sorted(places), key=lambda place: abs(place[0] / length - share))


def _introductions(target: str, by_concept: Mapping[str, Collection[Place]]) -> set[Place]:
    """The abbreviations in brackets behind a rendering of the same concept: `highly enriched uranium (HEU)`."""
    found = set()
    for places in by_concept.values():
        ends = {stop for _, stop in places}
        for place in places:
            opened = target.rfind("(", 0, place[0])
            if len(target[:opened].rstrip()) in ends and _is_bracketed(target, place):
                found.add(place)
    return found


def _is_bracketed(target: str, place: Place) -> bool:
    return _BRACKETED_ENGLISH.search(target[max(0, place[0] - _INTRODUCED) : place[0]]) is not None


def _gives_way(source: str, hit: TermHit, doubtful: Collection[TermHit]) -> bool:
    return hit in doubtful or refers_back(source, hit)


def _without_opposites(
    source: str, source_hits: Sequence[TermHit], target: str, allowed: list[TermHit]
) -> list[TermHit]:
    """The English spans but for those behind "non-", unless the Chinese says 非 before the term itself.

    "Non-nuclear-weapon States" holds the form of 核武器国家 and means its opposite.
    """
    if "non-" not in target.lower():
        return allowed
    negated = {hit.concept.id for hit in source_hits if _NEGATION.search(source[max(0, hit.start - 2) : hit.start])}
    return [hit for hit in allowed if hit.concept.id in negated or not _NON.search(target[: hit.start])]


def _without_article(hit: TermHit) -> TermHit:
    """`the Regulations` and `Regulations` are one place, whichever of them is a form of which term."""
    is_article = hit.text[0] in "tT" and hit.text[:4].lower() == "the "
    return hit._replace(start=hit.start + 4, text=hit.text[4:]) if is_article else hit


def refers_back(source: str, hit: TermHit) -> bool:
    """Whether a word like 该 or 这些 stands before the term."""
    return _REFERENCE.search(source[max(0, hit.start - 4) : hit.start].rstrip()) is not None


def free_spans(allowed: Sequence[TermHit], present: set[str]) -> list[TermHit]:
    """The spans that are no part of a longer rendering of a term that the Chinese has."""
    return outermost([hit for hit in allowed if hit.concept.id in present])


class Spans:
    """Places of a text, to be asked what lies in one of them."""

    def __init__(self, spans: Iterable[Place]) -> None:
        self.spans = sorted(spans)
        self._starts = [start for start, _ in self.spans]
        self._reached = list(accumulate((stop for _, stop in self.spans), max))

    def hold(self, start: int, stop: int) -> bool:
        """Whether text[start:stop] lies in one of them, or is one."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._reached[before - 1] >= stop

    def exceed(self, start: int, stop: int) -> bool:
        """Whether it lies in a longer one."""
        earlier = bisect_left(self._starts, start)
        return self.hold(start, stop + 1) or (earlier > 0 and self._reached[earlier - 1] >= stop)


def outermost(hits: Sequence[TermHit]) -> list[TermHit]:
    """The hits that lie in no longer one."""
    inner: set[int] = set()
    reached, begun, widest = -1, -1, -1
    # In this order, what a hit lies in comes before it: what begins earlier, or begins with it and is longer.
    for start, minus_stop, index in sorted((hit.start, -hit.stop, index) for index, hit in enumerate(hits)):
        if start > begun:
            reached = max(reached, widest)
            begun, widest = start, -minus_stop
        if -minus_stop <= reached or -minus_stop < widest:
            inner.add(index)
    return [hit for index, hit in enumerate(hits) if index not in inner] if inner else list(hits)


def _in_one_piece(hit: TermHit, place: Place, pieces: Sequence[Piece]) -> bool:
    return any(
        piece.source[0] <= hit.start < piece.source[1] and piece.target[0] <= place[0] < piece.target[1]
        for piece in pieces
    )


def _uncontended(edges: Sequence[Sequence[Place]]) -> dict[int, Place] | None:
    """The place of each hit where none has a choice, and no two want the same one: so it is in most units."""
    given = {index: places[0] for index, places in enumerate(edges) if places}
    is_clear = len(set(given.values())) == len(given) == sum(map(len, edges))
    return given if is_clear else None


def _match(
    order: Sequence[int], edges: Sequence[Sequence[Place]], is_near: Callable[[int, Place], bool]
) -> dict[int, Place]:
    """Maximum bipartite matching by augmenting paths; near edges, earlier hits and nearer places win."""
    taken: dict[Place, int] = {}

    def place_for(hit: int, edges: Sequence[Sequence[Place]], tried: set[Place]) -> bool:
        for place in edges[hit]:
            if place in tried:
                continue
            tried.add(place)
            if place not in taken or place_for(taken[place], edges, tried):
                taken[place] = hit
                return True
        return False

    near = [[place for place in places if is_near(hit, place)] for hit, places in enumerate(edges)]
    served = {hit for hit in order if near[hit] and place_for(hit, near, set())}
    for hit in order:
        if hit not in served:
            place_for(hit, edges, set())
    return {hit: place for place, hit in taken.items()}


def is_short_form(source: str, hit: TermHit, hits: Iterable[TermHit]) -> bool:
    """`全称(简称)`: in brackets behind a longer term whose characters it repeats in order."""
    if not _BRACKETED.search(source[max(0, hit.start - _INTRODUCTION) : hit.start]):
        return False
    before = [other for other in hits if other.stop <= hit.start and hit.start - other.stop <= _INTRODUCTION]
    return any(_is_subsequence(hit.text.strip("《》"), other.text) for other in before)


def _is_subsequence(short: str, full: str) -> bool:
    rest = iter(full)
    return len(short) < len(full) and all(character in rest for character in short)
