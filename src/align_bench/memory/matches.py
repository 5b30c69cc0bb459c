"""Matches: what was translated before, the same or like it, best first, with what differs.

Owns likeness and its order. Texts are compared folded (width, case, quotes) and without the marker in front of them
(`12.`), as a number in front says nothing of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from align_bench.memory.index import BigramIndex, build_index
from align_bench.model.memory import MemoryEntry
from align_bench.model.task import Task
from align_bench.text.folding import fold
from align_bench.text.labels import split_marker

LEAST_SIMILARITY = 0.7

_ALMOST = 0.99
"""The most that texts reach which are not the same."""

# Texts that the index hands over to be compared letter by letter. Two texts that are .7 alike share at least two
# fifths of their bigrams; more of them than this are found only among near duplicates.
_CANDIDATES = 60


class MatchKind(StrEnum):
    """How a match is like the text, the best first."""

    CONTEXT = "context"
    """The same text between the same neighbours."""

    EXACT = "exact"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of the two Chinese texts: `equal`, or what stands in the memory and what stands in the text."""

    kind: str
    """`equal`, `replace`, `delete` (only in the memory) or `insert` (only in the text)."""

    memory: str
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that is the text, or like it."""

    entry: MemoryEntry
    kind: MatchKind
    similarity: float
    """1 where the texts are the same but for width, case, quotes and marker; else below 1."""

    changes: tuple[Change, ...]
    """From the memory's Chinese to the text, markers left out."""


@dataclass(frozen=True, slots=True)
class Query:
    """A Chinese text for which matches are wanted, with its neighbours where they are known."""

    text: str
    before: str = ""
    after: str = ""
    origin: str = ""
    """Where the text itself stands: that entry is no match for it."""

    unit: str = ""


class Memory:
    """Entries with an index over them; those of one origin in the order of their document.

    Entries can be added: they have no place in their document, are compared one by one, and stand for those of the
    same unit that were there before.
    """

    def __init__(self, entries: Iterable[MemoryEntry], task: Task | None = None) -> None:
        task = task or Task()
        self.entries: list[MemoryEntry] = list(entries)
        seen = task.over(self.entries, "reading the Chinese", len(self.entries))
        self._texts = [_compared(entry.source) for entry in seen]
        self._index: BigramIndex = build_index(self._texts, task)
        self._indexed = len(self.entries)
        self._numbers = {(entry.origin, entry.unit): number for number, entry in enumerate(self.entries) if entry.unit}
        self._forgotten: set[int] = set()

    def __len__(self) -> int:
        return len(self.entries) - len(self._forgotten)

    def remember(self, entry: MemoryEntry) -> None:
        """Add an entry, in the place of the one that its unit had."""
        self.forget(entry.origin, entry.unit)
        if entry.unit:
            self._numbers[entry.origin, entry.unit] = len(self.entries)
        self.entries.append(entry)
        self._texts.append(_compared(entry.source))

    def forget(self, origin: str, unit: str) -> None:
        """The entry of a unit, if there is one, is found no more."""
        known = self._numbers.pop((origin, unit), None)
        if known is not None:
            self._forgotten.add(known)

    def matches(self, query: Query, *, limit: int = 10, least: float = LEAST_SIMILARITY) -> tuple[Match, ...]:
        """The likest first, `limit` at most; of equally like ones the newest. The same pair of texts comes once."""
        from rapidfuzz.distance import Levenshtein
        from rapidfuzz.process import extract

        text = _compared(query.text)
        if not text:
            return ()
        likely = [*map(int, self._index.likeliest(text, _CANDIDATES)), *range(self._indexed, len(self.entries))]
        numbers = [number for number in likely if number not in self._forgotten and not self._is_own(number, query)]
        found = extract(
            text,
            [self._texts[number] for number in numbers],
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=least,
            limit=None,
        )
        ranked = sorted(
            ((self._kind(numbers[place], text, query), similarity, numbers[place]) for _, similarity, place in found),
            key=lambda one: (_RANKS[one[0]], -one[1], _later(self.entries[one[2]].updated), one[2]),
        )
        return tuple(self._match(*one, query) for one in self._once(ranked, limit))

    def _is_own(self, number: int, query: Query) -> bool:
        entry = self.entries[number]
        return bool(query.unit) and entry.unit == query.unit and entry.origin == query.origin

    def _kind(self, number: int, text: str, query: Query) -> MatchKind:
        if self._texts[number] != text:
            return MatchKind.FUZZY
        known = [(self._neighbour(number, step), wanted) for step, wanted in ((-1, query.before), (1, query.after))]
        same = [_compared(wanted) == neighbour for neighbour, wanted in known if wanted]
        return MatchKind.CONTEXT if same and all(same) else MatchKind.EXACT

    def _neighbour(self, number: int, step: int) -> str:
        place = number + step
        if number >= self._indexed or not 0 <= place < self._indexed:
            return ""
        return self._texts[place] if self.entries[place].origin == self.entries[number].origin else ""

    def _once(
        self, ranked: Sequence[tuple[MatchKind, float, int]], limit: int
    ) -> Iterable[tuple[MatchKind, float, int]]:
        seen = set()
        for kind, similarity, number in ranked:
            pair = self._texts[number], fold(self.entries[number].target)
            if pair not in seen:
                seen.add(pair)
                yield kind, similarity, number
            if len(seen) == limit:
                return

    def _match(self, kind: MatchKind, similarity: float, number: int, query: Query) -> Match:
        entry = self.entries[number]
        reached = 1.0 if kind is not MatchKind.FUZZY else min(similarity, _ALMOST)
        return Match(entry, kind, reached, changes_between(_unmarked(entry.source), _unmarked(query.text)))


_RANKS = {kind: rank for rank, kind in enumerate(MatchKind)}


def _later(moment: str) -> tuple[int, ...]:
    """Sorts later moments first, and none last."""
    return tuple(-ord(character) for character in moment) or (1,)


def fitted(english: str, source: str, target: str) -> str:
    """The English of an entry with the marker of a pair: that of its own English, else that of its Chinese if plain.

    An entry's own marker counts the paragraphs of another text.
    """
    first, *others = english.split("\n")
    bare = split_marker(first, "en")[2]
    marker = split_marker(target.partition("\n")[0], "en")[0] or split_marker(source.partition("\n")[0], "zh")[0]
    return "\n".join((f"{marker} {bare}" if marker.isascii() and marker else bare, *others))


def changes_between(memory: str, text: str) -> tuple[Change, ...]:
    """What must be changed in the one to get the other; what only folding would change counts as equal."""
    from rapidfuzz.distance import Levenshtein

    steps = Levenshtein.opcodes(fold(memory), fold(text))
    return tuple(
        Change(step.tag, memory[step.src_start : step.src_end], text[step.dest_start : step.dest_end]) for step in steps
    )


def _compared(text: str) -> str:
    return fold(_unmarked(text))


def _unmarked(text: str) -> str:
    """The text without the markers of its paragraphs, in one line."""
    return " ".join(split_marker(line, "zh")[2] for line in text.split("\n"))
