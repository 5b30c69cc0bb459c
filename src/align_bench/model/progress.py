"""Where a reviewer is in a document."""

from __future__ import annotations

from collections.abc import Sequence

from align_bench.model.merging.stamps import moment
from align_bench.model.unit import Unit


def left_off(units: Sequence[Unit], reviewer: str) -> str | None:
    """The id of the unit to go on at: the one this reviewer changed last, or the next one where that is done.

    Of several that were changed at once, the last one counts. None where the reviewer has changed nothing.
    """
    own = [(unit.updated, place) for place, unit in enumerate(units) if unit.updated and unit.reviewer == reviewer]
    if not own:
        return None
    # Few times are different: edits of many units have one.
    moments = {updated: moment(updated) for updated, _ in own}
    _, place = max((moments[updated], place) for updated, place in own)
    if not units[place].status.is_open:
        place = min(place + 1, len(units) - 1)
    return units[place].id
