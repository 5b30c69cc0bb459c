"""What is counted as one expression."""

from __future__ import annotations

from align_bench.align.dictionary import dictionary
from align_bench.terms.learning.candidates import CandidateKind, find_candidates, find_english_candidates
from align_bench.terms.learning.expressions import Expressions
from align_bench.terms.learning.passages import Passage
from terms.passages import TEXTS


def candidates(*texts: str, min_count: int = 2) -> dict[str, tuple[CandidateKind, int]]:
    found = find_candidates(texts, dictionary().cut, min_count=min_count)
    return {each.text: (each.kind, each.count) for each in found}


def test_phrases_that_recur_are_found_whole() -> None:
    found = candidates(*(zh for zh, _ in TEXTS))
    assert found["流域委员会"] == (CandidateKind.PHRASE, 5)
    assert found["预警系统"] == (CandidateKind.PHRASE, 4)
    assert "预警" not in found or found["预警"][1] > 4
    assert "桥梁" not in found


def test_function_words_part_and_verbs_do_not_begin_a_phrase() -> None:
    found = candidates("支持水利工程和水利工程的管理", "支持水利工程")
    assert "水利工程" in found
    assert not any(text.startswith("支持") or "和" in text or "的" in text for text in found)


def test_titles_and_names() -> None:
    found = candidates("米罗·哈斯塔尔签署《内海宣言》", "《内海宣言》由秘书米罗·哈斯塔尔宣读")
    assert found["《内海宣言》"] == (CandidateKind.TITLE, 2)
    assert "内海宣言" not in found
    # The name before the dot is no part of a phrase.
    assert not any(kind is CandidateKind.PHRASE and "米" in text for text, (kind, _) in found.items())


def test_white_space_and_width_do_not_matter() -> None:
    assert candidates("预 警\n系统", "预警系统")["预警系统"][1] == 2


def test_english_candidates_are_told_by_their_stems() -> None:
    texts = ("Early warning systems failed.", "An early-warning system works.", "The early warning system is dear.")
    found = find_english_candidates([Passage("", text) for text in texts], min_count=3)
    assert [(each.text, each.count) for each in found] == [("earli warn system", 3)]


def test_expressions_are_found_the_longest_first_with_their_places() -> None:
    text = "流域\n委员会和委员会"
    assert list(Expressions({"委员会", "流域委员会"}).find(text)) == [("流域委员会", (0, 6)), ("委员会", (7, 10))]
    assert list(Expressions(()).find(text)) == []


def test_places_of_an_english_expression() -> None:
    passage = Passage("", "After on-site inspections, the inspection of sites")
    assert [passage.text(words) for words in passage.find(["site", "inspect"])] == ["on-site inspections"]
    assert [passage.text(words) for words in passage.find(["inspect", "site"])] == ["inspection of sites"]
    assert passage.find(["inspect", "bridg"]) == []
