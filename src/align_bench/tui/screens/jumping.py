"""Jumping: a letter at every place in sight; typing one goes there."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase, ascii_uppercase

from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.screen import ModalScreen
from textual.widgets import Static

_HOME = "asdfghjkl"
LETTERS = _HOME + "".join(letter for letter in ascii_lowercase if letter not in _HOME) + ascii_uppercase
"""Those under the fingers first."""


class JumpScreen(ModalScreen[int | None]):
    """Answers with the number of the place that was chosen; any other key goes back."""

    def __init__(self, places: Sequence[Offset]) -> None:
        """Cells of the screen, as many as there are letters at most."""
        super().__init__()
        self._places = places[: len(LETTERS)]

    def compose(self) -> ComposeResult:
        for letter, place in zip(LETTERS, self._places, strict=False):
            sign = Static(f" {letter} ", classes="jump-letter", markup=False)
            sign.styles.offset = place
            yield sign

    def on_key(self, event: events.Key) -> None:
        event.stop()
        place = LETTERS.find(event.character) if event.character else -1
        self.dismiss(place if 0 <= place < len(self._places) else None)

    def on_click(self) -> None:
        self.dismiss(None)

    def on_resize(self) -> None:
        if self.app.size != self.size:
            self.dismiss(None)
