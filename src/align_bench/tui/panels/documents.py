"""What the first line over the list of documents tells: all of them together, and how far they are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from align_bench.text.wording import counted
from align_bench.tui.orders import ORDERS
from align_bench.workflow.overview import Figures


def documents_title(
    names: Sequence[str], figures: Mapping[str, Figures], *, holder: str, order: str, is_reading: bool
) -> str:
    """The line; `figures`: of the documents that are read, `holder`: who has the project open, or nobody."""
    known = [figures[name] for name in names if name in figures]
    done, units = sum(each.done for each in known), sum(each.units for each in known)
    parts = [counted(len(names), "document"), f"{done:,} of {units:,} pairs reviewed"]
    if holder:
        parts.append(f"open, read-only here: {holder}")
    if order != ORDERS[0]:
        parts.append(f"by {order}")
    if len(known) < len(names):
        count = f"{len(known):,} of {len(names):,}"
        parts.append(f"reading {count}: esc stops" if is_reading else f"{count} read: ! reads on")
    return f" {'   '.join(parts)}"
