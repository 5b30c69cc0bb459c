from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from align_bench.errors import LockedError, StorageError
from align_bench.storage.lock import Holder, ProjectLock, current_holder, read_holder

HOLD = """
import sys, time
from pathlib import Path
from align_bench.storage.lock import ProjectLock
lock = ProjectLock(Path(sys.argv[1]), name="王", time="2026-03-01T09:30:00+00:00")
print("held", flush=True)
time.sleep(60)
"""


def test_the_second_one_is_told_who_holds_it(tmp_path: Path) -> None:
    with ProjectLock(tmp_path, name="Li", time="2026-03-01T09:30:00+00:00"):
        with pytest.raises(LockedError, match=r"Li .*on .* since 2026-0[23]-\d\d \d\d:[03]0 ") as caught:
            ProjectLock(tmp_path, name="Wang", time="later")
        assert "read-only" in caught.value.hint
        assert "Li" in str(current_holder(tmp_path))
    assert current_holder(tmp_path) is None


def test_who_holds_it_is_told_with_account_and_in_local_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        holder = Holder("李审", 4711, "desk-3", "2026-03-01T09:30:00+00:00", "lishen")
        assert str(holder) == "李审 (lishen) on desk-3 since 2026-03-01 17:30 (process 4711)"
        assert str(replace(holder, name="lishen", time="later")) == "lishen on desk-3 since later (process 4711)"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_lock_of_an_older_version_names_no_account(tmp_path: Path) -> None:
    (tmp_path / "lock.json").write_text('{"name": "Li", "pid": 1, "host": "h", "time": "t"}', encoding="utf-8")
    assert read_holder(tmp_path) == Holder("Li", 1, "h", "t")


def test_it_can_be_taken_again_after_release(tmp_path: Path) -> None:
    lock = ProjectLock(tmp_path, name="Li", time="t")
    lock.release()
    lock.release()
    ProjectLock(tmp_path, name="Wang", time="t").release()


def test_it_ends_with_a_process_that_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        with pytest.raises(LockedError, match=f"王 .*process {child.pid}"):
            ProjectLock(tmp_path, name="Li", time="t")
        os.kill(child.pid, signal.SIGKILL)
    assert read_holder(tmp_path) is not None
    assert current_holder(tmp_path) is None
    ProjectLock(tmp_path, name="Li", time="t").release()


def test_a_project_without_a_lock_has_no_holder(tmp_path: Path) -> None:
    assert current_holder(tmp_path / "none") is None


def test_a_holder_without_a_name_is_still_one(tmp_path: Path) -> None:
    with ProjectLock(tmp_path, name="Li", time="t"):
        (tmp_path / "lock.json").write_text("{")
        assert current_holder(tmp_path) is not None


def no_locks(*_: object, **__: object) -> None:
    raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))


def test_where_there_are_no_locks_a_file_is_the_lock_and_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fcntl.flock", no_locks)
    with ProjectLock(tmp_path, name="Li", time="t") as lock:
        assert "no locks" in lock.warning
        with pytest.raises(LockedError, match="Li") as caught:
            ProjectLock(tmp_path, name="Wang", time="t")
        assert "lock.soft" in caught.value.hint
        assert "Li" in str(current_holder(tmp_path))
    assert current_holder(tmp_path) is None
    ProjectLock(tmp_path, name="Wang", time="t").release()


def test_who_left_the_project_on_another_machine_is_told(tmp_path: Path) -> None:
    left = {"name": "Wang", "pid": 1, "host": "another machine", "time": "2026-03-01"}
    (tmp_path / "lock.json").write_text(json.dumps(left))
    with ProjectLock(tmp_path, name="Li", time="t") as lock:
        assert "Wang on another machine" in lock.warning
    with ProjectLock(tmp_path, name="Li", time="t") as lock:
        assert lock.warning == ""


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StorageError, match=str(tmp_path)):
            ProjectLock(tmp_path / "private", name="Li", time="t")
        with pytest.raises(StorageError, match="lock"):
            ProjectLock(tmp_path, name="Li", time="t")
    finally:
        tmp_path.chmod(0o700)
