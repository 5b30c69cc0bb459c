import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.text.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("ＡＢＣ１２", "abc12", id="width"),
        pytest.param("The “Treaty”", 'the "treaty"', id="case and quotes"),
        pytest.param("2019—2021", "2019-2021", id="dashes"),
        pytest.param("行\n\u3000一", "行  一", id="white space"),
        pytest.param("\u0130stanbul", "\u0130stanbul", id="a letter whose small form is two characters"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(st.characters()))
def test_folding_keeps_places_and_folding_twice_changes_nothing(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
