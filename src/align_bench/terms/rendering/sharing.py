"""Spans shared out among occurrences of terms: each gets one of its own, and as many as can be get one.

Owns the sharing; which spans there are and what an occurrence without one means is `renderings`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Mapping, Sequence

from align_bench.kernels import lasting
from align_bench.terms.hits import TermHit
from align_bench.terms.rendering.spans import Place, outermost

# Of so many places of one concept in one unit, those far off are not asked.
_MANY = 200


def settled(
    needed: Sequence[TermHit], allowed: Sequence[TermHit]
) -> tuple[list[TermHit | None], list[int], list[TermHit]]:
    """The span of each occurrence whose concept has one occurrence, one span, and shares that with no other concept.

    So it is with most. The others, by their indexes, are contended, but for those of which the concept has no span.
    Beside that the spans that are free for them: those of their concepts that are no part of a longer one of these.
    """
    compiled = lasting("renderings")
    if compiled is not None:
        found: tuple[list[TermHit | None], list[int], list[TermHit]] = compiled.settled(needed, allowed)
        return found
    occurring = Counter(hit.concept.id for hit in needed)
    free = outermost([hit for hit in allowed if hit.concept.id in occurring])
    by_concept: dict[str, list[TermHit]] = defaultdict(list)
    for span in free:
        by_concept[span.concept.id].append(span)
    holders = Counter((span.start, span.stop) for span in free)
    given: list[TermHit | None] = []
    contended = []
    for index, hit in enumerate(needed):
        own = by_concept.get(hit.concept.id, [])
        is_sole = len(own) == occurring[hit.concept.id] == 1 and holders[own[0].start, own[0].stop] == 1
        given.append(own[0] if is_sole else None)
        if own and not is_sole:
            contended.append(index)
    return given, contended, free


def spans_of_concepts(spans: Sequence[TermHit], wanted: Container[str]) -> Mapping[str, Mapping[Place, TermHit]]:
    """The spans of some concepts, by concept id and place."""
    by_concept: dict[str, dict[Place, TermHit]] = defaultdict(dict)
    for span in spans:
        if span.concept.id in wanted:
            by_concept[span.concept.id][span.start, span.stop] = span
    return by_concept


def nearest_first(
    hits: Sequence[TermHit], by_concept: Mapping[str, Collection[Place]], source: int, target: int
) -> list[list[Place]]:
    """The places of each occurrence's concept, nearest first; of very many, those of about the same rank.

    `source` and `target` are the lengths of the texts, for what is near is so by its share of them.
    """
    ranks, often = Counter[str](), Counter[str]()
    edges = []
    for hit in hits:
        places: Collection[Place] = by_concept.get(hit.concept.id, ())
        if len(places) > _MANY:
            often = often or Counter(other.concept.id for other in hits)
            rank = ranks[hit.concept.id] * len(places) // often[hit.concept.id]
            first = max(0, min(rank - _MANY // 2, len(places) - _MANY))
            places = sorted(places)[first : first + _MANY]
            ranks[hit.concept.id] += 1
        edges.append(_sorted(places, hit.start / source, target))
    return edges


def _sorted(places: Collection[Place], share: float, length: int) -> list[Place]:
    """By their distance from a share of the text."""
    if len(places) < 2:
        return list(places)
    return sorted(sorted(places), key=lambda place: abs(place[0] / length - share))


def shared_out(
    hits: Sequence[TermHit],
    late: Sequence[tuple[bool, bool]],
    edges: Sequence[Sequence[Place]],
    near: Sequence[Sequence[Place]],
) -> list[Place | None]:
    """Maximum bipartite matching by augmenting paths: the place of each occurrence.

    Places that are `near` (of the edges, some), occurrences that are not `late`, earlier ones and the first edges win.
    """
    taken: dict[Place, int] = {}
    order = sorted(range(len(hits)), key=lambda index: (*late[index], hits[index].start))
    served = {hit for hit in order if near and near[hit] and _takes_place(hit, near, taken)}
    for hit in order:
        if hit not in served:
            _takes_place(hit, edges, taken)
    given: list[Place | None] = [None] * len(hits)
    for place, hit in taken.items():
        given[hit] = place
    return given


def _takes_place(hit: int, edges: Sequence[Sequence[Place]], taken: dict[Place, int]) -> bool:
    """Whether an occurrence gets a place; those that had one on the way get another.

    A path may lead over all occurrences of a unit, more than Python calls functions in one another.
    """
    tried: set[Place] = set()
    movers, open_edges = [hit], [iter(edges[hit])]
    wanted: list[Place] = []
    while open_edges:
        for place in open_edges[-1]:
            if place not in tried:
                break
        else:
            open_edges.pop()
            movers.pop()
            del wanted[-1:]
            continue
        tried.add(place)
        wanted.append(place)
        if place not in taken:
            taken.update(zip(wanted, movers, strict=True))
            return True
        movers.append(taken[place])
        open_edges.append(iter(edges[taken[place]]))
    return False
