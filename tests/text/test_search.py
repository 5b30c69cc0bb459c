import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.text.search import search_pattern


@pytest.mark.parametrize(
    ("text", "within"),
    [
        pytest.param("无核武器区", "在无核武\n器区内", id="over a line end in Chinese"),
        pytest.param("无核 武器", "无核  武器", id="white space"),
        pytest.param("été", "ÉTÉ", id="case of other letters"),
        pytest.param("ß", "ß", id="a letter whose capital is two"),
        pytest.param("CTBT", "ｃｔｂｔ", id="width and case"),
        pytest.param('"the treaty"', "“The\nTreaty”", id="quotes and a line end"),
        pytest.param("non-proliferation", "Non–Proliferation", id="dashes"),
        pytest.param("[a-z](", "［a-z］（", id="no regular expression"),
    ],
)
def test_found_however_it_is_printed(text: str, within: str) -> None:
    pattern = search_pattern(text)
    assert pattern is not None
    assert pattern.search(within)


def test_other_texts_are_not_found() -> None:
    pattern = search_pattern("the Treaty")
    assert pattern is not None
    assert not pattern.search("theTreaty")


@pytest.mark.parametrize("text", ["", " \n"])
def test_there_is_nothing_to_look_for(text: str) -> None:
    assert search_pattern(text) is None


@given(st.text(min_size=1), st.text(), st.text())
def test_every_text_is_found_where_it_stands(text: str, before: str, after: str) -> None:
    pattern = search_pattern(text)
    assert pattern is None or pattern.search(f"{before}{text.strip()}{after}")
