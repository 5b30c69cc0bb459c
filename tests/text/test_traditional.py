from __future__ import annotations

from align_bench.text.traditional import simplified_characters


def test_one_character_for_one() -> None:
    table = simplified_characters()
    assert "國際原子能機構與無核武器區".translate(table) == "国际原子能机构与无核武器区"
    assert "国际原子能机构".translate(table) == "国际原子能机构"
    assert "著名的乾隆".translate(table) == "著名的乾隆"
