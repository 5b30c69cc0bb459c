from __future__ import annotations

import pytest

from tui.desk import OpenDesk

SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((140, 40), id="140x40")]


@pytest.mark.parametrize("size", SIZES)
async def test_pairs_are_shown(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(size) as desk:
        text = "\n".join(desk.lines)
        print(text)
        assert "1 of 6 reviewed" in text
        assert "Joint Statement of the Coastal Cities" in text
