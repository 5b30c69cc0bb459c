"""Why findings may stand, as people wrote it into the sheet `Findings` of a report or of a review workbook.

Owns reading that sheet by its headers; whether the findings are still there is `workflow.waiving`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from align_bench.errors import InputError
from align_bench.formats.workbook.columns import FINDING_ID, FINDINGS, HEADER_ROWS, WAIVED_BECAUSE, normal_header
from align_bench.formats.workbook.escapes import unescape
from align_bench.formats.workbook.grid import Grid, GridError, read_grid


@dataclass(frozen=True, slots=True)
class Reason:
    """What stands in one row of the sheet."""

    row: int
    """As the spreadsheet counts it."""

    finding: str
    """The id of the finding."""

    text: str


def read_reasons(path: Path) -> tuple[Reason, ...]:
    """The rows with a reason, in their order; InputError where there is no such sheet or column, or a row has no id."""
    try:
        rows = read_grid(path.read_bytes(), FINDINGS.sheet)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}", hint="check the name and the rights") from error
    except GridError as error:
        hint = "name a report (`align-bench check --format xlsx`) or a review workbook"
        raise InputError(f"{path}: {error.message}", hint=hint) from error
    header, finding, reason = _columns(rows, path)
    reasons = []
    for number, cells in enumerate(rows[header:], start=header + 1):
        if text := _text(cells, reason):
            name = _text(cells, finding)
            if not name:
                raise InputError(
                    f"{path}: row {number} has a reason and no id", hint="take the reason out, or undo the change"
                )
            reasons.append(Reason(number, name.lower(), text))
    return tuple(reasons)


def _columns(rows: Grid, path: Path) -> tuple[int, int, int]:
    """The number of the header's row, and the places of the columns for the id and the reason."""
    wanted = normal_header(FINDING_ID), normal_header(WAIVED_BECAUSE)
    for number, cells in enumerate(rows[:HEADER_ROWS], start=1):
        names = [normal_header(str(cell)) for cell in cells]
        if all(name in names for name in wanted):
            return number, names.index(wanted[0]), names.index(wanted[1])
    raise InputError(
        f"{path}: sheet {FINDINGS.sheet!r} has no columns {FINDING_ID!r} and {WAIVED_BECAUSE!r}",
        hint="write the report anew with `align-bench check --format xlsx`",
    )


def _text(cells: Sequence[object], place: int) -> str:
    return unescape(str(cells[place])).strip() if place < len(cells) else ""
