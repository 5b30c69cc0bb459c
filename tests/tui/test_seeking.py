"""From pair to pair by what they are: the least sure first, and any kind that a query tells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from align_bench.model.task import Task
from align_bench.model.unit import Review
from align_bench.storage.project import Project
from align_bench.workflow.live import Checked, LiveChecking
from tui.desk import Desk, OpenDesk, make_project, make_units

CONFIDENCES = {"u2": 0.62, "u3": 0.31, "u4": 0.74, "u6": 0.62}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """With four doubtful pairs, two of them equally so."""
    units = tuple(replace(unit, confidence=CONFIDENCES.get(unit.id, unit.confidence)) for unit in make_units())
    root = tmp_path / "doubtful"
    root.mkdir()
    return make_project(root, units)


def _shown(desk: Desk) -> list[str]:
    return [unit.id for unit in desk.screen.view.units]


async def test_the_least_sure_come_first_and_it_is_told_where_one_is(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        for unit_id, told in (("u3", "1 of 4"), ("u2", "2 of 4"), ("u6", "3 of 4"), ("u4", "4 of 4")):
            await desk.press("l")
            assert desk.current == unit_id
            assert f"{told} doubtful pairs: {CONFIDENCES[unit_id]:.0%} sure" in desk.notices
        await desk.press("l")
        assert "no other pair is in doubt, 4 in all; the same key begins again" in desk.notices
        await desk.press("l")
        assert desk.current == "u3"


async def test_what_is_approved_is_no_more_among_them(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("l", "a", "l")
        assert desk.current == "u2"
        assert "1 of 3 doubtful pairs: 62% sure" in desk.notices


async def test_back_to_those_before(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("h")
        assert "no doubtful pair was gone to before this one" in desk.notices
        await desk.press("l", "l", "l", "h")
        assert desk.current == "u2"
        await desk.press("end", "h")
        assert desk.current == "u2"
        await desk.press("h")
        assert desk.current == "u3"
        await desk.press("l")
        assert desk.current == "u2"


async def test_a_document_without_doubt_says_so(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press(":", *"label:1", "enter", "a", "l")
        assert "no pairing that is still to be reviewed is in doubt here" in desk.notices


async def test_the_order_is_the_screens_and_not_the_documents(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        before = [unit.id for unit in desk.units]
        await desk.press("end", "O")
        assert _shown(desk) == ["u3", "u2", "u6", "u4", "u1", "u5"]
        assert desk.current == "u6"
        assert "least sure first" in desk.lines[0]
        await desk.press("home", "a")
        assert _shown(desk)[0] == "u3"
        assert desk.current == "u2"
        assert [unit.id for unit in desk.units] == before
        await desk.press("O")
        assert _shown(desk) == before
        assert desk.current == "u2"


async def test_what_is_mended_stays_where_it_was(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("O", "home", "m")
        assert _shown(desk) == ["u3", "u2", "u6", "u1", "u5"]
        assert desk.current == "u3"
        await desk.press("u")
        assert _shown(desk) == ["u3", "u2", "u6", "u4", "u1", "u5"]


async def test_the_order_and_a_filter_go_together(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("O", ":", *"status:draft", "enter")
        assert _shown(desk) == ["u3", "u6", "u4"]


async def test_a_kind_is_chosen_once_and_gone_through(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press(">", *"zh:港口", "enter")
        assert desk.current == "u2"
        assert "zh:港口: 1 of 2" in desk.notices
        await desk.press(">")
        assert desk.current == "u4"
        await desk.press(">")
        assert "zh:港口: no more below, 2 in all" in desk.notices
        await desk.press("<")
        assert desk.current == "u2"
        assert len(_shown(desk)) == 6


async def test_while_the_first_checks_run_nobody_knows_of_findings(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()

    def slow(checking: LiveChecking, review: Review, task: Task) -> Checked:
        go_on.wait()
        return check_all(checking, review, task)

    check_all = LiveChecking.check_all
    monkeypatch.setattr(LiveChecking, "check_all", slow)
    async with open_desk(settles=False) as desk:
        while desk.screen.session is None:
            await desk.pilot.pause()
        await desk.pilot.press(">", *"finding:any", "enter")
        await desk.pilot.pause()
        assert "still checking: which pairs have findings is not known yet" in desk.notices
        go_on.set()
        await desk.settle()
        await desk.press(">")
        assert any("with findings: 1 of" in notice for notice in desk.notices)


async def test_a_kind_that_changes_is_looked_for_anew(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("G", *"is:commented", "enter")
        assert "with a comment: no more below, 0 in all" in desk.notices
        await desk.press("end", "c", *"why?", "ctrl+s", "home", ">")
        assert desk.current == "u6"
        assert "with a comment: 1 of 1" in desk.notices
