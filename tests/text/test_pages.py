from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

import pytest

from align_bench.text.scripts import Language, line_width, without_space
from align_bench.text.unwrap import unwrap

CASES = Path(__file__).parent / "cases"

Edge = Callable[[int], str]

EDGES: dict[str, Edge] = {
    "job number": lambda page: f"GE.19-16000 {page}",
    "alternating": lambda page: f"GE.19-16000   {page}" if page % 2 else f"{page}   GE.19-16000",
    "every other page a job number": lambda page: f"21-01234   {page}" if page % 2 else f"- {page} -",
    "symbol, number at the margin": lambda page: f"A/68/563                        {page}/12",
    "number, symbol": lambda page: f"{page}   A/68/563",
    "number alone": str,
    "words and number": lambda page: f"内海会议工作报告 {page}",
    "words and page": lambda page: f"内海会议工作报告 第 {page} 页",
    "words between margins": lambda page: f"Inner Sea Meeting, working papers            {page}",
    "words alone": lambda _: "内海会议工作报告",
}


def paragraphs(language: Language) -> list[str]:
    """Paragraphs of several lines, each of other words than the next."""
    entries = json.loads((CASES / f"document_{language}.json").read_text(encoding="utf-8"))
    text = "".join(text if language == "zh" else f"{text} " for kind, _, text in entries if kind != "title")
    words = list(text.replace("。", "")) if language == "zh" else text.replace(".", "").split()
    joint = "" if language == "zh" else " "
    size = 301 if language == "zh" else 97
    step = 60 if language == "zh" else 12
    return [joint.join(words[i : i + size]).rstrip("，、；：,;:") for i in range(0, len(words) - size, step)]


def printed(texts: Sequence[str], language: Language, indent: str = "    ") -> list[str]:
    """Lines of one width, first lines indented."""
    lines: list[str] = []
    for text in texts:
        line = indent
        for unit in text if language == "zh" else text.split():
            piece = unit if language == "zh" or not line.strip() else f" {unit}"
            if line_width(line + piece, language) > (72 if language == "zh" else 76):
                lines.append(line)
                line = ""
            line += piece.lstrip() if not line else piece
        lines.append(line + ("。" if language == "zh" else "."))
    return lines


def noise(text: str, language: Language = "zh") -> list[str]:
    return [paragraph.text for paragraph in unwrap(text, language).paragraphs if paragraph.kind == "noise"]


def body(text: str, language: Language = "zh") -> list[str]:
    return [without_space(p.marker + p.text) for p in unwrap(text, language).paragraphs if p.kind != "noise"]


@pytest.mark.parametrize("first", [1, 13])
@pytest.mark.parametrize("at", ["head", "foot"])
@pytest.mark.parametrize("edge", EDGES.values(), ids=EDGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_page_edges_without_form_feeds_are_noise(language: Language, edge: Edge, at: str, first: int) -> None:
    lines = printed(paragraphs(language)[:14], language)
    pages = [lines[start : start + 20] for start in range(0, len(lines), 20)]
    edges = [edge(number) for number, _ in zip(count(first), pages, strict=False)]
    text = "\n".join(
        "\n".join([line, *page] if at == "head" else [*page, line]) for line, page in zip(edges, pages, strict=True)
    )
    assert noise(text, language) == edges
    assert body(text, language) == body("\n".join(lines), language)


def test_page_numbers_of_a_short_file() -> None:
    text = "各国同意。\n各国签署。\n12\n\f各国批准。\n各国再次同意。\n13\n各国再次签署。\n14\n"
    assert noise(text) == ["12", "13", "14"]
    assert noise(text.replace("13\n", "13\n\f")) == ["12", "13", "14"]


def headed(headings: Sequence[str], between: str = "\n") -> str:
    """Each heading with a paragraph of about ten lines."""
    texts = paragraphs("zh")
    return between.join("\n".join([h, *printed([texts[i]], "zh")]) for i, h in enumerate(headings))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(headed([f"建议 {n}" for n in range(1, 7)]), id="numbered-recommendations"),
        pytest.param(headed([f"第 {n} 次会议" for n in range(1, 7)]), id="numbered-meetings"),
        pytest.param(headed([f"海港 {n}" for n in range(1, 7)]), id="numbered-headings"),
        pytest.param(headed([f"表 {n}" for n in range(1, 7)]), id="captions"),
        pytest.param(headed([str(year) for year in range(2015, 2021)]), id="years-as-headings"),
        pytest.param(headed([str(n) for n in range(1, 7)]), id="numbers-above-paragraphs"),
        pytest.param(headed([f"{n}." for n in range(1, 7)]), id="labels-above-paragraphs"),
        pytest.param(headed(["建议"] * 6), id="equal-headings"),
        pytest.param(headed([f"附件 {n}" for n in range(1, 6)], "\f"), id="annexes-on-new-pages"),
        pytest.param(headed([f"Annex {n}" for n in range(1, 6)], "\f"), id="English-annexes-on-new-pages"),
        pytest.param(headed([f"第 {n} 章" for n in range(1, 6)], "\f"), id="chapters-on-new-pages"),
        pytest.param("\n".join(f"{y}\n{y % 97}.5 亿" for y in range(2010, 2022)), id="table-of-years"),
        pytest.param("\n".join(f"{n}\n国家\n是\n否" for n in range(1, 30)), id="numbered-rows"),
        pytest.param(
            "\n".join(f"{'' if n % 8 else chr(12)}{n}\n国家\n是\n否" for n in range(1, 30)), id="numbered-rows-on-pages"
        ),
        pytest.param("文号 项目\nA/68/563 99\nA/68/564 100\nA/68/565 101", id="table-of-documents"),
        pytest.param("文件清单\nA/68/563\nA/68/564\nS/2016/317", id="list-of-documents"),
        pytest.param(
            "\n".join("\n".join([*printed([text], "zh"), "谨此声明"]) for text in paragraphs("zh")[:6]), id="formula"
        ),
        pytest.param("\n".join(printed(paragraphs("zh")[:1] * 6, "zh")), id="one-paragraph-again-and-again"),
        pytest.param("\f".join("\n".join(printed(paragraphs("zh")[:1], "zh")) for _ in range(6)), id="a-form-on-pages"),
    ],
)
def test_what_recurs_or_counts_in_the_text_is_no_noise(text: str) -> None:
    assert noise(text) == []


def test_a_header_of_two_lines_is_found_from_outside_inwards() -> None:
    lines = printed(paragraphs("zh")[:10], "zh")
    pages = [lines[start : start + 20] for start in range(0, len(lines), 20)]
    text = "\f".join("\n".join(["内海会议", "工作报告", *page]) for page in pages)
    assert noise(text) == ["内海会议", "工作报告"] * len(pages)


def test_a_scan_holds_nothing_but_page_numbers() -> None:
    assert noise("\f\n1\n\f\n2\n\f\n") == ["1", "2"]
