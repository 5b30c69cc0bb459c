"""Signs leave out no finder that would find something: with all of them run, the same figures are found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.text.figures import find_figures
from align_bench.text.figures.signs import Signed, Signs
from align_bench.text.figures.values import Finder
from align_bench.text.scanning import lowered, places_of

Language = Literal["zh", "en"]

CHINESE = [
    "2019 年 8 月 28 日至 29 日，第 2310(2016)号决议，A/RES/70/57和CD/2150，1/CP.21，WHA74.7，X.1303",
    "20世纪90年代、21世纪、2020/21年，3.12.4版，28.8.2019，2019-08-28，15:30，下午三点半，10:00",
    "百分之五点二、千分之三、三分之一、七成、八折、3个百分点、5‰、1米75、一亿两千万、三四百、增长两倍、翻一番",
    "9·11恐怖袭击、五四运动、“三·一五”行动、十四五规划、上半年、一季度、第四、五和六条、首次、附件二、①（三）",
    "电话：(010) 6512-3456，office@example.org，www.example.org，COVID-19，2019冠状病毒病，H5N1，星期三",
]
ENGLISH = [
    "from 28 August to 2 September 2018, in January–March, 5.30 p.m., at 2130 hours, noon, Wednesday, the 1990s",
    "seventy-fourth, 73rd, Q3, article XIV, paras. 4 to 6, the twenty-first century, a century and a half",
    "two thirds, one in five, 3 out of 10, 3½, halfway, 1.5 billion, $3m, both, a dozen, 12-fold, doubled, G20",
    "5.2 per cent, three percentage points, one half of one per cent, 0.5%, A/RES/70/57, 56/1, WHA74.7, X.1303",
    "half a million, a hundred men, the nineties, a decade, 2131 (XX)",
    "Tel.: +86 10 6512 3456, office@example.org, COVID-19, H5N1, uranium-235, 3.12.4, 28/08/2019, 2020-21",
]
_PIECES = st.lists(
    st.sampled_from([piece for text in CHINESE + ENGLISH for piece in text.replace("，", ", ").split(", ")]),
    min_size=1,
    max_size=4,
).map(" ".join)


def all_finders(signs: Signs, text: str) -> Iterator[Finder]:
    for finder in signs._all:
        if isinstance(finder, Signed):
            yield finder.find
        else:
            find, places = finder.find, places_of(finder.words, lowered(text))
            yield partial(lambda text, find, places: find(text, places), find=find, places=places)


def found(text: str, language: Language) -> tuple[object, object]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Signs, "finders", all_finders)
        without_signs = find_figures(text, language)
    return find_figures(text, language), without_signs


@pytest.mark.parametrize("text", CHINESE)
def test_in_chinese(text: str) -> None:
    with_signs, without_signs = found(text, "zh")
    assert with_signs == without_signs


@pytest.mark.parametrize("text", ENGLISH)
def test_in_english(text: str) -> None:
    with_signs, without_signs = found(text, "en")
    assert with_signs == without_signs


@given(text=_PIECES, language=st.sampled_from(["zh", "en"]))
def test_in_pieces_of_both(text: str, language: Language) -> None:
    with_signs, without_signs = found(text, language)
    assert with_signs == without_signs
