"""Termbases written and read again, by us and by LibreOffice."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from align_bench.errors import TermbaseError
from align_bench.formats.termbase import TermbaseForm, read_termbase, read_termbase_with_notices
from align_bench.model.termbase import Concept, PartOfSpeech, Term, Termbase, TermStatus, in_order
from formats.termbases import FULL, SIMPLE, saved, written

# What a term may hold: letters of both languages, what the formats themselves are written in, other planes.
_CHARACTERS = st.sampled_from([*"ab Zé核武器《》|,;；\"'=+-@<>&_x0041_.*[(\\)]{}^$#/·’0", "😀", "𠀀"])
_TEXTS = st.text(_CHARACTERS, min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
_NOTES = st.lists(st.one_of(st.just(""), _TEXTS), max_size=3).map(lambda lines: "\n".join(lines).strip())
_PARTS = st.sampled_from([None, *PartOfSpeech])


@st.composite
def _terms(draw: st.DrawFn) -> tuple[Term, ...]:
    """In order, each text once in a language: it could not be allowed and forbidden as well."""
    terms: list[Term] = []
    for language, least in (("zh", 1), ("en", 0)):
        for text in draw(st.lists(_TEXTS, min_size=least, max_size=3, unique=True)):
            status = draw(st.sampled_from(list(TermStatus)))
            options = draw(st.tuples(st.booleans(), st.booleans()))
            assert language in ("zh", "en")
            terms.append(Term(text, "zh" if language == "zh" else "en", status, draw(_PARTS), draw(_NOTES), *options))
    return in_order(terms)


@st.composite
def termbases(draw: st.DrawFn) -> Termbase:
    names = draw(st.lists(_TEXTS, min_size=1, max_size=4, unique=True))
    return Termbase(
        tuple(
            Concept(name, draw(_terms()), draw(_NOTES), draw(st.booleans()), draw(st.one_of(st.just(""), _TEXTS)))
            for name in names
        )
    )


@st.composite
def plain_termbases(draw: st.DrawFn) -> Termbase:
    """Such as people write: a preferred Chinese term that names the concept, English in the usual columns."""
    plain = _TEXTS.map(lambda text: text.replace("|", "/"))
    concepts = []
    for name in draw(st.lists(plain, min_size=1, max_size=4, unique=True)):
        texts = draw(st.lists(plain, max_size=4, unique=True))
        ranks = sorted(draw(st.lists(st.integers(0, 2), min_size=len(texts), max_size=len(texts))))
        english = (Term(text, "en", list(TermStatus)[rank]) for text, rank in zip(texts, ranks, strict=True))
        concepts.append(Concept(name, (Term(name, "zh"), *english), draw(_NOTES)))
    return Termbase(tuple(concepts))


@given(termbase=st.one_of(termbases(), plain_termbases()))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_from_form_to_form_nothing_changes(tmp_path: Path, termbase: Termbase) -> None:
    """CSV, TBX, workbook: each is written from what was read from the one before."""
    current = termbase
    for form in (TermbaseForm.CSV, TermbaseForm.TBX, TermbaseForm.XLSX, TermbaseForm.CSV):
        path = saved(current, tmp_path / f"terms.{form}")
        assert written(current, form) == path.read_bytes()
        current = read_termbase(path)
        assert current == termbase


@pytest.mark.parametrize("form", TermbaseForm)
@pytest.mark.parametrize("termbase", [SIMPLE, FULL], ids=["simple", "full"])
def test_every_form_holds_everything(tmp_path: Path, termbase: Termbase, form: TermbaseForm) -> None:
    assert read_termbase(saved(termbase, tmp_path / f"terms.{form}")) == termbase


def test_what_fits_is_a_row_for_each_concept() -> None:
    assert written(SIMPLE, TermbaseForm.CSV).decode() == (
        "zh,en_preferred,en_admitted,en_forbidden,note\n"
        "联系人,focal point,,contact person|liaison person,a note\n"
        "'=1+1,'@x,'-ability,,\n"
    )


def test_what_does_not_fit_is_a_row_for_each_term() -> None:
    rows = list(csv.reader(io.StringIO(written(FULL, TermbaseForm.CSV).decode())))
    assert rows[0][:6] == ["concept", "language", "term", "status", "part_of_speech", "match"]
    assert rows[3][:6] == ["w 1(a)", "en", "nuclear <weapon> & more", "deprecated", "", "exact, case-sensitive"]
    assert len(rows) == 1 + sum(len(concept.terms) for concept in FULL.concepts)


def test_one_option_for_all_english_terms_of_a_row_needs_one_more_column() -> None:
    term = Term("member State", "en", is_case_sensitive=True)
    termbase = Termbase((Concept("成员国", (Term("成员国", "zh"), term)),))
    assert written(termbase, TermbaseForm.CSV).decode().splitlines() == [
        "zh,en_preferred,en_admitted,en_forbidden,match,note",
        "成员国,member State,,,case-sensitive,",
    ]


def test_a_workbook_to_work_in(tmp_path: Path) -> None:
    sheet = load_workbook(saved(SIMPLE, tmp_path / "terms.xlsx"))["Terms"]
    assert [cell.value for cell in sheet[3]] == ["=1+1", "@x", "-ability", None, None]
    assert {cell.data_type for cell in sheet[3][:3]} == {"s"}
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E3"
    assert sheet["A1"].font.bold
    assert all(cell.number_format == "@" for cell in sheet[2])


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("termbase", [SIMPLE, FULL], ids=["simple", "full"])
def test_libreoffice_reads_and_saves_the_same(tmp_path: Path, termbase: Termbase) -> None:
    profile = (tmp_path / "profile").as_uri()
    path = saved(termbase, tmp_path / "terms.xlsx")
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
    out = tmp_path / "out"
    subprocess.run([*command, "xlsx", "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=180)
    assert read_termbase(out / "terms.xlsx") == termbase
    export = "csv:Text - txt - csv (StarCalc):59,34,76,1"
    subprocess.run([*command, export, "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=180)
    assert read_termbase(out / "terms.csv") == termbase


@pytest.mark.parametrize(
    ("concept", "message"),
    [
        pytest.param(Concept("c", (Term("a\0b", "zh"),)), "no table holds", id="null"),
        pytest.param(Concept("c", (Term(" a", "zh"),)), "no table holds", id="white space at an end"),
        pytest.param(Concept("c", (Term("核武器", "zh"),), "n" * 40_000), "40,000 characters", id="too long a cell"),
    ],
)
def test_what_a_workbook_cannot_hold_is_refused(concept: Concept, message: str) -> None:
    with pytest.raises(TermbaseError) as caught:
        written(Termbase((concept,)), TermbaseForm.XLSX)
    assert message in caught.value.message
    assert caught.value.hint


def test_an_empty_termbase(tmp_path: Path) -> None:
    for form in (TermbaseForm.CSV, TermbaseForm.XLSX):
        assert read_termbase_with_notices(saved(Termbase(), tmp_path / f"terms.{form}")) == (Termbase(), ())
    with pytest.raises(TermbaseError, match="the termbase is empty"):
        written(Termbase(), TermbaseForm.TBX)
