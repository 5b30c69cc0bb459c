"""The interpreter while a screen is open: nothing is gone through twice, and what is freed is given back."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from align_bench.tui import pace

STATM = Path("/proc/self/statm")
GIVES_BACK = sys.platform == "linux" and hasattr(ctypes.CDLL(None), "malloc_trim")


@pytest.fixture(autouse=True)
def unfrozen() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.mark.parametrize(
    ("generation", "seconds", "is_kept"),
    [
        pytest.param(2, 0.02, True, id="long"),
        pytest.param(2, 0.001, False, id="short"),
        pytest.param(1, 0.02, False, id="of-what-is-new"),
    ],
)
def test_what_took_long_to_look_through_is_not_looked_through_again(
    monkeypatch: pytest.MonkeyPatch, generation: int, seconds: float, is_kept: bool
) -> None:
    monkeypatch.setattr(pace, "thread_time", iter([1.0, 1.0 + seconds]).__next__)
    looks, before = pace._Looks(), gc.get_freeze_count()
    looks("start", {"generation": generation})
    looks("stop", {"generation": generation})
    assert (gc.get_freeze_count() > before) is is_kept


@pytest.mark.skipif(not GIVES_BACK, reason="the allocator is another one")
def test_what_lies_freed_between_things_in_use_is_given_back() -> None:
    pieces = [os.urandom(2_000) for _ in range(40_000)]
    kept = pieces[::100]
    del pieces
    before = _resident()
    pace.give_back()
    assert before - _resident() > 40 << 20
    assert len(kept) == 400


def _resident() -> int:
    """Bytes."""
    return int(STATM.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
