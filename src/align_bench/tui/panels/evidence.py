"""Why two texts are paired: what stands on both sides, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from align_bench.model.unit import Unit
from align_bench.tui.widgets.pane import Content, Entry

if TYPE_CHECKING:
    from align_bench.align.evidence.evidence import Explanation, Lengths
    from align_bench.align.evidence.items import Evidence
    from align_bench.align.evidence.tokens import Span

# Standard deviations from the usual proportion: one pair in twenty is as far by chance.
_FAR = 2.0
# Words below this part of the strongest evidence are such as nearly any two texts share.
_LEAST_SHARE = 0.15
_ALWAYS = frozenset({"term", "phrase", "name", "figure", "label"})


def evidence_content(unit: Unit, found: Explanation) -> Content:
    """What speaks for the pair, the strongest first, then what speaks against it, then the lengths."""
    strongest = max((item.weight for item in found.found), default=0.0)
    telling = [item for item in found.found if item.kind in _ALWAYS or item.weight >= _LEAST_SHARE * strongest]
    entries = [*_entries(unit, telling, "term"), *_entries(unit, found.against, "error"), _lengths(found.lengths)]
    return Content(f"{len(telling)} for this pair, {len(found.against)} against it", tuple(entries))


def _entries(unit: Unit, items: Iterable[Evidence], style: str) -> Iterator[Entry]:
    for item in items:
        chinese, english = _texts(unit.source_lines, item.source), _texts(unit.target_lines, item.target)
        if chinese and english:
            yield Entry(item.kind.value, style, f"{chinese}  =  {english}")
        else:
            where = "only in the Chinese" if chinese else "only in the English"
            yield Entry(item.kind.value, style, f"{chinese or english}  {where}")


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
