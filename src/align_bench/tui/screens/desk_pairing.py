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
from align_bench.model.task import Task
from align_bench.model.unit import Review
from align_bench.tui.panels.evidence import evidence_content
from align_bench.tui.panels.realigned import is_paired_anew, realigned_content
from align_bench.tui.screens.desk_many import ManyDesk
from align_bench.tui.screens.looking import Look

if TYPE_CHECKING:
    from align_bench.workflow.realigning import Realigner

_PAIRED_BY_HAND = {"merge", "split", "move", "link"}


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
        self._apart: set[tuple[str, str]] = set()
        """Units whose Chinese and whose English were unlinked from each other."""

    def _follow(self, edit: Edit) -> None:
        super()._follow(edit)
        before = {unit.id: unit for change in edit.changes for unit in change.before}
        after = {unit.id: unit for change in edit.changes for unit in change.after}
        gone = before.keys() - after.keys()
        self._corrected -= gone
        self._doubtful -= gone
        self._apart = {pair for pair in self._apart if gone.isdisjoint(pair)}
        if edit.action in _PAIRED_BY_HAND:
            self._note(edit.action, {name for name, unit in after.items() if unit != before.get(name)})
        elif edit.action == "unlink" and len(after) > len(before):
            chinese, english = after
            self._apart.add((chinese, english))

    def _note(self, action: str, ids: set[str]) -> None:
        """Of a move, the pair under the cursor gave its text away; of a link, it took the other one's."""
        here = self.view.unit.id if self.view.unit is not None else None
        givers = ids & {here} if action == "move" else ids - {here} if action == "link" else set()
        self._doubtful |= givers
        self._corrected = (self._corrected | ids) - self._doubtful

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
                self._learn(self.session.review, self.begun("learn"))

    @work(thread=True, exit_on_error=False, group="learn", description="learn")
    def _learn(self, review: Review, task: Task) -> None:
        self.post_message(self.Learnt(self.services.realigner(review, task)))

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

    def worker_stopped(self, group: str) -> None:
        super().worker_stopped(group)
        if group == "learn":
            self._waiting = None

    def _propose(self, realigner: Realigner) -> None:
        unit, session = self.view.unit, self.session
        if unit is None or session is None:
            return
        names = session.review.places
        corrected = [name for name in sorted(self._corrected) if name in names]
        doubtful = [name for name in sorted(self._doubtful) if name in names]
        if not (corrected or self._apart):
            corrected = [unit.id]
        try:
            edit = realigner.propose(
                session.review, session.stamp(), corrected=corrected, doubtful=doubtful, apart=sorted(self._apart)
            )
        except AlignBenchError as error:
            self.complain(error)
            return
        if not is_paired_anew(edit):
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
        self._apart.clear()

    def _tell_why(self, realigner: Realigner) -> None:
        unit = self.view.unit
        if unit is None:
            return
        if not (unit.source and unit.target):
            self.say("one side is empty: there is nothing to compare")
            return
        self.app.push_screen(Look(evidence_content(unit, realigner.explain(unit))))
