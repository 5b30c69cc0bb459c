"""Bookmarks: by reviewer, on disk at once, never lost to a file that cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from align_bench.errors import StorageError
from align_bench.storage.bookmarks import Bookmarks
from align_bench.storage.project import Project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Project(tmp_path).bookmarks("statement")


def test_each_reviewer_has_his_own(path: Path) -> None:
    bookmarks = Bookmarks(path)
    bookmarks.change("Li", marked=("u1", "u2"))
    bookmarks.change("Wang", marked=("u2",))
    bookmarks.change("Li", cleared=("u1",))
    assert Bookmarks(path).marked == {"Li": ("u2",), "Wang": ("u2",)}
    bookmarks.change("Wang", cleared=("u2",))
    assert Bookmarks(path).marked == {"Li": ("u2",)}


def test_what_changes_nothing_writes_nothing(path: Path) -> None:
    bookmarks = Bookmarks(path)
    bookmarks.change("Li", cleared=("u1",))
    assert not path.exists()
    bookmarks.change("Li", marked=("u1",))
    path.unlink()
    bookmarks.change("Li", marked=("u1",))
    assert not path.exists()


def test_after_an_error_all_is_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bookmarks = Bookmarks(path)
    bookmarks.change("Li", marked=("u1",))

    def full(*_: object, **__: object) -> None:
        raise StorageError("no space left")

    monkeypatch.setattr("align_bench.storage.bookmarks.write_content", full)
    with pytest.raises(StorageError):
        bookmarks.change("Li", marked=("u2",))
    assert bookmarks.marked == Bookmarks(path).marked == {"Li": ("u1",)}


@pytest.mark.parametrize(
    ("content", "marked"),
    [
        pytest.param("{", {}, id="torn"),
        pytest.param("[1]", {}, id="no table"),
        pytest.param(json.dumps({"Li": ["u1", 2], "Wang": "u2"}), {"Li": ("u1",)}, id="in parts"),
    ],
)
def test_a_file_that_is_not_readable_is_kept(path: Path, content: str, marked: dict[str, tuple[str, ...]]) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    bookmarks = Bookmarks(path)
    assert bookmarks.marked == marked
    bookmarks.change("Li", marked=("u9",))
    assert path.with_name("statement.json.bak").read_text(encoding="utf-8") == content
    assert "u9" in Bookmarks(path).marked["Li"]
