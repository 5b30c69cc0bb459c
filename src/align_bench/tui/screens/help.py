"""Help: every action of the registry with its keys, under its heading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from align_bench.tui.actions import by_group
from align_bench.tui.widgets.paint import palette_of

_KEYS = 24

_LEGEND = (
    ("!2", "two findings; their places in the texts are underlined"),
    ("1-2 74%?", "one Chinese paragraph with two English ones, and the aligner is not sure"),
    ("kept text", "typed and not accepted: e goes on with it, F4 drops it"),
    ("kept comment", "typed and not accepted: c goes on with it, F4 drops it"),
)


class HelpScreen(ModalScreen[None]):
    """All keys and what they do."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q,question_mark", "dismiss", "back", id="help.back")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"help--heading", "help--key"}

    def __init__(self, here: str = "", keys: Sequence[tuple[str, str]] = ()) -> None:
        """`here` and `keys` tell of the place where help was asked for, before all others."""
        super().__init__()
        self._here, self._keys = here, keys

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static("Keys", markup=False)
            with VerticalScroll(id="help-scroll"):
                yield Static(id="help-text", markup=False)
            yield Static(
                "up, down, page down: read on   esc back   F9 finds every action by its name",
                classes="hint",
                markup=False,
            )

    def on_mount(self) -> None:
        self.query_one("#help-text", Static).update(self._text())
        self.query_one("#help-scroll").focus()

    def _text(self) -> Text:
        palette = palette_of(self, "help", ("heading", "key"))
        heading, key = palette["heading"], palette["key"]
        text = Text()
        if self._here:
            text.append(f"{self._here}\n", heading)
            for sign, meaning in self._keys:
                text.append(f"  {sign:<{_KEYS}}", key)
                text.append(f" {meaning}\n")
            text.append("\n")
        for group, actions in by_group().items():
            text.append(f"{group}\n", heading)
            for each in actions:
                text.append(f"  {each.key_names:<{_KEYS}}", key)
                text.append(f" {each.description}\n")
            text.append("\n")
        text.append("In the margin\n", heading)
        for sign, meaning in _LEGEND:
            text.append(f"  {sign:<{_KEYS}}", key)
            text.append(f" {meaning}\n")
        return text
