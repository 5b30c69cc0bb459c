"""The page as text; what a browser makes of it is `test_report_html_browser`."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest
from lxml import html

from align_bench.formats.marking import Mark, source_mark, target_mark
from align_bench.formats.report_html import write_html
from align_bench.formats.report_html.texts import Marked, painted, shown
from align_bench.model.finding import Severity, Span
from align_bench.model.report import CheckReport, Entry
from align_bench.model.unit import Unit
from formats.reports import NOTHING, REPORT, entry


def page(report: CheckReport = REPORT, *, waived: bool = False) -> str:
    stream = BytesIO()
    write_html(report, stream, waived=waived)
    return stream.getvalue().decode()


def test_findings_stand_by_document_and_pair() -> None:
    tree = html.document_fromstring(page(waived=True))
    found = [
        (section.findtext("h2"), [len(unit.findall("ol/li")) for unit in section.findall("article")])
        for section in tree.findall(".//section[@class='document']")
    ]
    assert found == [("a-document ", [3, 1, 1]), ("b ", [1])]
    assert "2 documents: 2 errors, 2 warnings, 1 hint, 1 waived" in page()
    assert "Nothing was found." in page(NOTHING)


def test_waived_findings_stand_in_it_on_request() -> None:
    assert "doubled-space" not in page()
    assert "Waived: as in the &lt;original&gt; (Li 2026-03-01T09:30:00+00:00)" in page(waived=True)


def test_nothing_is_fetched_and_nothing_in_a_text_is_markup() -> None:
    text = page(waived=True)
    assert "&lt;b&gt;added&lt;/b&gt;" in text
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?!["']?#)|@import|url\(""", text)
    assert "[U+202E]turned[U+0007]" in text


def test_every_list_of_marks_and_findings_agrees() -> None:
    tree = html.document_fromstring(page())
    findings = [item.get("id") for item in tree.iter("li")]
    assert findings == [f"f{number}" for number in range(1, 6)]
    assert {link.get("href") for link in tree.findall(".//sup/a")} == {"#f1", "#f2", "#f3"}
    marks = [(mark.text, mark.get("data-of"), mark.get("class")) for mark in tree.iter("mark")]
    assert marks == [
        ("裁研所", "1 2", "error"),
        ("提交", "2", "hint"),
        ("456次", "3", "error"),
        ("UNIDR", "1", "error"),
        ("465", "3", "error"),
    ]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert page(waived=True) == page(waived=True)


@pytest.mark.parametrize(("text", "seen"), [
    pytest.param("a & b < c", "a &amp; b &lt; c", id="markup"),
    pytest.param('"quoted"', "&quot;quoted&quot;", id="quotes"),
    pytest.param("a\u200bb\x00\x1b[2J\u2066", "a[U+200B]b[U+0000][U+001B][2J[U+2066]", id="unseen"),
    pytest.param("\ud800", "[U+D800]", id="half-a-character"),
    pytest.param("𠀀é", "𠀀é", id="far-planes"),
])  # fmt: skip
def test_characters_that_cannot_be_seen_stand_as_numbers(text: str, seen: str) -> None:
    assert shown(text) == seen


def test_marks_that_overlap_keep_all_their_numbers() -> None:
    marks = [Marked(1, Severity.HINT, Mark(0, 0, 3)), Marked(2, Severity.ERROR, Mark(0, 2, 5))]
    assert painted(["abcdef", "second"], marks) == (
        '<p><mark class="hint" data-of="1">ab</mark>'
        '<mark class="error" data-of="1 2">c</mark><sup><a href="#f1" aria-label="finding 1">1</a></sup>'
        '<mark class="error" data-of="2">de</mark><sup><a href="#f2" aria-label="finding 2">2</a></sup>f</p>'
        "<p>second</p>"
    )


def test_a_mark_counts_the_marker() -> None:
    assert target_mark(entry("near-form")) == Mark(0, 3, 8)
    assert source_mark(entry("number-mismatch")) == Mark(1, 6, 10)
    assert source_mark(entry("doubled-space")) is None


def test_of_lines_of_one_paragraph_the_words_tell() -> None:
    unit = Unit("u", "x", "one of\nour own", source_numbers=(1,), target_numbers=(7, 7))
    finding = replace(entry("number-mismatch").finding, target_span=Span(7, 0, 3), found="our", unit="u")
    assert target_mark(Entry(finding, unit)) == Mark(1, 0, 3)
    assert target_mark(Entry(replace(finding, target_span=Span(8, 0, 3)), unit)) is None
    assert target_mark(Entry(replace(finding, target_span=Span(7, 0, 30)), unit)) is None
