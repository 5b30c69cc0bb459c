"""An alignment of two files as JSONL and TSV: which segments, how sure, and their texts.

`zh` and `en` count the aligned segments from 1, as gold files of paragraphs do; `formats.beads` counts the same from 0.
`zh_ids` and `en_ids` are the ids that `segment` prints and findings name, which count what is not aligned as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from align_bench.formats.tables import escaped, guarded
from align_bench.model.bitext import Bead, Bitext
from align_bench.model.unit import CONFIDENCE_PLACES

Ids = tuple[Sequence[int], Sequence[int]]
"""The ids of the source's and of the target's segments."""


def bitext_jsonl(bitext: Bitext, ids: Ids) -> str:
    """`{"zh": [1, 2], "en": [1], "confidence": 0.98, "zh_text": [...], "en_text": [...], ...}`, a bead a line."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in _rows(bitext, ids))


def bitext_tsv(bitext: Bitext, ids: Ids) -> str:
    """`zh en confidence zh_text en_text zh_ids en_ids` behind a header line; texts guarded as in `formats.tables`."""
    lines = ["zh\ten\tconfidence\tzh_text\ten_text\tzh_ids\ten_ids"]
    for bead in bitext.beads:
        source, target = _texts(bitext, bead)
        cells = [
            _joined(place + 1 for place in bead.source),
            _joined(place + 1 for place in bead.target),
            f"{bead.confidence:.{CONFIDENCE_PLACES}f}",
            *(escaped(guarded("\n".join(texts))) for texts in (source, target)),
            _joined(ids[0][place] for place in bead.source),
            _joined(ids[1][place] for place in bead.target),
        ]
        lines.append("\t".join(cells))
    return "".join(f"{line}\n" for line in lines)


def _joined(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))


def _rows(bitext: Bitext, ids: Ids) -> Iterator[dict[str, object]]:
    for bead in bitext.beads:
        source, target = _texts(bitext, bead)
        yield {
            "zh": [place + 1 for place in bead.source],
            "en": [place + 1 for place in bead.target],
            "confidence": round(bead.confidence, CONFIDENCE_PLACES),
            "zh_text": source,
            "en_text": target,
            "zh_ids": [ids[0][place] for place in bead.source],
            "en_ids": [ids[1][place] for place in bead.target],
        }


def _texts(bitext: Bitext, bead: Bead) -> tuple[list[str], list[str]]:
    return [bitext.source[place].text for place in bead.source], [bitext.target[place].text for place in bead.target]
