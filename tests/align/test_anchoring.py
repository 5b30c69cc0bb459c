from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.align.anchoring import Passage, match_passages

TEXTS = [
    "各方同意设立委员会。",
    "委员会由十二名成员组成。",
    "秘书处每年提交报告。",
    "（略）",
    "本声明自签署之日起生效。",
]


def matched(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    return [(match.old, match.new) for match in match_passages([*map(Passage, old)], [*map(Passage, new)])]


@given(st.lists(st.sampled_from(TEXTS), max_size=8))
def test_the_same_text_is_matched_in_its_places(texts: list[str]) -> None:
    assert matched(texts, texts) == [(k, k) for k in range(len(texts))]


@given(st.lists(st.sampled_from(TEXTS), max_size=8), st.lists(st.sampled_from(TEXTS), max_size=8))
def test_no_paragraph_is_matched_twice(old: list[str], new: list[str]) -> None:
    found = matched(old, new)
    assert len({i for i, _ in found}) == len({j for _, j in found}) == len(found)


@given(st.lists(st.sampled_from(TEXTS), unique=True), st.randoms(use_true_random=False))
def test_what_moved_is_found(texts: list[str], randomness: object) -> None:
    shuffled = list(texts)
    randomness.shuffle(shuffled)  # type: ignore[attr-defined]
    assert {texts[i]: shuffled[j] for i, j in matched(texts, shuffled)} == {text: text for text in texts}


def test_a_changed_paragraph_is_found_in_its_place() -> None:
    old = [Passage(text) for text in TEXTS]
    new = [
        Passage(text) for text in (TEXTS[0], "委员会由十五名成员组成。", "新的一段完全不同的文字在这里。", *TEXTS[2:])
    ]
    found = {match.old: match for match in match_passages(old, new)}
    assert {i: match.new for i, match in found.items()} == {0: 0, 1: 1, 2: 3, 3: 4, 4: 5}
    assert 0.5 < found[1].likeness < 1
    assert found[0].likeness == 1


@pytest.mark.parametrize(("label", "found"), [("3", [(1, 1)]), ("4", [])])
def test_a_number_speaks_for_a_paragraph_that_changed_much(label: str, found: list[tuple[int, int]]) -> None:
    old = [Passage("前言"), Passage("缔约国应当每年提交报告。", "3")]
    new = [Passage("前言"), Passage("各缔约国须在每次会议之前向秘书处递交一份详细的国家报告。", label)]
    matches = [(match.old, match.new) for match in match_passages(old, new)]
    assert [pair for pair in matches if pair != (0, 0)] == found


def test_what_was_reworded_altogether_is_what_stands_in_its_place() -> None:
    old = [Passage("One."), Passage("Quite other words", is_reworded=True), Passage("Three.")]
    new = [Passage("One."), Passage("The secretariat reports."), Passage("Three.")]
    assert [(match.old, match.new) for match in match_passages(old, new)] == [(0, 0), (1, 1), (2, 2)]
