"""Lines that were typed after the tables were learnt are read as the document was."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from align_bench.align.arrays import Sparse
from align_bench.align.lexicon import Lexicon, learnt, read_lines
from align_bench.model.bitext import Bead
from align_bench.model.document import Kind, Paragraph

CHINESE = (
    "双方重申二〇一一年签订的渡口协定仍然有效，韦小宝向谨随函附上的铁疙瘩致意。",
    "無核武器區條約的締約國歡迎成立聯合水文小組，該小組將交換一次測量結果。",
    "会议在晚上结束，铁疙瘩没有反对",
)
ENGLISH = (
    "Both parties reaffirmed that the ferry agreement of 2011 remained in force; Xiaobao greeted the zorblat.",
    "Parties to the nuclear-weapon-free zone treaty welcomed a joint hydrological group, exchanging measurements.",
    "The meeting ended in the evening, and the zorblat didn't object.",
)


def paragraphs(texts: tuple[str, ...]) -> list[Paragraph]:
    return [Paragraph(number, Kind.PARAGRAPH, text) for number, text in enumerate(texts, 1)]


@cache
def lexicon() -> Lexicon:
    beads = [Bead((k,), (k,)) for k in range(3)]
    return learnt(paragraphs(CHINESE), paragraphs(ENGLISH), beads, level="sentence", terms=[("铁疙瘩", "zorblat")])


def entries(matrix: Sparse, row: int) -> dict[int, float]:
    picked = matrix.pick(np.array([row]))
    return dict(zip(picked.columns.tolist(), picked.values.tolist(), strict=True))


@pytest.mark.parametrize("place", range(3))
def test_a_line_with_another_space_is_counted_alike(place: int) -> None:
    known = lexicon().bags
    source = read_lines(paragraphs((f"{CHINESE[place]} ",)), "zh", "sentence")
    target = read_lines(paragraphs((f"{ENGLISH[place]} ",)), "en", "sentence")
    assert source.texts[0] not in lexicon().rows[0]
    fresh = lexicon().prepared(source, target).bags
    for ours, theirs in (
        (known.source, fresh.source),
        (known.target, fresh.target),
        (known.source_ends.first, fresh.source_ends.first),
        (known.source_ends.last, fresh.source_ends.last),
        (known.target_ends.first, fresh.target_ends.first),
        (known.target_ends.last, fresh.target_ends.last),
    ):
        assert entries(theirs, 0) == entries(ours, place)
    assert fresh.source.values.size
