"""TMX files, judged by the rules of TMX 1.4b that can be checked without its DTD."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from lxml import etree

from align_bench.formats.tmx import tmx_date, write_tmx
from formats.reviews import HARD

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HEADER = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}


def written(**options: Any) -> bytes:
    stream = BytesIO()
    write_tmx([HARD], stream, **options)
    return stream.getvalue()


def parsed(**options: Any) -> Any:
    return etree.fromstring(written(**options))


def assert_valid(root: Any) -> None:
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    assert [child.tag for child in root] == ["header", "body"]
    assert set(root[0].attrib) == HEADER
    assert root[0].get("segtype") in {"block", "paragraph", "sentence", "phrase"}
    names = [unit.get("tuid") for unit in root[1]]
    assert len(names) == len(set(names))
    assert not any(re.search(r"\s", name) for name in names)
    for unit in root[1]:
        assert re.fullmatch(r"(?:note,|prop,)*(?:tuv,)+", "".join(f"{child.tag}," for child in unit))
        assert all(prop.get("type") for prop in unit.iter("prop"))
        assert all(variant.get(LANG) and [c.tag for c in variant] == ["seg"] for variant in unit.iter("tuv"))
        assert re.fullmatch(r"\d{8}T\d{6}Z", unit.get("changedate", "20260101T000000Z"))


@pytest.mark.parametrize("options", [{}, {"keep_empty": True, "level": "sentence"}])
def test_valid(options: dict[str, Any]) -> None:
    assert_valid(parsed(**options))


def test_units_with_an_empty_side_are_left_out_unless_asked_for() -> None:
    assert [unit.get("tuid") for unit in parsed().iter("tu")] == [
        f"A%20&%20B%20<note>:{unit.id}" for unit in HARD.units if unit.source and unit.target
    ]
    assert len(list(parsed(keep_empty=True).iter("tu"))) == len(HARD.units)


def test_texts_come_back_as_they_are() -> None:
    segments = [segment.text for segment in parsed().iter("seg")]
    assert segments[:4] == ["1. 第一段", "1. First <b>&amp;</b>", "第二段\n第三段", "Second\nthird"]
    assert segments[-1] == "- \U0001f600 done\t"


def test_status_comment_and_time() -> None:
    unit = parsed().findall(".//tu")[1]
    properties = {prop.get("type"): prop.text for prop in unit.iter("prop")}
    assert properties == {
        "x-document": "A & B <note>",
        "x-status": "reviewed",
        "x-updated": "2026-03-01T09:30:00+02:00",
        "x-reviewer": "李",
    }
    assert unit.findtext("note") == "look & see"
    assert (unit.get("changedate"), unit.get("changeid")) == ("20260301T073000Z", "李")


def test_characters_that_xml_cannot_hold_are_named() -> None:
    unit = parsed().findall(".//tu")[2]
    properties = {prop.get("type"): prop.text for prop in unit.iter("prop")}
    assert properties["x-removed-characters"] == "U+000C FORM FEED, U+000B LINE TABULATION"
    assert [segment.text for segment in unit.iter("seg")] == ["换页 符", "=SUM(A1) "]


def test_header_says_language_and_level() -> None:
    header = parsed(level="sentence", source_language="zh-Hans")[0]
    assert (header.get("srclang"), header.get("segtype")) == ("zh-Hans", "sentence")


def test_same_content_same_bytes() -> None:
    assert written() == written()
    assert written().startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">")


def test_dates_are_utc() -> None:
    assert tmx_date("2026-03-01T00:30:00+01:00") == "20260228T233000Z"
