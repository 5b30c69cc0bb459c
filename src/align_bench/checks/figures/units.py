"""Numbers that stand with another unit or currency on the other side.

Owns which number of the English is the one that is meant; units and their factors are `text.figures.units`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from align_bench.text.figures import Figure, FigureKind, Value
from align_bench.text.figures.units import are_of_one_kind, measures


def other_units(source: Sequence[Figure], target: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Figures with a unit, and the first on the other side that has the value but never that unit."""
    ours, theirs = ([figure for figure in figures if figure.unit] for figures in (source, target))
    if not ours or not theirs:
        return
    measured = {measure for figure in theirs for measure in measures(figure)}
    known = _by_value(target)
    for figure in ours:
        same = [known[figure.kind, value] for value in figure.readings if (figure.kind, value) in known]
        if not same:
            continue
        if any(are_of_one_kind(figure.unit, unit) for _, units in same for unit in units):
            continue
        if measured.isdisjoint(measures(figure)):
            yield figure, min((first for first, _ in same), key=lambda other: other.start)


def _by_value(figures: Sequence[Figure]) -> dict[tuple[FigureKind, Value], tuple[Figure, set[str]]]:
    """For each kind and value the first figure, and the units of all."""
    known: dict[tuple[FigureKind, Value], tuple[Figure, set[str]]] = {}
    for figure in figures:
        for value in figure.readings:
            known.setdefault((figure.kind, value), (figure, set()))[1].add(figure.unit)
    return known
