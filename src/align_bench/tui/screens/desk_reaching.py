"""Reaching what is in sight at the review screen: jumping to a pair, reading a pane whole, copying a text."""

from __future__ import annotations

from textual import events
from textual.geometry import Offset

from align_bench.text.wording import counted
from align_bench.tui.screens.desk_watching import WatchingDesk
from align_bench.tui.screens.jumping import LETTERS, JumpScreen
from align_bench.tui.screens.looking import Look
from align_bench.tui.widgets.marks import Mark
from align_bench.tui.widgets.pane import Content, Entry, Pane
from align_bench.tui.widgets.panel import Panel


class ReachingDesk(WatchingDesk):
    """What goes to a place that is seen, or takes a text from it."""

    def ask_jump(self) -> None:
        """Show letters at the pairs in sight, and at the panes that hold something."""
        view = self.view
        lines = range(view.size.height if view.units else 0)
        # Each row once, at its first line in sight.
        rows = {view.row_at(y): Offset(view.region.x, view.region.y + y) for y in reversed(lines)}
        panes = [pane for pane in self.query(Pane) if pane.region.area and pane.content.entries]
        panes = panes[: len(LETTERS)]
        shown = sorted(rows.items())[: len(LETTERS) - len(panes)]
        if not shown and not panes:
            self.say("there is nothing to jump to")
            return

        def answered(place: int | None) -> None:
            if place is None:
                return
            if place < len(shown):
                view.move_to(shown[place][0])
            else:
                self.read_pane(panes[place - len(shown)])

        places = [offset for _, offset in shown] + [pane.region.offset for pane in panes]
        self.app.push_screen(JumpScreen(places), answered)

    def read_pane(self, pane: Pane) -> None:
        """Read all that a pane holds."""
        if pane.content.entries:
            self.app.push_screen(Look(pane.content))

    def read_panes(self) -> None:
        """Read what all panes hold, also those that have no room."""
        entries: list[Entry] = []
        contents = [pane.content for pane in self.query_one(Panel).query(Pane)]
        for content in contents:
            entries.append(Entry("", "quiet", content.title, (Mark(0, len(content.title), "title"),)))
            entries += content.entries or (Entry("", "quiet", content.empty),)
        widest = max(content.widest for content in contents)
        self.app.push_screen(Look(Content("what is known of the pair", tuple(entries), widest=widest)))

    def on_click(self, event: events.Click) -> None:
        if isinstance(event.widget, Pane):
            self.read_pane(event.widget)

    def copy(self, language: str) -> None:
        """Put the text of the current pair into the clipboard of the terminal."""
        unit = self.view.unit
        text = "" if unit is None else unit.target if language == "English" else unit.source
        if not text:
            self.say(f"this pair has no {language}")
            return
        self.app.copy_to_clipboard(text)
        self.say(f"copied the {language}: {counted(len(text), 'character')}")
