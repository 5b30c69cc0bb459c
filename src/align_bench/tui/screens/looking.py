"""Something to look at over the review: read, and where it is a proposal, take it or leave it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from align_bench.tui.widgets.pane import Content, Pane


class Look(ModalScreen[bool]):
    """Entries in a box; answers whether the proposal is taken, where `offer` says what taking it does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(False)", "back", id="look.back"),
        Binding("enter", "take", "take it", id="look.take"),
        Binding("down,j", "read(1)", id="look.down"),
        Binding("up,k", "read(-1)", id="look.up"),
        Binding("pagedown,space", "read(10)", id="look.page-down"),
        Binding("pageup,b", "read(-10)", id="look.page-up"),
    ]

    def __init__(self, content: Content, *, offer: str = "") -> None:
        super().__init__()
        self._content, self._offer = content, offer

    def compose(self) -> ComposeResult:
        taking = f"enter {self._offer}   " if self._offer else ""
        with Vertical(classes="box"):
            yield Pane()
            yield Static(f"{taking}up, down, page down read   esc back", classes="hint", markup=False)

    def on_mount(self) -> None:
        pane = self.query_one(Pane)
        pane.show(self._content)
        # As high as its lines need.
        pane.refresh(layout=True)

    def action_read(self, lines: int) -> None:
        """Read on, or back."""
        self.query_one(Pane).scroll_by(lines)

    def action_take(self) -> None:
        """Take the proposal; where there is none, close."""
        self.dismiss(bool(self._offer))
