"""What takes long is told with a bar, and given up where that is safe."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from threading import Event, Timer

import pytest

from align_bench.model.task import Task
from align_bench.model.unit import Review
from align_bench.storage.lock import ProjectLock
from align_bench.storage.project import Project
from align_bench.text.cells import width
from align_bench.tui.app import ReviewApp
from align_bench.tui.screens.aligning import AligningScreen
from align_bench.tui.screens.documents import DocumentsScreen
from align_bench.tui.services import make_realigner, project_services
from align_bench.tui.widgets.progress_line import ProgressLine, bar, moving_bar
from align_bench.workflow.realigning import Realigner
from tui.desk import NAME, PAIRS, Desk, OpenDesk, frozen_clock

# Seconds after which slow work goes on in a test that has failed.
_PATIENCE = 20


def test_bars() -> None:
    assert [bar(count, 4, 8) for count in (0, 1, 4)] == ["[........]", "[##......]", "[########]"]
    assert bar(0, 0, 4) == "[....]"
    seen = [moving_bar(tick, 8, 2) for tick in range(12)]
    assert {width(each) for each in seen} == {10}
    assert {each.count("#") for each in seen} == {2}
    assert len(set(seen)) == 7


@pytest.fixture
def goes_on() -> Iterator[Event]:
    """What slow work waits for; a test that fails lets it go on too."""
    event = Event()
    timer = Timer(_PATIENCE, event.set)
    timer.start()
    yield event
    event.set()
    timer.cancel()


@pytest.mark.parametrize("size", [(60, 20), (140, 40)])
async def test_learning_is_told_and_given_up(
    open_desk: OpenDesk,
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    goes_on: Event,
    size: tuple[int, int],
) -> None:
    monkeypatch.setattr("align_bench.tui.widgets.progress_line._AFTER", 0.01)

    def slow(review: Review, task: Task) -> Realigner:
        while not goes_on.wait(0.01):
            task.heed()
        return make_realigner(project, review, task)

    async with open_desk(size) as desk:
        screen = desk.screen
        screen.services = replace(screen.services, realigner=slow)
        before = desk.units
        await desk.pilot.press("R")
        line = screen.query_one(ProgressLine)
        while not line.display:
            await desk.pilot.pause(0.01)
        await desk.pilot.pause()
        assert "the aligner is learning" in desk.lines[-2]
        assert "esc gives up" in desk.lines[-2]
        await desk.pilot.press("escape")
        await desk.pilot.pause()
        assert not line.display
        assert "given up: nothing is paired anew" in desk.notices
        goes_on.set()
        await desk.settle()
        assert desk.app.screen is screen
        assert desk.units == before


async def test_saving_is_told_and_given_up_and_nothing_is_lost(
    open_desk: OpenDesk, project: Project, monkeypatch: pytest.MonkeyPatch, goes_on: Event
) -> None:
    monkeypatch.setattr("align_bench.tui.widgets.progress_line._AFTER", 0.01)
    async with open_desk((80, 24)) as desk:
        await desk.press("down", "a")
        session = desk.screen.session
        assert session is not None
        look, workbook = session.look_outside, project.workbook(NAME).read_bytes()

        def slow(task: Task) -> object:
            while not goes_on.wait(0.01):
                task.heed()
            return look(task)

        monkeypatch.setattr(session, "look_outside", slow)
        await desk.pilot.press("ctrl+s")
        line = desk.screen.query_one(ProgressLine)
        while not line.display:
            await desk.pilot.pause(0.01)
        await desk.pilot.pause()
        assert "esc stops: saving; every edit is on disk already" in desk.lines[-2]
        await desk.press("escape")
        assert not line.display
        assert "not saved: the workbook is as it was, every edit is in the journal" in desk.notices
        assert (session.unsaved, project.workbook(NAME).read_bytes()) == (1, workbook)
        goes_on.set()
        await desk.press("ctrl+s")
        assert session.unsaved == 0


async def test_what_is_quick_is_not_told(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("down", "a", "ctrl+s")
        assert not desk.screen.query_one(ProgressLine).display


def new_documents(project: Project, count: int) -> None:
    project.translations.mkdir(exist_ok=True)
    for number in range(count):
        chinese, english = zip(*(pair[:2] for pair in PAIRS), strict=True)
        for folder, texts, suffix in ((project.sources, chinese, "zh"), (project.translations, english, "en")):
            text = "\n\n".join(filter(None, texts))
            (folder / f"new-{number}.{suffix}.txt").write_text(f"{text}\n", encoding="utf-8")


@asynccontextmanager
async def aligning(project: Project) -> AsyncIterator[Desk]:
    services = project_services(project, reviewer="Li", clock=frozen_clock)
    app = ReviewApp(services, root=project.root, aligns=True)
    app.animation_level = "none"
    async with app.run_test(size=(80, 24)) as pilot:
        yield Desk(app, pilot, project)


async def finished(desk: Desk) -> None:
    while not isinstance(desk.app.screen, DocumentsScreen):
        await desk.settle()
    await desk.settle()


async def test_new_documents_are_aligned_first(project: Project) -> None:
    new_documents(project, 2)
    (project.sources / "broken.zh.txt").write_text("This is a whole sentence of English text.\n")
    async with aligning(project) as desk:
        await finished(desk)
        assert any("not aligned: broken" in notice for notice in desk.notices)
        assert "3 documents" not in desk.lines[0]
        assert "not aligned yet" in "\n".join(desk.lines)
    assert [project.workbook(f"new-{number}").is_file() for number in range(2)] == [True, True]
    assert project.workbook(NAME).is_file()


async def test_stopped_while_documents_are_aligned_what_is_done_stays(
    project: Project, monkeypatch: pytest.MonkeyPatch, goes_on: Event
) -> None:
    from align_bench.workflow import aligning as workflow

    new_documents(project, 3)
    written = workflow._written

    def slow(*arguments: object) -> object:
        goes_on.wait()
        return written(*arguments)  # type: ignore[arg-type]  # those of the function itself

    monkeypatch.setattr(workflow, "_written", slow)
    async with aligning(project) as desk:
        await desk.pilot.pause()
        assert isinstance(desk.app.screen, AligningScreen)
        assert "[....." in "\n".join(desk.lines)
        await desk.pilot.press("escape")
        await desk.pilot.pause()
        assert "stopping ..." in desk.lines[-1]
        goes_on.set()
        await finished(desk)
        assert any("stopped: 2 documents still to be aligned" in notice for notice in desk.notices)
    assert [project.workbook(f"new-{number}").is_file() for number in range(3)] == [True, False, False]
    ProjectLock(project.private, name="Wang", time="").release()


async def test_where_somebody_else_writes_the_list_opens_all_the_same(project: Project) -> None:
    new_documents(project, 1)
    with ProjectLock(project.private, name="Wang", time="2031-04-08"):
        async with aligning(project) as desk:
            await finished(desk)
            assert any("the project is open: Wang" in notice for notice in desk.notices)
            assert "read-only here: Wang" in desk.lines[0]
