from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align_bench.align.aligner import align_segments, in_order
from align_bench.align.together import align_together
from align_bench.model.bitext import Bead, check_beads
from align_bench.model.document import Segment

CHINESE = (
    "河谷委员会第七届会议于2021年4月12日在林港开幕。",
    "十八个成员国派代表出席了会议。",
    "主席感谢东道国的盛情款待，并介绍了议程。",
    "与会者一致认为，跨界河流的水质监测需要共同标准。",
    "秘书处报告说，三座监测站已经建成，还有两座正在施工。",
    "渔业专家指出，过去五年鱼类资源减少了百分之十二。",
    "委员会请各国在年底之前提交数据。",
    "下届会议将于2022年举行。",
)
ENGLISH = (
    "The seventh session of the Valley Commission opened in Lingang on 12 April 2021.",
    "Eighteen member States were represented at the meeting.",
    "The Chair thanked the host country for its generous hospitality.",
    "She then introduced the agenda.",
    "Participants agreed that common standards were needed for monitoring the water quality of transboundary rivers.",
    "The secretariat reported that three monitoring stations had been completed and two more were under construction.",
    "Fisheries experts pointed out that fish stocks had fallen by 12 per cent over the past five years.",
    "The Commission requested States to submit their data before the end of the year.",
    "The next session will be held in 2022.",
)
SHAPED = (((0,), (0,)), ((1,), (1,)), ((2,), (2, 3)), *(((k,), (k + 1,)) for k in range(3, 8)))


def segments(texts: tuple[str, ...] | list[str]) -> list[Segment]:
    return [Segment(text, 0) for text in texts]


def pairs(beads: tuple[Bead, ...]) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    return tuple((bead.source, bead.target) for bead in beads)


def test_a_sentence_that_was_split_is_found() -> None:
    beads = align_segments(segments(CHINESE), segments(ENGLISH))
    assert pairs(beads) == SHAPED
    assert all(0 <= bead.confidence <= 1 for bead in beads)
    assert min(bead.confidence for bead in beads) > 0.5


def test_what_was_left_out_stands_alone() -> None:
    english = ENGLISH[:5] + ENGLISH[6:]
    assert ((4,), ()) in pairs(align_segments(segments(CHINESE), segments(english)))


def test_what_was_added_stands_behind_the_bead_it_follows() -> None:
    added = (
        "Translator’s note: the spelling of personal names was checked against the telephone directory, which the"
        " embassy library kindly lent to us during the autumn holidays."
    )
    english = (*ENGLISH[:6], added, *ENGLISH[6:])
    found = pairs(align_segments(segments(CHINESE), segments(english)))
    assert found.index(((), (6,))) == found.index(((4,), (5,))) + 1


def test_blank_lines_between_paragraphs_are_evidence() -> None:
    """The added sentence is short and fits its neighbour's length; only its own paragraph tells."""
    added = "Coffee was then served on the terrace."
    chinese = [Segment(text, k // 2) for k, text in enumerate(CHINESE)]
    english = [Segment(ENGLISH[j], k // 2) for k, (_, targets) in enumerate(SHAPED) for j in targets]
    with_added = [*english[:7], Segment(added, 3), *(Segment(s.text, s.paragraph + 1) for s in english[7:])]
    assert pairs(align_segments(chinese, english)) == SHAPED
    assert ((), (7,)) in pairs(align_segments(chinese, with_added))


def test_the_same_input_gives_the_same_beads() -> None:
    first = align_segments(segments(CHINESE), segments(ENGLISH))
    assert first == align_segments(segments(CHINESE), segments(ENGLISH))


def test_one_side_empty() -> None:
    assert pairs(align_segments(segments(CHINESE[:2]), [])) == (((0,), ()), ((1,), ()))
    assert pairs(align_segments([], segments(ENGLISH[:2]))) == (((), (0,)), ((), (1,)))
    assert align_segments([], []) == ()


@pytest.mark.parametrize(
    ("source", "target"),
    [
        pytest.param(["河谷委员会"], list(ENGLISH), id="one-against-many"),
        pytest.param(list(CHINESE), ["The"], id="many-against-one"),
        pytest.param(["同上。"] * 60, ["Ditto."] * 60, id="all-the-same"),
        pytest.param(["同上。"] * 5, ["Ditto."] * 90, id="one-side-much-longer"),
        pytest.param(["", " ", "\u3000"], ["", "\t"], id="blank"),
        pytest.param(["☃☃☃", "\ud800", "％％"], ["\x00\x01", "�", "----"], id="garbage"),
        pytest.param(["水" * 20_000], ["water " * 9_000], id="one-huge-segment"),
        pytest.param(list(ENGLISH), list(CHINESE), id="languages-exchanged"),
    ],
)
def test_odd_input_gives_every_segment_once(source: list[str], target: list[str]) -> None:
    check_beads(align_segments(segments(source), segments(target)), len(source), len(target))


def test_a_text_beyond_the_full_grid_goes_through_a_band() -> None:
    chinese = [f"{text}第{k}号文件。" for k in range(50) for text in CHINESE]
    english = [f"{text} Document No. {k}." for k in range(50) for text in ENGLISH]
    found = align_segments(segments(chinese), segments(english))
    check_beads(found, len(chinese), len(english))
    wanted = {
        (tuple(8 * k + i for i in source), tuple(9 * k + j for j in target))
        for k in range(50)
        for source, target in SHAPED
    }
    assert len(wanted & set(pairs(found))) > 0.95 * len(wanted)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from((*CHINESE, "", "1.")), max_size=9), st.lists(st.sampled_from((*ENGLISH, "")), max_size=9)
)
def test_every_segment_stands_in_one_bead_and_sources_ascend(chinese: list[str], english: list[str]) -> None:
    beads = align_segments(segments(chinese), segments(english))
    check_beads(beads, len(chinese), len(english))
    starts = [bead.source[0] for bead in beads if bead.source]
    assert starts == sorted(starts)
    assert beads == in_order(beads)


def test_order_with_crossing_and_added_beads() -> None:
    crossed = [Bead((1,), (0,)), Bead((0,), (2,)), Bead((), (1,)), Bead((), (3,)), Bead((2,), ()), Bead((), (4,))]
    assert [(b.source, b.target) for b in in_order(crossed)] == [
        ((0,), (2,)),
        ((), (3,)),
        ((), (4,)),
        ((1,), (0,)),
        ((), (1,)),
        ((2,), ()),
    ]


@pytest.mark.parametrize("share", [2, 3, 5])
@pytest.mark.parametrize("longer", ["source", "target"])
def test_one_side_much_longer_than_the_other(longer: str, share: int) -> None:
    """What has no counterpart stands alone; the rest is paired as ever."""
    pairs = [
        ("会议于三月在首都举行。", "The meeting was held in the capital in March."),
        ("代表们讨论了预算。", "The delegates discussed the budget."),
        ("主席感谢秘书处的工作。", "The chair thanked the secretariat for its work."),
        ("农民修复了旧运河。", "The farmers repaired the old canal."),
        ("下一次会议将于十月召开。", "The next session will take place in October."),
        ("两国签署了贸易协定。", "The two countries signed a trade agreement."),
    ] * 4
    kept = len(pairs) // share
    source = [Segment(chinese, 0) for chinese, _ in (pairs if longer == "source" else pairs[:kept])]
    target = [Segment(english, 0) for _, english in (pairs if longer == "target" else pairs[:kept])]
    found = align_segments(source, target)
    alone = sum(not (bead.source and bead.target) for bead in found)
    assert alone >= 0.8 * (len(pairs) - kept)
    assert sum(len(bead.source) == len(bead.target) == 1 for bead in found) >= 0.8 * kept


def test_one_long_segment_each() -> None:
    source = "会议讨论了预算和运河的修复。" * 400
    target = "The meeting discussed the budget and the repair of the canal. " * 400
    pair = [Segment(source, 0)], [Segment(target, 0)]
    found = align_segments(*pair)
    assert [(bead.source, bead.target) for bead in found] == [((0,), (0,))]
    assert list(align_together([pair])) == [found]
