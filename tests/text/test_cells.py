from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.text.cells import fit, shown, width, wrap


def lines_of(text: str, cells: int) -> list[str]:
    return [text[start:stop] for start, stop in wrap(text, cells)]


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        pytest.param("", 10, [""], id="empty"),
        pytest.param("two words", 9, ["two words"], id="fits"),
        pytest.param("two words more", 9, ["two words", "more"], id="at-blank"),
        pytest.param("各国代表出席会议", 8, ["各国代表", "出席会议"], id="han-anywhere"),
        pytest.param("各国代表，出席会议", 8, ["各国代", "表，出席", "会议"], id="no-comma-at-start"),
        pytest.param("他们通过（宣言）", 10, ["他们通过", "（宣言）"], id="no-bracket-at-end"),
        pytest.param("他们说了：“好的”。", 10, ["他们说了：", "“好的”。"], id="quotes-with-their-word"),
        pytest.param("签署了CTBTO协议", 8, ["签署了", "CTBTO协", "议"], id="latin-word-whole"),
        pytest.param("第一\n第二行", 20, ["第一", "第二行"], id="line-feed"),
        pytest.param("abcdefghij", 4, ["abcd", "efgh", "ij"], id="word-too-long"),
        pytest.param("a abcdefghij k", 4, ["a", "abcd", "efgh", "ij k"], id="long-word-inside"),
        pytest.param("nuclear-weapon-free", 11, ["nuclear-", "weapon-free"], id="behind-a-hyphen"),
        pytest.param("a nuclear-weapon-free zone", 10, ["a", "nuclear-", "weapon-", "free zone"], id="hyphens"),
        pytest.param("------", 4, ["----", "--"], id="hyphens-alone"),
        pytest.param("State’s own", 8, ["State’s", "own"], id="apostrophe-inside"),
        pytest.param("世界。 21 世纪", 6, ["世界。", "21 世", "纪"], id="mixed"),
    ],
)
def test_wrap(text: str, cells: int, lines: list[str]) -> None:
    assert lines_of(text, cells) == lines


@given(st.text(alphabet="国家，。（）《》“”ab c1.\n 　—…\u200b\x1b", max_size=60), st.integers(2, 20))
def test_wrap_loses_nothing_and_fits(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    covered = "".join(text[start:stop] for start, stop in lines)
    assert covered.translate({ord(c): None for c in " \n　"}) == text.translate({ord(c): None for c in " \n　"})
    assert all(width(text[start:stop]) <= cells for start, stop in lines)
    assert [line.start for line in lines] == sorted(line.start for line in lines)


@pytest.mark.parametrize(
    ("text", "painted"),
    [
        pytest.param("plain", "plain", id="plain"),
        pytest.param("a\x1b[31mb", "a␛[31mb", id="escape"),
        pytest.param("a\tb\rc", "a␉b␍c", id="tab-and-return"),
        pytest.param("a\u200bb\ufeff", "a␦b␦", id="zero-width"),
        pytest.param("a\u202eb", "a␦b", id="bidi"),
        pytest.param("a\x9bb", "a␦b", id="c1"),
        pytest.param("a\ud800b", "a␦b", id="surrogate"),
        pytest.param("a\u00a0b", "a b", id="no-break-space"),
        pytest.param("国家", "国家", id="han"),
    ],
)
def test_shown(text: str, painted: str) -> None:
    assert shown(text) == painted
    assert width(text) == width(painted)


def test_shown_never_holds_a_control_character() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    painted = shown(everything)
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 or 0xD800 <= ord(char) < 0xE000 for char in painted)


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [("ab", 4, "ab  "), ("abcdef", 4, "abc~"), ("国家会议", 5, "国家~"), ("国家会议", 4, "国~ "), ("ab", 0, "")],
)
def test_fit(text: str, cells: int, expected: str) -> None:
    assert fit(text, cells) == expected
