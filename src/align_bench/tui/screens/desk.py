"""The ground of the review screen: the session, and what is shown of it.

Owns opening, the state line and the notices. Whatever fails in a worker ends in a notice and a screen that works.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from align_bench.errors import AlignBenchError
from align_bench.model.edits import Edit
from align_bench.model.finding import Finding
from align_bench.model.progress import left_off
from align_bench.model.query import Query
from align_bench.model.task import Stopped, Task
from align_bench.model.unit import Unit, Units
from align_bench.storage.crash import write_crash_report
from align_bench.storage.drafts import Drafts
from align_bench.tui.actions import Situation
from align_bench.tui.base import BenchApp
from align_bench.tui.filters import after_edit
from align_bench.tui.panels.findings import findings_content
from align_bench.tui.panels.terms import terms_content
from align_bench.tui.search import Search
from align_bench.tui.services import Services
from align_bench.tui.widgets.bitext import BitextView
from align_bench.tui.widgets.column_heads import ColumnHeads
from align_bench.tui.widgets.editor import Editor
from align_bench.tui.widgets.key_line import KeyLine
from align_bench.tui.widgets.layout import Columns
from align_bench.tui.widgets.marks import Matcher
from align_bench.tui.widgets.panel import Panel
from align_bench.tui.widgets.state_line import State, StateLine

if TYPE_CHECKING:
    from pathlib import Path

    from align_bench.workflow.live_waivers import Waived
    from align_bench.workflow.reviewing import Session

# Lines of a screen below which one thing at a time is shown under the pairs.
_SHORT = 32
# Below this, the panel is only a glimpse.
_LOW = 18


class Desk(Screen[None]):
    """One open document and what is shown of it."""

    class Opened(Message):
        """The document is read."""

        def __init__(self, session: Session) -> None:
            super().__init__()
            self.session = session

    class Left(Message):
        """The reviewer is through with this document."""

        def __init__(self, goal: str) -> None:
            super().__init__()
            self.goal = goal

    def __init__(self, services: Services, name: str) -> None:
        super().__init__()
        self.services = services
        self.document = name
        self.session: Session | None = None
        self.findings: Mapping[str, tuple[Finding, ...]] = {}
        self.waived: Mapping[str, tuple[Waived, ...]] = {}
        """Findings that may stand."""

        self.search = Search()
        self.begin_at = ""
        """The unit to begin at; empty: where the reviewer stopped."""

        self.wanted: tuple[str, str] | None = None
        """The document that is left for, and the unit there."""

        self.said = ""
        """The last that was told to the reviewer."""

        self._reports: dict[str, Path | None] = {}
        """Where each kind of defect is reported: what fails at every key is reported once."""

        self._matcher: Matcher | None = None
        self._drafts: Drafts | None = None
        self._query = Query()
        self._shown_ids: set[str] | None = None
        self._shown: Units | None = None
        """The pairs that are shown, where these are not those of the document in its order; None: to be looked for."""

        self._done = 0
        self._kept_count = 0
        self._finding_count: int | None = None
        self._checking_failed = False
        self._is_saving = False
        self._is_changing = False
        """Very many pairs are being changed."""

        self.tasks: dict[str, Task] = {}
        """What was begun last in each group of workers."""

    # Opening: the first frame comes before it

    def on_mount(self) -> None:
        self._tell_state()
        self.call_after_refresh(lambda: self._load(self.begun("load")))

    @work(thread=True, exit_on_error=False, group="load", description="load")
    def _load(self, task: Task) -> None:
        session = self.services.open_session(self.document, task)
        if not self.post_message(self.Opened(session)):
            session.close()

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        self.session = message.session
        self._drafts = self.services.drafts(self.document)
        units = self.session.review.units
        self._done = sum(not unit.status.is_open for unit in units)
        self._show_review(self.begin_at or self.first_kept() or left_off(units, self.services.reviewer))
        if self.session.notices:
            self._show_toast("\n".join(self.session.notices), severity="warning", timeout=30)

    def on_unmount(self) -> None:
        # The program ends only when its threads do. A save is worth waiting for.
        for group, task in self.tasks.items():
            if group != "save":
                task.stop()
        self.close_session()

    def close_session(self) -> None:
        """Let go of the project; a second call does nothing."""
        if self.session is not None:
            self.session.close()

    def begun(self, group: str) -> Task:
        """The work of a group of workers, as it is handed to the next of them; the one before it is given up."""
        if group in self.tasks:
            self.tasks[group].stop()
        self.tasks[group] = Task()
        return self.tasks[group]

    @on(Worker.StateChanged)
    def _worker_changed(self, event: Worker.StateChanged) -> None:
        error, group = event.worker.error, event.worker.group
        if event.state is not WorkerState.ERROR or error is None:
            return
        if isinstance(error, Stopped):
            # Unless something newer of the kind is at work.
            if self.tasks[group].is_stopped:
                self.worker_stopped(group)
        else:
            self.complain(error)
            self.worker_failed(group)

    def worker_stopped(self, group: str) -> None:
        """What has to be put right after work was given up."""
        if group == "load":
            self.post_message(self.Left("documents"))

    def worker_failed(self, group: str) -> None:
        """What has to be put right after the error was shown."""
        if group == "load":
            self.post_message(self.Left("documents"))

    # What is there

    @property
    def view(self) -> BitextView:
        return self.query_one(BitextView)

    @property
    def editor(self) -> Editor:
        return self.query_one(Editor)

    @property
    def is_writing(self) -> bool:
        """The editor is open."""
        return self.editor.unit is not None

    @property
    def situation(self) -> Situation:
        session = self.session
        return Situation(
            is_loaded=session is not None,
            has_unit=self.view.unit is not None,
            is_read_only=session is not None and session.read_only,
            holder=session.holder if session is not None else "",
            is_writing=self.is_writing,
            is_saving=self._is_saving,
            is_changing=self._is_changing,
        )

    # Showing

    @on(BitextView.CursorMoved)
    def _cursor_moved(self) -> None:
        self._show_pair()
        self._tell_state()

    def on_resize(self) -> None:
        self.call_after_refresh(self._follow_columns)

    def _follow_columns(self) -> None:
        columns = self.view.columns
        self.query_one(ColumnHeads).show(columns)
        self.name_shape(columns, self.size.height)

    def name_shape(self, columns: Columns, height: int, *, update: bool = True) -> None:
        """The classes by which the style sheet knows the room there is; each change styles everything anew."""
        shape = {"-narrow": columns.is_narrow, "-short": height < _SHORT, "-low": height < _LOW}
        self.remove_class(*(name for name, holds in shape.items() if not holds), update=update)
        self.add_class(*(name for name, holds in shape.items() if holds), update=update)

    def _follow(self, edit: Edit) -> None:
        """Count anew, and show what comes of a pair that the filter showed: nothing vanishes under the cursor."""
        for change in edit.changes:
            self._done += sum(not unit.status.is_open for unit in change.after)
            self._done -= sum(not unit.status.is_open for unit in change.before)
            if self._shown_ids is not None and any(unit.id in self._shown_ids for unit in change.before):
                self._shown_ids.update(unit.id for unit in change.after)
        if self._shown is not None:
            self._shown = self.shown_after(edit, self._shown)

    def shown_after(self, edit: Edit, shown: Units) -> Units | None:
        """The pairs that are shown after an edit, in their order; None where they have to be looked for."""
        return after_edit(shown, edit)

    def _show_review(self, unit_id: str | None = None) -> None:
        if self.session is None:
            return
        units = self._units_to_show(self.session.review.units, unit_id or "")
        wanted = unit_id or (self.view.unit.id if self.view.unit else "")
        self.view.show_units(units, units.place(wanted, self.view.cursor))
        self.show_kept()
        self._follow_columns()
        self._show_pair()
        self._tell_state()

    def _units_to_show(self, units: Units, wanted: str) -> Units:
        """Those of the filter, and the one that is wanted, in their order: made anew only where no edit led to them."""
        if wanted and self._shown_ids is not None and wanted not in self._shown_ids:
            self._shown_ids.add(wanted)
            self._shown = None
        if self._shown is None:
            ids = self._shown_ids
            found = units if ids is None else [unit for unit in units if unit.id in ids]
            shown = self.arranged(found)
            if shown is units:
                return units
            self._shown = Units(shown)
        return self._shown

    def arranged(self, units: Sequence[Unit]) -> Sequence[Unit]:
        """Units in the order in which they are shown; that of the document."""
        return units

    def first_kept(self) -> str | None:
        """The id of the first unit for which something is kept."""
        return None

    def show_kept(self) -> None:
        """Tell what was typed and not accepted."""

    def _show_pair(self) -> None:
        unit = self.view.unit
        findings = self.findings.get(unit.id, ()) if unit else ()
        waived = self.waived.get(unit.id, ()) if unit else ()
        is_checked = self._finding_count is not None
        found = findings_content(unit, findings, waived, is_checked=is_checked)
        self.query_one(Panel).show(found, terms_content(unit, self._matcher))

    def _tell_state(self) -> None:
        self.query_one(StateLine).show(self._state())
        self.query_one(KeyLine).show(self.situation, self.mode_keys)

    @property
    def mode_keys(self) -> Sequence[tuple[str, str]]:
        """The keys of the editor or the search, while one is open, and what they do."""
        return ()

    def _state(self) -> State:
        session = self.session
        if session is None:
            return State(document=self.document)
        count, place = len(self.view.units), self.view.cursor + 1 if self.view.unit is not None else 0
        shown = f"{self._query.text} ({place:,}/{count:,})" if self._shown_ids is not None else ""
        return State(
            document=self.document,
            is_loaded=True,
            units=len(session.review.units),
            place=0 if shown else place,
            done=self._done,
            findings=self._finding_count,
            checking_failed=self._checking_failed,
            checks_on=self.checks_on,
            unsaved=session.unsaved,
            saved_at=session.saved_at,
            is_saving=self._is_saving,
            recovered=session.recovered if session.unsaved else 0,
            is_read_only=session.read_only,
            holder=session.holder,
            kept=self._kept_count,
            is_kept_written=self._drafts is None or self._drafts.is_written,
            shown=shown,
            viewed=self.viewed,
            reviewer=self.services.reviewer,
        )

    @property
    def resume_key(self) -> str:
        """The key that begins again what was stopped."""
        assert isinstance(self.app, BenchApp)
        again = self.app.actions["resume"]
        return again.key_names or again.label

    @property
    def checks_on(self) -> str:
        """The key that goes on with checks that were stopped; empty where none were."""
        return ""

    @property
    def viewed(self) -> str:
        """How the pairs are shown, where that is not the usual way."""
        return ""

    def say(self, text: str) -> None:
        """Tell the reviewer something that needs no answer, where it hides neither texts nor findings."""
        self.said = text
        self.query_one(KeyLine).say(text)

    def complain(self, error: BaseException) -> None:
        """Show an error with its way out."""
        if isinstance(error, AlignBenchError):
            message, hint = error.message, error.hint
        else:
            kind = f"{type(error).__name__}: {error}"
            if kind not in self._reports:
                self._reports[kind] = write_crash_report(error, "review", self.services.clock())
            path = self._reports[kind]
            message = f"unexpected error: {kind}"
            hint = f"every accepted edit is on disk; please report this as a defect{f', with {path}' if path else ''}"
        self._show_toast(hint, title=message, severity="error", timeout=12)

    def _show_toast(self, text: str, *, title: str = "", severity: SeverityLevel, timeout: float) -> None:
        """One at a time: the next one takes its place."""
        self.app.clear_notifications()
        self.notify(text, title=title, severity=severity, timeout=timeout, markup=False)
