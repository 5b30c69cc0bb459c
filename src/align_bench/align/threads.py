"""Two threads for large texts; the kernels release Python's lock while they work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

THREADS = 2
"""More bring little: the search goes row after row in one."""


def side_by_side(jobs: Sequence[Callable[[], T]], *, large: bool) -> list[T]:
    """What the jobs return, in their order; small ones are not worth the start of a thread."""
    if not large:
        return [job() for job in jobs]
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(lambda job: job(), jobs))
