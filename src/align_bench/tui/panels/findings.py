"""The findings of a pair and its comment, the worst first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from align_bench.model.finding import Finding, Severity
from align_bench.model.unit import Unit
from align_bench.text.wording import counted
from align_bench.tui.panels.threads import thread_entries
from align_bench.tui.widgets.pane import Content, Entry

if TYPE_CHECKING:
    from align_bench.workflow.live_waivers import Waived


def findings_content(
    unit: Unit | None, findings: Sequence[Finding], waived: Sequence[Waived] = (), *, is_checked: bool = True
) -> Content:
    """Findings with what would be right, those that may stand and why, then the comment."""
    entries = [
        Entry(str(finding.severity), "error" if finding.severity is Severity.ERROR else "warning", message_of(finding))
        for finding in sorted(findings, key=lambda finding: -finding.severity.rank)
    ]
    entries += [
        Entry("waived", "quiet", f"{each.finding.message} ({each.waiver.who}: {each.waiver.reason})") for each in waived
    ]
    if unit is not None and unit.comment:
        entries += thread_entries(unit.comment)
    return Content(
        titled("finding", len(findings)),
        tuple(entries),
        "no findings for this pair" if is_checked else "not checked yet",
    )


def titled(noun: str, count: int) -> str:
    """`findings`, `1 finding`, `2 findings`."""
    return counted(count, noun) if count else f"{noun}s"


def message_of(finding: Finding) -> str:
    """What is wrong and what would be right."""
    if not finding.expected or finding.expected in finding.message:
        return finding.message
    return f"{finding.message}; expected: {finding.expected}"
