from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.errors import InputError, StorageError
from align_bench.storage.journal import Journal, append_lines, keep_copy, read_journal, write_records
from align_bench.storage.journal_lines import SCHEMA, Record, encode_record, mended

RECORDS = ({"journal": 1}, {"text": "中文 and\nlines\u2028 \x00"}, {"m": [1, 2]}, {"text": "\ud800 alone"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal" / "note.jsonl"


def bare(records: Iterable[Record]) -> tuple[Record, ...]:
    """The records without their numbers."""
    return tuple({key: value for key, value in record.items() if key != "n"} for record in records)


def filled(path: Path) -> Journal:
    journal = Journal(path)
    for record in RECORDS:
        journal.append(record)
    return journal


def test_what_is_appended_is_read(path: Path) -> None:
    filled(path).close()
    assert bare(read_journal(path).records) == RECORDS
    assert [record["n"] for record in read_journal(path).records] == [1, 2, 3, 4]
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
        assert bare(found.records) == RECORDS[:whole]
        rest = content[:length].rpartition(b"\n")[2]
        assert [damage.content for damage in found.damaged] == ([rest] if rest else [])


def test_cut_at_every_byte_it_can_be_appended_to(path: Path) -> None:
    filled(path).close()
    content = path.read_bytes()
    for length in range(0, len(content) + 1, 3):
        path.write_bytes(content[:length])
        journal = Journal(path)
        journal.append({"new": True})
        journal.close()
        assert bare(read_journal(path).records) == (*RECORDS[: content[:length].count(b"\n")], {"new": True})


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none()))
def test_a_record_is_one_line(record: dict[str, object]) -> None:
    assert encode_record(record).count(b"\n") == 1


def test_every_flipped_bit_is_noticed(path: Path) -> None:
    filled(path).close()
    content = path.read_bytes()
    for place in range(len(content) * 8):
        flipped = bytearray(content)
        flipped[place // 8] ^= 1 << place % 8
        path.write_bytes(flipped)
        found = read_journal(path)
        assert found.damaged
        # Whatever is read is as it was written, and whatever is not is named and at hand.
        assert set(map(str, bare(found.records))) < set(map(str, RECORDS))
        assert b"".join(damage.content for damage in found.damaged)


def test_lines_that_are_missing_or_doubled_are_noticed(path: Path) -> None:
    filled(path).close()
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[3])
    found = read_journal(path)
    assert bare(found.records) == (RECORDS[0], RECORDS[3])
    assert [str(damage) for damage in found.damaged] == ["line 2 follows records that are missing: 2 to 3"]
    path.write_bytes(b"".join([*lines, lines[1]]))
    found = read_journal(path)
    assert bare(found.records) == RECORDS
    assert [str(damage) for damage in found.damaged] == ["line 5 has number 2, which does not follow 4"]


def test_what_is_missing_is_told_once(path: Path) -> None:
    filled(path).close()
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[3])
    write_records(path, mended(read_journal(path).records))
    found = read_journal(path)
    assert bare(found.records) == (RECORDS[0], {"gap": "2 to 3"}, RECORDS[3])
    assert not found.damaged


def test_a_missing_beginning_is_told_once(path: Path) -> None:
    filled(path).close()
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[2:]))
    found = read_journal(path)
    assert bare(found.records) == RECORDS[2:]
    assert [str(damage) for damage in found.damaged] == ["line 1 follows records that are missing: 1 to 2"]
    write_records(path, mended(found.records))
    found = read_journal(path)
    assert bare(found.records) == ({"gap": "1 to 2"}, *RECORDS[2:])
    assert not found.damaged


def test_a_version_1_is_read_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b'{"journal":"align-bench","schema":1}\n{"move":"do"}\n{"broken\n')
    found = read_journal(path)
    assert found.records == ({"journal": "align-bench", "schema": 1, "n": 1}, {"move": "do", "n": 2})
    assert [str(damage) for damage in found.damaged] == ["line 3 is no record"]
    assert found.schema == 1


def test_a_newer_version_is_refused(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(encode_record({"n": 1, "journal": "align-bench", "schema": SCHEMA + 1}))
    with pytest.raises(InputError, match=f"version {SCHEMA + 1}"):
        read_journal(path)


def test_of_two_writers_neither_cuts_off_the_other(path: Path) -> None:
    first, second = filled(path), Journal(path)
    first.append({"first": 1})
    with pytest.raises(StorageError, match="another program writes"):
        second.append({"second": 1})
    first.append({"first": 2})
    first.restart([{"journal": 2}])
    with pytest.raises(StorageError, match="another program writes"):
        second.append({"second": 1})
    for journal in (first, second):
        journal.close()
    assert bare(read_journal(path).records) == ({"journal": 2},)


def test_a_journal_that_somebody_deletes_is_put_back(path: Path) -> None:
    journal = filled(path)
    shutil.rmtree(path.parent)
    journal.append({"new": True})
    journal.close()
    assert bare(read_journal(path).records) == (*RECORDS, {"new": True})


def test_a_deleted_journal_that_cannot_be_put_back_is_not_lost(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(path)
    journal.append({"a": 1})
    path.unlink()

    def full(*_: object, **__: object) -> None:
        raise StorageError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr("align_bench.storage.journal.write_content", full)
        with pytest.raises(StorageError):
            journal.append({"a": 2})
    journal.append({"a": 3})
    journal.close()
    assert [record["a"] for record in read_journal(path).records] == [1, 3]


def test_copies_never_take_the_place_of_one_another(path: Path, tmp_path: Path) -> None:
    filled(path).close()
    copies = [keep_copy(path, tmp_path / "kept", "journal") for _ in range(2)]
    assert [copy.name for copy in copies] == ["journal-0001.jsonl", "journal-0002.jsonl"]
    assert all(copy.read_bytes() == path.read_bytes() for copy in copies)


def test_damaged_lines_are_kept_apart(path: Path) -> None:
    filled(path).close()
    with path.open("ab") as stream:
        stream.write(b'{"broken\n[1]\n\xff\xfe\n' + b"[" * 100_000 + b"\n")
        stream.write(encode_record({"n": 9, "after": 1}))
    found = read_journal(path)
    assert bare(found.records) == (*RECORDS, {"after": 1})
    assert [damage.content for damage in found.damaged][:3] == [b'{"broken', b"[1]", b"\xff\xfe"]
    assert [damage.line for damage in found.damaged] == [5, 6, 7, 8]
    assert str(found.damaged[0]) == "line 5 is damaged"


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
    assert bare(read_journal(path).records) == (*RECORDS, {"new": True})


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
    assert bare(read_journal(path).records) == (*RECORDS, {"new": True})


def test_it_begins_anew_with_what_is_given(path: Path) -> None:
    journal = filled(path)
    journal.restart([{"journal": 2}])
    journal.append({"m": 1})
    journal.close()
    assert bare(read_journal(path).records) == ({"journal": 2}, {"m": 1})
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
    journal.append({"m": 1})
    journal.close()
    assert bare(read_journal(path).records)[-1] == {"m": 1}


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
    assert bare(read_journal(path).records) == ({"a": 1},)
