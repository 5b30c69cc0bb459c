"""Adding a term to the termbase of a project: its file stays as it is but for the new term."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.table import Table

from align_bench.errors import AlignBenchError, TermbaseError
from align_bench.formats.termbase import TermbaseForm, read_termbase, write_termbase
from align_bench.model.termbase import Concept, Term, Termbase, TermStatus
from align_bench.storage.project import Project
from align_bench.workflow.adding_terms import add_term, take_back

SIMPLE = "zh,en,note\n核裁军,nuclear disarmament,x\n"
TERMS = Termbase(
    (
        Concept("c1", (Term("无核武器区", "zh"), Term("nuclear-weapon-free zone", "en"))),
        Concept(
            "核裁军",
            (
                Term("核裁军", "zh"),
                Term("nuclear disarmament", "en"),
                Term("atomic disarmament", "en", TermStatus.DEPRECATED),
            ),
        ),
    )
)


def english_of(path: Path, chinese: str) -> tuple[str, ...]:
    return next(each for each in read_termbase(path).concepts if chinese in each.source_terms).allowed


@pytest.mark.parametrize("form", list(TermbaseForm))
def test_a_new_term_and_another_english_in_every_form(tmp_path: Path, form: TermbaseForm) -> None:
    place = tmp_path / f"terms.{form.value}"
    with place.open("wb") as stream:
        write_termbase(TERMS, form, stream)
    before = place.read_bytes()
    assert add_term(Project(tmp_path), " 缔约国 ", "State  party").is_new
    assert (tmp_path / f"terms.{form.value}.bak").read_bytes() == before
    assert not add_term(Project(tmp_path), "无核武器区", "NWFZ").is_new
    assert not add_term(Project(tmp_path), "核裁军", "disarmament of nuclear weapons").is_new
    assert english_of(place, "缔约国") == ("State party",)
    assert english_of(place, "无核武器区") == ("nuclear-weapon-free zone", "NWFZ")
    concepts = read_termbase(place).concepts
    assert [concept.id for concept in concepts] == ["c1", "核裁军", "缔约国"]
    assert concepts[1].forbidden == ("atomic disarmament",)
    assert not list(tmp_path.glob(".*.tmp"))


@pytest.mark.parametrize("form", list(TermbaseForm))
@pytest.mark.parametrize(
    ("chinese", "english", "says"),
    [
        pytest.param("核裁军", "nuclear disarmament", "already", id="there"),
        pytest.param("核裁军", "atomic disarmament", "not to be used", id="forbidden"),
        pytest.param("核裁军", "", "English term is missing", id="no-english"),
        pytest.param("\u200b", "x", "Chinese term is missing", id="nothing-to-see"),
        pytest.param("核\x07", "x", "U\\+0007", id="control"),
    ],
)
def test_what_cannot_be_added_leaves_the_file(
    tmp_path: Path, form: TermbaseForm, chinese: str, english: str, says: str
) -> None:
    place = tmp_path / f"terms.{form.value}"
    with place.open("wb") as stream:
        write_termbase(TERMS, form, stream)
    before = place.read_bytes()
    with pytest.raises(TermbaseError, match=says):
        add_term(Project(tmp_path), chinese, english)
    assert place.read_bytes() == before


def test_without_a_termbase_one_is_begun(tmp_path: Path) -> None:
    assert add_term(Project(tmp_path), "缔约国", "State party").place == tmp_path / "terms.xlsx"
    add_term(Project(tmp_path), "核裁军", "nuclear disarmament")
    assert [concept.id for concept in read_termbase(tmp_path / "terms.xlsx").concepts] == ["缔约国", "核裁军"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(SIMPLE.encode(), id="utf-8"),
        pytest.param(b"\xef\xbb\xbf" + SIMPLE.replace("\n", "\r\n").encode(), id="byte-order-mark-and-crlf"),
        pytest.param(SIMPLE.encode("utf-16"), id="utf-16"),
        pytest.param(SIMPLE.encode("gb18030"), id="gb18030"),
        pytest.param(SIMPLE.replace(",", ";").rstrip("\n").encode(), id="semicolons-and-no-end"),
        pytest.param(f"sep=,\n{SIMPLE}".encode(), id="delimiter-named"),
        pytest.param(
            "Terms of the office,,\nzh,mine,en\n核裁军,=1,nuclear disarmament\n".encode(), id="title-own-column"
        ),
    ],
)
def test_the_bytes_of_a_csv_file_stay(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "terms.csv"
    place.write_bytes(content)
    add_term(Project(tmp_path), "缔约国", "State party, the")
    assert place.read_bytes().startswith(content)
    assert english_of(place, "缔约国") == ("State party, the",)
    assert english_of(place, "核裁军") == ("nuclear disarmament",)


def test_rows_for_terms_get_rows_for_terms(tmp_path: Path) -> None:
    place = tmp_path / "terms.csv"
    place.write_text("concept,language,term,status\n1,zh,核裁军,\n1,en,nuclear disarmament,\n", "utf-8")
    add_term(Project(tmp_path), "核裁军", "denuclearization; full")
    add_term(Project(tmp_path), "缔约国", "State | party")
    assert place.read_text("utf-8").splitlines()[3:] == [
        "1,en,denuclearization; full,admitted",
        "缔约国,zh,缔约国,preferred",
        "缔约国,en,State | party,preferred",
    ]


def test_another_chinese_term_of_a_concept_leads_to_it(tmp_path: Path) -> None:
    place = tmp_path / "terms.csv"
    place.write_text("zh,zh_admitted,en\n核裁军,核武器裁减,nuclear disarmament\n", "utf-8")
    add_term(Project(tmp_path), "核武器裁减", "nuclear arms reduction")
    assert [concept.allowed for concept in read_termbase(place).concepts] == [
        ("nuclear disarmament", "nuclear arms reduction")
    ]


def test_what_parts_cells_is_refused_in_rows_for_concepts(tmp_path: Path) -> None:
    (tmp_path / "terms.csv").write_text(SIMPLE, "utf-8")
    with pytest.raises(TermbaseError, match="parts the terms of a cell"):
        add_term(Project(tmp_path), "缔约国", "State; party")


def test_a_character_without_a_place_in_the_encoding_is_refused(tmp_path: Path) -> None:
    content = "zh,en\n核裁軍與國際安全體系,nuclear disarmament\n會議記錄,records of the meeting\n".encode("big5")
    (tmp_path / "terms.csv").write_bytes(content)
    with pytest.raises(TermbaseError, match="no place in its encoding") as caught:
        add_term(Project(tmp_path), "缔约国", "State party")
    assert "UTF-8" in (caught.value.hint or "")
    assert (tmp_path / "terms.csv").read_bytes() == content


def make_book(path: Path, change: Callable[[Workbook], None] = lambda _: None) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Glossary"
    for row in (("Office glossary",), ("Chinese", "mine", "English"), ("核裁军", "=1+1", "nuclear disarmament")):
        sheet.append(row)
    sheet["A3"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet.auto_filter.ref = "A2:C3"
    book.create_sheet("Own")["B2"] = "kept"
    change(book)
    book.save(path)


def test_a_workbook_keeps_formats_formulas_and_sheets(tmp_path: Path) -> None:
    place = tmp_path / "terms.xlsx"
    make_book(place)
    add_term(Project(tmp_path), "缔约国", "=State party")
    book = load_workbook(place)
    sheet = book["Glossary"]
    assert [cell.value for cell in sheet[4]] == ["缔约国", None, "=State party"]
    assert sheet["C4"].data_type == "s"
    assert sheet["A4"].fill.fgColor.rgb == sheet["A3"].fill.fgColor.rgb == "00FFFF00"
    assert sheet["B3"].value == "=1+1"
    assert sheet["A1"].value == "Office glossary"
    assert sheet.auto_filter.ref == "A2:C4"
    assert book["Own"]["B2"].value == "kept"


def test_a_table_grows_with_its_last_row(tmp_path: Path) -> None:
    place = tmp_path / "terms.xlsx"
    make_book(place, lambda book: book["Glossary"].add_table(Table(displayName="T", ref="A2:C3")))
    add_term(Project(tmp_path), "缔约国", "State party")
    assert load_workbook(place)["Glossary"].tables["T"].ref == "A2:C4"


def test_rows_that_are_only_formatted_are_filled(tmp_path: Path) -> None:
    place = tmp_path / "terms.xlsx"

    def formatted(book: Workbook) -> None:
        book["Glossary"]["C4"].fill = PatternFill("solid", fgColor="00FF00")

    make_book(place, formatted)
    add_term(Project(tmp_path), "缔约国", "State party")
    cell = load_workbook(place)["Glossary"]["C4"]
    assert (cell.value, cell.fill.fgColor.rgb) == ("State party", "0000FF00")


def test_a_workbook_that_is_open_elsewhere_is_left_alone(tmp_path: Path) -> None:
    make_book(tmp_path / "terms.xlsx")
    (tmp_path / "~$terms.xlsx").write_bytes(b"")
    with pytest.raises(TermbaseError, match="has it open in Excel"):
        add_term(Project(tmp_path), "缔约国", "State party")


OLDER = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
<!-- ours -->
<termEntry id="e1"><descrip type="subjectField">law</descrip>
<langSet xml:lang="zh"><tig><term>核裁军</term></tig></langSet>
<langSet xml:lang="fr"><tig><term>désarmement</term></tig></langSet></termEntry>
</body></text></martif>
"""


def test_an_older_tbx_is_written_on_in_its_own_elements(tmp_path: Path) -> None:
    place = tmp_path / "terms.tbx"
    place.write_text(OLDER, "utf-8")
    add_term(Project(tmp_path), "核裁军", "nuclear disarmament")
    add_term(Project(tmp_path), "缔约国", "State party")
    text = place.read_text("utf-8")
    assert "<!-- ours -->" in text
    assert "désarmement" in text
    assert "TBXcoreStructV02.dtd" in text
    assert text.count("<termEntry") == text.count("</termEntry>") == 2
    assert english_of(place, "核裁军") == ("nuclear disarmament",)
    assert english_of(place, "缔约国") == ("State party",)


def test_another_program_that_writes_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "terms.csv"
    place.write_text(SIMPLE, "utf-8")

    def opened(_: Path) -> None:
        # Between the reading of the file and its replacement.
        monkeypatch.setattr("align_bench.workflow.adding_terms.read_termbase", read_and_change)

    def read_and_change(path: Path, form: TermbaseForm | None = None) -> Termbase:
        found = read_termbase(path, form)
        if form is not None:
            place.write_text(SIMPLE + "缔约方,Party,\n", "utf-8")
        return found

    monkeypatch.setattr("align_bench.workflow.adding_terms.opened_elsewhere", opened)
    with pytest.raises(AlignBenchError, match="changed by another program"):
        add_term(Project(tmp_path), "缔约国", "State party")
    assert "缔约方" in place.read_text("utf-8")


@pytest.mark.parametrize("form", list(TermbaseForm))
def test_an_added_term_is_taken_back_byte_for_byte(tmp_path: Path, form: TermbaseForm) -> None:
    place = tmp_path / f"terms.{form.value}"
    with place.open("wb") as stream:
        write_termbase(TERMS, form, stream)
    before = place.read_bytes()
    added = add_term(Project(tmp_path), "缔约国", "State party")
    assert place.read_bytes() != before
    take_back(added)
    assert place.read_bytes() == before


def test_a_termbase_that_a_term_has_made_goes_with_it(tmp_path: Path) -> None:
    take_back(add_term(Project(tmp_path), "缔约国", "State party"))
    assert Project(tmp_path).termbase() is None
    assert (tmp_path / "terms.xlsx.bak").is_file()


def test_what_was_changed_since_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "terms.csv"
    place.write_text(SIMPLE, encoding="utf-8")
    added = add_term(Project(tmp_path), "缔约国", "State party")
    changed = place.read_text(encoding="utf-8") + "议定书,protocol,,,\n"
    place.write_text(changed, encoding="utf-8")
    with pytest.raises(TermbaseError, match=r"terms\.csv: was changed since 缔约国"):
        take_back(added)
    assert place.read_text(encoding="utf-8") == changed
