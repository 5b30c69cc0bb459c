"""The terms of a pair with their English, and whether that stands in the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from align_bench.model.unit import Unit
from align_bench.tui.panels.findings import titled
from align_bench.tui.widgets.marks import Mark, Matcher
from align_bench.tui.widgets.pane import Content, Entry

if TYPE_CHECKING:
    from align_bench.terms.hits import TermHit


def terms_content(unit: Unit | None, matcher: Matcher | None) -> Content:
    """Each concept once, in the order of the Chinese."""
    if unit is None or matcher is None:
        return Content("terms", (), "no terms in this pair")
    firsts = {hit.concept.id: hit for hit in reversed(matcher.source_hits(unit.source))}
    hits = list(reversed(firsts.values()))
    rendered = matcher.target_hits(unit.target, [hit.concept for hit in hits])
    entries = tuple(
        _entry(
            hit, [other for other in rendered if other.concept.id == hit.concept.id], is_translated=bool(unit.target)
        )
        for hit in hits
    )
    return Content(titled("term", len(entries)), entries, "no terms in this pair")


def missing_rendering(source: str, target: str, matcher: Matcher) -> str | None:
    """The preferred English of the first Chinese term that has none of its allowed forms in the target."""
    for hit in matcher.source_hits(source):
        if hit.concept.allowed and not any(
            found.status.is_allowed for found in matcher.target_hits(target, [hit.concept])
        ):
            return hit.concept.allowed[0]
    return None


def _entry(hit: TermHit, rendered: Sequence[TermHit], *, is_translated: bool) -> Entry:
    note, style = _note(hit, rendered) if is_translated else ("", "quiet")
    allowed = " | ".join(hit.concept.allowed) or "(no English)"
    text = f"{allowed}  {note}" if note else allowed
    return Entry(hit.text, "term", text, (Mark(len(allowed), len(text), style),) if note else ())


def _note(hit: TermHit, rendered: Sequence[TermHit]) -> tuple[str, str]:
    """(words, style) on the rendering. That a term was not found is no fault yet: judging is for the checks."""
    if any(other.status.is_allowed for other in rendered):
        return "", "quiet"
    if rendered:
        return f"not to be used: {rendered[0].text}", "warning"
    return ("part of a longer name" if hit.embedded else "not found as such"), "quiet"
