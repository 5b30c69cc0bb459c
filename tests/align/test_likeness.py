from __future__ import annotations

from align_bench.align.aligner import align, prepare
from align_bench.align.repair.likeness import likeness, measures
from align_bench.align.weights import shipped
from align_bench.model.document import Segment

CHINESE = ("重申渡口协定仍然有效。", "欢迎成立联合水文小组。", "感谢世界气象组织提供的技术援助。", "今后的步骤")
ENGLISH = (
    "Reaffirmed that the ferry agreement remained in force.",
    "Welcomed the establishment of a joint hydrological group.",
    "Thanked the World Meteorological Organization for its technical assistance.",
    "The way forward",
)
ALONE = [[k] for k in range(4)]


def segments(texts: tuple[str, ...], labels: tuple[str, ...] = ()) -> list[Segment]:
    return [Segment(text, k, labels[k] if labels else None) for k, text in enumerate(texts)]


def test_counterparts_are_likelier_than_all_others_wherever_they_stand() -> None:
    pair = prepare(segments(CHINESE), segments(ENGLISH[::-1]))
    model = shipped()
    aligned = align(pair, model.paragraphs_first, model.paragraphs_later)
    value = likeness(measures(pair, aligned, ALONE, ALONE), model.likeness)
    assert value.argmax(axis=1).tolist() == value.argmax(axis=0).tolist() == [3, 2, 1, 0]


def test_labels_count_less_where_they_disagree_along_the_path() -> None:
    model = shipped()
    weight = []
    for english_labels in (("1", "2", "3", "4"), ("6", "7", "8", "9")):
        pair = prepare(segments(CHINESE, ("1", "2", "3", "4")), segments(ENGLISH, english_labels))
        aligned = align(pair, model.paragraphs_first, model.paragraphs_later)
        measured = measures(pair, aligned, ALONE, ALONE)
        weight.append(abs(measured["label agrees"] - measured["label differs"]).max())
    assert weight[0] > 2 * weight[1] > 0
