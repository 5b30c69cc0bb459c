"""What takes long is told with a bar, and given up where that is safe."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from threading import Event, Timer
from time import sleep

import pytest

from align_bench.formats.workbook import read_workbook
from align_bench.memory.concordance import Concordance
from align_bench.memory.matches import Memory
from align_bench.model.edits import Edit
from align_bench.model.history import HistoryEntry
from align_bench.model.task import Stopped, Task
from align_bench.model.unit import Review, Status
from align_bench.storage.lock import ProjectLock
from align_bench.storage.project import Project
from align_bench.text.cells import width
from align_bench.tui.app import ReviewApp
from align_bench.tui.screens.aligning import AligningScreen
from align_bench.tui.screens.documents import DocumentsScreen
from align_bench.tui.services import load_memory, make_realigner, project_services
from align_bench.tui.widgets.progress_line import ProgressLine, bar, moving_bar
from align_bench.workflow import overview
from align_bench.workflow.live import Checked, LiveChecking
from align_bench.workflow.overview import Figures
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


def endless(task: object) -> Exception:
    """Work that goes on until it is stopped."""
    assert isinstance(task, Task)
    try:
        while True:
            task.heed()
            sleep(0.01)
    except Stopped as error:
        return error


async def shown_work(desk: Desk, what: str) -> None:
    """Wait until a work is told."""
    while what not in desk.lines[-2]:
        await desk.pilot.pause(0.01)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work is told as soon as it begins."""
    monkeypatch.setattr("align_bench.tui.widgets.progress_line._AFTER", 0.01)
    monkeypatch.setattr("align_bench.tui.widgets.progress_line._EVERY", 0.02)


@pytest.mark.usefixtures("at_once")
async def test_the_first_checks_are_stopped_and_go_on(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, goes_on: Event
) -> None:
    check_all = LiveChecking.check_all

    def slow(checking: LiveChecking, review: Review, task: Task) -> Checked:
        task.begin("pair by pair", len(review.units))
        task.step(2)
        while not goes_on.wait(0.01):
            task.heed()
        return check_all(checking, review, task)

    monkeypatch.setattr(LiveChecking, "check_all", slow)
    async with open_desk(settles=False) as desk:
        await shown_work(desk, "esc stops: checks: pair by pair, 2 of 6")
        # What is typed in is left first.
        await desk.pilot.press("e")
        await desk.pilot.pause()
        assert "esc" not in desk.lines[-2]
        await desk.pilot.press("escape")
        await desk.pilot.pause()
        assert "esc stops: checks" in desk.lines[-2]
        await desk.pilot.press("escape")
        while desk.screen._is_checking:
            await desk.pilot.pause(0.01)
        await desk.settle()
        assert "not all checked: ! goes on" in desk.lines[0]
        assert "checking ..." not in desk.lines[0]
        assert "checks stopped; what was found before stands. ! goes on" in desk.notices
        assert not desk.screen.query_one(ProgressLine).display
        # Edits do not bring them back, and nobody waits for findings that will not come.
        await desk.press("down", "a")
        assert not desk.screen._is_checking
        await desk.press("f")
        assert desk.screen.said == "the checks were stopped, ! goes on"
        goes_on.set()
        await desk.press("!")
        assert "not all checked" not in desk.lines[0]
        assert "findings" in desk.lines[0]


@pytest.mark.usefixtures("at_once")
async def test_checks_that_come_back_are_stopped_and_what_is_edited_is_checked_all_the_same(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_desk() as desk:
        before = desk.screen.findings

        def slow(*arguments: object) -> Checked:
            raise endless(arguments[-1])

        with monkeypatch.context() as patched:
            patched.setattr(LiveChecking, "check_all", slow)
            await desk.pilot.press("!")
            await shown_work(desk, "esc stops: checks")
            await desk.press("escape")
        assert desk.screen.findings is before
        assert "not all checked: ! goes on" in desk.lines[0]
        assert "findings" in desk.lines[0]
        assert desk.screen.findings.get("u4")
        await desk.press("end", "up", "up", "e", "ctrl+a", "delete", *"12", "f2")
        assert desk.screen.findings.get("u4") != before["u4"]
        assert desk.screen._pause is None
        await desk.press("!")
        assert "not all checked" not in desk.lines[0]


@pytest.mark.usefixtures("at_once")
async def test_the_memory_is_stopped_and_read_when_asked_for(
    open_desk: OpenDesk, project: Project, goes_on: Event
) -> None:
    async with open_desk() as desk:
        screen = desk.screen

        def slow(review: Review, task: Task) -> Memory:
            task.begin("reading old.tmx", 2_000_000)
            task.step(500_000)
            while not goes_on.wait(0.01):
                task.heed()
            return load_memory(project, review, task)

        screen.services = replace(screen.services, memory=slow)
        assert screen.session is not None
        screen.memory = screen.matches = None
        screen.read_memory(screen.session.review)
        await shown_work(
            desk, "esc stops: reading the memory; the review can go on: reading old.tmx, 500,000 of 2,000,000"
        )
        await desk.press("escape")
        assert "the memory was not read: ! reads it" in desk.notices
        assert "the memory was not read: ! reads it" in "\n".join(desk.lines)
        goes_on.set()
        await desk.press("!")
        assert screen.memory is not None
        assert "not read" not in "\n".join(desk.lines)


@pytest.mark.usefixtures("at_once")
async def test_reading_a_document_is_given_up(
    open_desk: OpenDesk, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object, task: Task, **__: object) -> Review:
        task.begin("the rows of the workbook", 6)
        raise endless(task)

    monkeypatch.setattr("align_bench.workflow.watched.read_workbook", slow)
    async with open_desk(settles=False) as desk:
        await shown_work(desk, "esc goes back: reading the document: the rows of the workbook, 0 of 6")
        monkeypatch.setattr("align_bench.workflow.watched.read_workbook", read_workbook)
        await desk.press("escape")
        await desk.settle()
        assert isinstance(desk.app.screen, DocumentsScreen)
        # Nobody has it open any more.
        ProjectLock(project.private, name="Wang", time="").release()


@pytest.mark.usefixtures("at_once")
async def test_changes_of_many_pairs_are_given_up_whole(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, goes_on: Event
) -> None:
    async with open_desk() as desk:
        session, before, journal = desk.screen.session, desk.units, desk.journal
        assert session is not None
        apply = session.apply

        def slow(edit: Edit, task: Task) -> None:
            while not goes_on.wait(0.01):
                task.heed()
            apply(edit, task)

        monkeypatch.setattr(session, "apply", slow)
        await desk.pilot.press("B", "enter", "enter")
        await shown_work(desk, "esc stops: changing the pairs")
        await desk.pilot.press("a", "q")
        await desk.pilot.pause()
        assert desk.screen.said == "many pairs are being changed, one moment"
        await desk.press("escape")
        assert "given up: nothing was changed" in desk.notices
        assert (desk.units, desk.journal) == (before, journal)
        goes_on.set()
        await desk.press("B", "enter", "enter")
        assert sum(unit.status is Status.REVIEWED for unit in desk.units) == 5
        await desk.press("u")
        assert desk.units == before


@pytest.mark.usefixtures("at_once")
async def test_very_much_is_taken_back_beside_the_screen(open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("align_bench.tui.screens.desk_changing._MANY", 2)
    async with open_desk() as desk:
        before = desk.units
        await desk.press("B", "enter", "enter")
        after = desk.units
        assert after != before
        await desk.press("u")
        assert desk.units == before
        assert desk.screen.said == "undone: status"
        await desk.press("U")
        assert desk.units == after


@pytest.mark.usefixtures("at_once")
async def test_the_history_is_given_up(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:

        def slow(*arguments: object) -> Sequence[HistoryEntry]:
            raise endless(arguments[-1])

        desk.screen.services = replace(desk.screen.services, history=slow)
        await desk.pilot.press("H")
        await shown_work(desk, "esc gives up: reading the history of the pair")
        await desk.press("escape")
        assert desk.screen.said == "given up"
        assert desk.app.screen is desk.screen


async def test_leaving_the_concordance_ends_the_reading_for_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:

        def slow(_: Review, task: Task) -> Concordance:
            task.begin("reading the documents", 40)
            task.step(10)
            raise endless(task)

        desk.screen.services = replace(desk.screen.services, concordance=slow)
        await desk.pilot.press("K")
        while "[###.........] Reading the texts of the project; esc stops: 10 of 40" not in "\n".join(desk.lines):
            await desk.pilot.pause(0.05)
        await desk.press("escape")
        assert desk.app.screen is desk.screen
        assert not any(worker.is_running for worker in desk.app.workers)


async def test_leaving_ends_what_is_at_work(open_desk: OpenDesk) -> None:
    asked: list[Task] = []
    async with open_desk() as desk:

        def slow(_: Review, task: Task) -> Realigner:
            asked.append(task)
            raise endless(task)

        desk.screen.services = replace(desk.screen.services, realigner=slow)
        await desk.pilot.press("R", "ctrl+o")
        await desk.settle()
        assert isinstance(desk.app.screen, DocumentsScreen)
        assert not any(worker.is_running for worker in desk.app.workers)
    assert asked[0].is_stopped


async def test_reading_how_far_the_documents_are_is_stopped_and_goes_on(
    open_desk: OpenDesk, project: Project, monkeypatch: pytest.MonkeyPatch, goes_on: Event
) -> None:
    content = project.workbook(NAME).read_bytes()
    for number in range(11):
        (project.root / "review" / f"more-{number}.xlsx").write_bytes(content)
        (project.sources / f"more-{number}.zh.txt").write_text("会议。\n", "utf-8")
    read_figures = overview.read_figures

    def slow(of: Project, name: str, task: Task) -> Figures:
        if name == "more-8":
            while not goes_on.wait(0.01):
                task.heed()
        return read_figures(of, name, task)

    monkeypatch.setattr(overview, "read_figures", slow)
    async with open_desk(name=None, settles=False) as desk:
        while "reading 8 of 12: esc stops" not in desk.lines[0]:
            await desk.pilot.pause(0.02)
        await desk.press("escape")
        assert isinstance(desk.app.screen, DocumentsScreen)
        assert "8 of 12 read: ! reads on" in desk.lines[0]
        goes_on.set()
        await desk.press("!")
        assert "read" not in desk.lines[0].partition("reviewed")[2]
        await desk.press("escape")
    assert not desk.app.is_running


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


async def test_documents_that_are_read_anew_meanwhile_are_still_being_read(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, goes_on: Event
) -> None:
    read_figures, begun, ended = overview.read_figures, [], []

    def slow(of: Project, name: str, task: Task) -> Figures:
        begun.append(name)
        try:
            while not goes_on.wait(0.01):
                task.heed()
            return read_figures(of, name, task)
        finally:
            ended.append(name)

    monkeypatch.setattr(overview, "read_figures", slow)
    async with open_desk(name=None, settles=False) as desk:
        while len(begun) < 1:
            await desk.pilot.pause(0.02)
        await desk.pilot.press("!")
        while (len(begun), len(ended)) != (2, 1):
            await desk.pilot.pause(0.02)
        await desk.pilot.pause(0.1)
        assert "reading 0 of 1: esc stops" in desk.lines[0]
        goes_on.set()
        await desk.settle()
        assert "read" not in desk.lines[0].partition("reviewed")[2]


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
