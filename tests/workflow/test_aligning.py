"""What becomes of two documents: units with ids, labels, numbers, statuses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from align_bench.config import Settings
from align_bench.errors import InputError
from align_bench.formats.workbook import read_workbook
from align_bench.model.document import Document, Kind, Language, Level, Paragraph, Segment
from align_bench.model.termbase import Concept, Term, Termbase, TermStatus
from align_bench.model.unit import Status, assign_ids
from align_bench.storage.project import Project
from align_bench.workflow import bitexts
from align_bench.workflow.aligning import Aligned, Refused, align_project, term_pairs
from align_bench.workflow.bitexts import align_all_lines
from align_bench.workflow.units import make_review

SOURCE = (
    "关于共同水域的声明",
    "-第1页-",
    "1. 我们，三个沿岸国的代表，于 2024 年 6 月 24 日在洛维纳举行会议。会议由主席主持。",
    "2. 我们决定设立一个由十二名成员组成的委员会。",
    "3. 秘书处将于 2025 年提交报告。",
)
TARGET = (
    "Statement on Shared Waters",
    "1. We, the representatives of the three riparian States, met in Lovina on 24 June 2024. The Chair presided.",
    "2. We decided to establish a commission of twelve members.",
    "Translator's note: the name of the river is disputed by nobody else in this region.",
    "3. The secretariat will submit a report in 2025.",
)


def document(language: Language, lines: Sequence[str]) -> Document:
    paragraphs = []
    for number, line in enumerate(lines, start=1):
        label, dot, text = line.partition(". ")
        if line.startswith("-"):
            paragraphs.append(Paragraph(number, Kind.NOISE, line))
        elif dot and label.isdigit():
            paragraphs.append(Paragraph(number, Kind.NUMBERED, text, f"{label}.", label))
        else:
            paragraphs.append(Paragraph(number, Kind.PARAGRAPH, line))
    return Document("waters", language, tuple(paragraphs))


def test_units_of_paragraphs() -> None:
    units = make_review(document("zh", SOURCE), document("en", TARGET)).units
    assert [(unit.source, unit.target) for unit in units] == [
        (SOURCE[0], TARGET[0]),
        (SOURCE[2], TARGET[1]),
        (SOURCE[3], TARGET[2]),
        ("", TARGET[3]),
        (SOURCE[4], TARGET[4]),
    ]
    assert [unit.label for unit in units] == ["", "1", "2", "", "3"]
    assert [(unit.source_numbers, unit.target_numbers) for unit in units] == [
        ((1,), (1,)),
        ((3,), (2,)),
        ((4,), (3,)),
        ((), (4,)),
        ((5,), (5,)),
    ]
    assert {unit.status for unit in units} == {Status.DRAFT}
    assert all(unit.confidence is not None and 0 <= unit.confidence <= 1 for unit in units)
    assert [unit.id for unit in units] == assign_ids([unit.source or unit.target for unit in units])
    assert {unit.paragraph for unit in units} == {""}


def test_units_of_sentences_name_their_paragraph() -> None:
    units = make_review(document("zh", SOURCE), document("en", TARGET), level="sentence").units
    assert [unit.paragraph for unit in units] == ["par 1", "1", "1", "2", "par 4", "3"]
    assert (units[2].source, units[2].target) == ("会议由主席主持。", "The Chair presided.")
    assert (units[1].label, units[2].label) == ("1", "")
    assert (units[1].source_numbers, units[2].source_numbers) == ((3,), (3,))


@pytest.mark.parametrize(("level", "count"), [("paragraph", 4), ("sentence", 5)])
def test_a_document_without_english(level: Level, count: int) -> None:
    units = make_review(document("zh", SOURCE), None, level=level).units
    assert len(units) == count
    assert {(unit.status, unit.target, unit.confidence) for unit in units} == {(Status.UNTRANSLATED, "", None)}


def test_terms_are_evidence() -> None:
    terms = (
        Term("沿岸国", "zh"),
        Term("riparian State", "en"),
        Term("coastal State", "en", TermStatus.DEPRECATED),
        Term("river State", "en", TermStatus.ADMITTED),
    )
    assert term_pairs(Termbase((Concept("c", terms),))) == (("沿岸国", "riparian State"), ("沿岸国", "river State"))


def now() -> datetime:
    return datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def write_project(folder: Path) -> Project:
    for name, lines in (("sources/waters.zh.txt", SOURCE), ("translations/waters.en.txt", TARGET)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return Project(folder)


def test_a_project_is_aligned_once(tmp_path: Path) -> None:
    project = write_project(tmp_path)
    (aligned,) = align_project(project, Settings(), clock=now)
    assert isinstance(aligned, Aligned)
    assert read_workbook(project.workbook("waters")) == aligned.review
    before = project.workbook("waters").read_bytes()
    assert not list(align_project(project, Settings(), clock=now))
    assert project.workbook("waters").read_bytes() == before


def test_what_cannot_be_read_is_handed_out_and_the_rest_goes_on(tmp_path: Path) -> None:
    project = write_project(tmp_path)
    (tmp_path / "sources" / "a.zh.txt").write_bytes(b"\0\1\2" * 100)
    refused, aligned = align_project(project, Settings(), clock=now)
    assert isinstance(refused, Refused)
    assert isinstance(refused.error, InputError)
    assert isinstance(aligned, Aligned)
    assert not project.workbook("a").exists()


# Names whose English only the first document shows; in the second they decide where a sentence belongs.
FIRST, SECOND = ("塔兰多", "米维克", "科尔萨"), ("帕鲁达", "昂热芬", "沙贝利")
LATIN = ("Zubrowa", "Osterby", "Melinka")
TAUGHT = (
    ("{}代表团要求修复码头。", "The delegation of {} asked for repairs to the pier."),
    ("{}的预算已经批准。", "The budget of {} was approved."),
    ("主席感谢{}的专家。", "The Chair thanked the experts of {}."),
    ("会议在晚上结束，{}没有反对。", "The meeting ended in the evening; {} did not object."),
)
UNCLEAR_SOURCE = (
    "渡口委员会在五月开会。",
    f"预算已经批准，{'、'.join(FIRST)}同意了。",
    f"{'、'.join(SECOND)}同意了，码头已经修复。",
)
UNCLEAR_TARGET = (
    "The Ferry Commission met in May.",
    "The budget was approved.",
    f"{', '.join(LATIN)} agreed.",
    "The pier was repaired.",
)


def teaching_project(folder: Path, names: Sequence[str]) -> Project:
    project = Project(folder)
    sides = [
        [text[side].format(name) for name in pair for text in TAUGHT] * 12 for side, pair in enumerate((names, LATIN))
    ]
    for name, texts in (("teaching", sides), ("unclear", (UNCLEAR_SOURCE, UNCLEAR_TARGET))):
        for place, lines in zip(("sources", "translations"), texts, strict=True):
            (folder / place).mkdir(parents=True, exist_ok=True)
            (folder / place / f"{name}.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return project


def unclear_units(project: Project, settings: Settings) -> list[tuple[str, str, float | None]]:
    *_, aligned = align_project(project, settings, clock=now)
    assert isinstance(aligned, Aligned)
    return [(unit.source, unit.target, unit.confidence) for unit in aligned.review.units]


def test_documents_of_a_project_share_what_they_teach(tmp_path: Path) -> None:
    found = {
        (names, shared): unclear_units(
            teaching_project(tmp_path / f"{names[0]}{shared}", names), Settings(shared_tables=shared)
        )
        for names in (FIRST, SECOND)
        for shared in (True, False)
    }
    assert found[FIRST, True] != found[SECOND, True]
    assert found[FIRST, False] == found[SECOND, False]


def test_what_is_aligned_together_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bitexts, "_BATCH", 10)
    sizes = [4, 5, 1, 12, 3, 9, 0, 2]
    assert list(bitexts.batches(sizes, lambda size: size)) == [[4, 5, 1], [12], [3], [9, 0], [2]]
    assert list(bitexts.batches([], len)) == []


def test_numbered_lines_that_changed_places_are_found() -> None:
    chinese = [
        "渡口委员会欢迎新的渡轮投入使用。",
        "1. 请秘书处编写预算。",
        "2. 决定在春季修复码头。",
        "3. 感谢各位专家。",
    ]
    english = [
        "The Ferry Commission welcomes the new ferry.",
        "2. Decides to repair the pier in spring.",
        "1. Requests the secretariat to prepare the budget.",
        "3. Thanks the experts.",
    ]
    pair = [Segment(text, 0) for text in chinese], [Segment(text, 0) for text in english]
    (bitext,) = align_all_lines([pair])
    assert [(bead.source, bead.target) for bead in bitext.beads] == [
        ((0,), (0,)),
        ((1,), (2,)),
        ((2,), (1,)),
        ((3,), (3,)),
    ]
