from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import BinaryIO

import pytest

from align_bench.errors import StorageError
from align_bench.storage.atomic import write_atomically, write_content

OLD, NEW = b"old content", b"new"


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def write_new(stream: BinaryIO) -> None:
    stream.write(NEW)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "note.xlsx"
    path.write_bytes(OLD)
    return path


def test_a_new_file_is_written(tmp_path: Path) -> None:
    write_atomically(tmp_path / "x", write_new, backup=True)
    assert (tmp_path / "x").read_bytes() == NEW
    assert names(tmp_path) == ["x"]


def test_one_backup_is_kept_and_the_rights_of_the_file(path: Path) -> None:
    path.chmod(0o640)
    write_atomically(path, write_new, backup=True)
    assert path.read_bytes() == NEW
    assert path.with_name("note.xlsx.bak").read_bytes() == OLD
    assert path.stat().st_mode & 0o777 == 0o640
    write_atomically(path, lambda _: None, backup=True)
    assert path.with_name("note.xlsx.bak").read_bytes() == NEW
    assert names(path.parent) == ["note.xlsx", "note.xlsx.bak"]


def test_what_is_not_verified_does_not_replace(path: Path) -> None:
    def refuse(written: Path) -> None:
        assert written.read_bytes() == NEW
        raise StorageError("not the same")

    with pytest.raises(StorageError, match="not the same"):
        write_atomically(path, write_new, verify=refuse, backup=True)
    assert path.read_bytes() == OLD
    assert names(path.parent) == ["note.xlsx"]


def test_an_interruption_leaves_the_old_file(path: Path) -> None:
    def interrupt(stream: BinaryIO) -> None:
        stream.write(NEW)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, interrupt)
    assert names(path.parent) == ["note.xlsx"]
    assert path.read_bytes() == OLD


def test_a_full_disk_leaves_the_old_file(path: Path) -> None:
    def fill(stream: BinaryIO) -> None:
        stream.write(NEW)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(StorageError) as caught:
        write_atomically(path, fill)
    assert str(path) in caught.value.message
    assert "space" in caught.value.hint
    assert names(path.parent) == ["note.xlsx"]
    assert path.read_bytes() == OLD


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_atomically(pipe, write_new)
    assert os.read(reader, 100) == NEW
    os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.parametrize(("code", "hint"), [
    pytest.param(errno.EACCES, "rights", id="permission"),
    pytest.param(errno.EROFS, "read-only", id="read-only"),
    pytest.param(errno.EDQUOT, "share of the disk", id="quota"),
    pytest.param(errno.EIO, "check the disk", id="anything-else"),
])  # fmt: skip
def test_the_way_out_depends_on_the_reason(path: Path, monkeypatch: pytest.MonkeyPatch, code: int, hint: str) -> None:
    def fail(**_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("tempfile.mkstemp", fail)
    with pytest.raises(StorageError) as caught:
        write_atomically(path, write_new)
    assert hint in caught.value.hint
    assert path.read_bytes() == OLD


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod", "mkstemp"])
def test_a_failure_at_any_step_leaves_a_whole_file(path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    goals = {"fsync": "os.fsync", "replace": "pathlib.Path.replace", "chmod": "pathlib.Path.chmod"}
    with monkeypatch.context() as patch:
        patch.setattr(goals.get(step, "tempfile.mkstemp"), fail)
        with pytest.raises(StorageError, match=r"note\.xlsx"):
            write_atomically(path, write_new)
    assert path.read_bytes() == OLD
    assert names(path.parent) == ["note.xlsx"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_named(path: Path) -> None:
    path.parent.chmod(0o500)
    try:
        with pytest.raises(StorageError) as caught:
            write_atomically(path, write_new)
    finally:
        path.parent.chmod(0o700)
    assert str(path) in caught.value.message
    assert "rights" in caught.value.hint
    assert path.read_bytes() == OLD


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="No such file") as caught:
        write_atomically(tmp_path / "no" / "x", write_new)
    assert "create it" in caught.value.hint


def test_a_folder_of_that_name_is_named(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    with pytest.raises(StorageError, match="directory"):
        write_atomically(tmp_path / "x", write_new)
    assert names(tmp_path) == ["x"]


def test_a_link_stays_a_link(path: Path) -> None:
    link = path.with_name("link.xlsx")
    link.symlink_to(path.name)
    write_atomically(link, write_new)
    assert link.is_symlink()
    assert path.read_bytes() == NEW


def test_without_hard_links_the_backup_is_a_copy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", fail)
    write_atomically(path, write_new, backup=True)
    assert path.with_name("note.xlsx.bak").read_bytes() == OLD


def test_bytes_are_written_with_their_folder_and_the_old_ones_kept_where_that_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "x"
    write_content(path, b"old")
    write_content(path, b"new", backup=True)
    assert path.read_bytes() == b"new"
    assert path.with_name("x.bak").read_bytes() == b"old"
