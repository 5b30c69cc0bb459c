"""The ground of the review screen: session, findings, state; how an edit is made and shown.

Owns the order of things: an edit is on disk first, then it is shown, then it is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.message import Message
from textual.screen import Screen

from align_bench.errors import AlignBenchError
from align_bench.model.edits import Edit, Stamp, set_status
from align_bench.model.finding import Finding
from align_bench.model.unit import Review, Status, Unit
from align_bench.storage.drafts import Drafts
from align_bench.tui.actions import Situation
from align_bench.tui.filters import FILTERS, Filter
from align_bench.tui.search import Search
from align_bench.tui.services import Services
from align_bench.tui.widgets.bitext import BitextView
from align_bench.tui.widgets.column_heads import ColumnHeads
from align_bench.tui.widgets.editor import Editor
from align_bench.tui.widgets.key_line import KeyLine
from align_bench.tui.widgets.marks import Matcher
from align_bench.tui.widgets.panel import Panel
from align_bench.tui.widgets.search_bar import SearchBar
from align_bench.tui.widgets.state_line import State, StateLine

if TYPE_CHECKING:
    from align_bench.workflow.reviewing import Session

_EDITOR_KEYS = (("ctrl+s", "accept"), ("F2", "accept"), ("esc", "back, text is kept"), ("F4", "drop the text"))
_SEARCH_KEYS = (("enter", "stay"), ("esc", "back"), ("F3", "next match"), ("shift+F3", "previous match"))


class Desk(Screen[None]):
    """One open document and what is shown of it."""

    class Opened(Message):
        """The document is read."""

        def __init__(self, session: Session) -> None:
            super().__init__()
            self.session = session

    class MatcherReady(Message):
        """The termbase is read."""

        def __init__(self, matcher: Matcher | None) -> None:
            super().__init__()
            self.matcher = matcher

    class Checked(Message):
        """The checks are through."""

        def __init__(self, review: Review, findings: Sequence[Finding]) -> None:
            super().__init__()
            self.review, self.findings = review, findings

    class Failed(Message):
        """A worker could not do its work."""

        def __init__(self, error: AlignBenchError, *, is_fatal: bool = False) -> None:
            super().__init__()
            self.error, self.is_fatal = error, is_fatal

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
        self.findings: dict[str, tuple[Finding, ...]] = {}
        self.search = Search()
        self._all_findings: Sequence[Finding] | None = None
        self._matcher: Matcher | None = None
        self._drafts: Drafts | None = None
        self._filter: Filter = FILTERS[0]
        self._shown_ids: set[str] | None = None
        self._is_checking = self._check_again = self._is_saving = self._save_failed = False
        self._goal = ""
        self._keep_timer: Any = None

    # Loading: the first frame comes before it

    def on_mount(self) -> None:
        self._tell_state()
        self.call_after_refresh(self._load)

    @work(thread=True, exit_on_error=False, group="load")
    def _load(self) -> None:
        try:
            session = self.services.open_session(self.document)
        except AlignBenchError as error:
            self.post_message(self.Failed(error, is_fatal=True))
            return
        if not self.post_message(self.Opened(session)):
            session.close()
        try:
            self.post_message(self.MatcherReady(self.services.load_matcher()))
        except AlignBenchError as error:
            self.post_message(self.Failed(error))

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        self.session = message.session
        self._drafts = self.services.drafts(self.document)
        for notice in self.session.notices:
            self.say(notice)
        self._show_review()
        self._check()

    @on(MatcherReady)
    def _matcher_ready(self, message: MatcherReady) -> None:
        self._matcher = message.matcher
        self.view.use_matcher(message.matcher)
        self._show_pair()

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self.complain(message.error)
        if message.is_fatal:
            self.post_message(self.Left("documents"))

    def on_unmount(self) -> None:
        self.close_session()

    def close_session(self) -> None:
        """Let go of the project; a second call does nothing."""
        if self.session is not None:
            self.session.close()

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
        )

    def neighbour(self, step: int) -> Unit | None:
        """The unit above (-1) or below (1) the current one in the document, whatever the filter hides."""
        if self.session is None or self.view.unit is None:
            return None
        units = self.session.review.units
        place = self.session.review.position(self.view.unit.id) + step
        return units[place] if 0 <= place < len(units) else None

    # Doing

    def change(self, make: Callable[[Unit, Stamp], Edit]) -> bool:
        """Make an edit of the current unit; whether it is on disk and shown."""
        if self.session is None or self.view.unit is None:
            return False
        try:
            edit = make(self.view.unit, self.session.stamp())
            if edit.changes:
                self.session.apply(edit)
        except AlignBenchError as error:
            self.complain(error)
            return False
        self._follow(edit)
        self._show_review()
        if edit.changes:
            self._check()
        return True

    def give_status(self, status: Status) -> bool:
        """Give the current unit a status."""
        return self.change(lambda unit, stamp: set_status([unit], status, stamp))

    def undo(self) -> None:
        """Take the last edit back and show where it was."""
        self._turn("undone", lambda session: (session.undo_action, session.undo()))

    def redo(self) -> None:
        """Make the last edit that was taken back again."""
        self._turn("done again", lambda session: (session.redo_action, session.redo()))

    def _turn(self, verb: str, turn: Callable[[Session], tuple[str | None, Edit | None]]) -> None:
        if self.session is None:
            return
        try:
            name, edit = turn(self.session)
        except AlignBenchError as error:
            self.complain(error)
            return
        if edit is None:
            self.say(f"there is nothing to be {verb}")
            return
        self._follow(edit)
        self._follow(edit.inverse())
        ids = {unit.id for change in edit.changes for unit in (*change.after, *change.before)}
        self._show_review(next((unit.id for unit in self.session.review.units if unit.id in ids), None))
        self._check()
        self.say(f"{verb}: {name or edit.action}")

    def _follow(self, edit: Edit) -> None:
        """What comes of a pair that the filter showed is shown as well: nothing vanishes under the cursor."""
        if self._shown_ids is None:
            return
        for change in edit.changes:
            if any(unit.id in self._shown_ids for unit in change.before):
                self._shown_ids.update(unit.id for unit in change.after)

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
        self.set_class(columns.is_stacked, "-stacked")

    def _show_review(self, unit_id: str | None = None) -> None:
        if self.session is None:
            return
        units: Sequence[Unit] = self.session.review.units
        if self._shown_ids is not None:
            shown = self._shown_ids | ({unit_id} if unit_id else set())
            units = [unit for unit in units if unit.id in shown]
        wanted = unit_id or (self.view.unit.id if self.view.unit else "")
        cursor = next((row for row, unit in enumerate(units) if unit.id == wanted), None)
        self.view.show_units(units, cursor)
        self._show_kept()
        self._follow_columns()
        self._show_pair()
        self._tell_state()

    def _show_kept(self) -> None:
        if self._drafts is not None:
            self.view.show_kept({key.partition("#")[0] for key in self._drafts.texts})

    def _show_pair(self) -> None:
        unit = self.view.unit
        self.query_one(Panel).show(unit, self.findings.get(unit.id, ()) if unit else (), self._matcher)

    def _tell_state(self) -> None:
        session = self.session
        if session is None:
            self.query_one(StateLine).show(State(document=self.document))
        else:
            units = session.review.units
            shown = f"{self._filter.label.partition(':')[0]} ({len(self.view.units)})" if self._shown_ids else ""
            self.query_one(StateLine).show(
                State(
                    document=self.document,
                    is_loaded=True,
                    units=len(units),
                    done=sum(not unit.status.is_open for unit in units),
                    findings=None if self._all_findings is None else len(self._all_findings),
                    unsaved=session.unsaved,
                    saved_at=session.saved_at,
                    is_saving=self._is_saving,
                    recovered=session.recovered,
                    is_read_only=session.read_only,
                    holder=session.holder,
                    shown=shown,
                    reviewer=self.services.reviewer,
                )
            )
        words = _EDITOR_KEYS if self.is_writing else _SEARCH_KEYS if self.query_one(SearchBar).display else ()
        self.query_one(KeyLine).show(self.situation, words)

    def say(self, text: str) -> None:
        """Tell the reviewer something that needs no answer."""
        self.notify(text, timeout=4, markup=False)

    def complain(self, error: AlignBenchError) -> None:
        """Show an error with its way out."""
        self.notify(error.hint, title=error.message, severity="error", timeout=12, markup=False)

    # Checking

    def _check(self) -> None:
        if self.session is None:
            return
        if self._is_checking:
            self._check_again = True
            return
        self._is_checking = True
        self._run_checks(self.session.review)

    @work(thread=True, exit_on_error=False, group="check")
    def _run_checks(self, review: Review) -> None:
        try:
            self.post_message(self.Checked(review, self.services.check(review)))
        except AlignBenchError as error:
            self.post_message(self.Failed(error))

    @on(Checked)
    def _checked(self, message: Checked) -> None:
        self._is_checking = False
        self._all_findings = message.findings
        grouped: dict[str, list[Finding]] = {}
        for finding in message.findings:
            grouped.setdefault(finding.unit, []).append(finding)
        self.findings = {unit_id: tuple(found) for unit_id, found in grouped.items()}
        self.view.show_findings(self.findings)
        self._show_pair()
        self._tell_state()
        if self._check_again:
            self._check_again = False
            self._check()
