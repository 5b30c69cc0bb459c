"""An alignment of two files as JSONL and TSV: which segments, how sure, and their texts.

Segments are counted from 1 here, as people do and as gold files of paragraphs do; `formats.beads` counts from 0.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from align_bench.formats.tables import escaped, guarded
from align_bench.model.bitext import Bead, Bitext
from align_bench.model.unit import CONFIDENCE_PLACES


def bitext_jsonl(bitext: Bitext) -> str:
    """`{"zh": [1, 2], "en": [1], "confidence": 0.98, "zh_text": [...], "en_text": [...]}`, one bead a line."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in _rows(bitext))


def bitext_tsv(bitext: Bitext) -> str:
    """`zh en confidence zh_text en_text` behind a header line; texts guarded as in `formats.tables`."""
    lines = ["zh\ten\tconfidence\tzh_text\ten_text"]
    for bead in bitext.beads:
        source, target = _texts(bitext, bead)
        cells = [
            ",".join(str(place + 1) for place in bead.source),
            ",".join(str(place + 1) for place in bead.target),
            f"{bead.confidence:.{CONFIDENCE_PLACES}f}",
            *(escaped(guarded("\n".join(texts))) for texts in (source, target)),
        ]
        lines.append("\t".join(cells))
    return "".join(f"{line}\n" for line in lines)


def _rows(bitext: Bitext) -> Iterator[dict[str, object]]:
    for bead in bitext.beads:
        source, target = _texts(bitext, bead)
        yield {
            "zh": [place + 1 for place in bead.source],
            "en": [place + 1 for place in bead.target],
            "confidence": round(bead.confidence, CONFIDENCE_PLACES),
            "zh_text": source,
            "en_text": target,
        }


def _texts(bitext: Bitext, bead: Bead) -> tuple[list[str], list[str]]:
    return [bitext.source[place].text for place in bead.source], [bitext.target[place].text for place in bead.target]
