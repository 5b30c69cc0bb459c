from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from align_bench.config import Settings, load_settings
from align_bench.errors import StorageError, UsageError
from align_bench.formats.termbase import read_termbase
from align_bench.workflow.creating import copy_sample, create_project, nothing_left_behind, sample_folder


def test_a_new_project_is_empty_and_readable(tmp_path: Path) -> None:
    project = create_project(tmp_path / "mine")
    assert project.names() == ()
    assert load_settings(project.root) == Settings()
    assert read_termbase(tmp_path / "mine" / "terms.csv").concepts == ()


def test_a_filled_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="is not empty"):
        create_project(tmp_path)
    with pytest.raises(UsageError, match=r"holds more than a copy of the sample: notes\.txt"):
        copy_sample(tmp_path, force=True)


def test_the_sample_is_found_and_copied(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "copy")
    names = sorted(path.name for path in (sample_folder() / "sources").iterdir())
    assert sorted(path.name for path in project.sources.iterdir()) == names
    assert not project.reviews.exists()
    (project.root / "review").mkdir()
    project.waivers.touch()
    copy_sample(tmp_path / "copy", force=True)
    assert not project.reviews.exists()
    assert not project.waivers.exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this user cannot mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_copy_that_finds_no_room_is_one_error_and_is_removed_again(small_disk: Path) -> None:
    with pytest.raises(StorageError, match="No space left on device") as caught:
        copy_sample(small_disk / "a" / "d")
    assert "free some space" in caught.value.hint
    assert str(small_disk / "a" / "d") in caught.value.message
    assert not list(small_disk.iterdir())


def test_a_new_project_that_finds_no_room_is_removed_again(small_disk: Path) -> None:
    with (small_disk / "full").open("wb") as stream, suppress(OSError):
        stream.write(bytes(60_000))
    (small_disk / "mine").mkdir()
    with (small_disk / "fuller").open("wb", buffering=0) as stream, suppress(OSError):
        while stream.write(bytes(4096)):
            pass
    with pytest.raises(StorageError, match="No space left on device"):
        create_project(small_disk / "mine")
    assert not list((small_disk / "mine").iterdir())


def test_what_was_there_before_is_never_removed(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(KeyError), nothing_left_behind(tmp_path):
        raise KeyError
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
