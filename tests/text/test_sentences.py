from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.text.scripts import Language, without_space
from align_bench.text.sentences import sentence_spans, split_sentences

CASES = Path(__file__).parent / "cases"


def cases(language: Language) -> list[Any]:
    groups = json.loads((CASES / f"sentences_{language}.json").read_text(encoding="utf-8"))
    joint = "" if language == "zh" else " "
    return [
        pytest.param(
            language,
            case.get("text", joint.join(case["sentences"])),
            case["sentences"],
            id=f"{language}-{group}-{case['case']}",
            marks=[pytest.mark.xfail(strict=True, reason="known failure")] if group == "known failures" else [],
        )
        for group, entries in groups.items()
        for case in entries
    ]


@pytest.mark.parametrize(("language", "text", "sentences"), [*cases("zh"), *cases("en")])
def test_case(language: Language, text: str, sentences: list[str]) -> None:
    assert list(split_sentences(text, language)) == sentences


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("。！？《》“”（）.!?…\"') \n1aA的"))))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_lost_in_any_text(language: Language, text: str) -> None:
    spans = sentence_spans(text, language)
    assert "".join(without_space(text[a:b]) for a, b in spans) == without_space(text)
    assert all(a < b and text[a:b] == text[a:b].strip() for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("unit", ["《", "《a", "。”", "“a. B", "(", "A. ", "……”“", ". . "])
def test_no_text_takes_quadratic_time(language: Language, unit: str) -> None:
    text = unit * (200_000 // len(unit))
    start = time.process_time()
    sentence_spans(text, language)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("document", ["astana-vision-2016", "ctbto-joint-statement-2018", "nwfz-seminar-2019"])
def test_gold_chinese(shared: Path, document: str) -> None:
    gold = (shared / "gold" / f"{document}.sentences.zh.txt").read_text(encoding="utf-8").splitlines()
    paragraphs = (shared / "gold" / f"{document}.paragraphs.zh.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [
        f"{paragraph['number']}. {paragraph['text']}" if paragraph["number"] else paragraph["text"]
        for paragraph in map(json.loads, paragraphs)
    ]
    assert [sentence for text in texts for sentence in split_sentences(text, "zh")] == [line for line in gold if line]


@pytest.mark.parametrize("document", ["astana-vision-2016", "ctbto-joint-statement-2018", "nwfz-seminar-2019"])
def test_gold_english(shared: Path, document: str) -> None:
    gold = (shared / "gold" / f"{document}.sentences.en.txt").read_text(encoding="utf-8").splitlines()
    text = (shared / "gold" / f"{document}.en.txt").read_text(encoding="utf-8")
    assert list(split_sentences(text, "en")) == [line for line in gold if line]
