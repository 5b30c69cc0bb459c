"""What is compared with what, and that nothing is compared that should not be."""

from __future__ import annotations

from pathlib import Path

import pytest

from align_bench.errors import InputError, UsageError
from align_bench.model.document import Document, Kind, Paragraph
from align_bench.model.edits import Stamp, edit_target
from align_bench.model.edits import apply as apply_edit
from align_bench.model.moving import move_target
from align_bench.model.pairing import merge_units, split_unit
from align_bench.model.unit import Review, Status, Unit
from align_bench.workflow.scoring import (
    against_draft,
    against_lines,
    against_version,
    only_status,
    reference_file,
    reference_lines,
    score_documents,
)

STAMP = Stamp("Li", "2026-03-01T09:30:00+00:00")
LINES = ("1. First paragraph.", "2. Second paragraph.", "3. Third paragraph.")
IMPORTED = Document(
    "x", "en", tuple(Paragraph(n, Kind.NUMBERED, line[3:], f"{n}.", str(n)) for n, line in enumerate(LINES, start=1))
)
REVIEW = Review(
    "x",
    (
        *(Unit(f"u{n}", f"段落{n}", line, target_numbers=(n,)) for n, line in enumerate(LINES, start=1)),
        Unit("u4", "没有译文", "", Status.UNTRANSLATED),
    ),
)


def test_the_draft_against_itself() -> None:
    paired = against_draft(REVIEW, IMPORTED)
    assert [(pair.hypothesis, pair.reference) for pair in paired.pairs] == [(line, line) for line in LINES]
    assert paired.left_out == 1


def test_pairing_work_is_no_edit() -> None:
    merged = apply_edit(merge_units(REVIEW.units[0], REVIEW.units[1], STAMP), REVIEW)
    moved = apply_edit(move_target(merged.units[0], merged.units[1], STAMP, down=True), merged)
    for review in (merged, moved):
        assert score_documents([against_draft(review, IMPORTED)]).total.ter == 0


def test_a_paragraph_parted_among_units_is_compared_as_a_whole() -> None:
    unit = Unit("u", "甲\n乙", "1. First\nparagraph.", target_numbers=(1, 1))
    parted = apply_edit(split_unit(unit, 1, 1, STAMP), Review("x", (unit,)))
    (pair,) = against_draft(parted, IMPORTED).pairs
    assert (pair.hypothesis, pair.reference) == ("1. First paragraph.", "1. First paragraph.")


def test_edits_count() -> None:
    edited = apply_edit(edit_target(REVIEW.units[0], "1. The first paragraph.", STAMP), REVIEW)
    written = apply_edit(edit_target(edited.units[3], "4. New.", STAMP), edited)
    pairs = against_draft(written, IMPORTED).pairs
    assert [(pair.hypothesis, pair.reference) for pair in pairs][::3] == [
        ("1. First paragraph.", "1. The first paragraph."),
        ("", "4. New."),
    ]
    # One word put in and a text of two words written, over a reference of 4 + 3 + 3 + 2 words.
    assert score_documents([against_draft(written, IMPORTED)]).total.ter == pytest.approx(100 * 3 / 12)


def test_a_translation_that_was_changed_since_is_refused() -> None:
    shorter = Document("x", "en", IMPORTED.paragraphs[:2])
    with pytest.raises(InputError, match="x: the workbook comes from a translation with a paragraph 3"):
        against_draft(REVIEW, shorter)


def test_only_reviewed_units() -> None:
    units = (REVIEW.units[0], *(unit for unit in REVIEW.units[1:]))
    review = Review("x", (Unit("u1", "段落1", "1. First.", Status.REVIEWED, target_numbers=(1,)), *units[1:]))
    assert [pair.unit for pair in against_draft(review, IMPORTED, statuses=[Status.REVIEWED]).pairs] == ["u1"]
    lines = against_lines(review, [*LINES, ""], what="x")
    assert [pair.unit for pair in only_status(lines, review, [Status.REVIEWED]).pairs] == ["u1"]


def test_lines_must_be_as_many_as_units() -> None:
    with pytest.raises(UsageError, match="ref: 4 units to score, but 3 lines"):
        against_lines(REVIEW, LINES, what="ref")


def test_an_empty_line_is_no_reference() -> None:
    paired = against_lines(REVIEW, ["", *LINES[1:], "4. New."], what="ref")
    assert [(pair.unit, pair.hypothesis) for pair in paired.pairs] == [("u2", LINES[1]), ("u3", LINES[2]), ("u4", "")]
    assert paired.left_out == 1


def test_versions_are_paired_by_id() -> None:
    other = Review("x", (*reversed(REVIEW.units[1:]), Unit("new", "新", "New.")))
    paired = against_version(REVIEW, other)
    assert [pair.unit for pair in paired.pairs] == ["u2", "u3"]
    assert paired.left_out == 2  # u1 is here only, `new` there


def test_reference_files(tmp_path: Path) -> None:
    (tmp_path / "x.en.txt").write_bytes("\ufeffone\r\n\r\nthree".encode())
    (tmp_path / "y.txt").write_bytes(b"one\n\n")

    def lines(name: str) -> list[str]:
        path = reference_file(tmp_path, name)
        assert path is not None
        return reference_lines(path)

    assert lines("x") == ["one", "", "three"]
    assert lines("y") == ["one", ""]
    assert reference_file(tmp_path, "z") is None
    (tmp_path / "z.txt").write_bytes(b"\xff")
    with pytest.raises(InputError, match="is not UTF-8 at byte 0"):
        lines("z")


def test_a_project_is_scored_over_all_its_pairs() -> None:
    one = against_lines(REVIEW, [*LINES, ""], what="x")
    other = against_lines(REVIEW, ["1. Something else entirely.", "", "", ""], what="x")
    together = score_documents([one, other], units=True)
    assert len(together.documents) == 2
    assert together.documents[0].total.ter == 0
    assert 0 < together.total.ter < together.documents[1].total.ter
    assert len(together.documents[0].units) == 3


def test_nothing_to_score() -> None:
    with pytest.raises(UsageError, match="nothing to score"):
        score_documents([against_lines(REVIEW, ["", "", "", ""], what="x")])
