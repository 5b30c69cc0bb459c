"""What is known about the current pair: its findings, its terms, its comment.

Owns the choice and the order of what is shown; it finds nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from align_bench.model.finding import Finding, Severity
from align_bench.model.unit import Unit
from align_bench.text import cells
from align_bench.tui.widgets.marks import Matcher
from align_bench.tui.widgets.paint import palette_of

if TYPE_CHECKING:
    from align_bench.terms.matcher import TermHit

_WORD = 8
# Chinese terms stand in a column of their own, this wide at most: the English ones begin at the same cell.
_TERM_CELLS = 26


class Panel(Horizontal):
    """Findings on the left, terms on the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"panel--{name}" for name in ("error", "warning", "note", "quiet", "term")}

    _shown: tuple[Unit | None, Sequence[Finding], Matcher | None] = (None, (), None)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._lines: dict[str, int] = {}

    def on_resize(self) -> None:
        # A screen that is being left has lost its parts already.
        if self.query(Static):
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
        self._put("findings", self._findings_text(unit, findings))
        hits = matcher.source_hits(unit.source) if unit is not None and matcher is not None else ()
        concepts = list({hit.concept.id: hit.concept for hit in hits}.values())
        rendered = matcher.target_hits(unit.target, concepts) if unit is not None and matcher is not None else ()
        self.query_one("#terms", VerticalScroll).border_title = _title("term", len(concepts))
        self._put("terms", self._terms_text(hits, rendered))

    def _put(self, side: str, text: Text) -> None:
        """Show a text; the screen is laid out anew only where there is or was something to scroll."""
        box = self.query_one(f"#{side}", VerticalScroll)
        lines = text.plain.count("\n") + 1
        longest = max(lines, self._lines.get(side, 0))
        self._lines[side] = lines
        box.query_one(Static).update(text, layout=longest > box.scrollable_content_region.height)

    def _findings_text(self, unit: Unit | None, findings: Sequence[Finding]) -> Text:
        text = Text()
        for finding in sorted(findings, key=lambda finding: -finding.severity.rank):
            style = self._style("error" if finding.severity is Severity.ERROR else "warning")
            self._append(text, str(finding.severity), _message(finding), style)
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
        text = Text()
        column = min(max((cells.width(hit.text) for hit in hits), default=0), _TERM_CELLS)
        seen: set[str] = set()
        for hit in hits:
            if hit.concept.id in seen:
                continue
            seen.add(hit.concept.id)
            mine = [other for other in rendered if other.concept.id == hit.concept.id]
            self._append_term(text, hit, mine, column)
        text.rstrip()
        if not text:
            text.append("no terms in this pair", self._style("quiet"))
        return text

    def _append_term(self, text: Text, hit: TermHit, rendered: Sequence[TermHit], column: int) -> None:
        """A Chinese term, its English set in under itself, and whether that stands in the text."""
        room = max(10, self.query_one("#terms").scrollable_content_region.width - column - 1)
        note, style = _note(hit, rendered)
        allowed = " | ".join(hit.concept.allowed) or "(no English)"
        line = f"{allowed}  {note}" if note else allowed
        for index, (start, stop) in enumerate(cells.wrap(line, room)):
            text.append(cells.fit(hit.text if index == 0 else "", column) + " ", self._style("term"))
            behind = min(max(len(allowed), start), stop)
            text.append(cells.shown(line[start:behind]))
            text.append(cells.shown(line[behind:stop]) + "\n", self._style(style))

    def _style(self, name: str) -> Style:
        return palette_of(self, "panel", [name])[name]


def _message(finding: Finding) -> str:
    """What is wrong and what would be right."""
    if not finding.expected or finding.expected in finding.message:
        return finding.message
    return f"{finding.message}; expected: {finding.expected}"


def _note(hit: TermHit, rendered: Sequence[TermHit]) -> tuple[str, str]:
    """(words, style) on the rendering. That a term was not found is no fault yet: judging is for the checks."""
    if any(other.status.is_allowed for other in rendered):
        return "", "quiet"
    if rendered:
        return f"not to be used: {rendered[0].text}", "warning"
    return ("part of a longer name" if hit.embedded else "not found as such"), "quiet"


def _title(noun: str, count: int) -> str:
    return f"{count} {noun}{'s' if count != 1 else ''}" if count else f"{noun}s"
