"""Which English stands for which Chinese term in one unit: each occurrence needs a rendering of its own.

Owns counting. What else may stand for an occurrence without rendering is `evidence`. Reports nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from align_bench.kernels import lasting
from align_bench.model.termbase import TermStatus
from align_bench.terms.hits import TermHit
from align_bench.terms.rendering.sharing import nearest_first, settled, shared_out, spans_of_concepts
from align_bench.terms.rendering.spans import Place, outermost

# Before a short form that is introduced: (以下简称“, (下称《; (hereinafter “the.
_BRACKETED = re.compile(r"[(（]\s*(?:(?:以下|下文|下)?(?:[简统合通又也亦]?称)?为?[:：]?)\s*[“\"《「]*\s*$")
_BEHIND_BRACKETS = frozenset('(（下文称为:：“"《「')
_BRACKETED_ENGLISH = re.compile(r"\((?:here(?:in)?after[^()]{0,25}\s|the\s+)?[“\"]?(?:the\s+)?\s*$")
_INTRODUCTION = 12
# In English: (hereinafter referred to as “the.
_INTRODUCED = 60
_NON = re.compile(r"\bnon-$", re.IGNORECASE)
# With the character in front of it.
_NON_LENGTH = 5
_NEGATION = re.compile(r"[非不无未]\s*$")
# 该条约, 这些武器: a reference back, which English may well put as a pronoun.
_REFERENCE = re.compile(r"(?:该|此|这|这些|这一|这个|这种|这类|此种|此类|那些|上述|各该)$")
_REFERENCE_ENDS = frozenset("该此这些一个种类述")


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
    needed = [hit for hit in source_hits if not hit.embedded]
    has_brackets = "(" in source or "（" in source
    optional = [has_brackets and is_short_form(source, hit, source_hits) for hit in needed]
    allowed = _allowed(target_hits)
    if "non-" in target.lower():
        allowed = _without_opposites(source, source_hits, target, allowed)
    given, contended, free = settled(needed, allowed)
    taken: set[Place] = set()
    if contended:
        hits = [needed[index] for index in contended]
        places = spans_of_concepts(free, {hit.concept.id for hit in hits})
        taken = _introductions(target, places) if "(" in target else set()
        edges = nearest_first(hits, places, max(1, len(source)), max(1, len(target)))
        edges = _without_introduced(edges, [optional[index] for index in contended], target, taken)
        late = [(optional[index], _gives_way(source, needed[index], doubtful)) for index in contended]
        shared = shared_out(hits, late, edges, _near(hits, edges, pieces))
        for index, place in zip(contended, shared, strict=True):
            given[index] = None if place is None else places[needed[index].concept.id][place]
    return Renderings(*_outcome(needed, given, optional, allowed, taken))


def _outcome(
    needed: Sequence[TermHit],
    given: Sequence[TermHit | None],
    optional: Sequence[bool],
    allowed: Sequence[TermHit],
    taken: Collection[Place],
) -> tuple[tuple[tuple[TermHit, TermHit], ...], tuple[TermHit, ...], tuple[TermHit, ...], tuple[TermHit, ...]]:
    """The fields of the renderings; `taken` are places that no occurrence needs, though they are allowed."""
    compiled = lasting("renderings")
    if compiled is not None:
        matched, unmatched, left, surplus = compiled.outcome(needed, given, optional, allowed, taken)
        return matched, unmatched, left, surplus
    occupied = {(span.start, span.stop) for span in given if span is not None}.union(taken)
    lacking = [(hit, late) for hit, span, late in zip(needed, given, optional, strict=True) if span is None]
    return (
        tuple((hit, span) for hit, span in zip(needed, given, strict=True) if span is not None),
        tuple(hit for hit, is_optional in lacking if not is_optional),
        tuple(hit for hit, is_optional in lacking if is_optional),
        tuple(hit for hit in outermost(allowed) if (hit.start, hit.stop) not in occupied),
    )


def _without_introduced(
    edges: list[list[Place]], optional: Sequence[bool], target: str, introductions: Collection[Place]
) -> list[list[Place]]:
    """`全称(简称)` and `Full Name (ABBR)` answer each other: the bracketed one serves no other mention.

    It serves none at all where the Chinese has no brackets.
    """
    bracketed = {
        place
        for places, is_optional in zip(edges, optional, strict=True)
        for place in places
        if is_optional and _is_bracketed(target, place)
    }
    introduced = bracketed.union(introductions)
    if not introduced:
        return edges
    return [
        places if is_optional else [place for place in places if place not in introduced]
        for places, is_optional in zip(edges, optional, strict=True)
    ]


def _introductions(target: str, by_concept: Mapping[str, Collection[Place]]) -> set[Place]:
    """The abbreviations in brackets behind a rendering of the same concept: `highly enriched uranium (HEU)`."""
    found = set()
    for places in by_concept.values():
        ends = {stop for _, stop in places}
        for start, stop in places:
            bracket = _BRACKETED_ENGLISH.search(target, max(0, start - _INTRODUCED), start)
            if bracket is None:
                continue
            behind = bracket.start()
            while target[behind - 1 : behind].isspace():
                behind -= 1
            if behind in ends:
                found.add((start, stop))
    return found


def _is_bracketed(target: str, place: Place) -> bool:
    return _BRACKETED_ENGLISH.search(target, max(0, place[0] - _INTRODUCED), place[0]) is not None


def _gives_way(source: str, hit: TermHit, doubtful: Collection[TermHit]) -> bool:
    return hit in doubtful or refers_back(source, hit)


def _without_opposites(
    source: str, source_hits: Sequence[TermHit], target: str, allowed: list[TermHit]
) -> list[TermHit]:
    """The English spans but for those behind "non-", unless the Chinese says 非 before the term itself.

    "Non-nuclear-weapon States" holds the form of 核武器国家 and means its opposite.
    """
    negated = {hit.concept.id for hit in source_hits if _NEGATION.search(source[max(0, hit.start - 2) : hit.start])}
    return [
        hit
        for hit in allowed
        if hit.concept.id in negated or not _NON.search(target[max(0, hit.start - _NON_LENGTH) : hit.start])
    ]


def _allowed(hits: Sequence[TermHit]) -> list[TermHit]:
    """The allowed ones; `the Regulations` and `Regulations` are one place, whichever is a form of which term."""
    compiled = lasting("renderings")
    if compiled is not None:
        allowed: list[TermHit] = compiled.allowed(hits, TermStatus.PREFERRED, TermStatus.ADMITTED)
        return allowed
    return [_without_article(hit) for hit in hits if hit.status.is_allowed]


def _without_article(hit: TermHit) -> TermHit:
    is_article = hit.text[0] in "tT" and hit.text[:4].lower() == "the "
    return hit._replace(start=hit.start + 4, text=hit.text[4:]) if is_article else hit


def refers_back(source: str, hit: TermHit) -> bool:
    """Whether a word like 该 or 这些 stands before the term."""
    before = source[max(0, hit.start - 4) : hit.start].rstrip()
    return before[-1:] in _REFERENCE_ENDS and _REFERENCE.search(before) is not None


def _near(
    hits: Sequence[TermHit], edges: Sequence[Sequence[Place]], pieces: Sequence[Piece]
) -> Sequence[Sequence[Place]]:
    """The places that are in one piece with each occurrence; nothing where there are no pieces."""
    if not pieces:
        return ()
    return [
        [place for place in places if _in_one_piece(hit, place, pieces)]
        for hit, places in zip(hits, edges, strict=True)
    ]


def _in_one_piece(hit: TermHit, place: Place, pieces: Sequence[Piece]) -> bool:
    return any(
        piece.source[0] <= hit.start < piece.source[1] and piece.target[0] <= place[0] < piece.target[1]
        for piece in pieces
    )


def is_short_form(source: str, hit: TermHit, hits: Iterable[TermHit]) -> bool:
    """`全称(简称)`: in brackets behind a longer term whose characters it repeats in order."""
    before = source[max(0, hit.start - _INTRODUCTION) : hit.start]
    last = before[-1:]
    if not (last in _BEHIND_BRACKETS or last.isspace()) or not _BRACKETED.search(before):
        return False
    full = [other for other in hits if other.stop <= hit.start and hit.start - other.stop <= _INTRODUCTION]
    return any(_is_subsequence(hit.text.strip("《》"), other.text) for other in full)


def _is_subsequence(short: str, full: str) -> bool:
    rest = iter(full)
    return len(short) < len(full) and all(character in rest for character in short)
