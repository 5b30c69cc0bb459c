"""The sentences inside a pair at the review screen: shown beside each other, and where the pair is cut between them.

Owns when they are paired; how is decided in `workflow.sentence_pairs`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from align_bench.model.pairing import split_unit_at
from align_bench.model.unit import Unit
from align_bench.tui.screens.desk_keeping import KeepingDesk
from align_bench.tui.screens.sentences import SentencesScreen

if TYPE_CHECKING:
    from align_bench.workflow.sentence_pairs import Cut, SentencePair


class SentencesDesk(KeepingDesk):
    """What looks inside a pair."""

    class SentencesPaired(Message):
        """The sentences of a unit are paired."""

        def __init__(self, unit: Unit, pairs: Sequence[SentencePair]) -> None:
            super().__init__()
            self.unit, self.pairs = unit, pairs

    def pair_sentences(self, unit: Unit) -> Sequence[SentencePair]:
        """The sentences of a unit with their counterparts, the terms of the termbase as evidence; for a worker."""
        from align_bench.workflow.sentence_pairs import sentence_pairs

        hits = self._matcher.source_hits(unit.source) if self._matcher is not None else ()
        return sentence_pairs(unit, [(hit.text, english) for hit in hits for english in hit.concept.allowed])

    def show_sentences(self) -> None:
        """The sentences of the current pair beside each other."""
        unit = self.view.unit
        if unit is None:
            return
        if not (unit.source and unit.target):
            self.say("one side is empty: there are no pairs of sentences")
        else:
            self._pair(unit)

    @work(thread=True, exclusive=True, exit_on_error=False, group="sentences", description="sentences")
    def _pair(self, unit: Unit) -> None:
        self.post_message(self.SentencesPaired(unit, self.pair_sentences(unit)))

    @on(SentencesPaired)
    def _sentences_paired(self, message: SentencesPaired) -> None:
        unit = message.unit
        if self.app.screen is not self or self.is_writing or self.view.unit is not unit:
            return

        def answered(cut: Cut | None) -> None:
            if cut is not None:
                self.change(lambda now, stamp: split_unit_at(now, *cut, stamp))

        may_split = self.session is not None and not self.session.read_only and not unit.locked
        screen = SentencesScreen(
            unit, message.pairs, matcher=self._matcher, columns=self.view.columns, may_split=may_split
        )
        self.app.push_screen(screen, answered)
