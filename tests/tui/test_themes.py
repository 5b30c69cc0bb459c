"""The colours: letters can be read in each theme, and nothing is told by colour alone."""

from __future__ import annotations

from itertools import combinations
from typing import get_args

import pytest
from rich.color import Color
from rich.style import Style

from align_bench.config import ThemeName
from align_bench.tui.personal import Personal, load_personal
from align_bench.tui.screens.help import HelpScreen
from align_bench.tui.themes import THEMES, next_theme
from align_bench.tui.widgets.bitext import BitextView
from align_bench.tui.widgets.key_line import KeyLine
from align_bench.tui.widgets.pane import Pane
from align_bench.tui.widgets.text_pane import TextPane
from tui.desk import OpenDesk

NAMES = get_args(ThemeName)

# Okabe and Ito, Color Universal Design (2008).
OKABE_ITO = {"#000000", "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"}

# What has to be told apart where no colour is seen, and stands in the same place.
APART = {
    "bitext": ("english", "term", "figure", "warning", "error", "match", "cut", "added"),
    "pane": ("text", "term", "figure", "warning", "error", "match", "after", "cut"),
    "panel": ("text", "cut", "added"),
}
# These mean the same to a reviewer; these marks never meet in one pane; these never in one text.
SAME = {("term", "after"), ("match", "cut"), ("term", "added")}


def luminance(color: Color | None) -> float:
    assert color is not None
    parts = [value / 255 for value in color.get_truecolor()]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(letters: Color | None, ground: Color | None) -> float:
    """As the WCAG define it, 1 to 21."""
    light, dark = sorted((luminance(letters), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def form(style: Style) -> tuple[bool | None, ...]:
    return (style.bold, style.italic, style.underline, style.reverse, style.strike)


@pytest.mark.parametrize("name", NAMES)
async def test_every_letter_can_be_read(open_desk: OpenDesk, name: ThemeName) -> None:
    least = 7.0 if name == "high-contrast" else 4.5
    async with open_desk() as desk:
        desk.app.use_theme(name)
        await desk.press("f1")
        assert isinstance(desk.app.screen, HelpScreen)
        widgets = [desk.screen.query(kind).first() for kind in (BitextView, Pane, TextPane, KeyLine)]
        view = desk.screen.view
        grounds = {
            id(widget): [widget.rich_style.bgcolor]
            + [view.get_component_rich_style("bitext--current").bgcolor] * (widget is view)
            for widget in (*widgets, desk.app.screen)
        }
        checked = 0
        for widget in (*widgets, desk.app.screen):
            for component in widget._get_component_classes():
                style = widget.get_component_rich_style(component)
                if component.endswith(("--current", "--bar")) or not component.startswith(
                    ("bitext", "pane", "panel", "keys", "help")
                ):
                    continue
                for ground in grounds[id(widget)]:
                    wanted = 4.5 if component == "keys--dim" and name == "high-contrast" else least
                    wanted = 3.0 if component == "keys--dim" and name != "high-contrast" else wanted
                    assert contrast(style.color, ground) >= wanted, (component, style.color, ground)
                    checked += 1
        assert checked > 40
        bar = view.get_component_rich_style("bitext--bar")
        assert contrast(bar.color, bar.bgcolor) >= 4.5
        line = desk.screen.query_one("StateLine").rich_style
        assert contrast(line.color, line.bgcolor) >= least


@pytest.mark.parametrize("name", NAMES)
async def test_nothing_is_told_by_colour_alone(open_desk: OpenDesk, name: ThemeName) -> None:
    async with open_desk() as desk:
        desk.app.use_theme(name)
        await desk.settle()
        widgets = {
            "bitext": desk.screen.query_one(BitextView),
            "pane": desk.screen.query(TextPane).first(),
            "panel": desk.screen.query(Pane).first(),
        }
        for prefix, styles in APART.items():
            forms = {style: form(widgets[prefix].get_component_rich_style(f"{prefix}--{style}")) for style in styles}
            for one, other in combinations(styles, 2):
                assert forms[one] != forms[other] or (one, other) in SAME, (prefix, one, other)


def test_the_colour_blind_theme_has_the_hues_of_okabe_and_ito() -> None:
    theme = next(theme for theme in THEMES if theme.name == "colour-blind")
    hues = [theme.primary, theme.warning, theme.error, theme.success, theme.accent, theme.background]
    assert {*hues, theme.variables["text-primary"], theme.variables["text-secondary"]} <= OKABE_ITO


def test_the_themes_follow_each_other() -> None:
    name: str = "dark"
    seen = []
    for _ in NAMES:
        name = next_theme(name)
        seen.append(name)
    assert sorted(seen) == sorted(NAMES)
    assert next_theme("of somebody else") == "dark"


async def test_the_choice_is_remembered(open_desk: OpenDesk) -> None:
    personal = load_personal()
    assert personal.path is not None
    async with open_desk(personal=personal) as desk:
        assert desk.app.theme == "dark"
        await desk.press("f11", "f11")
        assert desk.app.theme == "high-contrast"
        assert "colours: high-contrast" in desk.notices
    assert load_personal().preferences.theme == "high-contrast"
    personal.path.unlink()


async def test_where_it_cannot_be_remembered_it_holds_until_the_end(open_desk: OpenDesk) -> None:
    personal = load_personal()
    assert personal.path is not None
    personal.path.parent.mkdir(parents=True, exist_ok=True)
    personal.path.write_text("them = 1\n")
    try:
        async with open_desk(personal=personal) as desk:
            await desk.press("f11")
            assert desk.app.theme == "light"
            assert any("unknown setting 'them'" in notice for notice in desk.notices)
        assert personal.path.read_text() == "them = 1\n"
    finally:
        personal.path.unlink()


async def test_what_a_person_chose_is_there_from_the_first_frame(open_desk: OpenDesk) -> None:
    personal = Personal().changed("theme", "light")
    async with open_desk(personal=personal) as desk:
        assert desk.app.theme == "light"
        assert not desk.app.current_theme.dark
