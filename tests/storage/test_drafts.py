from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from align_bench.errors import StorageError
from align_bench.storage.drafts import Drafts
from align_bench.storage.project import Project


def refuse(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_kept_text_is_on_disk_until_it_is_dropped(tmp_path: Path) -> None:
    project = Project(tmp_path)
    Drafts.of(project, "a").keep("u1", "国\ud800家")
    assert Drafts.of(project, "a").texts == {"u1": "国\ud800家"}
    Drafts.of(project, "a").drop("u1")
    assert not Drafts.of(project, "a").texts


def test_a_text_that_could_not_be_written_is_written_when_it_is_kept_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(tmp_path)
    drafts = Drafts.of(project, "a")
    drafts.keep("u1", "old")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        with pytest.raises(StorageError):
            drafts.keep("u1", "new")
        with pytest.raises(StorageError):
            drafts.drop("u1")
        with pytest.raises(StorageError):
            drafts.keep("u2", "more")
        assert drafts.texts == {"u2": "more"}
        assert Drafts.of(project, "a").texts == {"u1": "old"}
    assert not drafts.is_written
    drafts.keep("u2", "more")
    assert drafts.is_written
    assert Drafts.of(project, "a").texts == {"u2": "more"}


def test_a_damaged_file_counts_as_empty(tmp_path: Path) -> None:
    project = Project(tmp_path)
    Drafts.of(project, "a").keep("u1", "text")
    path = project.private / "drafts" / "a.json"
    assert json.loads(path.read_bytes())
    path.write_bytes(b"{")
    assert not Drafts.of(project, "a").texts


def test_a_damaged_file_is_kept_when_another_takes_its_place(tmp_path: Path) -> None:
    path = Project(tmp_path).private / "drafts" / "a.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(b'{"u1": "half a te')
    Drafts.of(Project(tmp_path), "a").keep("u2", "text")
    assert Drafts.of(Project(tmp_path), "a").texts == {"u2": "text"}
    assert path.with_name("a.json.bak").read_bytes() == b'{"u1": "half a te'
