from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.text.tokens import chinese_tokens, end_mark, english_tokens, longest_words, stem, word_runs

WORDS = frozenset({"无核", "核武器", "武器", "世界", "中亚", "会议"})


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("States went", ["state", "go"], id="stems-and-irregular-forms"),
        pytest.param("don't, we've", ["do", "not", "i", "have"], id="clitics"),
        pytest.param("won’t", ["will", "not"], id="curly-apostrophe"),
        pytest.param("1,250 ships", ["1250", "ship"], id="thousands"),
        pytest.param("“Why?” (5%)", ['"', "whi", "?", '"', "(", "5", "%", ")"], id="marks"),
        pytest.param("", [], id="empty"),
    ],
)
def test_english_tokens(text: str, tokens: list[str]) -> None:
    found = english_tokens(text)
    assert found == [stem("we") if token == "i" else token for token in tokens]


@pytest.fixture
def eager_threads() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("eager_threads")
def test_threads_that_stem_at_once_do_not_disturb_each_other() -> None:
    uncached = stem.__wrapped__
    words = [f"{root}{ending}" for root in ("nation", "agree", "establish") for ending in ("", "s", "alization", "ing")]
    stems = [uncached(word) for word in words]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: [uncached(word) for word in words], range(400)))
    assert found == [stems] * 400


@pytest.mark.parametrize(
    ("run", "words"),
    [
        pytest.param("无核武器世界", ["无", "核武器", "世界"], id="not-greedy"),
        pytest.param("中亚会议", ["中亚", "会议"], id="all-known"),
        pytest.param("魑魅", ["魑", "魅"], id="unknown"),
        pytest.param("", [], id="empty"),
    ],
)
def test_longest_words(run: str, words: list[str]) -> None:
    assert longest_words(run, WORDS) == words


def test_chinese_tokens_join_double_marks_and_keep_figures_and_latin() -> None:
    assert list(chinese_tokens("会议……2016 年——“CTBT”。", partial(longest_words, words=WORDS))) == [
        "会议",
        "…",
        "2016",
        "年",
        "—",
        '"',
        "CTBT",
        '"',
    ]


@pytest.mark.parametrize(
    ("text", "mark"),
    [("好。”", "."), ("Why?’)", "?"), ("他说：", ":"), ("a list;", ";"), ("没有", ""), ("  ", ""), ("甲，", ",")],
)
def test_end_mark(text: str, mark: str) -> None:
    assert end_mark(text) == mark


def test_the_runs_that_differences_are_shown_in() -> None:
    assert word_runs("我们 the Treaty’s\n12% b无") == [
        *"我们",
        " ",
        "the",
        " ",
        "Treaty",
        "’",
        "s",
        "\n",
        "12",
        "%",
        " ",
        "b",
        "无",
    ]


@given(st.text())
def test_runs_leave_nothing_out(text: str) -> None:
    assert "".join(word_runs(text)) == text
