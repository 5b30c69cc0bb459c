"""The docstring of a package as the map of its modules."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def folders(package: ModuleType) -> list[ModuleType]:
    """The packages in a package."""
    return [
        import_module(f"{package.__name__}.{module.name}") for module in iter_modules(package.__path__) if module.ispkg
    ]


def named_and_there(package: ModuleType) -> tuple[list[str], list[str]]:
    """The modules that the docstring names, and those that there are; the same where the map is true."""
    named = set(re.findall(r"`(\w+)`", package.__doc__ or ""))
    return sorted(named), sorted(module.name for module in iter_modules(package.__path__))
