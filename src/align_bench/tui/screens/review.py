"""The review screen: the pairs of one document, and everything that can be done with them.

Owns the session while the document is open, and the order in which things happen: an edit is on disk first,
then it is shown, then it is checked. What each key does stands in `commands`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen

from align_bench.errors import AlignBenchError
from align_bench.model.edits import Edit, Stamp, edit_target, set_comment, set_status, split_unit_at
from align_bench.model.finding import Finding
from align_bench.model.unit import Review, Status, Unit
from align_bench.storage.drafts import Drafts
from align_bench.tui import commands
from align_bench.tui.actions import ACTIONS, Situation, bindings, key_line
from align_bench.tui.filters import FILTERS, Filter, select
from align_bench.tui.palette import ActionProvider
from align_bench.tui.screens.asking import AskLine, AskText, Choose, Written
from align_bench.tui.screens.help import HelpScreen
from align_bench.tui.screens.split import SplitScreen
from align_bench.tui.search import Search, find_place
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

assert commands.__all__  # importing them fills the registry

# What is typed is written down this many seconds after the last key: seldom enough for slow disks.
KEEP_AFTER = 0.4

_EDITOR_KEYS = (("ctrl+s", "accept"), ("F2", "accept"), ("esc", "back, text is kept"), ("F4", "drop the text"))
_SEARCH_KEYS = (("enter", "stay"), ("esc", "back"), ("F3", "next match"), ("shift+F3", "previous match"))


class ReviewScreen(Screen[None]):
    """One document under review."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings())
    COMMANDS: ClassVar[set[Any]] = {ActionProvider}
    AUTO_FOCUS = "BitextView"

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

    class Saved(Message):
        """The workbook is written, or could not be."""

        def __init__(self, error: AlignBenchError | None) -> None:
            super().__init__()
            self.error = error

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

    def compose(self) -> ComposeResult:
        yield StateLine()
        yield ColumnHeads()
        yield BitextView(english_first=self.services.english_first)
        yield Panel()
        yield Editor()
        yield SearchBar()
        yield KeyLine(key_line())

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

    def action_do(self, action_id: str) -> None:
        """Do an action of the registry, or say why not."""
        each = ACTIONS[action_id]
        refusal = each.refusal(self.situation)
        if refusal:
            self.say(refusal)
        else:
            each.run(self)
            self._tell_state()

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

    # Writing

    def open_editor(self) -> None:
        """Edit the English of the current unit."""
        unit = self.view.unit
        if unit is None or self._drafts is None:
            return
        if unit.locked:
            self.say("this pair is locked: x opens it")
            return
        marks = self.view.marks_of(unit).source
        self.add_class("-writing")
        self.editor.open(unit, self._drafts.texts.get(unit.id), marks, english_first=self.view.columns.english_first)
        self._tell_state()

    def accept_text(self) -> None:
        """Make the typed text the English of its unit; where that fails, the editor stays open."""
        unit = self.editor.unit
        if unit is None or self._drafts is None:
            return
        text = self.editor.text.strip()
        if self.editor.is_changed and text != unit.target:
            self.keep_text()
            if not self.change(lambda _, stamp: edit_target(unit, text, stamp)):
                return
        self._drop_kept(unit.id)
        self._close_editor()

    def drop_text(self) -> None:
        """Forget what was typed for the current unit."""
        unit = self.editor.unit or self.view.unit
        if unit is None:
            return
        self._drop_kept(unit.id)
        if self.is_writing:
            self._close_editor()
        self.say("what was typed is dropped; the English is as it was")

    @on(Editor.Typed)
    def _typed(self) -> None:
        if self._keep_timer is not None:
            self._keep_timer.stop()
        self._keep_timer = self.set_timer(KEEP_AFTER, self.keep_text)

    def keep_text(self) -> None:
        """Write what stands in the editor down, so that nothing can lose it."""
        if self._keep_timer is not None:
            self._keep_timer.stop()
        unit = self.editor.unit
        if unit is not None:
            if self.editor.is_changed:
                self._keep(unit.id, self.editor.text)
            else:
                self._drop_kept(unit.id)

    def _keep(self, key: str, text: str) -> None:
        try:
            if self._drafts is not None:
                self._drafts.keep(key, text)
        except AlignBenchError as error:
            self.complain(error)

    def _drop_kept(self, key: str) -> None:
        try:
            if self._drafts is not None:
                self._drafts.drop(key)
        except AlignBenchError as error:
            self.complain(error)

    def _close_editor(self) -> None:
        if self._keep_timer is not None:
            self._keep_timer.stop()
        self.editor.unit = None
        self.remove_class("-writing")
        self.view.focus()
        self._show_kept()
        self._tell_state()

    def ask_comment(self) -> None:
        """Write a comment on the current unit."""
        unit = self.view.unit
        if unit is None or self._drafts is None:
            return
        key = f"{unit.id}#comment"

        def finish(written: Written | None) -> None:
            if written is None or written.text == unit.comment:
                self._drop_kept(key)
                return
            self._keep(key, written.text)
            if written.is_accepted and self.change(lambda now, stamp: set_comment(now, written.text.strip(), stamp)):
                self._drop_kept(key)

        kept = self._drafts.texts.get(key, unit.comment)
        self.app.push_screen(AskText(f"Comment on {unit.label or 'this pair'}", kept), finish)

    def ask_split(self) -> None:
        """Choose where the current unit is cut."""
        unit = self.view.unit
        if unit is None:
            return

        def finish(places: tuple[int, int] | None) -> None:
            if places is not None:
                self.change(lambda now, stamp: split_unit_at(now, places[0], places[1], stamp))

        self.app.push_screen(SplitScreen(unit, english_first=self.view.columns.english_first), finish)

    # Finding

    def seek(self, holds: Callable[[Unit], bool], direction: int, otherwise: str) -> None:
        """To the next unit in a direction that a condition holds for."""
        units = self.view.units
        row = self.view.cursor + direction
        while 0 <= row < len(units):
            if holds(units[row]):
                self.view.move_to(row)
                return
            row += direction
        self.say(otherwise)

    def ask_place(self) -> None:
        """Go to a paragraph by its label."""
        self.app.push_screen(AskLine("Go to label (12, (a), 一) or place (#40)"), self._go_to)

    def _go_to(self, wanted: str | None) -> None:
        if wanted is None:
            return
        row = find_place(self.view.units, wanted, self.view.cursor)
        if row is None:
            self.say(f"no pair here is labelled {wanted}")
        else:
            self.view.move_to(row)

    def ask_filter(self) -> None:
        """Choose which pairs are shown."""
        if self.session is None:
            return
        units = self.session.review.units
        counts = [(each, len(select(each, units, self.findings))) for each in FILTERS]
        choices = [(each.id, f"{each.label:<28}{count:>6}") for each, count in counts]
        self.app.push_screen(Choose("Show", choices, self._filter.id), self._show_only)

    def _show_only(self, filter_id: str | None) -> None:
        if filter_id is None or self.session is None:
            return
        chosen = next(each for each in FILTERS if each.id == filter_id)
        units = select(chosen, self.session.review.units, self.findings)
        if not units:
            self.say(f"no pair is {chosen.label}")
            return
        self._filter = chosen
        self._shown_ids = None if chosen is FILTERS[0] else {unit.id for unit in units}
        self._show_review()

    def open_search(self) -> None:
        """Look for a text on both sides."""
        self.search.begin(self.view.cursor)
        self.query_one(SearchBar).open()

    @on(SearchBar.Typed)
    def _search_typed(self, message: SearchBar.Typed) -> None:
        self.search.look_for(message.text)
        self.view.show_query(self.search.pattern)
        rows, origin = self.search.rows(self.view.units), self.search.origin
        count = f"{len(rows)} of {len(self.view.units)} pairs " if message.text else ""
        self.query_one(SearchBar).show_count(count)
        self.view.move_to(next((row for row in rows if row >= origin), rows[0] if rows else origin))

    @on(SearchBar.Accepted)
    def _search_accepted(self) -> None:
        self.query_one(SearchBar).display = False
        self.view.focus()
        self._tell_state()

    def next_match(self, direction: int) -> None:
        """To the next unit that holds what was searched for; without a search, begin one."""
        if self.search.pattern is None:
            self.open_search()
        else:
            self.seek(self.search.holds, direction, "no more matches " + ("below" if direction > 0 else "above"))

    def back(self) -> None:
        """Leave what was opened last: editor, search, highlighting, filter."""
        bar = self.query_one(SearchBar)
        if self.is_writing:
            self.keep_text()
            self._close_editor()
        elif bar.display:
            bar.display = False
            self.view.focus()
            self.view.move_to(self.search.origin)
            self._end_search()
        elif self.search.pattern is not None:
            self._end_search()
        elif self._shown_ids is not None:
            self._show_only(FILTERS[0].id)

    def _end_search(self) -> None:
        self.search.look_for("")
        self.view.show_query(None)

    # Document and screen

    def show_help(self) -> None:
        """All keys."""
        self.app.push_screen(HelpScreen())

    def swap_sides(self) -> None:
        """Left to right, right to left."""
        self.view.set_english_first(not self.view.columns.english_first)
        self._follow_columns()

    def save(self) -> None:
        """Write the workbook in the background."""
        if self.session is None or self._is_saving:
            return
        if self.session.read_only:
            self.say(f"read-only: {self.session.holder or 'somebody else'} has this project open")
            return
        self._is_saving = True
        self._tell_state()
        self._write_workbook(self.session, self._all_findings)

    @work(thread=True, exit_on_error=False, group="save")
    def _write_workbook(self, session: Session, findings: Sequence[Finding] | None) -> None:
        try:
            session.save(findings)
        except AlignBenchError as error:
            self.post_message(self.Saved(error))
        else:
            self.post_message(self.Saved(None))

    @on(Saved)
    def _saved(self, message: Saved) -> None:
        self._is_saving = False
        self._save_failed = message.error is not None
        if message.error is not None:
            self.complain(message.error)
            self._goal = ""
        self._tell_state()
        if self._goal:
            self.post_message(self.Left(self._goal))

    def leave(self, goal: str) -> None:
        """Save and go; after a save that failed, go: every edit is in the journal."""
        if self.is_writing:
            self.keep_text()
        session = self.session
        if session is None or session.read_only or not session.unsaved or self._save_failed:
            self.post_message(self.Left(goal))
        else:
            self._goal = goal
            self.save()

    # Showing

    @on(BitextView.CursorMoved)
    def _cursor_moved(self) -> None:
        self._show_pair()
        self._tell_state()

    @on(BitextView.Chosen)
    def _chosen(self) -> None:
        self.action_do("edit")

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
