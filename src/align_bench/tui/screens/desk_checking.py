"""Checking at the review screen: around an edit at once, over everything when the reviewer pauses.

Owns when checks run; what they find is decided in `workflow.live`. One run at a time.
"""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.timer import Timer

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
        """A run is through; None: it was stopped."""

        def __init__(self, checked: Checked | None) -> None:
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
        self._stop = Event()

    @on(Desk.Opened)
    def _begin_checks(self) -> None:
        self.look_at_terms()
        self.set_interval(_TERMS_EVERY, self.look_at_terms)

    def look_at_terms(self) -> None:
        """Read the termbase where its file is another than before."""
        if self.checking is None or self.checking.terms_changed():
            self._read_terms(self.checking)

    @work(thread=True, exclusive=True, exit_on_error=False, group="terms", description="terms")
    def _read_terms(self, checking: LiveChecking | None) -> None:
        checking = checking or self.services.checking()
        try:
            checking.read_terms()
        finally:
            self.post_message(self.TermsRead(checking))

    @on(TermsRead)
    def _terms_read(self, message: TermsRead) -> None:
        self.checking = message.checking
        self._matcher = self.checking.matcher
        self.view.use_matcher(self._matcher)
        self.editor.use_matcher(self._matcher)
        self._show_pair()
        self.check_all()

    def check_edited(self) -> None:
        """Check what was edited, and everything when the reviewer pauses."""
        if self._pause is not None:
            self._pause.stop()
        if self._is_checking:
            self._check_again = True
            if self._finding_count is not None:
                # The first run is worth waiting for; a later one over everything comes back with the next pause.
                self._stop.set()
        else:
            self._start(is_whole=False)

    def check_all(self) -> None:
        """Run every check over everything."""
        if self._is_checking:
            self._check_again = True
        else:
            self._start(is_whole=True)

    def _start(self, *, is_whole: bool) -> None:
        if self.session is None or self.checking is None:
            return
        self._is_checking, self._check_again = True, False
        self._being_checked = self.session.review
        self._stop.clear()
        if is_whole or self._finding_count is None:
            self._run_all(self.checking, self.session.review)
        else:
            self._run_edited(self.checking, self.session.review)

    # Without a description Textual makes one of the arguments: every unit in words, a tenth of a second at 10,000.
    @work(thread=True, exit_on_error=False, group="check", description="checks")
    def _run_all(self, checking: LiveChecking, review: Review) -> None:
        checked = checking.check_all(review, stop=self._stop.is_set)
        give_back()
        self.post_message(self.ChecksDone(checked))

    @work(thread=True, exit_on_error=False, group="check", description="checks")
    def _run_edited(self, checking: LiveChecking, review: Review) -> None:
        self.post_message(self.ChecksDone(checking.check_edited(review)))

    @on(ChecksDone)
    def _checks_done(self, message: ChecksDone) -> None:
        checked = message.checked
        if checked is not None:
            self.findings, self._finding_count, self._seconds = checked.findings, checked.count, checked.seconds
            self.waived = checked.waived
            self._checking_failed, self._checked = False, self._being_checked
            self.view.show_findings(self.findings)
            self._show_pair()
            self.findings_came()
        self._end_run()
        if checked is not None and not checked.is_whole and not self._is_checking:
            self._pause = self.set_timer(max(_PAUSE, _PAUSE_SHARE * self._seconds), self.check_all)

    def findings_came(self) -> None:
        """The findings are other ones."""

    def checked_unit(self, unit_id: str) -> Unit | None:
        """A unit as it was when it was checked last; None where it never was."""
        place = None if self._checked is None else self._checked.places.get(unit_id)
        return None if self._checked is None or place is None else self._checked.units[place]

    def worker_failed(self, group: str) -> None:
        super().worker_failed(group)
        if group in {"check", "terms"}:
            # Terms that could not be read anew leave the old ones; without any there is nothing to check by.
            self._checking_failed = group == "check" or self.checking is None
        if group == "check":
            self._check_again = False
            self._end_run()

    def _end_run(self) -> None:
        """After a run, whatever came of it."""
        self._is_checking = False
        self._tell_state()
        if self._check_again:
            self._start(is_whole=False)

    def on_unmount(self) -> None:
        # The program ends only when its threads do.
        self._stop.set()
