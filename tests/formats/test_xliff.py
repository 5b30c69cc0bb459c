"""XLIFF files, judged by the rules of XLIFF 2.1 that can be checked without its schemas."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from lxml import etree

from align_bench.formats.xliff import NAMESPACE, write_xliff
from align_bench.model.unit import Review
from formats.reviews import HARD

NS = {"x": NAMESPACE}
NMTOKEN = re.compile(r"[\w.:\-]+")


def parsed(*reviews: Review, **options: Any) -> Any:
    stream = BytesIO()
    write_xliff(reviews or [HARD], stream, **options)
    return etree.fromstring(stream.getvalue())


def local(element: Any) -> str:
    return str(etree.QName(element).localname)


def assert_valid(root: Any) -> None:
    assert root.tag == f"{{{NAMESPACE}}}xliff"
    assert root.get("version") == "2.1"
    assert root.get("srcLang")
    assert root.get("trgLang")
    identifiers = [file.get("id") for file in root]
    assert len(set(identifiers)) == len(identifiers)
    for file in root:
        assert local(file) == "file"
        assert len(file)
        names = [unit.get("id") for unit in file]
        assert len(set(names)) == len(names)
        assert all(NMTOKEN.fullmatch(name) for name in names)
        for unit in file:
            assert_valid_unit(unit)


def assert_valid_unit(unit: Any) -> None:
    assert re.fullmatch(r"(?:notes,)?segment,", "".join(f"{local(child)}," for child in unit))
    assert all(len(notes) for notes in unit.findall("x:notes", NS))
    segment = unit.find("x:segment", NS)
    children = [local(child) for child in segment]
    assert children in (["source"], ["source", "target"])
    assert segment.get("state", "initial") in {"initial", "translated", "reviewed", "final"}
    if "target" not in children:
        assert segment.get("state", "initial") == "initial"
    if segment.get("subState"):
        assert segment.get("state")
        assert re.fullmatch(r"(?!xlf:)[^:]+:.+", segment.get("subState"))


@pytest.mark.parametrize("options", [{}, {"keep_empty": True}])
def test_valid(options: dict[str, Any]) -> None:
    assert_valid(parsed(**options))
    assert_valid(parsed(HARD, Review("empty", ()), Review("other", HARD.units), **options))


def test_english_without_chinese_is_left_out_unless_asked_for() -> None:
    assert [unit.get("id") for unit in parsed().iterfind(".//x:unit", NS)] == ["a1", "a2", "a3", "a5", "a5-2.f0"]
    assert len(parsed(keep_empty=True).findall(".//x:unit", NS)) == len(HARD.units)


def test_states() -> None:
    segments = parsed().findall(".//x:segment", NS)
    assert [(segment.get("state"), segment.get("subState")) for segment in segments] == [
        ("initial", "align-bench:draft"),
        ("reviewed", None),
        (None, None),
        ("translated", "align-bench:rejected"),
        ("final", None),
    ]


def test_locked_units_are_not_to_be_translated() -> None:
    units = parsed().findall(".//x:unit", NS)
    assert [unit.get("translate") for unit in units] == [None, None, None, "no", None]


def test_what_xml_cannot_hold_becomes_cp() -> None:
    source = parsed().findall(".//x:source", NS)[3]
    assert (source.text, source[0].get("hex"), source[0].tail) == ("换页", "000C", "符")


def test_lone_surrogates_lose_nothing_else() -> None:
    unit = HARD.units[0]
    review = Review("x", (type(unit)("u", "前\ud800后", "a\x00b\x01c"),))
    root = parsed(review)
    assert root.findtext(".//x:source", namespaces=NS) == "前后"
    assert [cp.get("hex") for cp in root.iterfind(".//x:cp", NS)] == ["0000", "0001"]


def test_comments_stand_before_the_segment() -> None:
    notes = parsed().findall(".//x:note", NS)
    assert [(note.get("category"), note.text) for note in notes] == [
        ("comment", "look & see"),
        ("changed", "2026-03-01T09:30:00+02:00 李"),
    ]
