from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.lines import lines
from align_bench.align.evidence.evidence import Explanation, explain
from align_bench.align.evidence.items import Evidence
from align_bench.align.evidence.shares import token_shares
from align_bench.align.evidence.tokens import Kind, Span, read_source, read_target
from align_bench.align.lexicon import Lexicon, Sentences, learnt
from align_bench.align.measures.overlap import FLOOR, span_scores
from align_bench.model.bitext import Bead
from align_bench.model.document import Segment

CHINESE = (
    "关于界河管理的联合声明",
    "1、 韦小宝于2020年9月3日在松原镇会见了韦小宝的代表团。",
    "(2) 欢迎成立联合水文小组，该小组每季度交换一次测量结果；减少17%。",
    "3. 顺致最崇高的敬意，并感谢CTBTO的铁疙瘩。",
    "4. 韦小宝说了话。",
)
ENGLISH = (
    "Joint statement on the management of the border river",
    "1. On 3 September 2020, Xiaobao met in Songyuan with the delegation of Xiaobao.",
    "(2) They welcomed the joint hydrological group, exchanging measurements quarterly; a decline of 71 per cent.",
    "5. They renewed the assurances of their highest consideration and thanked CTBTO for its zorblat.",
    "4. And the Chair spoke.",
)
TERMS = (("铁疙瘩", "zorblat"),)
STRAIGHT = [Bead((k,), (k,)) for k in range(5)]


SOURCE, TARGET = lines(CHINESE, "zh"), lines(ENGLISH, "en")


@cache
def lexicon() -> Lexicon:
    return learnt(SOURCE, TARGET, STRAIGHT, terms=TERMS)


def of(place: int) -> Explanation:
    return explain(lexicon(), SOURCE[place : place + 1], TARGET[place : place + 1])


def shown(items: tuple[Evidence, ...], place: int) -> list[tuple[str, list[str], list[str]]]:
    """Kind and texts of each item, the strongest first."""
    return [
        (
            item.kind.value,
            [SOURCE[place + span.line].line[span.start : span.stop] for span in item.source],
            [TARGET[place + span.line].line[span.start : span.stop] for span in item.target],
        )
        for item in items
    ]


@pytest.mark.parametrize(
    ("place", "item"),
    [
        pytest.param(0, ("word", ["界河"], ["border", "river"]), id="word"),
        pytest.param(1, ("name", ["小宝", "小宝"], ["Xiaobao", "Xiaobao"]), id="name-by-pinyin"),
        pytest.param(1, ("figure", ["2020"], ["2020"]), id="figure"),
        pytest.param(1, ("figure", ["9"], ["September"]), id="month"),
        pytest.param(1, ("label", ["1、"], ["1."]), id="label"),
        pytest.param(2, ("label", ["(2)"], ["(2)"]), id="label-in-brackets"),
        pytest.param(3, ("term", ["铁疙瘩"], ["zorblat"]), id="term"),
        pytest.param(3, ("name", ["CTBTO"], ["CTBTO"]), id="latin-name"),
    ],
)
def test_what_speaks_for_a_pair(place: int, item: tuple[str, list[str], list[str]]) -> None:
    assert item in shown(of(place).found, place)


@pytest.mark.parametrize(
    ("place", "items"),
    [
        pytest.param(0, [], id="nothing"),
        pytest.param(1, [], id="date-in-another-form"),
        pytest.param(2, [("figure", [], ["71 per cent"]), ("figure", ["17%"], [])], id="figures"),
        pytest.param(3, [("label", ["3."], ["5."])], id="labels"),
        pytest.param(4, [("name", ["小宝"], [])], id="name-that-is-known"),
    ],
)
def test_what_speaks_against_a_pair(place: int, items: list[tuple[str, list[str], list[str]]]) -> None:
    assert shown(of(place).against, place) == items


def test_a_set_phrase() -> None:
    phrases = {tuple(source): target for kind, source, target in shown(of(3).found, 3) if kind == "phrase"}
    assert {("顺致",), ("崇高的敬意",)} == phrases.keys()
    assert {"renewed", "assurances", "highest", "consideration"} <= set(phrases["顺致",])


def test_lengths() -> None:
    long, short = of(0).lengths, explain(lexicon(), SOURCE[:1], TARGET[3:4]).lengths
    assert long.target == len(ENGLISH[0]) + 1
    assert abs(long.deviation) < 1.5 < short.deviation


def test_what_lies_inside_a_term_is_counted_with_it() -> None:
    terms = [item for item in of(3).found if item.kind is Kind.TERM]
    inside = [item for item in of(3).found if item.kind is Kind.WORD and terms[0].source[0].covers(item.source[0])]
    assert [span for item in inside for span in item.target if span in terms[0].target] == []


def groups(most: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, most), max_size=3, unique=True)


@given(groups(4), groups(4))
def test_any_two_groups_can_be_asked_about(ours: list[int], theirs: list[int]) -> None:
    source, target = [SOURCE[i] for i in ours], [TARGET[j] for j in theirs]
    found = explain(lexicon(), source, target)
    assert found == explain(lexicon(), source, target)
    assert [item.weight for item in found.found] == sorted((item.weight for item in found.found), reverse=True)
    assert [item.weight for item in found.against] == sorted(item.weight for item in found.against)
    assert all(item.weight > 0 and item.source and item.target for item in found.found)
    assert all(item.weight < 0 for item in found.against)
    for item in (*found.found, *found.against):
        for spans, texts in ((item.source, source), (item.target, target)):
            assert list(spans) == sorted(set(spans))
            assert all(0 <= span.start < span.stop <= len(texts[span.line].line) for span in spans)


def test_the_shares_add_up_to_the_overlap() -> None:
    """What is shown is what counted: all shares together are the two overlaps of the aligner above their floors."""
    source, target = SOURCE[1:2], TARGET[1:2]
    ours, theirs = (Sentences((Segment(line.line, 0),), (line.text,), (0,)) for line in (source[0], target[0]))
    learned = lexicon()
    bags = learned.prepared(ours, theirs).bags
    forward = span_scores(bags.target, bags.source, learned.forward, bags.target_frequency, (0, 1), (0, 1), 1)[0, 0, 0]
    backward = span_scores(bags.source, bags.target, learned.backward, bags.source_frequency, (0, 1), (0, 1), 1)[
        0, 0, 0
    ]
    floor = FLOOR * (bags.target.row_sums()[0] + bags.source.row_sums()[0])
    shares = token_shares(learned, read_source(learned, source), read_target(learned, target), (1, 1))
    assert np.isclose(shares.sum(), (forward + backward - floor) / 2, rtol=1e-4)


def test_spans_in_several_lines() -> None:
    both = explain(lexicon(), SOURCE[1:3], TARGET[1:3])
    figure = next(item for item in both.found if item.kind is Kind.FIGURE and item.source[0].line == 0)
    assert figure.source[0].line == figure.target[0].line == 0
    label = [item for item in both.found if item.kind is Kind.LABEL]
    assert {(item.source, item.target) for item in label} == {
        ((Span(0, 0, 2),), (Span(0, 0, 2),)),
        ((Span(1, 0, 3),), (Span(1, 0, 3),)),
    }
