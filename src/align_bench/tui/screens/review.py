"""The review screen: the pairs of one document, and everything that can be done with them.

Owns its parts and keys; what each key does stands in `commands`, how it is done in the desks.
"""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType

from align_bench.tui.actions import bindings, key_line, key_name
from align_bench.tui.contexts import EDITOR, PAIRS, SEARCH, Context
from align_bench.tui.screens.desk_waiting import WaitingDesk
from align_bench.tui.widgets.bitext import BitextView
from align_bench.tui.widgets.column_heads import ColumnHeads
from align_bench.tui.widgets.editor import Editor
from align_bench.tui.widgets.key_line import KeyLine
from align_bench.tui.widgets.layout import Columns
from align_bench.tui.widgets.panel import Panel
from align_bench.tui.widgets.progress_line import ProgressLine
from align_bench.tui.widgets.search_bar import SearchBar
from align_bench.tui.widgets.state_line import StateLine

_EDITOR_KEYS = (("ctrl+s/F2", "accept"), ("esc", "back, text is kept"), ("F4", "drop"), ("F1", "help"))
_SEARCH_KEYS = (("enter", "stay"), ("esc", "back"), ("F3", "next match"), ("shift+F3", "previous match"))
# Of the registry, told behind the editor's own keys while there is room.
_IN_EDITOR = ("approve", "correct", "insert-match", "insert-term", "insert-figure", "look-up-term")

# From pairs to screen, from there to a pane, and back: each message takes a turn of the event loop.
_TURNS = 8


class ReviewScreen(WaitingDesk):
    """One document under review."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings())
    AUTO_FOCUS = "BitextView"
    BLANK = True

    def compose(self) -> ComposeResult:
        # Before anything has a style.
        width, height = self.app.size
        self.name_shape(Columns(width - 1), height, update=False)
        yield StateLine()
        yield ColumnHeads()
        yield BitextView(Columns(80, self.services.english_first, self.bench.personal.preferences.stacked))
        yield Panel()
        yield Editor()
        yield SearchBar()
        yield ProgressLine()
        yield KeyLine(key_line(self.bench.actions))

    @property
    def help_context(self) -> Context:
        """What help tells first."""
        if self.is_writing:
            return EDITOR
        return SEARCH if self.query_one(SearchBar).display else PAIRS

    @property
    def mode_keys(self) -> Sequence[tuple[str, str]]:
        if not self.is_writing:
            return _SEARCH_KEYS if self.query_one(SearchBar).display else ()
        found = []
        for each in (self.bench.actions[name] for name in _IN_EDITOR):
            # Keys that are characters are text here.
            key = next((key for key in each.keys if len(key) > 1), None)
            if key is not None:
                found.append((key_name(key), each.label))
        return (*_EDITOR_KEYS, *found)

    def action_do(self, action_id: str) -> None:
        """Do an action of the registry, or say why not."""
        each = self.bench.actions[action_id]
        self._paint_together()
        # What was told last was about what was done last.
        self.query_one(KeyLine).say("")
        refusal = each.refusal(self.situation)
        if refusal:
            self.say(self.why_read_only() if each.changes and self.situation.is_read_only else refusal)
        elif not self.is_writing and (kept := self.kept_within(each)):
            self.ask_about_kept(kept, each.label, lambda: each.run(self))
        else:
            each.run(self)
            self._tell_state()

    def do_in_editor(self, key: str) -> bool:
        found = next((each for each in self.bench.actions.values() if each.in_editor and key in each.keys), None)
        if found is not None:
            self.action_do(found.id)
        return found is not None

    def _paint_together(self) -> None:
        """What an action changes in pairs, panel and lines comes by several messages and is painted once."""
        together = ExitStack()
        together.callback(self._paint)
        together.enter_context(self.app.batch_update())
        # Through the app, which waits for the action to end and whose turns do not hold up the parts of the screen.
        self.app.call_later(_after_messages, together.close)

    def _paint(self) -> None:
        """Wake the screen that is shown by then; while the program ends there may be none."""
        if self.app.screen_stack:
            self.app.screen.check_idle()

    @on(events.Paste)
    def _pasted(self) -> None:
        if self.view.has_focus:
            self.say(f"what is pasted goes into the editor: {self.bench.actions['edit'].key_names} opens it")

    @on(BitextView.Chosen)
    def _chosen(self) -> None:
        # In the editor, the same action accepts the text.
        if not self.is_writing:
            self.action_do("edit")


async def _after_messages(then: Callable[[], None]) -> None:
    """Call when the messages that an action has set off are through, without waiting for any time to pass."""
    for _ in range(_TURNS):
        await sleep(0)
    then()
