"""Why two texts are paired: what stands on both sides, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from align_bench.model.unit import Unit
from align_bench.tui.widgets.pane import Content, Entry

if TYPE_CHECKING:
    from align_bench.align.evidence import Explanation, Lengths
    from align_bench.align.evidence_tokens import Span

# Standard deviations from the usual proportion: one pair in twenty is as far by chance.
_FAR = 2.0


def evidence_content(unit: Unit, found: Explanation) -> Content:
    """What speaks for the pair, the strongest first, then what speaks against it, then the lengths."""
    entries = [
        *_entries(unit, ((item.kind, item.source, item.target) for item in found.found), "added"),
        *_entries(unit, ((item.kind, item.source, item.target) for item in found.against), "error"),
        _lengths(found.lengths),
    ]
    title = f"{len(found.found)} for this pair, {len(found.against)} against it"
    return Content(title, tuple(entries))


def _entries(unit: Unit, items: Iterator[tuple[str, Sequence[Span], Sequence[Span]]], style: str) -> Iterator[Entry]:
    for kind, source, target in items:
        chinese, english = _texts(unit.source_lines, source), _texts(unit.target_lines, target)
        if chinese and english:
            yield Entry(f"{kind}", style, f"{chinese}  =  {english}")
        else:
            where = "only in the Chinese" if chinese else "only in the English"
            yield Entry(f"{kind}", style, f"{chinese or english}  {where}")


def _texts(lines: Sequence[str], spans: Sequence[Span]) -> str:
    """What stands there; words with nothing but a blank between them as one."""
    runs: list[tuple[int, int, int]] = []
    for span in spans:
        line = lines[span.line]
        if runs and runs[-1][0] == span.line and not line[runs[-1][2] : span.start].strip(" -"):
            runs[-1] = (span.line, runs[-1][1], max(runs[-1][2], span.stop))
        else:
            runs.append((span.line, span.start, span.stop))
    return ", ".join(dict.fromkeys(lines[line][start:stop] for line, start, stop in runs))


def _lengths(lengths: Lengths) -> Entry:
    share = lengths.target / lengths.expected if lengths.expected else 0.0
    is_far = abs(lengths.deviation) > _FAR
    words = f"the English is {share:.0%} as long as is usual in this document"
    return Entry("lengths", "error" if is_far else "quiet", words)
