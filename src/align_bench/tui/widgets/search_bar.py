"""The search line: what is typed is looked for at once."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static


class SearchBar(Horizontal):
    """A line to type in, and how many pairs hold it."""

    class Typed(Message):
        """Another text is looked for."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Accepted(Message):
        """Stay where the search led."""

    def compose(self) -> ComposeResult:
        yield Static("/", id="search-sign")
        yield Input(id="search-text", placeholder="Chinese or English", compact=True)
        yield Static(id="search-count", markup=False)

    def open(self) -> None:
        """Begin a search."""
        self.display = True
        self.query_one(Input).value = ""
        self.query_one(Input).focus()

    def show_count(self, text: str) -> None:
        """Say what was found."""
        self.query_one("#search-count", Static).update(text)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def _accepted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Accepted())
