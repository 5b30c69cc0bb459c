"""Which English stands for which Chinese term in one unit: each occurrence needs a rendering of its own.

Owns counting. What else may stand for an occurrence without rendering is `evidence`. Reports nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from align_bench.terms.matcher import TermHit

Place = tuple[int, int]
# Before a short form that is introduced: (以下简称“, (下称《; (hereinafter “the.
_BRACKETED = re.compile(r"[(（]\s*(?:(?:以下|下文|下)?(?:[简统合通又也亦]?称)?为?[:：]?)\s*[“\"《「]*\s*$")
_BRACKETED_ENGLISH = re.compile(r"\((?:here(?:in)?after[^()]{0,25}\s|the\s+)?[“\"]?(?:the\s+)?\s*$")
_INTRODUCTION = 12
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
    optional = {hit for hit in needed if has_brackets and is_short_form(source, hit, source_hits)}
    allowed = _without_opposites(source, source_hits, target, [hit for hit in target_hits if hit.status.is_allowed])
    spans = free_spans(allowed, {hit.concept.id for hit in needed})
    by_place = {(hit.start, hit.stop, hit.concept.id): hit for hit in spans}
    by_concept: dict[str, list[Place]] = defaultdict(list)
    for start, stop, concept in sorted(by_place):
        by_concept[concept].append((start, stop))
    edges = {
        hit: sorted(
            by_concept.get(hit.concept.id, ()),
            key=lambda place, hit=hit: abs(place[0] / max(1, len(target)) - hit.start / max(1, len(source))),
        )
        for hit in needed
    }
    # `全称(简称)` and `Full Name (ABBR)` answer each other: the bracketed one serves no other mention.
    introduced = {place for hit in optional for place in edges[hit] if _BRACKETED_ENGLISH.search(target[: place[0]])}
    for hit in needed:
        if hit not in optional:
            edges[hit] = [place for place in edges[hit] if place not in introduced]
    given = _uncontended(edges)
    if given is None:
        ordered = sorted(
            needed, key=lambda hit: (hit in optional, hit in doubtful or refers_back(source, hit), hit.start)
        )
        given = _match(ordered, edges, lambda hit, place: _in_one_piece(hit, place, pieces))
    taken = set(given.values())
    return Renderings(
        matched=tuple((hit, by_place[(*given[hit], hit.concept.id)]) for hit in needed if hit in given),
        unmatched=tuple(hit for hit in needed if hit not in given and hit not in optional),
        optional=tuple(hit for hit in needed if hit not in given and hit in optional),
        surplus=tuple(hit for hit in outermost(allowed) if (hit.start, hit.stop) not in taken),
    )


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
    article = hit.text[:4].lower()
    return hit._replace(start=hit.start + 4, text=hit.text[4:]) if article == "the " else hit


def refers_back(source: str, hit: TermHit) -> bool:
    """Whether a word like 该 or 这些 stands before the term."""
    return _REFERENCE.search(source[max(0, hit.start - 4) : hit.start].rstrip()) is not None


def free_spans(allowed: Sequence[TermHit], present: set[str]) -> list[TermHit]:
    """The spans that are no part of a longer rendering of a term that the Chinese has."""
    return outermost([hit for hit in allowed if hit.concept.id in present])


def outermost(hits: Sequence[TermHit]) -> list[TermHit]:
    """The hits that lie in no longer one."""
    inner: set[int] = set()
    reached, begun, widest = -1, -1, -1
    # In this order, what a hit lies in comes before it: what begins earlier, or begins with it and is longer.
    for index in sorted(range(len(hits)), key=lambda index: (hits[index].start, -hits[index].stop)):
        hit = hits[index]
        if hit.start > begun:
            reached = max(reached, widest)
            begun, widest = hit.start, hit.stop
        if hit.stop <= reached or hit.stop < widest:
            inner.add(index)
    return [hit for index, hit in enumerate(hits) if index not in inner]


def _in_one_piece(hit: TermHit, place: Place, pieces: Sequence[Piece]) -> bool:
    return any(
        piece.source[0] <= hit.start < piece.source[1] and piece.target[0] <= place[0] < piece.target[1]
        for piece in pieces
    )


def _uncontended(edges: Mapping[TermHit, Sequence[Place]]) -> dict[TermHit, Place] | None:
    """The place of each hit where none has a choice, and no two want the same one: so it is in most units."""
    given = {hit: places[0] for hit, places in edges.items() if places}
    is_clear = len(set(given.values())) == len(given) == sum(map(len, edges.values()))
    return given if is_clear else None


def _match(
    hits: Sequence[TermHit], edges: dict[TermHit, list[Place]], is_near: Callable[[TermHit, Place], bool]
) -> dict[TermHit, Place]:
    """Maximum bipartite matching by augmenting paths; near edges, earlier hits and nearer places win."""
    taken: dict[Place, TermHit] = {}

    def place_for(hit: TermHit, edges: dict[TermHit, list[Place]], tried: set[Place]) -> bool:
        for place in edges[hit]:
            if place in tried:
                continue
            tried.add(place)
            if place not in taken or place_for(taken[place], edges, tried):
                taken[place] = hit
                return True
        return False

    near = {hit: [place for place in places if is_near(hit, place)] for hit, places in edges.items() if places}
    served = {hit for hit in hits if near.get(hit) and place_for(hit, near, set())}
    for hit in hits:
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
