"""Saving and leaving at the review screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from align_bench.model.task import Task
from align_bench.tui.screens.asking import AskText, Choose
from align_bench.tui.screens.desk_looking_up import LookingUpDesk

if TYPE_CHECKING:
    from align_bench.workflow.opening import Trail
    from align_bench.workflow.reviewing import Session


class SavingDesk(LookingUpDesk):
    """What writes the workbook and ends the review."""

    class Saved(Message):
        """The workbook is written."""

    class ChangedElsewhere(Message):
        """Another program has changed the workbook that is to be written."""

        def __init__(self, theirs: Trail) -> None:
            super().__init__()
            self.theirs = theirs

    _goal = ""
    """Where to go when the workbook is written."""

    _save_failed = False

    def arrange_sides(self, *, english_first: bool, stacked: bool) -> None:
        """Which side stands left (or above), and whether one stands above the other."""
        self.view.arrange_sides(english_first=english_first, stacked=stacked)
        self._follow_columns()

    def save(self) -> None:
        """Write the workbook in the background."""
        if self.session is None or self._is_saving:
            return
        if self.session.read_only:
            self.say(self.why_read_only())
            return
        self._is_saving = True
        self._tell_state()
        self._write_workbook(self.session, self.begun("save"))

    def why_read_only(self) -> str:
        """Why nothing can be changed here; who waited for somebody else to leave is told when that is so."""
        holder = "" if self.session is None else self.session.holder
        if not holder:
            return "read-only: nothing can be written in this folder; copy the project to change it"
        if self.services.holder():
            return f"read-only: {holder} has this project open"
        key = self.bench.actions["documents"].key_names
        return f"read-only: {holder} had this project open, and nobody has it now; {key}, then enter opens it again"

    @work(thread=True, exit_on_error=False, group="save", description="save")
    def _write_workbook(self, session: Session, task: Task) -> None:
        theirs = session.look_outside(task)
        if theirs is not None:
            self.post_message(self.ChangedElsewhere(theirs))
            return
        session.save(None if self.checking is None else self.checking.for_saving(session.review), task)
        self.post_message(self.Saved())

    @on(Saved)
    def _saved(self) -> None:
        self._is_saving = self._save_failed = False
        self._tell_state()
        if self._goal:
            # Edits that were made meanwhile are saved before.
            self._leave(self._goal)

    def worker_failed(self, group: str) -> None:
        """A save that failed keeps the reviewer here."""
        super().worker_failed(group)
        if group == "save":
            self._is_saving, self._save_failed, self._goal = False, True, ""
            self._tell_state()

    def worker_stopped(self, group: str) -> None:
        """Who stops a save stays here."""
        super().worker_stopped(group)
        if group == "save":
            self._is_saving, self._goal = False, ""
            self._tell_state()

    def leave(self, goal: str) -> None:
        """Save and go; who has typed texts that were not accepted is told so before the program ends."""
        if self._is_changing:
            self.say("many pairs are being changed, one moment")
            return
        self.keep_typed()
        self.show_kept()
        is_written = self.write_kept()
        # Who asks to leave while something is asked means it.
        if ((goal == "quit" and self._kept_count) or not is_written) and self.app.screen is self:
            self._ask_to_leave(goal, is_written=is_written)
        else:
            self._leave(goal)

    def keep_typed(self) -> None:
        """Write down what is typed and not accepted, wherever it is typed."""
        if self.is_writing:
            self.keep_text()
        for asking in self.app.screen_stack:
            if isinstance(asking, AskText):
                asking.keep_now()

    def _ask_to_leave(self, goal: str, *, is_written: bool) -> None:
        count = self._kept_count
        question = f"{count} text{'s are' if count != 1 else ' is'} typed and not accepted, and not in the workbook."
        what = "kept for the next time" if is_written else "lost, as it cannot be written to the disk"
        choices = [("quit", f"{'quit' if goal == 'quit' else 'leave'}: {what}"), ("show", "go to the first")]
        choices.append(("back", "go back"))

        def answered(choice: str | None) -> None:
            if choice == "quit":
                self._leave(goal)
            elif choice == "show" and not self.is_writing and (unit_id := self.first_kept()):
                self.go_to_unit(unit_id)

        self.app.push_screen(Choose(question, choices, "quit" if is_written else "back"), answered)

    def _leave(self, goal: str) -> None:
        """Save, where anything is to be saved, and go; after a save that failed, whoever knows of it may go."""
        session = self.session
        if session is None or session.read_only or not session.unsaved:
            self.post_message(self.Left(goal))
        elif not self._save_failed:
            self._save_and_go(goal)
        elif self.app.screen is self:
            self._ask_about_unsaved(goal, session.unsaved)
        else:
            self.post_message(self.Left(goal))

    def _save_and_go(self, goal: str) -> None:
        self._goal = goal
        self.save()

    def _ask_about_unsaved(self, goal: str, count: int) -> None:
        question = (
            f"The workbook could not be saved: {count} edit{'s are' if count != 1 else ' is'} not in it. Every edit is"
            " in the journal: it is there when the document is opened again, and in the workbook after the next save."
        )
        leave = "quit" if goal == "quit" else "leave"
        choices = [("save", "save again"), ("leave", f"{leave} without saving"), ("back", "go back")]

        def answered(choice: str | None) -> None:
            if choice == "save":
                self._save_and_go(goal)
            elif choice == "leave":
                self.post_message(self.Left(goal))

        self.app.push_screen(Choose(question, choices, "save"), answered)
