"""What has changed since the last review, at the review screen: in one pair, or all over the document.

Owns when the past of the document is read, and that it goes on with every edit; what is compared with what is decided
in `model.baselines`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from align_bench.model.baselines import confirm
from align_bench.model.edits import Edit
from align_bench.model.query_fields import Knowledge
from align_bench.model.task import Task
from align_bench.model.unit import Status
from align_bench.tui.panels.changes import changes_content
from align_bench.tui.screens.desk import Desk
from align_bench.tui.screens.desk_concordance import ConcordanceDesk
from align_bench.tui.screens.looking import Look

if TYPE_CHECKING:
    from align_bench.workflow.opening import Trail
    from align_bench.workflow.past import Past
    from align_bench.workflow.reviewing import Session


_ASKS_FOR_PAST = re.compile(r"changed:\S*(?:text|since-review)", re.IGNORECASE)


class ComparingDesk(ConcordanceDesk):
    """What compares texts with what they were."""

    class PastRead(Message):
        """What was done before a record of the journal is known."""

        def __init__(self, past: Past, before: int) -> None:
            super().__init__()
            self.past, self.before = past, before

    past: Past | None = None
    """Its baselines with every edit since; None until it is read."""

    shows_changes = False
    """Whether all pairs are shown with what has changed in them."""

    _later: Sequence[Edit] = ()
    """Edits that were made while it was read."""

    _until = 0
    """The record up to which it is wanted."""

    @on(Desk.Opened)
    def _begin_past(self, message: Desk.Opened) -> None:
        self.want_past(message.session)

    @property
    def untold_past(self) -> str:
        """Why nobody knows what was done before."""
        if self.tasks["past"].is_stopped:
            return f"the history was not read: {self.resume_key} reads it"
        return "the history is still being read"

    def want_past(self, session: Session) -> None:
        self.past, self._later, self._until = None, (), session.next_record
        self._read_past(self._until, self.begun("past"))

    @work(thread=True, exit_on_error=False, group="past", description="past")
    def _read_past(self, before: int, task: Task) -> None:
        self.post_message(self.PastRead(self.services.past(self.document, before, task), before))

    @on(PastRead)
    def _past_read(self, message: PastRead) -> None:
        if message.before != self._until:
            return
        self.past = message.past
        for edit in self._later:
            self.past.baselines.take(edit)
        self._later = ()
        if self.shows_changes:
            self._show_changes()

    def _follow(self, edit: Edit) -> None:
        super()._follow(edit)
        if self.past is None:
            self._later = (*self._later, edit)
        else:
            self.past.baselines.take(edit)

    def _take_in(self, theirs: Trail) -> bool:
        is_settled = super()._take_in(theirs)
        if self.session is not None:
            self.want_past(self.session)
        return is_settled

    @property
    def viewed(self) -> str:
        return "changes shown" if self.shows_changes else super().viewed

    def give_status(self, status: Status) -> bool:
        """Give the current unit a status; one that it has already is given anew where its words are others now."""
        unit = self.view.unit
        if unit is None or self.past is None or unit.status is not status or status.is_open:
            return super().give_status(status)
        return not self.past.baselines.has_changed(unit) or self.change(confirm)

    def knowledge(self) -> Knowledge:
        known = super().knowledge()
        return known if self.past is None else replace(known, baselines=self.past.baselines)

    def not_known_yet(self, query: str) -> str:
        if self.past is None and _ASKS_FOR_PAST.search(query):
            return f"{self.untold_past}: what has changed is not known yet"
        return super().not_known_yet(query)

    def look_at_changes(self) -> None:
        """What has changed in the current pair."""
        unit = self.view.unit
        if self.past is None:
            self.say(self.untold_past)
        elif unit is not None:
            self.app.push_screen(Look(changes_content(unit, self.past.baselines.of(unit))))

    def toggle_changes(self) -> None:
        """Show what has changed in all pairs, or the texts as they are."""
        if self.past is None:
            self.say(self.untold_past)
            return
        self.shows_changes = not self.shows_changes
        self._show_changes()
        if self.shows_changes and self.session is not None:
            count = sum(map(self.past.baselines.has_changed, self.session.review.units))
            self.say(f"{count:,} of {len(self.session.review.units):,} pairs have changed since review or beginning")

    def _show_changes(self) -> None:
        past = self.past if self.shows_changes else None
        self.view.show_changes(None if past is None else lambda unit: past.baselines.of(unit).text)
        self._tell_state()
