"""The map of the package, and of each folder in it, names every module."""

from __future__ import annotations

from types import ModuleType

import pytest

from align_bench import align
from maps import folders, named_and_there


@pytest.mark.parametrize("package", [align, *folders(align)], ids=lambda package: str(package.__name__))
def test_every_module_stands_in_the_map(package: ModuleType) -> None:
    named, there = named_and_there(package)
    assert named == there
