"""Help: the keys of the place where one is, then every action of the registry with its keys, under its heading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from align_bench.text import cells
from align_bench.tui.actions import ACTIONS, Action, by_group
from align_bench.tui.widgets.paint import palette_of

_KEYS = 24

_LEGEND = (
    ("!2", "two findings: warnings are bold and underlined in the texts, errors reversed"),
    ("underlined", "a term of the termbase; italic: a figure"),
    ("1-2 74%?", "one Chinese paragraph with two English ones, and the aligner is not sure"),
    ("changes shown", "struck out: words that went since the review; underlined: words that came"),
    ("kept text", "typed and not accepted: e goes on with it, F4 drops it"),
    ("kept comment", "typed and not accepted: c goes on with it, F4 drops it; kept comments: C"),
    ("2 comments", "what was said about the pair, read in full with c; resolved: nothing is left to do of it"),
)


class HelpScreen(ModalScreen[None]):
    """All keys and what they do."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,question_mark", "dismiss", "back", id="help.back")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"help--heading", "help--key"}

    def __init__(
        self, here: str = "", keys: Sequence[tuple[str, str]] = (), actions: Mapping[str, Action] = ACTIONS
    ) -> None:
        """`here` and `keys` tell of the place where help was asked for, before all others."""
        super().__init__()
        self._here, self._keys, self._actions = here, keys, actions

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
        self.query_one("#help-scroll").focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        self.query_one("#help-text", Static).update(self._text())

    def _text(self) -> Text:
        palette = palette_of(self, "help", ("heading", "key"))
        width = self.query_one("#help-scroll").scrollable_content_region.width
        column = min(_KEYS, width // 3)
        room = max(20, width - column - 3)
        text = Text()

        def append(title: str, rows: Iterable[tuple[str, str]]) -> None:
            text.append(f"{title}\n", palette["heading"])
            for sign, meaning in rows:
                # Many keys have a line of their own.
                text.append(f"  {sign:<{column}}" + "\n" * (len(sign) > column), palette["key"])
                for index, (start, stop) in enumerate(cells.wrap(meaning, room)):
                    text.append(f"{' ' * (column + 3 if index or len(sign) > column else 1)}{meaning[start:stop]}\n")
            text.append("\n")

        if self._here:
            append(self._here, self._keys)
        for group, actions in by_group(self._actions).items():
            append(group, ((each.key_names or "(F9)", each.description) for each in actions))
        append("In the margin and the texts", _LEGEND)
        text.rstrip()
        return text
