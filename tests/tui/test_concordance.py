"""The concordance: keyword under keyword, sorted by what stands beside it, and the way to each place."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from align_bench.memory.concordance import Concordance
from align_bench.model.memory import MemoryEntry
from align_bench.model.unit import Review
from align_bench.storage.project import Project
from align_bench.text import cells
from align_bench.tui.screens.concordance import Order, context, counterpart, sort_key
from align_bench.workflow.workbooks import write_new_workbook
from tui.desk import NAME, Desk, OpenDesk, make_units

OTHER = "a-second-statement-with-a-long-name-2031"


async def look_for(desk: Desk, text: str) -> None:
    await desk.press("K")
    await desk.press(*text)
    await desk.pilot.pause(0.3)
    await desk.settle()


def with_another(project: Project) -> None:
    units = tuple(replace(unit, id=f"v{unit.id}") for unit in make_units())
    write_new_workbook(project.workbook(OTHER), Review(OTHER, units), ())


async def test_enter_goes_to_the_pair(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await look_for(desk, "meeting")
        await desk.press("down", "enter")
        assert desk.current == "u6"


async def test_the_open_document_is_searched_as_it_is_and_not_read_again(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        project.workbook(NAME).unlink()
        await look_for(desk, "meeting")
        await desk.press("down", "enter")
        assert desk.current == "u6"


async def test_a_place_in_another_document_opens_that_and_saves_this(open_desk: OpenDesk, project: Project) -> None:
    with_another(project)
    async with open_desk() as desk:
        await desk.press("down", "d")
        await look_for(desk, "Lighthouse Bay")
        assert f"{OTHER} 5" in "\n".join(desk.lines)
        await desk.press("down", "enter")
        assert f"This stands in {OTHER}, pair 5." in "\n".join(desk.lines)
        await desk.press("down", "enter")
        assert desk.screen.document == NAME
        await look_for(desk, "Lighthouse Bay")
        await desk.press("down", "enter", "enter")
        await desk.settle()
        await desk.settle()
        assert (desk.screen.document, desk.current) == (OTHER, "vu6")
        assert project.workbook(NAME).with_name(f"{NAME}.xlsx.bak").exists()


async def test_a_key_sorts_by_what_stands_right_and_left(open_desk: OpenDesk) -> None:
    async with open_desk((80, 24)) as desk:
        await look_for(desk, "cities")
        for order in ("as they stand", "by what follows", "by what stands before", "as they stand"):
            assert order in "\n".join(desk.lines)
            await desk.press("f6")
        lines = desk.lines[1:]
        columns = {line.casefold().index("cities") for line, below in pairwise(lines) if f" {NAME}" in below}
        assert len(columns) == 1


PLACES = ("of peace and security", "in Peace.", "a peace talk", "the peace and calm")


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        pytest.param(Order.DOCUMENT, [0, 1, 2, 3], id="document"),
        pytest.param(Order.RIGHT, [1, 3, 0, 2], id="right"),
        pytest.param(Order.LEFT, [2, 1, 0, 3], id="left"),
    ],
)
def test_orders(order: Order, expected: list[int]) -> None:
    entries = [MemoryEntry("和平", text, "d", f"{number}") for number, text in enumerate(PLACES)]
    places = Concordance(entries).find("peace")
    assert [int(place.entry.unit) for place in sorted(places, key=sort_key(order))] == expected


def test_chinese_is_sorted_by_the_nearest_character() -> None:
    entries = [MemoryEntry(text, "peace", "d", text) for text in ("促进和平", "为了和平", "世界 和平")]
    places = sorted(Concordance(entries).find("和平"), key=sort_key(Order.LEFT))
    assert [place.before.strip()[-1] for place in places] == sorted("进了界")


@pytest.mark.parametrize("width", [20, 56, 103])
def test_the_keyword_stands_in_one_column_and_the_line_fits(width: int) -> None:
    texts = ("短和平长", "在" * 90 + "和平" + "的" * 90, "和平\n与安全", "a\u200bb和平\x07")
    for place in Concordance([MemoryEntry(text, "peace " * 90, "d") for text in texts]).find("和平"):
        before, after = context(place, width)
        assert cells.width(before) in (int(width * 0.45), int(width * 0.45) - 1)
        assert cells.width(before) + 4 + cells.width(after) <= width
        assert "\n" not in before + after + counterpart(place, width)
