"""Mending the pairing at the review screen: what was corrected stays, what stands around it is paired anew.

Owns what counts as corrected, and when the aligner learns; how it pairs is decided in `workflow.realigning`.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

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


class Marks(NamedTuple):
    """What the aligner is told, by the ids of units."""

    corrected: frozenset[str] = frozenset()
    """They stay as they are."""

    doubtful: frozenset[str] = frozenset()
    """What is left of them after a correction beside them."""

    apart: frozenset[tuple[str, str]] = frozenset()
    """Units whose Chinese and whose English were unlinked from each other."""

    def without(self, gone: AbstractSet[str]) -> Marks:
        """What still holds when units are gone."""
        apart = frozenset(pair for pair in self.apart if gone.isdisjoint(pair))
        return Marks(self.corrected - gone, self.doubtful - gone, apart)


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

    _marks = Marks()
    _marked: tuple[tuple[Edit, Marks], ...] = ()
    """The edits that changed the pairing, each with the marks before it."""

    def _follow(self, edit: Edit) -> None:
        super()._follow(edit)
        before = {unit.id: unit for change in edit.changes for unit in change.before}
        after = {unit.id: unit for change in edit.changes for unit in change.after}
        marks = self._marks.without(before.keys() - after.keys())
        if edit.takes_back:
            marks = self._taken_back(edit.inverse(), marks)
        elif edit.action in _PAIRED_BY_HAND:
            marks = self._noted(marks, edit.action, frozenset(n for n in after if after[n] != before.get(n)))
        elif edit.action == "unlink" and len(after) > len(before):
            chinese, english = after
            marks = marks._replace(apart=marks.apart | {(chinese, english)})
        if marks != self._marks:
            self._mark_from(edit, marks)

    def _mark_from(self, edit: Edit, marks: Marks) -> None:
        """Other marks, from an edit on; when it is taken back, those from before it hold again."""
        if not edit.takes_back:
            self._marked = (*self._marked, (edit, self._marks))
        self._marks = marks

    def _taken_back(self, edit: Edit, marks: Marks) -> Marks:
        """The marks from before an edit; `marks` where it did not change them, or was made before the opening."""
        while self._marked and self._marked[-1][0] == edit:
            *earlier, (_, marks) = self._marked
            self._marked = tuple(earlier)
        return marks

    def _noted(self, marks: Marks, action: str, ids: frozenset[str]) -> Marks:
        """Of a move, the pair under the cursor gave its text away; of a link, it took the other one's."""
        here = frozenset({self.view.unit.id} if self.view.unit is not None else ())
        givers = ids & here if action == "move" else ids - here if action == "link" else frozenset()
        doubtful = marks.doubtful | givers
        return marks._replace(corrected=(marks.corrected | ids) - doubtful, doubtful=doubtful)

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
        review, marks = session.review, self._marks
        corrected = [name for name in sorted(marks.corrected) if review.unit(name) is not None]
        doubtful = [name for name in sorted(marks.doubtful) if review.unit(name) is not None]
        if not (corrected or marks.apart):
            corrected = [unit.id]
        try:
            edit = realigner.propose(
                review, session.stamp(), corrected=corrected, doubtful=doubtful, apart=sorted(marks.apart)
            )
        except AlignBenchError as error:
            self.complain(error)
            return
        if not is_paired_anew(edit):
            self._marks = Marks()
            self.say("what stands around is paired as the aligner would pair it")
            return

        def answered(is_taken: bool | None) -> None:
            if is_taken and self.apply(lambda _: edit):
                self._mark_from(edit, Marks())
                self.say("paired anew; u takes it back")

        self.app.push_screen(Look(realigned_content(edit), offer="pair them so"), answered)

    def _tell_why(self, realigner: Realigner) -> None:
        unit = self.view.unit
        if unit is None:
            return
        if not (unit.source and unit.target):
            self.say("one side is empty: there is nothing to compare")
            return
        self.app.push_screen(Look(evidence_content(unit, realigner.explain(unit))))
