"""An alignment of two files as JSONL and TSV: which segments, how sure, and their texts.

`zh` and `en` count the aligned segments from 1, as gold files of paragraphs do; `formats.beads` counts the same from 0.
`zh_ids` and `en_ids` are the ids that `segment` prints and findings name, which count what is not aligned as well. The
source's column stands first. Where paragraphs and their sentences come together, each bead of paragraphs is followed by
the beads of its sentences, and `level` says which is which; numbers and ids are those of the level.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align_bench.formats.tables import escaped, guarded
from align_bench.model.bitext import Bead, Bitext
from align_bench.model.document import Language, Level
from align_bench.model.unit import CONFIDENCE_PLACES

Ids = tuple[Sequence[int], Sequence[int]]
"""The ids of the source's and of the target's segments."""


@dataclass(frozen=True, slots=True)
class NumberedBitext:
    """A bitext at one level, with the ids of its segments."""

    level: Level
    bitext: Bitext
    ids: Ids


Levels = Sequence[NumberedBitext]
"""One level, or paragraphs and then their sentences."""


def bitext_jsonl(levels: Levels, source: Language = "zh") -> str:
    """`{"zh": [1, 2], "en": [1], "confidence": 0.98, "zh_text": [...], "en_text": [...], ...}`, a bead a line."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in _rows(levels, source))


def bitext_tsv(levels: Levels, source: Language = "zh") -> str:
    """`zh en confidence zh_text en_text zh_ids en_ids` behind a header line; texts guarded as in `formats.tables`."""
    lines = ["\t".join(_columns(levels, source))]
    lines += ["\t".join(map(_cell, row.values())) for row in _rows(levels, source)]
    return "".join(f"{line}\n" for line in lines)


def _columns(levels: Levels, source: Language) -> list[str]:
    ours, theirs = _languages(source)
    texts = [f"{ours}_text", f"{theirs}_text", f"{ours}_ids", f"{theirs}_ids"]
    return [*(["level"] if len(levels) > 1 else []), ours, theirs, "confidence", *texts]


def _languages(source: Language) -> tuple[Language, Language]:
    return (source, "en" if source == "zh" else "zh")


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.{CONFIDENCE_PLACES}f}"
    if isinstance(value, str):
        return value
    assert isinstance(value, list)
    if value and isinstance(value[0], str):
        return escaped(guarded("\n".join(value)))
    return ",".join(map(str, value))


def _rows(levels: Levels, source: Language) -> Iterator[dict[str, object]]:
    columns = _columns(levels, source)
    for part, bead in _beads(levels):
        ours, theirs = part.bitext.source, part.bitext.target
        values = [
            [place + 1 for place in bead.source],
            [place + 1 for place in bead.target],
            round(float(bead.confidence), CONFIDENCE_PLACES),
            [ours[place].text for place in bead.source],
            [theirs[place].text for place in bead.target],
            [part.ids[0][place] for place in bead.source],
            [part.ids[1][place] for place in bead.target],
        ]
        yield dict(zip(columns, [part.level, *values] if len(levels) > 1 else values, strict=True))


def _beads(levels: Levels) -> Iterator[tuple[NumberedBitext, Bead]]:
    """Every bead; those of sentences behind the bead of the paragraphs that they stand in: none of them leaves it."""
    first, *others = levels
    source = {place: number for number, bead in enumerate(first.bitext.beads) for place in bead.source}
    target = {place: number for number, bead in enumerate(first.bitext.beads) for place in bead.target}
    inside: dict[int, list[tuple[NumberedBitext, Bead]]] = {}
    for part in others:
        ours, theirs = part.bitext.source, part.bitext.target
        for bead in part.bitext.beads:
            holder = source[ours[bead.source[0]].paragraph] if bead.source else target[theirs[bead.target[0]].paragraph]
            inside.setdefault(holder, []).append((part, bead))
    for number, bead in enumerate(first.bitext.beads):
        yield first, bead
        yield from inside.get(number, ())
