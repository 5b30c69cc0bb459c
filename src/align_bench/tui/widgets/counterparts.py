"""Which terms and figures of the Chinese stand in the English while it is being typed.

Owns what is lit on both sides; cheap enough to be asked at every key.
"""

from __future__ import annotations

from itertools import chain

from align_bench.model.unit import Unit
from align_bench.tui.widgets.marks import Mark, Matcher, UnitMarks, figures_of, term_mark


class Counterparts:
    """The terms and figures of one Chinese text, looked for in any English one."""

    def __init__(self, unit: Unit, matcher: Matcher | None) -> None:
        self._matcher = matcher
        self._terms = matcher.source_hits(unit.source) if matcher is not None else ()
        inside = set(chain.from_iterable(range(hit.start, hit.stop) for hit in self._terms))
        # What stands inside a term comes with it.
        self._figures = [each for each in figures_of(unit.source, "zh") if each[0] + each[1].start not in inside]

    def marks(self, target: str) -> UnitMarks:
        """Lit on both sides where they answer to each other; `open` in the Chinese where nothing does."""
        from align_bench.checks.figures.values import is_satisfied

        hits = self._matcher.target_hits(target, [hit.concept for hit in self._terms]) if self._matcher else ()
        there = list(figures_of(target, "en"))
        figures = [figure for _, figure in there]
        source, english = [], [term_mark(hit) for hit in hits]
        for term in self._terms:
            found = [hit for hit in hits if hit.concept.id == term.concept.id]
            is_right = any(hit.status.is_allowed for hit in found)
            style = "term" if is_right else "bad-term" if found else "open"
            source.append(Mark(term.start, term.stop, style))
        for offset, figure in self._figures:
            is_there = is_satisfied(figure, figures)
            if is_there or not figure.loose:
                source.append(Mark(offset + figure.start, offset + figure.stop, "figure" if is_there else "open"))
        for offset, figure in there:
            if any(is_satisfied(each, [figure]) for _, each in self._figures):
                english.append(Mark(offset + figure.start, offset + figure.stop, "figure"))
        return UnitMarks(tuple(source), tuple(english))
