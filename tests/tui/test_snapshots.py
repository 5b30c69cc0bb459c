"""What stands on the screen, cell by cell, at two sizes: pairs, a finding, the editor, a split, unlinked texts.

    SNAPSHOTS=write pytest tests/tui/test_snapshots.py

writes down what is there now; each file is to be read before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.desk import OpenDesk

FOLDER = Path(__file__).parent / "snapshots"
SIZES = [(80, 24), (140, 40)]
SHOTS: dict[str, tuple[str, ...]] = {
    "pairs": (),
    "finding": ("f",),
    "editor": ("f", "e"),
    "split": ("f", "s"),
    "unlinked": ("f", "X"),
}


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "140x40"])
@pytest.mark.parametrize("name", SHOTS)
async def test_the_screen_is_as_it_was(open_desk: OpenDesk, size: tuple[int, int], name: str) -> None:
    path = FOLDER / f"{name}-{size[0]}x{size[1]}.txt"
    async with open_desk(size) as desk:
        # The workbook has the time at which it was written.
        assert desk.screen.session is not None
        desk.screen.session.saved_at = None
        await desk.press(*SHOTS[name])
        desk.screen._tell_state()
        await desk.settle()
        shown = "\n".join(line.rstrip() for line in desk.lines) + "\n"
    if os.environ.get("SNAPSHOTS") == "write":
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")
