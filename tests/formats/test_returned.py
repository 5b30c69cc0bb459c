"""TMX and XLIFF that went out come back: as they went, and as tools leave them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.errors import InputError
from align_bench.formats.tmx import write_tmx
from align_bench.formats.tmx_returned import read_returned_tmx
from align_bench.formats.xliff import write_xliff
from align_bench.formats.xliff_returned import read_returned_xliff
from align_bench.formats.xml_text import legal_text
from align_bench.model.merging.merge import merge
from align_bench.model.returned.claims import written_id
from align_bench.model.returned.fitting import fit
from align_bench.model.returned.rows import ReturnedFile, ReturnedUnit
from align_bench.model.unit import Review, Status, Unit
from formats.reviews import HARD

FORMS = {"tmx": (write_tmx, read_returned_tmx), "xliff": (write_xliff, read_returned_xliff)}


def exported(tmp_path: Path, form: str, *reviews: Review, keep_empty: bool = True) -> Path:
    path = tmp_path / f"note.{form}"
    stream = io.BytesIO()
    FORMS[form][0](reviews, stream, keep_empty=keep_empty)
    path.write_bytes(stream.getvalue())
    return path


def read(path: Path) -> tuple[ReturnedFile, ...]:
    return FORMS[path.suffix[1:]][1](path)


def changed(path: Path, change: Callable[[str], str]) -> Path:
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    return path


def merged(file: ReturnedFile, ours: Review) -> Review:
    fitted = fit(file, ours, {unit.id: [unit] for unit in ours.units})
    result = merge(fitted.base, ours, fitted.theirs, unknown=fitted.unknown)
    assert result.conflicts == ()
    return result.review


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("keep_empty", [True, False], ids=["whole", "usual"])
def test_what_comes_back_as_it_went_changes_nothing(tmp_path: Path, form: str, keep_empty: bool) -> None:
    review = HARD.with_units(replace(u, target=legal_text(u.target), source=legal_text(u.source)) for u in HARD.units)
    (file,) = read(exported(tmp_path, form, review, keep_empty=keep_empty))
    assert file.document == review.name
    assert merged(file, review) == review


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: text.strip() == text)


@given(TEXT, TEXT, st.sampled_from(Status))
def test_any_text_comes_back_from_xliff(
    tmp_path_factory: pytest.TempPathFactory, zh: str, en: str, status: Status
) -> None:
    folder = tmp_path_factory.mktemp("xliff")
    unit = Unit("u1", zh, "" if status in (Status.UNTRANSLATED, Status.OMITTED) else en, status)
    (file,) = read(exported(folder, "xliff", Review("note", (unit,))))
    (back,) = file.units
    line_ends = {"\r\n": "\n", "\r": "\n"}
    if not set(zh + en) & set(line_ends):
        assert (back.source, back.values["target"], back.values["status"]) == (unit.source, unit.target, status)


@pytest.mark.parametrize("form", FORMS)
def test_several_documents_come_back_each_for_itself(tmp_path: Path, form: str) -> None:
    other = replace(HARD, name="other")
    files = read(exported(tmp_path, form, HARD, other))
    assert [file.document for file in files] == [HARD.name, "other"]
    assert len(files[0].units) == len(files[1].units) == len(HARD.units)


def test_a_translation_from_an_xliff_tool(tmp_path: Path) -> None:
    path = exported(tmp_path, "xliff", Review("note", (Unit("u1", "没有译文", "", Status.UNTRANSLATED),)))
    changed(
        path,
        lambda text: text.replace("<segment>", '<segment state="translated">').replace(
            "</source>", '</source><target>No <pc id="1">translation</pc><ph id="2"/></target>'
        ),
    )
    (unit,) = read(path)[0].units
    assert (unit.values["target"], unit.values["status"]) == ("No translation", Status.TRANSLATED)
    assert unit.place == "line 4"


def test_a_note_from_a_tool_is_a_comment(tmp_path: Path) -> None:
    path = exported(tmp_path, "xliff", Review("note", (Unit("u1", "一", "One", comment="ours"),)))
    changed(path, lambda text: text.replace("</notes>", "<note>theirs</note></notes>"))
    assert read(path)[0].units[0].values["comment"] == "ours\ntheirs"


def test_segments_that_disagree_are_no_status(tmp_path: Path) -> None:
    path = exported(tmp_path, "xliff", Review("note", (Unit("u1", "一", "One", Status.FINAL),)))
    changed(path, lambda text: text.replace("</unit>", '<segment state="reviewed"><source/><target/></segment></unit>'))
    (unit,) = read(path)[0].units
    assert unit.unread[0][0] == "status"
    assert "final, reviewed" in unit.unread[0][1]


def test_a_tool_may_drop_what_it_does_not_know(tmp_path: Path) -> None:
    review = Review(
        "note",
        (Unit("u1", "一", "One", Status.REVIEWED, comment="x", reviewer="Li", updated="2026-03-01T09:30:00+00:00"),),
    )
    path = exported(tmp_path, "tmx", review)
    changed(path, lambda text: re.sub("<(prop|note).*?</(prop|note)>", "", text).replace(">One<", ">Uno<"))
    (file,) = read(path)
    assert file.document == ""
    fitted = fit(file, review, {"u1": [replace(review.units[0], updated="", reviewer=""), *review.units]})
    unit = merge(fitted.base, review, fitted.theirs, unknown=fitted.unknown).review.units[0]
    assert (unit.target, unit.status, unit.comment) == ("Uno", Status.REVIEWED, "x")


def test_units_are_known_by_the_ids_that_xliff_can_hold() -> None:
    ours = Review("note", (Unit("a b%", "一", "One"),))
    file = ReturnedFile("note", (ReturnedUnit("line 3", written_id("a b%"), "一", {"target": "Uno"}),), is_whole=False)
    assert merged(file, ours).units[0].target == "Uno"


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param("", "not well-formed|is empty", id="empty"),
        pytest.param("<{root}", "not well-formed", id="cut-off"),
        pytest.param("<html/>", "root element", id="another-root"),
        pytest.param("{bomb}<{root}><body>&b;</body></{root}>", "entities", id="entities"),
    ],
)
def test_bad_files_are_refused_by_name(tmp_path: Path, form: str, content: str, told: str) -> None:
    path = tmp_path / f"bad.{form}"
    path.write_text(content.format(bomb=BOMB, root=form) if "{" in content else content, "utf-8")
    with pytest.raises(InputError, match=told) as error:
        read(path)
    assert str(path) in error.value.message


@pytest.mark.parametrize("form", FORMS)
def test_entities_declared_elsewhere_are_not_fetched(tmp_path: Path, form: str) -> None:
    path = exported(tmp_path, form, Review("note", (Unit("u1", "一", "One two"),)))
    doctype = f'<!DOCTYPE {form} SYSTEM "file:///etc/passwd">'
    changed(path, lambda text: text.replace("One two", "One &x; two").replace(f"<{form}", f"{doctype}<{form}", 1))
    changed(path, lambda text: text.replace('<!DOCTYPE tmx SYSTEM "tmx14.dtd">', ""))
    (unit,) = read(path)[0].units
    assert unit.values["target"].startswith("One ")
    assert "root:" not in unit.values["target"]


def test_xliff_of_version_1_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.xliff"
    path.write_text('<xliff version="1.2"><file><body><trans-unit id="1"/></body></file></xliff>', "utf-8")
    with pytest.raises(InputError, match="XLIFF 1"):
        read(path)


@pytest.mark.parametrize("form", FORMS)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, form: str, content: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / f"any.{form}"
    whole = exported(path.parent, form, HARD).read_bytes()
    middle = len(content) % len(whole)
    path.write_bytes(whole[:middle] + content + whole[middle + len(content) :])
    try:
        read(path)
    except InputError as error:
        assert str(path) in error.message  # noqa: PT017 (reading may also succeed)
