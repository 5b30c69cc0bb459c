"""The sentences of one pair beside each other, as the aligner pairs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from align_bench.model.unit import Unit, Units
from align_bench.text import cells
from align_bench.text.wording import counted
from align_bench.tui.widgets.bitext import BitextView
from align_bench.tui.widgets.layout import Columns
from align_bench.tui.widgets.marks import Matcher

if TYPE_CHECKING:
    from align_bench.workflow.sentence_pairs import SentencePair


class SentencesScreen(ModalScreen[tuple[int, int] | None]):
    """Answers with the place where the pair is to be split, where one was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "back", id="sentences.back"),
        Binding("enter", "split", "split in front", id="sentences.split"),
        Binding("down,j", "step(1)", "next sentence", id="sentences.down"),
        Binding("up,k", "step(-1)", "previous sentence", id="sentences.up"),
    ]
    AUTO_FOCUS = "BitextView"

    def __init__(
        self,
        unit: Unit,
        pairs: Sequence[SentencePair],
        *,
        matcher: Matcher | None,
        columns: Columns,
        may_split: bool,
    ) -> None:
        super().__init__()
        self._unit, self._pairs = unit, pairs
        self._matcher, self._columns, self._may_split = matcher, columns, may_split

    def compose(self) -> ComposeResult:
        splitting = "enter split the pair in front of this sentence   " if self._may_split else ""
        with Vertical(classes="box"):
            yield Static(f"{cells.shown(self._unit.called)}: {self._count()}", id="sentences-title", markup=False)
            yield BitextView(self._columns)
            yield Static(f"{splitting}up, down   esc back", classes="hint", markup=False)

    def on_mount(self) -> None:
        view = self.query_one(BitextView)
        view.use_matcher(self._matcher)
        view.show_units(Units(_as_unit(self._unit, place, pair) for place, pair in enumerate(self._pairs, start=1)))

    def action_step(self, rows: int) -> None:
        """To another sentence."""
        self.query_one(BitextView).step(rows)

    def action_split(self) -> None:
        """Answer with the cut in front of the sentence under the cursor."""
        from align_bench.workflow.sentence_pairs import cut_before

        cut = cut_before(self._pairs, self.query_one(BitextView).cursor)
        if not self._may_split:
            self.dismiss(None)
        elif cut is None:
            self.query_one("#sentences-title", Static).update(
                "There is no sure place in front of this sentence: s splits the pair anywhere"
            )
        else:
            self.dismiss(cut)

    def _count(self) -> str:
        alone = sum(not (pair.source and pair.target) for pair in self._pairs)
        rest = f", {alone} of them without a counterpart" if alone else ""
        return f"{counted(len(self._pairs), 'pair')} of sentences{rest}"


def _as_unit(unit: Unit, place: int, pair: SentencePair) -> Unit:
    """A pair of sentences as the view of pairs shows it."""
    return replace(
        unit,
        id=f"{unit.id} {place}",
        source=unit.source[slice(*pair.source)] if pair.source else "",
        target=unit.target[slice(*pair.target)] if pair.target else "",
        label=f"{place}",
        comment="",
        confidence=pair.confidence,
        source_numbers=(),
        target_numbers=(),
    )
