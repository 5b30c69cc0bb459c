"""The ground of the review screen: the session, and what is shown of it.

Owns opening and the state line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from align_bench.model.edits import Edit
from align_bench.model.finding import Finding
from align_bench.model.progress import left_off
from align_bench.model.task import Task
from align_bench.storage.drafts import Drafts
from align_bench.tui.actions import Situation
from align_bench.tui.panels.findings import findings_content
from align_bench.tui.panels.terms import terms_content
from align_bench.tui.screens.working import WorkingScreen
from align_bench.tui.search import Search
from align_bench.tui.services import Services
from align_bench.tui.shown import Shown
from align_bench.tui.widgets.bitext import BitextView
from align_bench.tui.widgets.column_heads import ColumnHeads
from align_bench.tui.widgets.editor import Editor
from align_bench.tui.widgets.key_line import KeyLine
from align_bench.tui.widgets.layout import Columns, shapes
from align_bench.tui.widgets.marks import Matcher
from align_bench.tui.widgets.panel import Panel
from align_bench.tui.widgets.state_line import State, StateLine

if TYPE_CHECKING:
    from align_bench.workflow.live_waivers import Waived
    from align_bench.workflow.reviewing import Session


class Desk(WorkingScreen):
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
        super().__init__(services)
        self.document = name
        self.session: Session | None = None
        self.findings: Mapping[str, tuple[Finding, ...]] = {}
        self.waived: Mapping[str, tuple[Waived, ...]] = {}
        """Findings that may stand."""

        self.shown = Shown()
        self.search = Search()
        self.begin_at = ""
        """The unit to begin at; empty: where the reviewer stopped."""

        self.wanted: tuple[str, str] | None = None
        """The document that is left for, and the unit there."""

        self.said = ""
        """The last that was told to the reviewer."""

        self._matcher: Matcher | None = None
        self._drafts: Drafts | None = None
        self._done = 0
        self._kept_count = 0
        self._finding_count: int | None = None
        self._checking_failed = False
        self._is_saving = False
        self._is_changing = False
        """Very many pairs are being changed."""

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
            self.show_notice("\n".join(self.session.notices), severity="warning", timeout=30)

    def on_unmount(self) -> None:
        # A save is worth waiting for.
        self.stop_work(but="save")
        self.close_session()

    def close_session(self) -> None:
        """Let go of the project; a second call does nothing."""
        if self.session is not None:
            self.session.close()

    def worker_stopped(self, group: str) -> None:
        super().worker_stopped(group)
        if group == "load":
            self.post_message(self.Left("documents"))

    def worker_failed(self, group: str) -> None:
        super().worker_failed(group)
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
    def is_checked(self) -> bool:
        """Everything was checked once."""
        return self._finding_count is not None

    @property
    def situation(self) -> Situation:
        session = self.session
        return Situation(
            is_loaded=session is not None,
            has_unit=self.view.unit is not None,
            is_read_only=session is not None and session.read_only,
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
        """Tell the style sheet how much room there is; each change styles everything anew."""
        shape = shapes(columns, height)
        self.remove_class(*(name for name, holds in shape.items() if not holds), update=update)
        self.add_class(*(name for name, holds in shape.items() if holds), update=update)

    def _follow(self, edit: Edit) -> None:
        """Take in what an edit has made of the document."""
        for change in edit.changes:
            self._done += sum(not unit.status.is_open for unit in change.after)
            self._done -= sum(not unit.status.is_open for unit in change.before)
        if self.session is not None:
            self.shown.follow(edit, self.session.review.units)

    def _show_review(self, unit_id: str | None = None) -> None:
        if self.session is None:
            return
        units = self.shown.of(self.session.review.units, unit_id or "")
        wanted = unit_id or (self.view.unit.id if self.view.unit else "")
        self.view.show_units(units, units.place(wanted, self.view.cursor))
        self.show_kept()
        self._follow_columns()
        self._show_pair()
        self._tell_state()

    def first_kept(self) -> str | None:
        """The id of the first unit for which something is kept."""
        return None

    def show_kept(self) -> None:
        """Tell what was typed and not accepted."""

    def _show_pair(self) -> None:
        unit = self.view.unit
        findings = self.findings.get(unit.id, ()) if unit else ()
        waived = self.waived.get(unit.id, ()) if unit else ()
        found = findings_content(unit, findings, waived, is_checked=self.is_checked)
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
        shown = f"{self.shown.query.text} ({place:,}/{count:,})" if self.shown.is_filtered else ""
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
        again = self.bench.actions["resume"]
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
