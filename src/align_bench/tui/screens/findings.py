"""The findings of the document in a list: gone to, corrected or waived where they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static

from align_bench.tui.contexts import FINDINGS, FINDINGS_READ, Context
from align_bench.tui.screens.asking import Choose
from align_bench.tui.widgets.hanging import Hanging

Told = Callable[[str, bool], None]
"""Is told what came of a change, and whether it was made."""

Change = Callable[[int, Told], None]
"""Does something with the finding with a number, and tells what came of it and whether it was done."""


class Changes(NamedTuple):
    """What can be done with findings."""

    correct: Change
    waive: Change


class FindingsScreen(Choose):
    """Answers with the number of a finding to go to."""

    hint = "enter go there   = or F2 correct it   W waive it   esc back"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("equals_sign,f2", "correct", "correct", id="findings.correct"),
        Binding("W", "waive", "waive", id="findings.waive"),
    ]

    def __init__(self, question: str, rows: Sequence[Hanging], chosen: int, changes: Changes | None) -> None:
        """Without `changes` nothing can be changed."""
        super().__init__(question, [(f"{number}", row) for number, row in enumerate(rows)], f"{chosen}")
        self._changes = changes
        if changes is None:
            self.hint = "enter go there   esc back"

    @property
    def help_context(self) -> Context:
        """What help tells first."""
        return FINDINGS if self._changes is not None else FINDINGS_READ

    def action_correct(self) -> None:
        """Put what is expected in the place of what was found, and go on to the next."""
        if self._changes is not None:
            self._change(self._changes.correct)

    def action_waive(self) -> None:
        """Let it stand, and go on to the next."""
        if self._changes is not None:
            self._change(self._changes.waive)

    def _change(self, change: Change) -> None:
        options = self.query_one(OptionList)
        number = options.highlighted
        if number is None:
            return

        def told(what: str, is_done: bool) -> None:
            if not is_done:
                self.query_one(".hint", Static).update(what)
                return
            self.query_one(".hint", Static).update(self.hint)
            options.replace_option_prompt_at_index(number, Hanging(what, "= "))
            options.highlighted = min(number + 1, options.option_count - 1)

        change(number, told)
