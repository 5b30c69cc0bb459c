"""Mending the pairing at the review screen: what was corrected stays, what stands around it is paired anew.

Owns what counts as corrected, and when the aligner learns; how it pairs is decided in `workflow.realigning`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from align_bench.errors import AlignBenchError
from align_bench.model.edits import Edit
from align_bench.model.unit import Review
from align_bench.tui.panels.evidence import evidence_content
from align_bench.tui.panels.realigned import realigned_content
from align_bench.tui.screens.desk_many import ManyDesk
from align_bench.tui.screens.looking import Look

if TYPE_CHECKING:
    from align_bench.workflow.realigning import Realigner

_PAIRED_BY_HAND = {"merge", "split", "move"}


class PairingDesk(ManyDesk):
    """What pairs anew, and tells why something is paired."""

    class Learnt(Message):
        """The aligner has learnt the words of the document."""

        def __init__(self, realigner: Realigner) -> None:
            super().__init__()
            self.realigner = realigner

    _realigner: Realigner | None = None
    _waiting: Callable[[Realigner], None] | None = None
    """What was asked for while the aligner learns."""

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]  # those of Desk
        self._corrected: set[str] = set()
        self._doubtful: set[str] = set()

    def _follow(self, edit: Edit) -> None:
        super()._follow(edit)
        for change in edit.changes:
            gone = {unit.id for unit in change.before} - {unit.id for unit in change.after}
            self._corrected -= gone
            self._doubtful -= gone
            if edit.action in _PAIRED_BY_HAND:
                self._note(edit.action, [unit.id for unit in change.after])

    def _note(self, action: str, ids: list[str]) -> None:
        """Of a move, the pair under the cursor gave its text away, and the other one took it."""
        giver = self.view.unit.id if action == "move" and self.view.unit is not None else None
        self._corrected |= {name for name in ids if name != giver}
        self._doubtful |= {name for name in ids if name == giver}
        self._corrected -= self._doubtful

    def ask_realign(self) -> None:
        """Show how the aligner would pair what stands around the corrections, or around this pair."""
        self._with_realigner(self._propose)

    def ask_why(self) -> None:
        """Show why this pair is one."""
        self._with_realigner(self._tell_why)

    def _with_realigner(self, then: Callable[[Realigner], None]) -> None:
        if self._realigner is not None:
            then(self._realigner)
        elif self.session is not None:
            is_learning, self._waiting = self._waiting is not None, then
            self.say("the aligner is reading the document, one moment")
            if not is_learning:
                self._learn(self.session.review)

    @work(thread=True, exit_on_error=False, group="learn", description="learn")
    def _learn(self, review: Review) -> None:
        self.post_message(self.Learnt(self.services.realigner(review)))

    @on(Learnt)
    def _learnt(self, message: Learnt) -> None:
        self._realigner = message.realigner
        then, self._waiting = self._waiting, None
        self.say("")
        if then is not None and self.app.screen is self and not self.is_writing:
            then(message.realigner)

    def worker_failed(self, group: str) -> None:
        super().worker_failed(group)
        if group == "learn":
            self._waiting = None

    def _propose(self, realigner: Realigner) -> None:
        unit, session = self.view.unit, self.session
        if unit is None or session is None:
            return
        names = {each.id for each in session.review.units}
        corrected = [name for name in sorted(self._corrected) if name in names] or [unit.id]
        doubtful = [name for name in sorted(self._doubtful) if name in names]
        try:
            edit = realigner.propose(session.review, session.stamp(), corrected=corrected, doubtful=doubtful)
        except AlignBenchError as error:
            self.complain(error)
            return
        if not edit.changes:
            self._forget_corrections()
            self.say("what stands around is paired as the aligner would pair it")
            return

        def answered(is_taken: bool | None) -> None:
            if is_taken and self.apply(lambda _: edit):
                self._forget_corrections()
                self.say("paired anew; u takes it back")

        self.app.push_screen(Look(realigned_content(edit), offer="pair them so"), answered)

    def _forget_corrections(self) -> None:
        self._corrected.clear()
        self._doubtful.clear()

    def _tell_why(self, realigner: Realigner) -> None:
        unit = self.view.unit
        if unit is None:
            return
        if not (unit.source and unit.target):
            self.say("one side is empty: there is nothing to compare")
            return
        self.app.push_screen(Look(evidence_content(unit, realigner.explain(unit))))
