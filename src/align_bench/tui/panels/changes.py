"""What the English of a pair was when it was last confirmed, against what it is now."""

from __future__ import annotations

from align_bench.model.baselines import Baseline
from align_bench.model.unit import Unit
from align_bench.tui.widgets.differences import difference
from align_bench.tui.widgets.pane import Content, Entry


def changes_content(unit: Unit, baseline: Baseline) -> Content:
    """Both texts in one, then each by itself."""
    title = f"{unit.called}: changes since {since(baseline)}"
    if baseline.text.split() == unit.target.split():
        return Content(title, (), f"no word is another one than {then(baseline)}")
    text, marks = difference(baseline.text, unit.target)
    entries = (
        Entry("changes", "note", text.replace("\n", " "), marks),
        Entry("before", "quiet", baseline.text or "(no English)"),
        Entry("now", "quiet", unit.target or "(no English)"),
    )
    return Content(title, entries)


def since(baseline: Baseline) -> str:
    """`the review by Li, 2031-04-08 09:30`, `the beginning`."""
    if not baseline.is_confirmed:
        return "the beginning"
    when = baseline.time[:16].replace("T", " ")
    return ", ".join(filter(None, (f"the review by {baseline.reviewer}" if baseline.reviewer else "the review", when)))


def then(baseline: Baseline) -> str:
    """When it was, in a sentence."""
    return "when it was reviewed" if baseline.is_confirmed else "at the beginning"
