"""Checking at the review screen: around an edit at once, over everything when the reviewer pauses.

Owns when checks run; what they find is decided in `workflow.live`. One run at a time. Checks that the reviewer has
stopped go on when asked to: until then only what is edited is checked, and that only if everything was checked before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.timer import Timer

from align_bench.model.task import Task
from align_bench.model.unit import Review, Unit
from align_bench.tui.pace import give_back
from align_bench.tui.screens.desk import Desk
from align_bench.tui.services import Services

if TYPE_CHECKING:
    from align_bench.workflow.live import Checked, LiveChecking

# A run over everything waits for a pause of so many seconds, and of so many times as long as the last one took:
# on long documents the checks then take a small part of the machine.
_PAUSE = 2.0
_PAUSE_SHARE = 4
# Seconds between two looks at the file of the termbase.
_TERMS_EVERY = 3.0


class CheckingDesk(Desk):
    """What keeps findings and terms true."""

    class ChecksDone(Message):
        """A run is through."""

        def __init__(self, checked: Checked) -> None:
            super().__init__()
            self.checked = checked

    class TermsRead(Message):
        """The termbase is read, or could not be."""

        def __init__(self, checking: LiveChecking) -> None:
            super().__init__()
            self.checking = checking

    def __init__(self, services: Services, name: str) -> None:
        super().__init__(services, name)
        self.checking: LiveChecking | None = None
        self._is_checking = self._check_again = False
        self._being_checked: Review | None = None
        self._checked: Review | None = None
        """The texts that the findings are of."""

        self._seconds = 0.0
        self._pause: Timer | None = None
        self._are_stopped = False
        """The reviewer does not want to have everything checked now."""

    @on(Desk.Opened)
    def _begin_checks(self) -> None:
        self.look_at_terms()
        self.set_interval(_TERMS_EVERY, self.look_at_terms)

    def look_at_terms(self) -> None:
        """Read the termbase where its file is another than before."""
        if self.checking is None or self.checking.terms_changed():
            self.read_terms()

    def read_terms(self) -> None:
        """Read the termbase; everything is checked by it."""
        self._read_terms(self.checking, self.begun("terms"))

    @work(thread=True, exclusive=True, exit_on_error=False, group="terms", description="terms")
    def _read_terms(self, checking: LiveChecking | None, task: Task) -> None:
        checking = checking or self.services.checking()
        try:
            checking.read_terms(task)
        finally:
            self.post_message(self.TermsRead(checking))

    @on(TermsRead)
    def _terms_read(self, message: TermsRead) -> None:
        self.checking = message.checking
        self._matcher = self.checking.matcher
        self.view.use_matcher(self._matcher)
        self.editor.use_matcher(self._matcher)
        self._show_pair()
        if not self._are_stopped:
            self.check_all()

    @property
    def checks_on(self) -> str:
        return self.resume_key if self._are_stopped else ""

    def check_edited(self) -> None:
        """Check what was edited, and everything when the reviewer pauses."""
        if self._pause is not None:
            self._pause.stop()
        if self._is_checking:
            self._check_again = True
            if self.is_checked:
                # The first run is worth waiting for; a later one over everything comes back with the next pause.
                self.tasks["check"].stop()
        else:
            self._start(is_whole=False)

    def check_all(self) -> None:
        """Run every check over everything."""
        if self._is_checking:
            self._check_again = True
        else:
            self._start(is_whole=True)

    def _start(self, *, is_whole: bool) -> None:
        if self.session is None or self.checking is None or (self._are_stopped and not self.checking.is_ready):
            return
        self._is_checking, self._check_again = True, False
        self._being_checked = self.session.review
        run = self._run_all if is_whole or not self.is_checked else self._run_edited
        run(self.checking, self.session.review, self.begun("check"))

    # Without a description Textual makes one of the arguments: every unit in words, a tenth of a second at 10,000.
    @work(thread=True, exit_on_error=False, group="check", description="checks")
    def _run_all(self, checking: LiveChecking, review: Review, task: Task) -> None:
        checked = checking.check_all(review, task)
        give_back()
        self.post_message(self.ChecksDone(checked))

    @work(thread=True, exit_on_error=False, group="check", description="checks")
    def _run_edited(self, checking: LiveChecking, review: Review, task: Task) -> None:
        self.post_message(self.ChecksDone(checking.check_edited(review, task)))

    @on(ChecksDone)
    def _checks_done(self, message: ChecksDone) -> None:
        checked = message.checked
        self.findings, self._finding_count, self._seconds = checked.findings, checked.count, checked.seconds
        self.waived = checked.waived
        self._checking_failed, self._checked = False, self._being_checked
        self.view.show_findings(self.findings)
        self._show_pair()
        self.findings_came()
        self._end_run()
        if not (checked.is_whole or self._is_checking or self._are_stopped):
            self._pause = self.set_timer(max(_PAUSE, _PAUSE_SHARE * self._seconds), self.check_all)

    def findings_came(self) -> None:
        """The findings are other ones."""

    def checked_unit(self, unit_id: str) -> Unit | None:
        """A unit as it was when it was checked last; None where it never was."""
        return None if self._checked is None else self._checked.unit(unit_id)

    def worker_failed(self, group: str) -> None:
        super().worker_failed(group)
        if group in {"check", "terms"}:
            # Terms that could not be read anew leave the old ones; without any there is nothing to check by.
            self._checking_failed = group == "check" or self.checking is None
        if group == "check":
            self._check_again = False
            self._end_run()

    def stop_checks(self) -> None:
        """Give up a run over everything, or the reading of the termbase before it; what was found before stands."""
        self._are_stopped, self._check_again = True, False
        for group in self.tasks.keys() & {"check", "terms"}:
            self.tasks[group].stop()

    def resume_checks(self) -> None:
        """Check everything anew, with the termbase read to its end."""
        self._are_stopped = False
        if self.tasks["terms"].is_stopped:
            self.read_terms()
        else:
            self.check_all()

    @property
    def are_findings_coming(self) -> bool:
        """Whether the first checks are still to be waited for."""
        return not (self.is_checked or self._checking_failed or self._are_stopped)

    @property
    def untold_findings(self) -> str:
        """Why nobody knows the findings yet; empty where they are known."""
        if self.is_checked or self._checking_failed:
            return ""
        return f"the checks were stopped, {self.checks_on} goes on" if self._are_stopped else "still checking"

    def worker_stopped(self, group: str) -> None:
        super().worker_stopped(group)
        if group == "check":
            self._end_run()

    def _end_run(self) -> None:
        """After a run, whatever came of it."""
        self._is_checking = False
        self._tell_state()
        if self._check_again:
            self._start(is_whole=False)
