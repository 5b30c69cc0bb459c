from __future__ import annotations

import pytest

from align_bench.errors import AlignmentError
from align_bench.model.bitext import Bead, check_beads


@pytest.mark.parametrize("beads", [
    pytest.param([Bead((0,), (0,)), Bead((1,), (1, 2))], id="in order"),
    pytest.param([Bead((1,), (0,)), Bead((0,), ()), Bead((), (1, 2))], id="crossing, with empty sides"),
])  # fmt: skip
def test_every_segment_once(beads: list[Bead]) -> None:
    check_beads(beads, 2, 3)


@pytest.mark.parametrize(("beads", "message"), [
    pytest.param([Bead((0,), (0, 1, 2))], "source side: missing [1], unknown or twice []", id="lost"),
    pytest.param([Bead((0, 1), (0, 1)), Bead((), (1, 2))], "target side: missing [], unknown or twice [1]", id="twice"),
    pytest.param([Bead((0, 1, 2), (0, 1, 2))], "source side: missing [], unknown or twice [2]", id="unknown"),
    pytest.param([Bead((-1, 0), (0, 1, 2))], "source side: missing [1], unknown or twice [-1]", id="negative"),
])  # fmt: skip
def test_what_does_not_cover_both_sides_is_named(beads: list[Bead], message: str) -> None:
    with pytest.raises(AlignmentError) as caught:
        check_beads(beads, 2, 3)
    assert message in caught.value.message
    assert caught.value.hint
