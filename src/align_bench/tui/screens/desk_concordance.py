"""The concordance at the review screen: where else something stands, and the way there, also into another document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from align_bench.model.task import Task
from align_bench.model.unit import Review
from align_bench.tui.screens.asking import Choose
from align_bench.tui.screens.concordance import ConcordanceScreen
from align_bench.tui.screens.desk_reaching import ReachingDesk

if TYPE_CHECKING:
    from align_bench.memory.concordance import Concordance, Place


class ConcordanceDesk(ReachingDesk):
    """What searches the project and its memories."""

    class ConcordanceRead(Message):
        """The texts of the project can be searched."""

        def __init__(self, asking: ConcordanceScreen, concordance: Concordance) -> None:
            super().__init__()
            self.asking, self.concordance = asking, concordance

    def ask_concordance(self) -> None:
        """Search the project and its memories."""
        if self.session is None:
            return
        task = self.begun("concordance")
        asking = ConcordanceScreen(task=task)
        self.app.push_screen(asking, self._go_to_place)
        self._read_concordance(asking, self.session.review, task)

    @work(thread=True, exclusive=True, exit_on_error=False, group="concordance", description="concordance")
    def _read_concordance(self, asking: ConcordanceScreen, review: Review, task: Task) -> None:
        self.post_message(self.ConcordanceRead(asking, self.services.concordance(review, task)))

    @on(ConcordanceRead)
    def _concordance_read(self, message: ConcordanceRead) -> None:
        if message.asking.is_attached:
            message.asking.search_in(message.concordance)

    def _go_to_place(self, place: Place | None) -> None:
        """To the pair; where that is in another document, ask whether to open it."""
        # Nobody waits for the texts any more.
        self.tasks["concordance"].stop()
        if place is None:
            return
        entry = place.entry
        if entry.origin == self.document:
            self.go_to_unit(entry.unit)
            return
        if entry.origin not in self.services.names():
            self.say(f"this stands in the memory {entry.origin}, and in no document of the project")
            return

        def answered(choice: str | None) -> None:
            if choice == "open":
                self.wanted = (entry.origin, entry.unit)
                self.leave("document")

        where = f"{entry.origin}{f', pair {entry.label}' if entry.label else ''}"
        choices = [("open", f"save {self.document} and open it there"), ("back", "stay here")]
        self.app.push_screen(Choose(f"This stands in {where}.", choices, "open"), answered)
