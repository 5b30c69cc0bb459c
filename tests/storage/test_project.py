from __future__ import annotations

from pathlib import Path

import pytest

from align_bench.errors import StorageError, UsageError
from align_bench.storage.project import Project, find_project


def touch(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()


def test_names_come_from_sources_and_workbooks(tmp_path: Path) -> None:
    touch(
        tmp_path,
        "sources/note.zh.txt",
        "sources/plain.txt",
        "sources/.hidden.txt",
        "sources/readme.md",
        "review/note.xlsx",
        "review/old.xlsx",
        "review/old.xlsx.bak",
        "review/~$note.xlsx",
        "review/.~lock.note.xlsx#",
    )
    assert Project(tmp_path).names() == ("note", "old", "plain")


def test_an_empty_folder_has_no_documents(tmp_path: Path) -> None:
    project = Project(tmp_path)
    assert project.names() == ()
    assert project.source("x") is None
    assert project.termbase() is None


def test_the_suffix_with_the_language_comes_first(tmp_path: Path) -> None:
    touch(tmp_path, "sources/a.zh.txt", "sources/a.txt", "translations/a.txt")
    project = Project(tmp_path)
    assert project.source("a") == tmp_path / "sources/a.zh.txt"
    assert project.translation("a") == tmp_path / "translations/a.txt"
    assert project.translation("b") is None
    assert project.workbook("a") == tmp_path / "review/a.xlsx"


def test_the_termbase_as_a_workbook_comes_before_the_others(tmp_path: Path) -> None:
    for name in ("terms.tbx", "terms.csv", "terms.xlsx"):
        touch(tmp_path, name)
        assert Project(tmp_path).termbase() == tmp_path / name
    assert Project(tmp_path).other_termbases() == (tmp_path / "terms.csv", tmp_path / "terms.tbx")


def test_a_project_is_found_from_inside(tmp_path: Path) -> None:
    touch(tmp_path, "align-bench.toml", "deep/down/file")
    assert find_project(tmp_path / "deep" / "down") == Project(tmp_path)


def test_a_folder_of_sources_makes_a_project(tmp_path: Path) -> None:
    touch(tmp_path, "sources/a.zh.txt")
    assert find_project(tmp_path) == Project(tmp_path)


@pytest.mark.parametrize("name", ["", "../x", "a/b", "a\\b", ".hidden", "a\0b", "a\nb", "a\x1bb"])
def test_a_name_cannot_leave_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no name of a document"):
        Project(tmp_path).workbook(name)


def test_suffixes_in_capitals_are_suffixes_too(tmp_path: Path) -> None:
    touch(tmp_path, "sources/a.ZH.TXT", "sources/b.TXT", "translations/a.EN.TXT")
    project = Project(tmp_path)
    source, translation = project.source("a"), project.translation("a")
    assert project.names() == ("a", "b")
    assert source is not None
    assert source.samefile(tmp_path / "sources/a.ZH.TXT")
    assert translation is not None
    assert translation.samefile(tmp_path / "translations/a.EN.TXT")


def test_files_that_are_of_no_document_are_known(tmp_path: Path) -> None:
    project = Project(tmp_path)
    assert project.unread() == ()
    touch(tmp_path, *(f"sources/{name}" for name in ("a.zh.txt", "report.docx", ".hidden", "~$report.docx", ".txt")))
    touch(tmp_path, "translations/report.pdf")
    assert project.unread() == (project.sources / "report.docx", project.translations / "report.pdf")
    assert project.names() == ("a",)


@pytest.mark.parametrize("place", ["workbook", "journal", "beginning", "drafts"])
def test_no_file_of_a_document_is_a_link_out_of_the_project(tmp_path: Path, place: str) -> None:
    project = Project(tmp_path / "project")
    path: Path = getattr(project, place)("note")
    path.parent.mkdir(parents=True)
    path.symlink_to(tmp_path / "outside")
    with pytest.raises(StorageError, match="is a link to"):
        getattr(project, place)("note")
