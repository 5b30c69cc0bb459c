"""Two threads for large texts; the kernels release Python's lock while they work."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

THREADS = 2
"""More bring little: the search goes row after row in one."""


def side_by_side(jobs: Sequence[Callable[[], T]], *, large: bool) -> list[T]:
    """What the jobs return, in their order; one after the other where they are small, or there is one processor."""
    if not large or os.cpu_count() == 1:
        return [job() for job in jobs]
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(lambda job: job(), jobs))
