"""The page in a browser: filtered, without scripts, light and dark, and with nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from align_bench.formats.report_html import write_html
from browser import PROGRAM, Page, browser
from formats.reports import NOTHING, REPORT

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="Chromium is not installed")

SHOWN = "[...document.querySelectorAll('.found li')].filter((li) => li.checkVisibility()).map((li) => li.dataset.check)"

# The smallest ratio of brightness (WCAG 2.2, 1.4.3) between a text and what is behind it, over all elements with text.
CONTRAST = """(() => {
  const parts = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = (colour) => {
    const [r, g, b] = parts(colour).slice(0, 3).map((c) => c / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (parts(colour)[3] !== 0) return colour;
    }
  };
  const ratios = [...document.body.querySelectorAll("*:not(script)")]
    .filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .map((e) => [light(getComputedStyle(e).color), light(behind(e))].sort((a, b) => b - a))
    .map(([brighter, darker]) => (brighter + 0.05) / (darker + 0.05));
  return [ratios.length, Math.min(...ratios)];
})()"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.html"
    with path.open("wb") as stream:
        write_html(REPORT, stream, waived=True)
    return path


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    with browser(tmp_path / "profile") as page:
        yield page


def test_it_is_filtered(page: Page, report: Path) -> None:
    page.open(report)
    checks = [entry.finding.check for entry in REPORT.entries]
    assert page.run(SHOWN) == checks
    output = "document.querySelector('output').textContent"
    assert page.run(output) == "6 of 6 shown"

    page.choose("check", "missing-term")
    assert page.run(SHOWN) == ["missing-term"]
    assert page.run(output) == "1 of 6 shown"
    assert page.run("[...document.querySelectorAll('mark:not(.off)')].map((m) => m.textContent)") == ["裁研所", "提交"]
    assert page.run("[...document.querySelectorAll('h2')].filter((h) => h.checkVisibility()).length") == 2

    page.choose("check", "")
    page.choose("document", "b")
    assert page.run(SHOWN) == ["doubled-space"]
    page.choose("severity", "error")
    assert page.run(SHOWN) == []
    page.choose("document", "")
    assert page.run(SHOWN) == ["near-form", "number-mismatch"]
    assert page.requests == [report.as_uri()]
    assert page.complaints == []


def test_without_scripts_everything_can_be_read(page: Page, report: Path) -> None:
    page.open(report, scripts=False)
    # Units far down are drawn when they come into sight: until then innerText does not have them.
    text = page.run("document.body.textContent")
    assert page.run("[...document.querySelectorAll('.unit')].every(unit => unit.checkVisibility())")
    for entry in REPORT.entries:
        assert entry.finding.message.replace("\t", " ").split("\n")[0] in text.replace("\t", " ")
        assert entry.id in text
    assert REPORT.signature in text
    assert page.run("document.getElementById('filter').checkVisibility()") is False
    assert page.complaints == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_can_be_read_in_both_schemes(page: Page, report: Path, dark: bool) -> None:
    page.open(report, dark=dark)
    bright = page.run("Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]) > 127")
    assert bright is not dark
    count, least = page.run(CONTRAST)
    assert count > 50
    assert least >= 4.5


def test_it_fits_a_narrow_window(page: Page, report: Path) -> None:
    page.open(report, width=360)
    assert page.run("document.documentElement.scrollWidth") <= 360
    columns = "getComputedStyle(document.querySelector('.texts')).gridTemplateColumns.split(' ').length"
    assert page.run(columns) == 1


def test_it_prints_side_by_side_without_the_filter(page: Page, report: Path) -> None:
    page.open(report, width=700, dark=True)
    page.call("Emulation.setEmulatedMedia", media="print", features=[])
    assert page.run("document.getElementById('filter').checkVisibility()") is False
    columns = "getComputedStyle(document.querySelector('.texts')).gridTemplateColumns.split(' ').length"
    assert page.run(columns) == 2
    assert page.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.run(CONTRAST)[1] >= 4.5


def test_what_helps_those_who_do_not_see_it(page: Page, report: Path) -> None:
    page.open(report)
    nodes = page.call("Accessibility.getFullAXTree")["nodes"]
    roles = [(node.get("role", {}).get("value"), node.get("name", {}).get("value", "")) for node in nodes]
    assert [name for role, name in roles if role == "combobox"] == ["Document", "Check", "Severity"]
    assert ("main", "") in roles
    assert ("form", "Filter the findings") in roles
    assert ("link", "finding 1") in roles
    headings = {name for role, name in roles if role == "heading"}
    assert headings > {"Findings", "a-document 2 errors, 2 warnings, 1 hint", "Pair 3, (a)", "The checks"}
    assert page.run("[...new Set([...document.querySelectorAll('[lang]')].map((e) => e.lang))].sort()") == ["en", "zh"]
    # The first key press of a keyboard user leads past the filter.
    key = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
    page.call("Input.dispatchKeyEvent", type="keyDown", **key)
    assert page.run("document.activeElement.getAttribute('href')") == "#findings"


def test_a_report_of_nothing(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "nothing.html"
    with path.open("wb") as stream:
        write_html(NOTHING, stream)
    page.open(path)
    assert "Nothing was found." in page.run("document.body.innerText")
    assert page.run("document.getElementById('filter').checkVisibility()") is False
    assert page.complaints == []
