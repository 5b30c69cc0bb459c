"""Units as checks see them: both texts without markers, the terms, words and figures in them, worked out once.

Owns the way from an offset back to a paragraph. What shows over several units is `context`. Judges nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

from align_bench.checks.characters import lies_in_word
from align_bench.model.finding import Span
from align_bench.model.runs import Runs
from align_bench.model.unit import Unit
from align_bench.terms.english import Token, tokens
from align_bench.terms.hits import TermHit
from align_bench.terms.matching.matcher import TermMatcher
from align_bench.terms.rendering.renderings import Renderings, count_renderings
from align_bench.text.figures import Figure, find_figures
from align_bench.text.labels import split_marker
from align_bench.text.scripts import Language
from align_bench.text.traditional import simplified

_WORKED_OUT = frozenset(
    (
        *("source", "simplified", "target", "is_pair", "source_hits", "target_hits", "words", "renderings"),
        *("source_figures", "target_figures"),
    )
)


@dataclass(frozen=True, slots=True)
class SideText:
    """One side of a unit: its paragraphs without their markers, one a line."""

    text: str
    starts: tuple[int, ...]
    """Where each paragraph begins in `text`."""

    numbers: tuple[int, ...]
    """The paragraphs' numbers in the document; 0 where a reviewer typed the text."""

    labels: tuple[str | None, ...]

    def span(self, start: int, stop: int) -> Span:
        """A place in `text` as a place in a paragraph; one that runs over its end is cut there."""
        index = max(0, bisect_right(self.starts, start) - 1)
        end = self.starts[index + 1] - 1 if index + 1 < len(self.starts) else len(self.text)
        begin = self.starts[index]
        return Span(self.numbers[index], start - begin, min(stop, end) - begin)


@dataclass(frozen=True, eq=False)
class UnitView:
    """A unit as checks see it."""

    document: str
    index: int
    """0-based place among all units of the run."""

    unit: Unit
    matcher: TermMatcher

    @cached_property
    def source(self) -> SideText:
        return _side(self.unit.source_lines, self.unit.source_numbers, "zh")

    @cached_property
    def simplified(self) -> str:
        """The Chinese in simplified characters, each at its place."""
        return simplified(self.source.text)

    @cached_property
    def target(self) -> SideText:
        return _side(self.unit.target_lines, self.unit.target_numbers, "en")

    @cached_property
    def is_pair(self) -> bool:
        """Whether there is text on both sides."""
        return bool(self.source.text.strip() and self.target.text.strip())

    @cached_property
    def source_hits(self) -> tuple[TermHit, ...]:
        hits = self.matcher.source_hits(self.source.text)
        if all(len(hit.text) > 1 for hit in hits):
            return hits
        return tuple(hit for hit in hits if len(hit.text) > 1 or not lies_in_word(self.simplified, hit.start))

    @cached_property
    def target_hits(self) -> tuple[TermHit, ...]:
        return self.matcher.target_hits(self.target.text, words=self.words)

    @cached_property
    def words(self) -> Sequence[Token]:
        """The words of the English."""
        return tokens(self.target.text)

    @cached_property
    def renderings(self) -> Renderings:
        """What stands for which term."""
        return count_renderings(self.simplified, self.source_hits, self.target.text, self.target_hits)

    @cached_property
    def source_figures(self) -> tuple[Figure, ...]:
        return find_figures(self.simplified, "zh")

    @cached_property
    def target_figures(self) -> tuple[Figure, ...]:
        return find_figures(self.target.text, "en")

    @property
    def has_hits(self) -> bool:
        """Whether its terms are worked out."""
        return "target_hits" in self.__dict__

    def forget(self) -> None:
        """Give up what is worked out: some 20 kB, which are made again when somebody asks."""
        kept = {name: value for name, value in self.__dict__.items() if name not in _WORKED_OUT}
        # What is only taken out of a dictionary leaves its place behind: 300 bytes of each unit.
        self.__dict__.clear()
        self.__dict__.update(kept)

    def at(self, index: int) -> UnitView:
        """The same unit at another place, with all that is worked out already."""
        if index == self.index:
            return self
        moved = UnitView(self.document, index, self.unit, self.matcher)
        moved.__dict__.update({**self.__dict__, "index": index})
        return moved


class Views(Sequence[UnitView]):
    """All units of a run in order, each at its place.

    An edit by which units come or go moves all behind it: each is put right when somebody looks at it.
    """

    def __init__(self, views: Iterable[UnitView]) -> None:
        self._views = views if isinstance(views, Runs) else Runs(views)
        self._moved: dict[int, UnitView] = {}

    def __len__(self) -> int:
        return len(self._views)

    def __iter__(self) -> Iterator[UnitView]:
        return (view.at(place) for place, view in enumerate(self._views))

    @overload
    def __getitem__(self, place: int) -> UnitView: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[UnitView]: ...
    def __getitem__(self, place: int | slice) -> UnitView | Sequence[UnitView]:
        places = range(len(self._views))[place]
        return self._at(places) if isinstance(places, int) else [self._at(each) for each in places]

    def _at(self, place: int) -> UnitView:
        """What is worked out for one that was moved is kept as well."""
        view = self._views[place]
        if view.index != place:
            view = self._moved.get(place) or self._moved.setdefault(place, view.at(place))
        return view

    def spliced(self, start: int, stop: int, views: Sequence[UnitView]) -> Views:
        """These with others in the place of those from `start` to `stop`."""
        return Views(self._views.spliced(start, stop, views))


def _side(lines: Sequence[str], numbers: Sequence[int], language: Language) -> SideText:
    texts, labels, starts = [], [], []
    position = 0
    for line in lines:
        _, label, rest = split_marker(line, language)
        starts.append(position)
        texts.append(rest)
        labels.append(label)
        position += len(rest) + 1
    # Lines that a reviewer added belong to the last known paragraph.
    padded = (tuple(numbers) + (numbers[-1] if numbers else 0,) * len(lines))[: len(lines)]
    return SideText("\n".join(texts), tuple(starts) or (0,), padded or (0,), tuple(labels))
