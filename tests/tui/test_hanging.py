"""Rows of lists that take several lines."""

from __future__ import annotations

import pytest
from textual.css.styles import RulesMap
from textual.style import Style
from textual.visual import RenderOptions

from align_bench.tui.widgets.hanging import Hanging


def lines(row: Hanging, width: int) -> list[str]:
    options = RenderOptions(lambda _: Style(), RulesMap())
    strips = row.render_strips(width, None, Style(), options)
    assert {strip.cell_length for strip in strips} == {width}
    assert len(strips) == row.get_height(RulesMap(), width)
    return [strip.text.rstrip() for strip in strips]


@pytest.mark.parametrize(("head", "text", "expected"), [
    pytest.param("! 3  ", "one two three four", ["! 3  one two three", "     four"], id="below-the-text"),
    pytest.param("", "one two three four five", ["one two three", "  four five"], id="set-in-without-head"),
    pytest.param("? 二 ", "可持续发展需要合作。", ["? 二 可持续发展需要", "     合作。"], id="han-by-our-rules"),
    pytest.param("= ", "short", ["= short"], id="one-line"),
    pytest.param("", "a\nb\x1b[31m", ["a", "  b\u241b[31m"], id="line-ends-and-escapes"),
    pytest.param("", "", [""], id="nothing"),
])  # fmt: skip
def test_lines_below_the_first_are_set_in(head: str, text: str, expected: list[str]) -> None:
    assert lines(Hanging(text, head), 19) == expected


def test_the_widest_line_is_what_it_wants() -> None:
    assert Hanging("可持续", "! ").get_optimal_width(RulesMap(), 80) == 8
    assert str(Hanging("one", "! ")) == "! one"
