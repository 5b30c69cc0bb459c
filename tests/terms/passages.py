"""Passages for tests of what is learnt from texts: twelve short pairs in which terms recur."""

from __future__ import annotations

from align_bench.align.dictionary import dictionary
from align_bench.terms.learning.candidates import find_candidates
from align_bench.terms.learning.passages import Passage
from align_bench.terms.learning.usage import Usage

TEXTS = (
    ("流域委员会讨论了水位问题。", "The Basin Commission discussed the question of water levels."),
    ("流域委员会收到两份报告。", "The Basin Commission received two reports."),
    ("农民希望流域委员会提供种子。", "Farmers hope that the Basin Commission will provide seeds."),
    ("流域委员会的预算增加了。", "The budget of the Basin Commission has been increased."),
    ("各国同意支持流域委员会。", "The States agreed to support the Basin Commission."),
    ("预警系统每天运行。", "The early warning system operates every day."),
    ("预警系统需要维修。", "The early warning system needs repair."),
    ("学校也使用预警系统。", "Schools use the early warning system too."),
    ("预警系统的费用由三国分担。", "The cost of the early warning system is shared by three countries."),
    ("主席感谢与会者。", "The Chair thanked the participants."),
    ("会议于六月结束。", "The meeting closed in June."),
    ("桥梁已经修好。", "The bridge has been repaired."),
)


def usage_of(texts: tuple[tuple[str, str], ...], *, min_count: int = 3) -> Usage:
    """What is learnt from pairs of texts, with the words of the dictionary."""
    words = dictionary()
    found = find_candidates((zh for zh, _ in texts), words.cut, min_count=min_count)
    passages = [Passage(zh, en) for zh, en in texts]
    usage = Usage(passages, words.cut, words.glosses, min_count=min_count)
    usage.learn({each.text for each in found})
    return usage
