"""Traditional characters: the same beads as for the same text in simplified ones."""

from __future__ import annotations

import pytest

from align_bench.align.aligner import align_segments
from align_bench.align.dictionary import dictionary
from align_bench.align.reading.bags import make_bags
from align_bench.align.reading.phrases import SET_PHRASES
from align_bench.model.document import Segment

SIMPLIFIED = (
    "该国政府向秘书处致意，并谨随函附上三万亿元预算的议程项目。",
    "两国代表团在台湾海峡以外的海域里进行了测量。",
    "十五亿人饮用这条河的水；干旱之后，发展计划面临许多困难。",
    "不胜感激。",
)
TRADITIONAL = (
    "該國政府向秘書處致意，並謹隨函附上三萬億元預算的議程項目。",
    "兩國代表團在臺灣海峽以外的海域裏進行了測量。",
    "十五億人飲用這條河的水；乾旱之後，發展計劃面臨許多困難。",
    "不勝感激。",
)
ENGLISH = (
    "The Government of that country presents its compliments to the secretariat.",
    "It has the honour to transmit herewith the agenda item on a budget of 3 trillion yuan.",
    "Delegations of the two countries carried out measurements in the sea outside the Taiwan Strait.",
    "Of this river drink 1.5 billion people; after the drought the development plan faces many difficulties.",
    "The Government would be grateful.",
)


def segments(texts: tuple[str, ...]) -> list[Segment]:
    return [Segment(text, 0) for text in texts]


def test_the_same_beads_as_sure() -> None:
    found = align_segments(segments(TRADITIONAL), segments(ENGLISH), terms=SET_PHRASES)
    assert [(bead.source, bead.target) for bead in found] == [((0,), (0, 1)), ((1,), (2,)), ((2,), (3,)), ((3,), (4,))]
    other = align_segments(segments(SIMPLIFIED), segments(ENGLISH), terms=SET_PHRASES)
    assert [bead.confidence for bead in found] == pytest.approx([bead.confidence for bead in other], abs=0.05)


def test_terms_of_one_script_are_found_in_the_other() -> None:
    for term, text in (("秘书处", "秘書處"), ("秘書處", "秘书处")):
        bags = make_bags([text], ["bureau"], [(term, "bureau")])
        assert bags.forward.values.max() == 1.0


@pytest.mark.parametrize(
    ("text", "simplified"),
    [
        ("兩萬億", "两万亿"),
        ("裡裏", "里里"),
        # Characters of both scripts stay: 乾隆 is no 干隆.
        ("乾隆著作", "乾隆著作"),
        ("后来皇后", "后来皇后"),
        ("Größe 1.5%", "Größe 1.5%"),
    ],
)
def test_characters_are_simplified_one_for_one(text: str, simplified: str) -> None:
    assert dictionary().simplified(text) == simplified
