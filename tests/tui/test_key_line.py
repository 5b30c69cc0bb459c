"""Which keys stand in the last line at which width."""

from __future__ import annotations

import pytest

from align_bench.errors import AlignBenchError
from align_bench.text import cells
from align_bench.tui.actions import key_line
from align_bench.tui.widgets.key_line import Key, KeyLine, choose
from align_bench.tui.widgets.panel import Panel
from tui.desk import NAME, OpenDesk, frozen_clock


@pytest.mark.parametrize("width", [60, 80, 100, 120, 160])
async def test_the_most_needed_keys_stand_at_every_width(open_desk: OpenDesk, width: int) -> None:
    async with open_desk((width, 24)) as desk:
        keys = f" {desk.lines[-1]} "
        for key in ("F1", "e", "a", "n", "f", "=", "u", "q", "F9"):
            assert f" {key} " in keys
        assert "^s " in keys or "ctrl+s " in keys
        if width >= 80:
            for word in ("help", "edit", "approve", "undo", "save", "quit"):
                assert word in keys
            assert "= fix" in keys or "= correct" in keys


def test_nothing_is_cut_in_two() -> None:
    long = [Key(each.keys[0], each.label) for each in key_line()]
    for width in range(40, 200):
        keys, gap = choose(long, [], width)
        assert sum(cells.width(key.text) + gap for key in keys) - gap + 1 <= width


async def test_who_reads_only_is_offered_no_changes(open_desk: OpenDesk) -> None:
    from align_bench.workflow.reviewing import Session

    async with open_desk((140, 40)) as desk:
        assert "e edit" in desk.lines[-1]
        project = desk.project
    with Session.open(project, NAME, reviewer="Wang", clock=frozen_clock):
        async with open_desk((140, 40)) as desk:
            for word in ("edit", "approve", "merge", "split", "undo"):
                assert word not in desk.lines[-1]
            assert "search" in desk.lines[-1]


async def test_words_to_the_reviewer_stand_there_one_at_a_time(open_desk: OpenDesk) -> None:
    async with open_desk((80, 24)) as desk:
        await desk.press("down", "m", "u", "u", "U", "U")
        assert not list(desk.app._notifications)
        assert "nothing to be done again" in desk.lines[-1]


async def test_what_is_too_long_for_a_line_is_wrapped_and_hides_nothing(open_desk: OpenDesk) -> None:
    async with open_desk((60, 20)) as desk:
        last = desk.lines[-2]
        desk.screen.say("this is more than sixty cells of words to the reviewer, and every one of them has to be read")
        await desk.settle()
        assert " ".join(line.strip() for line in desk.lines[-2:]) == desk.screen.said
        assert desk.lines[-3] == last
        await desk.press("down")
        assert "F1" in desk.lines[-1]
        assert desk.screen.query_one(KeyLine).size.height == 1


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 40)])
async def test_notices_stand_above_the_keys_and_esc_closes_them(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(size, notifications=True) as desk:
        panel = desk.screen.query_one(Panel)
        desk.screen.complain(AlignBenchError("the workbook cannot be saved here " * 3, hint="close it there first"))
        await desk.settle()
        shown = "".join(desk.lines)
        assert "close it there first" in shown
        assert "F1" in desk.lines[-1]
        toast = desk.screen.query_one("Toast")
        for other in (panel, desk.screen.view, desk.screen.query_one(KeyLine)):
            assert not toast.region.overlaps(other.region)
        assert shown.count("cannot") == 3
        await desk.press("escape")
        assert "close it there first" not in "".join(desk.lines)
