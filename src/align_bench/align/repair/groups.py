"""Groups: paragraphs that belong together, with the sentence beads inside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import prod

from align_bench.align.aligner import Aligned, spans
from align_bench.model.bitext import Bead


@dataclass(frozen=True, slots=True)
class Group:
    """A paragraph bead and its sentence beads."""

    source: tuple[int, ...]
    """Paragraphs, ascending."""

    target: tuple[int, ...]
    confidence: float
    sentences: tuple[Bead, ...]

    @property
    def bead(self) -> Bead:
        return Bead(self.source, self.target, round(self.confidence, 4))


@dataclass(frozen=True)
class Owners:
    """Which paragraph each sentence stands in, and the sentences of each paragraph."""

    source: Sequence[int]
    target: Sequence[int]

    def source_sentences(self, paragraphs: Iterable[int]) -> list[int]:
        return sorted(chain.from_iterable(self._source_members[paragraph] for paragraph in set(paragraphs)))

    def target_sentences(self, paragraphs: Iterable[int]) -> list[int]:
        return sorted(chain.from_iterable(self._target_members[paragraph] for paragraph in set(paragraphs)))

    @cached_property
    def _source_members(self) -> dict[int, list[int]]:
        return _members(self.source)

    @cached_property
    def _target_members(self) -> dict[int, list[int]]:
        return _members(self.target)


def _members(owners: Sequence[int]) -> dict[int, list[int]]:
    """The sentences by paragraph."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for sentence, owner in enumerate(owners):
        found[owner].append(sentence)
    return found


def linked(aligned: Aligned, owners: Owners) -> list[Group]:
    """The connected components of paragraphs along a path; a paragraph without link is a group by itself."""
    parts = _Parts(max(owners.source, default=-1) + 1, max(owners.target, default=-1) + 1)
    for step in aligned.path:
        source, target = spans(step)
        if source and target:
            parts.join([owners.source[i] for i in source], [owners.target[j] for j in target])
    steps: dict[int, list[int]] = {}
    for number, step in enumerate(aligned.path):
        source, target = spans(step)
        part = parts.of_source(owners.source[source[0]]) if source else parts.of_target(owners.target[target[0]])
        steps.setdefault(part, []).append(number)
    return [_group(aligned, owners, numbers) for numbers in steps.values()]


def _group(aligned: Aligned, owners: Owners, numbers: Sequence[int]) -> Group:
    sentences = []
    for number in numbers:
        source, target = spans(aligned.path[number])
        sentences.append(Bead(tuple(source), tuple(target), round(aligned.posterior.steps[number], 4)))
    return Group(
        tuple(sorted({owners.source[i] for bead in sentences for i in bead.source})),
        tuple(sorted({owners.target[j] for bead in sentences for j in bead.target})),
        _confidence(aligned, owners, numbers, sentences),
        tuple(sentences),
    )


def _confidence(aligned: Aligned, owners: Owners, numbers: Sequence[int], sentences: Sequence[Bead]) -> float:
    """How surely the path goes through the first and last cell of the group, and each paragraph is tied to it."""
    ties = [number for number, bead in zip(numbers, sentences, strict=True) if bead.source and bead.target]
    if not ties:
        return min(bead.confidence for bead in sentences)
    places = aligned.posterior.places
    sure = [places[ties[0]], places[ties[-1] + 1]]
    loose: dict[tuple[str, int], list[float]] = {}
    for bead in sentences:
        if bead.source and bead.target:
            for key in [("s", owners.source[i]) for i in bead.source] + [("t", owners.target[j]) for j in bead.target]:
                loose.setdefault(key, []).append(1 - bead.confidence)
    return min(sure + [1 - prod(chances) for chances in loose.values()])


class _Parts:
    """Union-find over the paragraphs of both sides."""

    def __init__(self, source_length: int, target_length: int) -> None:
        self._source_length = source_length
        self._parent = list(range(source_length + target_length))

    def join(self, source: Iterable[int], target: Iterable[int]) -> None:
        first, *others = [self.of_source(i) for i in source] + [self.of_target(j) for j in target]
        for other in others:
            self._parent[self._find(other)] = self._find(first)

    def of_source(self, paragraph: int) -> int:
        return self._find(paragraph)

    def of_target(self, paragraph: int) -> int:
        return self._find(self._source_length + paragraph)

    def _find(self, member: int) -> int:
        while self._parent[member] != member:
            self._parent[member] = self._parent[self._parent[member]]
            member = self._parent[member]
        return member
