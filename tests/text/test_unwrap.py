from __future__ import annotations

import json
import re
import textwrap
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align_bench.text.lines import read_lines
from align_bench.text.scripts import Language, line_width, without_space
from align_bench.text.unwrap import RawParagraph, Unwrapped, unwrap

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Entry:
    kind: str
    marker: str
    text: str

    @property
    def line(self) -> str:
        return f"{self.marker} {self.text}" if self.marker else self.text


def document(language: Language) -> list[Entry]:
    entries = json.loads((CASES / f"document_{language}.json").read_text(encoding="utf-8"))
    return [Entry(*entry) for entry in entries]


def wrap(text: str, cells: int, language: Language, indent: str = "") -> list[str]:
    """The lines of a paragraph, none wider than `cells`; no Chinese line begins with a comma or stop."""
    if language == "en":
        return textwrap.wrap(text, cells, initial_indent=indent, break_long_words=False, break_on_hyphens=False)
    lines, line = [], indent
    for unit in re.findall(r"(?:[A-Za-z0-9@.\-]+|[（《“(]*.)[，。、；：！？）》”)]*", text):
        if line.strip() and line_width(line + unit, language) > cells:
            lines.append(line)
            line = unit.lstrip()
        else:
            line += unit
    return [*(printed.rstrip() for printed in lines), line]


Print = Callable[[Sequence[Entry], Language], str]


def body(unwrapped: Unwrapped) -> list[RawParagraph]:
    return [paragraph for paragraph in unwrapped.paragraphs if paragraph.kind != "noise"]


def noise(unwrapped: Unwrapped) -> list[str]:
    return [paragraph.text for paragraph in unwrapped.paragraphs if paragraph.kind == "noise"]


def told(paragraph: RawParagraph | Entry) -> tuple[str, str, str]:
    return paragraph.kind, paragraph.marker, without_space(paragraph.text)


def cells_of(language: Language) -> int:
    return 70 if language == "zh" else 76


def as_extracted(entries: Sequence[Entry], language: Language) -> str:
    """A blank line after every line, a space behind every paragraph, first lines indented by one space."""
    printed = []
    for entry in entries:
        centred = entry.kind in {"title", "heading", "date"}
        lines = wrap(entry.line, 52 if centred else cells_of(language), language)
        lines[0] = ("   " if centred else " " if not entry.marker else "") + lines[0]
        lines[-1] += " "
        printed += lines
    return "\n\n".join(printed) + "\n\n \n\n"


def without_trailing_spaces(entries: Sequence[Entry], language: Language) -> str:
    return "\n".join(line.rstrip() for line in as_extracted(entries, language).split("\n"))


def indented(entries: Sequence[Entry], language: Language) -> str:
    indent = "　　" if language == "zh" else "    "
    blocks = ["\n".join(wrap(entry.line, cells_of(language), language, indent)) for entry in entries]
    return "\n".join(blocks)


def parted_by_blank_lines(entries: Sequence[Entry], language: Language) -> str:
    return "\n\n".join("\n".join(wrap(entry.line, cells_of(language), language)) for entry in entries) + "\n"


def paragraph_a_line(entries: Sequence[Entry], _: Language) -> str:
    return "\n".join(entry.line for entry in entries)


def paragraph_a_line_with_blank_lines(entries: Sequence[Entry], _: Language) -> str:
    return "\n\n".join(entry.line for entry in entries) + "\n"


def tabbed(entries: Sequence[Entry], _: Language) -> str:
    return "\n".join(f"\t{entry.marker}\t{entry.text}" if entry.marker else f"\t{entry.text}" for entry in entries)


def hard_spaces(entries: Sequence[Entry], language: Language) -> str:
    return parted_by_blank_lines(entries, language).replace(" ", "\u00a0") if language == "zh" else ""


PRINTS: list[Print] = [
    as_extracted,
    without_trailing_spaces,
    indented,
    parted_by_blank_lines,
    paragraph_a_line,
    paragraph_a_line_with_blank_lines,
    tabbed,
    hard_spaces,
]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("printed", PRINTS, ids=lambda printed: printed.__name__)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_was_printed_is_read_back(language: Language, printed: Print, line_end: str) -> None:
    entries = document(language)
    text = printed(entries, language).replace("\n", line_end)
    if not text:
        pytest.skip("English printed with hard spaces is one word")
    unwrapped = unwrap(text, language)
    assert [told(paragraph) for paragraph in unwrapped.paragraphs] == [told(entry) for entry in entries]
    assert without_space("".join(p.marker + p.text for p in unwrapped.paragraphs)) == without_space(text)


@pytest.mark.parametrize("cells", [36, 44, 60, 80, 100])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_lines_of_any_width(language: Language, cells: int) -> None:
    entries = document(language)
    blocks = ["\n".join(wrap(entry.line, cells, language)) for entry in entries]
    assert [told(paragraph) for paragraph in unwrap("\n\n".join(blocks), language).paragraphs] == [
        told(entry) for entry in entries
    ]


@pytest.mark.parametrize("line", ["各国同意", "https://example.org/a", "3/12", "《", "1. 甲", "a", "(", "第 1 页"])
def test_many_lines_take_linear_time(line: str) -> None:
    start = time.process_time()
    unwrap("\n".join([line] * 5000), "zh")
    assert time.process_time() - start < 10


def test_english_lines_are_joined_with_spaces() -> None:
    unwrapped = unwrap(parted_by_blank_lines(document("en"), "en"), "en")
    assert [paragraph.text for paragraph in unwrapped.paragraphs] == [entry.text for entry in document("en")]


@pytest.mark.parametrize("page_break", ["\f", "\n\f\n", "\n\n"], ids=["form-feed", "form-feed-alone", "blank"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_do_not_part_paragraphs(language: Language, page_break: str) -> None:
    lines = [line for entry in document(language) for line in wrap(entry.line, cells_of(language), language, "  ")]
    pages = [lines[start : start + 9] for start in range(0, len(lines), 9)]
    printed = page_break.join(
        "\n".join(["A/CONF.99/L.3", *page, f"{number}/{len(pages)}", ""]) for number, page in enumerate(pages, 1)
    )
    unwrapped = unwrap(printed, language)
    assert [told(paragraph) for paragraph in body(unwrapped)] == [told(entry) for entry in document(language)]
    assert noise(unwrapped).count("A/CONF.99/L.3") == len(pages)
    assert len(noise(unwrapped)) == 2 * len(pages)


def test_running_headers_are_noise_and_recurring_headings_are_not() -> None:
    lines = [line for entry in document("zh") for line in wrap(entry.line, 70, "zh", "　　")]
    pages = [lines[start : start + 9] for start in range(0, len(lines), 9)]
    printed = "\f".join("\n".join(["远港会议记录", *page, f"- {n} -", ""]) for n, page in enumerate(pages, 1))
    unwrapped = unwrap(printed, "zh")
    assert noise(unwrapped).count("远港会议记录") == len(pages)
    assert [told(paragraph) for paragraph in body(unwrapped)] == [told(entry) for entry in document("zh")]
    recurring = "\n".join(["建议", "第一项建议已经落实。", "建议", "第二项建议尚未落实。"] * 3)
    assert noise(unwrap(recurring, "zh")) == []


def cases(language: Language) -> list[Any]:
    groups = json.loads((CASES / f"unwrap_{language}.json").read_text(encoding="utf-8"))
    return [
        pytest.param(
            language,
            case["lines"],
            case["paragraphs"],
            id=f"{language}-{group}-{case['case']}",
            marks=[pytest.mark.xfail(strict=True, reason="known failure")] if group == "known failures" else [],
        )
        for group, entries in groups.items()
        for case in entries
    ]


@pytest.mark.parametrize(("language", "lines", "paragraphs"), [*cases("zh"), *cases("en")])
def test_case(language: Language, lines: list[str], paragraphs: list[list[str]]) -> None:
    found = unwrap("\n".join(lines), language).paragraphs
    assert [[p.kind, p.marker, p.text] for p in found] == paragraphs


ANY_TEXT = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from("国会，。《》（）1２.、(a)一ABab-/: \t\n\r\f\u3000\u00a0\ufeff")
    )
)


@settings(max_examples=300)
@given(ANY_TEXT, st.sampled_from(["zh", "en"]))
def test_no_character_of_any_text_is_lost(text: str, language: Language) -> None:
    """Every line belongs to one paragraph, a paragraph is its lines, and paragraphs stand in order of first lines."""
    unwrapped = unwrap(text, language)
    lines: dict[int, list[str]] = {}
    for line in read_lines(text, language):
        lines.setdefault(line.number, []).append(line.text)
    assert without_space("".join("".join(part) for part in lines.values())) == without_space(text)
    assert sorted(n for p in unwrapped.paragraphs for n in p.lines) == sorted(
        line.number for line in read_lines(text, language)
    )
    assert sorted("".join(without_space(p.marker + p.text) for p in unwrapped.paragraphs)) == sorted(
        without_space(text)
    )
    assert all(first.lines[0] <= second.lines[0] for first, second in pairwise(unwrapped.paragraphs))
    interrupted = any(first.lines[-1] > second.lines[0] for first, second in pairwise(unwrapped.paragraphs))
    if not interrupted:
        assert "".join(without_space(p.marker + p.text) for p in unwrapped.paragraphs) == without_space(text)
    assert all(p.text == p.text.strip() and p.text and len(p.text.splitlines()) == 1 for p in unwrapped.paragraphs)


def test_every_decision_is_explained_with_line_numbers() -> None:
    text = as_extracted(document("zh"), "zh")
    unwrapped = unwrap(text, "zh")
    decisions = unwrapped.decisions
    assert len(decisions) == sum(len(p.lines) for p in unwrapped.paragraphs) - 1
    assert all(decision.reason for decision in decisions)
    first = decisions[0]
    assert (first.above, first.below, first.action) == (1, 3, "join")
    assert str(first).startswith("lines 1-3: join: ")
    breaks = sum(1 for decision in decisions if decision.action == "break")
    assert breaks == len(unwrapped.paragraphs) - 1


SEEDS = [
    "astana-vision-2016",
    "ctbto-joint-statement-2018",
    "hlm-summary-2013",
    "npt-report-2022",
    "nwfz-seminar-2019",
]


@pytest.mark.parametrize("seed", SEEDS)
def test_seeds_lose_nothing(shared: Path, seed: str) -> None:
    text = (shared / "seeds" / f"{seed}.zh.txt").read_text(encoding="utf-8")
    paragraphs = unwrap(text, "zh").paragraphs
    assert without_space("".join(p.marker + p.text for p in paragraphs)) == without_space(text)


@pytest.mark.parametrize("seed", ["hlm-summary-2013", "npt-report-2022"])
def test_seeds_number_their_paragraphs_without_a_gap(shared: Path, seed: str) -> None:
    text = (shared / "seeds" / f"{seed}.zh.txt").read_text(encoding="utf-8")
    numbers = [int(p.label) for p in unwrap(text, "zh").paragraphs if p.kind == "numbered" and p.label]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("document_name", ["astana-vision-2016", "ctbto-joint-statement-2018", "nwfz-seminar-2019"])
def test_gold(shared: Path, document_name: str) -> None:
    gold = (shared / "gold" / f"{document_name}.paragraphs.zh.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = [(g["kind"], g["number"], without_space(g["text"])) for g in map(json.loads, gold)]
    text = (shared / "seeds" / f"{document_name}.zh.txt").read_text(encoding="utf-8")
    assert [(p.kind, p.label, without_space(p.text)) for p in body(unwrap(text, "zh"))] == wanted


@pytest.mark.parametrize("document_name", ["astana-vision-2016", "ctbto-joint-statement-2018", "nwfz-seminar-2019"])
def test_gold_english_is_a_paragraph_a_line(shared: Path, document_name: str) -> None:
    text = (shared / "gold" / f"{document_name}.en.txt").read_text(encoding="utf-8")
    lines = [without_space(line) for line in text.splitlines() if line.strip()]
    assert [without_space(p.marker + p.text) for p in unwrap(text, "en").paragraphs] == lines
