"""The Python that defines what the kernels do, for tests that hold both together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from align_bench.kernels import SWITCH, lasting


@contextmanager
def without_kernels() -> Iterator[None]:
    """Within, no kernel is used."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SWITCH, "off")
        lasting.cache_clear()
        yield
    lasting.cache_clear()
