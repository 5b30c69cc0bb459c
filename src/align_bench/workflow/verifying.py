"""Whether a workbook holds what was to be written into it, unit by unit."""

from __future__ import annotations

from pathlib import Path

from align_bench.errors import StorageError
from align_bench.model.unit import Review

_HINT = "your edits are safe in the journal; please report this as a defect"


def compare_units(written: Review, review: Review, path: Path) -> None:
    """StorageError, naming the unit, where what was read back is not what was to be written to `path`."""
    for wanted, found in zip(review.units, written.units, strict=False):
        if wanted != found:
            raise StorageError(f"{path}: {wanted.called} was not written as it is; the old workbook stays", hint=_HINT)
    if len(review.units) != len(written.units):
        raise StorageError(
            f"{path}: {len(written.units)} of {len(review.units)} units were written; the old workbook stays",
            hint=_HINT,
        )
