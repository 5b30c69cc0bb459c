"""The findings of the document in a list: gone to, or corrected where they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static

from align_bench.text import cells
from align_bench.tui.screens.asking import Choose

Correct = Callable[[int, Callable[[str, bool], None]], None]
"""Corrects the finding with a number, and tells what came of it and whether it was done."""


class FindingsScreen(Choose):
    """Answers with the number of a finding to go to."""

    HINT = "enter go there   = or F2 correct it   esc back"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("equals_sign,f2", "correct", "correct", id="findings.correct")]

    def __init__(self, question: str, rows: Sequence[str], chosen: int, correct: Correct | None) -> None:
        """Without `correct` nothing can be changed."""
        super().__init__(question, [(f"{number}", row) for number, row in enumerate(rows)], f"{chosen}")
        self._correct = correct

    def action_correct(self) -> None:
        """Put what is expected in the place of what was found, and go on to the next."""
        options = self.query_one(OptionList)
        number = options.highlighted
        if number is None or self._correct is None:
            return

        def told(what: str, is_done: bool) -> None:
            if not is_done:
                self.query_one(".hint", Static).update(what)
                return
            self.query_one(".hint", Static).update(self.HINT)
            options.replace_option_prompt_at_index(number, f"= {cells.shown_lines(what)}")
            options.highlighted = min(number + 1, options.option_count - 1)

        self._correct(number, told)
