"""A field that is on or off, and says so without colour."""

from __future__ import annotations

from textual.widgets import Checkbox


class Tick(Checkbox):
    """An x where it is on, nothing where it is off; Textual's shows an x in both, in other colours."""

    BUTTON_INNER = " "

    def watch_value(self) -> None:
        self.BUTTON_INNER = "x" if self.value else " "
        super().watch_value()
