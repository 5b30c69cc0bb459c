"""The last line: the most needed keys, as many as fit. All of them stand in the help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from rich.style import Style
from rich.text import Text
from textual.widget import Widget

from align_bench.tui.actions import Action, Situation, key_name
from align_bench.tui.widgets.paint import palette_of


class KeyLine(Widget):
    """Keys with a word each; what cannot be done now is dim."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key", "keys--label", "keys--dim"}

    def __init__(self, actions: Sequence[Action] = (), **options: Any) -> None:
        super().__init__(**options)
        self.auto_links = False
        self._actions = actions
        self._situation = Situation()
        self._words: Sequence[tuple[str, str]] = ()

    def show(self, situation: Situation, words: Sequence[tuple[str, str]] = ()) -> None:
        """Show what can be done now; `words` are (key, label) of a mode with its own keys, in place of the actions."""
        if (situation, words) != (self._situation, self._words):
            self._situation, self._words = situation, words
            self.refresh()

    def render(self) -> Text:
        palette = palette_of(self, "keys", ("key", "label", "dim"))
        key_style, label_style, dim = palette["key"], palette["label"], palette["dim"]
        line = Text(" ", no_wrap=True, overflow="crop")
        for key, label, refused, action_id in self._entries():
            if len(line) + len(key) + len(label) + 2 > self.size.width:
                continue
            click = Style(meta={"@click": f"screen.do('{action_id}')"}) if action_id else Style()
            line.append(key, (dim if refused else key_style) + click)
            line.append(f" {label}", (dim if refused else label_style) + click)
            line.append("   ")
        return line

    def _entries(self) -> list[tuple[str, str, bool, str]]:
        if self._words:
            return [(key, label, False, "") for key, label in self._words]
        return [
            (key_name(each.keys[0]), each.label, bool(each.refusal(self._situation)), each.id) for each in self._actions
        ]
