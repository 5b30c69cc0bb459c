from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.errors import StorageError
from align_bench.storage.journal import Journal, append_lines, encode_record, read_journal, write_records

RECORDS = ({"journal": 1}, {"text": "中文 and\nlines\u2028 \x00"}, {"n": [1, 2]}, {"text": "\ud800 alone"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal" / "note.jsonl"


def filled(path: Path) -> Journal:
    journal = Journal(path)
    for record in RECORDS:
        journal.append(record)
    return journal


def test_what_is_appended_is_read(path: Path) -> None:
    filled(path).close()
    assert read_journal(path).records == RECORDS
    assert path.read_bytes().count(b"\n") == len(RECORDS)


def test_no_journal_has_no_records(path: Path) -> None:
    assert read_journal(path).records == ()


def test_cut_at_every_byte_it_is_read_up_to_the_last_whole_record(path: Path) -> None:
    filled(path).close()
    content = path.read_bytes()
    for length in range(len(content) + 1):
        path.write_bytes(content[:length])
        whole = content[:length].count(b"\n")
        found = read_journal(path)
        assert found.records == RECORDS[:whole]
        assert found.damaged == ()


def test_cut_at_every_byte_it_can_be_appended_to(path: Path) -> None:
    filled(path).close()
    content = path.read_bytes()
    for length in range(0, len(content) + 1, 3):
        path.write_bytes(content[:length])
        journal = Journal(path)
        journal.append({"new": True})
        journal.close()
        assert read_journal(path).records == (*RECORDS[: content[:length].count(b"\n")], {"new": True})


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none()))
def test_a_record_is_one_line(record: dict[str, object]) -> None:
    assert encode_record(record).count(b"\n") == 1


def test_damaged_lines_are_kept_apart(path: Path) -> None:
    filled(path).close()
    with path.open("ab") as stream:
        stream.write(b'{"broken\n[1]\n\xff\xfe\n' + b"[" * 100_000 + b"\n")
        stream.write(encode_record({"after": 1}))
    found = read_journal(path)
    assert found.records == (*RECORDS, {"after": 1})
    assert found.damaged[:3] == (b'{"broken', b"[1]", b"\xff\xfe")
    assert len(found.damaged) == 4


@pytest.mark.parametrize("call", ["fsync", "write"])
def test_a_failed_append_leaves_the_journal_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    journal = filled(path)
    real = os.write

    def fail(descriptor: int, content: bytes = b"") -> int:
        if call == "write":
            real(descriptor, content[:5])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(StorageError, match=r"note\.jsonl") as caught:
            journal.append({"lost": True})
    assert "space" in caught.value.hint
    journal.append({"new": True})
    journal.close()
    assert read_journal(path).records == (*RECORDS, {"new": True})


def test_a_failed_append_that_cannot_be_taken_back_is_taken_back_later(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = filled(path)

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        patch.setattr(os, "ftruncate", fail)
        with pytest.raises(StorageError):
            journal.append({"lost": True})
    journal.append({"new": True})
    journal.close()
    assert read_journal(path).records == (*RECORDS, {"new": True})


def test_it_begins_anew_with_what_is_given(path: Path) -> None:
    journal = filled(path)
    journal.restart([{"journal": 2}])
    journal.append({"n": 1})
    journal.close()
    assert read_journal(path).records == ({"journal": 2}, {"n": 1})
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("step", ["pathlib.Path.replace", "align_bench.storage.atomic.sync_folder"])
def test_after_a_failed_beginning_edits_go_on_into_the_file_that_is_there(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    journal = filled(path)

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(step, fail)
        with pytest.raises(StorageError):
            journal.restart([{"journal": 2}])
    journal.append({"n": 1})
    journal.close()
    assert read_journal(path).records[-1] == {"n": 1}


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("a file")
    with pytest.raises(StorageError, match="journal"):
        Journal(tmp_path / "journal" / "note.jsonl")


def test_kept_lines_are_added(path: Path) -> None:
    append_lines(path, [b"a\n"])
    append_lines(path, [b"b"])
    assert path.read_bytes() == b"a\nb\n"


def test_records_replace_a_journal(path: Path) -> None:
    filled(path).close()
    write_records(path, [{"a": 1}])
    assert read_journal(path).records == ({"a": 1},)
