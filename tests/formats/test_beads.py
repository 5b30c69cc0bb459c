from __future__ import annotations

import pytest

from align_bench.errors import InputError
from align_bench.formats.beads import format_beads, parse_beads, sides_of
from align_bench.model.bitext import Bead

BEADS = (Bead((0, 1), (0,)), Bead((2,), ()), Bead((), (1,)), Bead((3,), (2, 3)))


def test_round_trip() -> None:
    text = "[0,1]:[0]\n[2]:[]\n[]:[1]\n[3]:[2,3]\n"
    assert format_beads(BEADS) == text
    assert parse_beads(text, name="x") == BEADS


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[0, 1]:[0]\r\n[2]:[]\r\n[]:[1]\r\n[3]:[2, 3]\r\n", id="spaces and CR LF"),
        pytest.param("[0, 1]:[0]:0.25\n\n[2]:[]:-1e-3\n[]:[1]\n[3]:[2, 3]", id="costs and blank lines"),
        pytest.param(
            '{"zh": [1, 2], "en": [1]}\n{"zh": [3], "en": []}\n{"zh": [], "en": [2]}\n'
            '{"zh": [4], "en": [3, 4], "note": "x"}\n',
            id="gold paragraphs",
        ),
    ],
)
def test_other_notations(text: str) -> None:
    assert parse_beads(text, name="x") == BEADS


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "x: no beads in it", id="empty"),
        pytest.param("[0]:[0]\nsomething\n", "x: line 2: not a bead: 'something'", id="no bead"),
        pytest.param('{"zh": [0], "en": [1]}', r"x: line 1: 'zh' is \[0\]", id="counted from 0"),
        pytest.param('{"zh": [1]}', "x: line 1: 'en' is null", id="side missing"),
        pytest.param('{"zh": [true], "en": [1]}', r"x: line 1: 'zh' is \[true\]", id="no number"),
        pytest.param('{"zh": [1', "x: line 1: not JSON", id="broken"),
        pytest.param(
            '{"level": "paragraph", "zh": [1], "en": [1]}\n{"level": "sentence", "zh": [1], "en": [1]}',
            "x: line 2: .*choose one level",
            id="two levels",
        ),
        pytest.param("[0]:[0]\n\n[1]:[0]\n", "x: line 3: target segment 0 .* stands in line 1 already", id="twice"),
        pytest.param("[0]:[0]\n[1,1]:[1]\n", "x: line 2: source segment 1 .* in line 2 already", id="twice in a bead"),
        pytest.param("[-1]:[0]", r"x: line 1: not a bead: '\[-1\]:\[0\]'", id="negative"),
        pytest.param("[0,]:[0]", "x: line 1: not a bead", id="comma too many"),
        pytest.param("[0]:[" + "9" * 5000 + "]", "x: line 1: not a bead", id="number beyond all texts"),
        pytest.param('{"zh": [' + "9" * 5000 + '], "en": []}', "x: line 1: not JSON", id="the same in JSON"),
        pytest.param('{"zh": ' + "[" * 100_000, "x: line 1: not JSON", id="deep"),
    ],
)
def test_refusals_name_the_line(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_beads(text, name="x")


@pytest.mark.parametrize(
    ("text", "sides", "bead"),
    [
        ('{"zh": [1, 2], "en": [3]}', ("zh", "en"), Bead((0, 1), (2,))),
        ('{"en": [3], "zh": [1, 2]}', ("en", "zh"), Bead((2,), (0, 1))),
        ('{"en_text": ["a\u2028b"], "en": [3], "zh": [1, 2]}', ("en", "zh"), Bead((2,), (0, 1))),
        ("[0]:[0]", None, Bead((0,), (0,))),
    ],
)
def test_the_side_that_stands_first_is_the_source(text: str, sides: tuple[str, str] | None, bead: Bead) -> None:
    assert sides_of(text) == sides
    assert parse_beads(text, name="x") == (bead,)
    if sides:
        assert parse_beads(text, name="x", sides=sides[::-1]) == (Bead(bead.target, bead.source),)
