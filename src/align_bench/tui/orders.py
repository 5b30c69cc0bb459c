"""The orders of the list of documents, and the document at which it opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from align_bench.workflow.overview import Figures

ORDERS = ("name", "what is left", "findings", "last change")


def sorted_names(names: Sequence[str], figures: Mapping[str, Figures], order: str) -> Sequence[str]:
    """The documents in an order; those of which nothing is known come last, by name."""
    if order == ORDERS[0]:
        return sorted(names)
    known = [name for name in sorted(names) if name in figures and not figures[name].note]
    if order == ORDERS[1]:
        known.sort(key=lambda name: -figures[name].left)
    elif order == ORDERS[2]:
        known.sort(key=lambda name: -(figures[name].findings or 0))
    else:
        known.sort(key=lambda name: figures[name].changed, reverse=True)
    return [*known, *(name for name in sorted(names) if name not in set(known))]


def last_worked_on(figures: Mapping[str, Figures], reviewer: str) -> str | None:
    """The document that the reviewer changed last, else that anybody did, else the first with something to review."""
    changed = [(each.reviewer == reviewer, each.changed, name) for name, each in figures.items() if each.changed]
    if changed:
        return max(changed)[2]
    return next((name for name in sorted(figures) if figures[name].words and figures[name].left), None)
