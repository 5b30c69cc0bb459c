"""The map of each folder, names every module."""

from __future__ import annotations

from types import ModuleType

import pytest

from align_bench import terms
from maps import folders, named_and_there


@pytest.mark.parametrize("package", folders(terms), ids=lambda package: str(package.__name__))
def test_every_module_stands_in_the_map(package: ModuleType) -> None:
    named, there = named_and_there(package)
    assert named == there
