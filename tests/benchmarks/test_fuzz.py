"""A slice of the fuzz run, and that the run would find a defect."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from fuzz import changed, fuzz
from fuzz_readers import Reader, readers

from align_bench.errors import InputError


def test_no_reader_crashes_at_what_is_damaged(tmp_path: Path) -> None:
    tallies = fuzz(3000, 20260301, tmp_path)
    assert {name: tally.defects for name, tally in tallies.items() if tally.defects} == {}
    # Some inputs are refused and some are still read: the run reaches what lies behind the first check.
    assert all(tally.read for tally in tallies.values())
    assert sum(tally.refused for tally in tallies.values()) > 1000


def test_every_file_that_is_not_damaged_is_read(tmp_path: Path) -> None:
    for reader in readers(tmp_path):
        for content in reader.seeds:
            path = tmp_path / reader.file
            path.write_bytes(content)
            reader.read(path)


def test_the_same_seed_changes_a_file_the_same_way() -> None:
    first, second = (changed(b"one two three", random.Random(7), [b"other"]) for _ in range(2))
    assert first == second != b"one two three"


@pytest.mark.parametrize(("error", "defects"), [
    pytest.param(InputError("no"), 0, id="an-error-of-ours"),
    pytest.param(ValueError("oh"), 1, id="any-other"),
])  # fmt: skip
def test_an_error_that_is_not_ours_is_a_defect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, defects: int
) -> None:
    def read(_: Path) -> None:
        raise error

    monkeypatch.setattr("fuzz.readers", lambda _: [Reader("broken", [b"text"], read)])
    tally = fuzz(10, 1, tmp_path, keep=tmp_path / "kept")["broken"]
    assert (tally.inputs, tally.read, len(tally.defects)) == (10, 0, defects)
    assert (tmp_path / "kept").is_dir() == bool(defects)
