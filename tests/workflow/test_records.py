"""Records of the journal, apart from the file."""

from __future__ import annotations

import pytest

from align_bench.model.edits import Change, Edit
from align_bench.model.records import edit_record
from align_bench.model.unit import Unit
from align_bench.workflow.records import net

BEFORE, AFTER = (Unit("u", "文", text, source_numbers=(1,), target_numbers=(1,)) for text in ("text", "Text"))
EDIT = Edit("edit", (Change((BEFORE,), (AFTER,)),))


def test_edits_that_the_next_one_takes_back_are_left_out() -> None:
    done, undone = edit_record(EDIT), edit_record(EDIT.inverse())
    assert net([done, undone]) == []
    assert net([done, done]) == [done, done]


@pytest.mark.parametrize("changes", [[{"before": []}], [{"after": []}], ["x"], None, 7])
def test_a_damaged_record_takes_nothing_back(changes: object) -> None:
    """A journal without checksums may hold one; that it cannot be applied is told elsewhere."""
    damaged = {**edit_record(EDIT), "changes": changes}
    sound = edit_record(EDIT)
    assert net([damaged, sound]) == [damaged, sound]
    assert net([sound, damaged]) == [sound, damaged]
