"""The map of the package, and of each folder in it, names every module once."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import pytest

from align_bench import align

FOLDERS = [import_module(f"align_bench.align.{module.name}") for module in iter_modules(align.__path__) if module.ispkg]


@pytest.mark.parametrize("package", [align, *FOLDERS], ids=lambda package: str(package.__name__))
def test_every_module_stands_in_the_map(package: ModuleType) -> None:
    assert package.__doc__ is not None
    named = re.findall(r"`(\w+)`", package.__doc__)
    assert sorted(named) == sorted(module.name for module in iter_modules(package.__path__))
