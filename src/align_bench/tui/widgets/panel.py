"""What is known about the current pair: its findings, its terms, its comment.

Owns the choice and the order of what is shown; it finds nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence

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

_SIGNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "hint"}
# Chinese terms stand in a column of their own, so that the English ones begin at the same cell.
_TERM_CELLS = 26


class Panel(Horizontal):
    """Findings on the left, terms on the right."""

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="findings", can_focus=False):
            yield Static(markup=False)
        with VerticalScroll(id="terms", can_focus=False):
            yield Static(markup=False)

    def show(self, unit: Unit | None, findings: Sequence[Finding], matcher: Matcher | None) -> None:
        """Show another pair."""
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
            text.append(f"{_SIGNS[finding.severity]:<8}", style)
            text.append(cells.shown(finding.message) + "\n")
        if unit is not None and unit.comment:
            text.append("comment ", self._style("note"))
            text.append(cells.shown(unit.comment.replace("\n", " / ")) + "\n")
        if not text:
            text.append("no findings for this pair", self._style("quiet"))
        return text

    def _terms_text(self, hits: Sequence[TermHit], rendered: Sequence[TermHit]) -> Text:
        text = Text(no_wrap=True, overflow="ellipsis")
        for concept_id, hit in {hit.concept.id: hit for hit in reversed(hits)}.items():
            mine = [other for other in rendered if other.concept.id == concept_id]
            allowed = " | ".join(hit.concept.allowed) or "(no English)"
            text.append(cells.fit(hit.text, _TERM_CELLS) + " ", self._style("term"))
            text.append(cells.shown(allowed))
            if not any(other.status.is_allowed for other in mine):
                text.append(f"  {_complaint(hit, mine)}", self._style("warning"))
            text.append("\n")
        if not text:
            text.append("no terms in this pair", self._style("quiet"))
        return text

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"panel--{name}", partial=True)

    COMPONENT_CLASSES = {"panel--error", "panel--warning", "panel--note", "panel--quiet", "panel--term"}  # noqa: RUF012


def _complaint(hit: TermHit, rendered: Sequence[TermHit]) -> str:
    if hit.embedded:
        return "part of a longer name"
    return f"not to be used: {cells.shown(rendered[0].text)}" if rendered else "not found in the English"


def _title(noun: str, count: int) -> str:
    return f"{count} {noun}{'s' if count != 1 else ''}" if count else f"{noun}s"
