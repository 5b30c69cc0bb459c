"""What is known about the current pair: its findings, its terms, its comment.

Owns the choice and the order of what is shown; it finds nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from align_bench.model.finding import Finding, Severity
from align_bench.model.unit import Unit
from align_bench.terms.matcher import TermHit
from align_bench.text import cells
from align_bench.tui.widgets.marks import Matcher
from align_bench.tui.widgets.paint import palette_of

_WORD = 8
# Chinese terms stand in a column of their own, this wide at most: the English ones begin at the same cell.
_TERM_CELLS = 26


class Panel(Horizontal):
    """Findings on the left, terms on the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"panel--{name}" for name in ("error", "warning", "note", "quiet", "term")}

    _shown: tuple[Unit | None, Sequence[Finding], Matcher | None] = (None, (), None)

    def on_resize(self) -> None:
        self.show(*self._shown)

    def notify_style_update(self) -> None:
        """Another theme."""
        super().notify_style_update()
        self.call_after_refresh(self.on_resize)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="findings", can_focus=False):
            yield Static(markup=False)
        with VerticalScroll(id="terms", can_focus=False):
            yield Static(markup=False)

    def show(self, unit: Unit | None, findings: Sequence[Finding], matcher: Matcher | None) -> None:
        """Show another pair."""
        self._shown = (unit, findings, matcher)
        self.query_one("#findings", VerticalScroll).border_title = _title("finding", len(findings))
        self.query_one("#findings Static", Static).update(self._findings_text(unit, findings))
        hits = matcher.source_hits(unit.source) if unit is not None and matcher is not None else ()
        concepts = list({hit.concept.id: hit.concept for hit in hits}.values())
        rendered = matcher.target_hits(unit.target, concepts) if unit is not None and matcher is not None else ()
        self.query_one("#terms", VerticalScroll).border_title = _title("term", len(concepts))
        self.query_one("#terms Static", Static).update(self._terms_text(hits, rendered))

    def _findings_text(self, unit: Unit | None, findings: Sequence[Finding]) -> Text:
        text = Text()
        for finding in sorted(findings, key=lambda finding: -finding.severity.rank):
            style = self._style("error" if finding.severity is Severity.ERROR else "warning")
            self._append(text, str(finding.severity), finding.message, style)
        if unit is not None and unit.comment:
            self._append(text, "comment", unit.comment, self._style("note"))
        text.rstrip()
        if not text:
            text.append("no findings for this pair", self._style("quiet"))
        return text

    def _append(self, text: Text, word: str, message: str, style: Style) -> None:
        """A message behind its word, wrapped by our own rules and set in under itself."""
        room = max(10, self.query_one("#findings").scrollable_content_region.width - _WORD)
        for index, (start, stop) in enumerate(cells.wrap(message, room)):
            text.append(f"{word if index == 0 else '':<{_WORD}}", style)
            text.append(cells.shown(message[start:stop]) + "\n")

    def _terms_text(self, hits: Sequence[TermHit], rendered: Sequence[TermHit]) -> Text:
        text = Text(no_wrap=True, overflow="ellipsis")
        width = max((cells.width(hit.text) for hit in hits), default=0)
        for concept_id, hit in {hit.concept.id: hit for hit in reversed(hits)}.items():
            mine = [other for other in rendered if other.concept.id == concept_id]
            allowed = " | ".join(hit.concept.allowed) or "(no English)"
            text.append(cells.fit(hit.text, min(width, _TERM_CELLS)) + " ", self._style("term"))
            text.append(cells.shown(allowed))
            if not any(other.status.is_allowed for other in mine):
                style = self._style("quiet" if hit.embedded else "warning")
                text.append(f"  {_complaint(hit, mine)}", style)
            text.append("\n")
        text.rstrip()
        if not text:
            text.append("no terms in this pair", self._style("quiet"))
        return text

    def _style(self, name: str) -> Style:
        return palette_of(self, "panel", [name])[name]


def _complaint(hit: TermHit, rendered: Sequence[TermHit]) -> str:
    if hit.embedded:
        return "part of a longer name"
    return f"not to be used: {cells.shown(rendered[0].text)}" if rendered else "not found in the English"


def _title(noun: str, count: int) -> str:
    return f"{count} {noun}{'s' if count != 1 else ''}" if count else f"{noun}s"
