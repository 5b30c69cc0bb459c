"""What is known about the current pair, in panes beside each other. Owns which panes there are."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal

from align_bench.tui.widgets.pane import Content, Pane


class Panel(Horizontal):
    """Findings, terms, and what is like the pair in the memory."""

    BLANK = True

    def compose(self) -> ComposeResult:
        yield Pane(id="findings")
        yield Pane(id="terms")
        yield Pane(id="memory")

    def pane(self, name: str) -> Pane:
        return self.query_one(f"#{name}", Pane)

    def show(self, findings: Content, terms: Content) -> None:
        """Show what is known of another pair."""
        self.pane("findings").show(findings)
        self.pane("terms").show(terms)
