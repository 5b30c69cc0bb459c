"""Several document pairs at once: what one teaches serves the others, and none loses a segment."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from align_bench.align.aligner import Rescored, align_segments
from align_bench.align.arrays import Floats
from align_bench.align.paragraphs import align_paragraphs
from align_bench.align.search.band import Band
from align_bench.align.search.search import IMPOSSIBLE, Scores
from align_bench.align.search.shapes import SHAPES
from align_bench.align.together import align_paragraphs_together, align_together
from align_bench.model.bitext import Bead, check_beads
from align_bench.model.document import Kind, Paragraph, Segment

CHINESE = (
    "渡口委员会在五月开会。",
    "塔兰多代表团要求修复码头。",
    "塔兰多的预算已经批准。",
    "主席感谢塔兰多的专家。",
    "会议在晚上结束，塔兰多没有反对。",
)
ENGLISH = (
    "The Ferry Commission met in May.",
    "The delegation of Zubrowa asked for repairs to the pier.",
    "The budget of Zubrowa was approved.",
    "The Chair thanked the experts of Zubrowa.",
    "The meeting ended in the evening; Zubrowa did not object.",
)
NAMES = ("Zubrowa", "Osterby", "Melinka")
FIRST, SECOND = ("塔兰多", "米维克", "科尔萨"), ("帕鲁达", "昂热芬", "沙贝利")
# Where the sentence in the middle belongs, only its names can tell.
UNCLEAR = (
    (
        CHINESE[0],
        f"预算已经批准，{'、'.join(FIRST)}同意了。",
        f"{'、'.join(SECOND)}同意了，码头已经修复。",
        "会议在晚上结束。",
    ),
    (
        ENGLISH[0],
        "The budget was approved.",
        "Zubrowa, Osterby and Melinka agreed.",
        "The pier was repaired.",
        "It ended.",
    ),
)


def segments(texts: Sequence[str]) -> list[Segment]:
    return [Segment(text, 0) for text in texts]


def paragraphs(texts: Sequence[str]) -> list[Paragraph]:
    return [Paragraph(number, Kind.PARAGRAPH, text) for number, text in enumerate(texts, 1)]


def pairs(beads: Sequence[Bead]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.source, bead.target) for bead in beads]


def teaching(chinese: Sequence[str] = FIRST, repeated: int = 1) -> tuple[list[Segment], list[Segment]]:
    ours = [text.replace("塔兰多", name) for name in chinese for text in CHINESE]
    theirs = [text.replace("Zubrowa", name) for name in NAMES for text in ENGLISH]
    return segments(ours * repeated), segments(theirs * repeated)


@pytest.mark.parametrize(
    ("names", "beads"),
    [(FIRST, [((1,), (1, 2)), ((2,), (3,))]), (SECOND, [((1,), (1,)), ((2,), (2, 3))])],
)
def test_names_learnt_in_one_document_decide_in_another(
    names: Sequence[str], beads: list[tuple[tuple[int, ...], ...]]
) -> None:
    unclear = segments(UNCLEAR[0]), segments(UNCLEAR[1])
    _, found = align_together([teaching(names, repeated=12), unclear])
    assert pairs(found) == [((0,), (0,)), *beads, ((3,), (4,))]


def test_one_document_alone_is_aligned_as_ever() -> None:
    pair = teaching()
    assert list(align_together([pair])) == [align_segments(*pair)]
    written = paragraphs(CHINESE), paragraphs(ENGLISH)
    assert list(align_paragraphs_together([written])) == [align_paragraphs(*written)]


def test_documents_with_an_empty_side_stand_between_others() -> None:
    pair = teaching()
    empty: Sequence[Segment] = ()
    found = list(align_together([(empty, pair[1][:1]), pair, (empty, empty), pair, (pair[0][:2], empty)]))
    assert [pairs(found[place]) for place in (0, 2, 4)] == [[((), (0,))], [], [((0,), ()), ((1,), ())]]
    assert pairs(found[1]) == pairs(found[3]) == [((k,), (k,)) for k in range(len(pair[0]))]
    assert list(align_together([])) == []
    assert [pairs(whole.paragraphs) for whole in align_paragraphs_together([(paragraphs(CHINESE[:1]), [])])] == [
        [((0,), ())]
    ]


def test_paragraphs_of_several_documents() -> None:
    whole = paragraphs(CHINESE), paragraphs(ENGLISH)
    without_third = paragraphs(CHINESE), paragraphs([*ENGLISH[:2], *ENGLISH[3:]])
    first, second = align_paragraphs_together([whole, without_third])
    assert pairs(first.paragraphs) == [((k,), (k,)) for k in range(5)]
    assert ((2,), ()) in pairs(second.paragraphs)
    check_beads(second.sentences, len(second.source_sentences), len(second.target_sentences))


def test_evidence_is_laid_over_the_scores_of_every_pass() -> None:
    """Where single pairs are made impossible, none is left, whatever speaks for it."""
    seen: list[tuple[int, int]] = []

    def evidence(source: Sequence[str], target: Sequence[str]) -> Rescored:
        def rescored(band: Band, scores: Scores) -> Scores:
            seen.append((band.source_length, band.target_length))

            def changed(start: int, stop: int) -> Floats:
                block = np.array(scores(start, stop))
                block[SHAPES.index((1, 1))] = IMPOSSIBLE
                return block

            return changed

        assert (len(source), len(target)) == (15, 15)
        return rescored

    (beads,) = align_together([teaching()], evidence=evidence)
    assert "1-1" not in {bead.shape for bead in beads}
    assert seen == [(15, 15)] * 2
    check_beads(beads, 15, 15)
