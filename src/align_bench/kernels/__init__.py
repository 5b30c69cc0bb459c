"""Compiled kernels: the innermost loops of alignment and of the checks, beside the Python that defines what they do.

Every `.pyx` file here becomes a module when the package is built (`hatch_build.py`). Where that was not possible, the
Python and numpy code does the same work more slowly. Nothing is loaded before somebody asks for it.
"""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

SWITCH = "ALIGN_BENCH_KERNELS"
"""The environment variable that turns the kernels off where it is `off`: to compare, and to find a fault."""

NOT_COMPILED = "not compiled"

_COMPILED = (".so", ".pyd")
_FOLDER = Path(__file__).parent


def kernel(name: str) -> ModuleType | None:
    """The compiled module of this name; None where the Python and numpy code has to do."""
    if switched_off():
        return None
    found = _loaded(name)
    return found if isinstance(found, ModuleType) else None


@cache
def lasting(name: str) -> ModuleType | None:
    """As `kernel`, for what is called for every text: asked once, since the switch takes longer than a short text."""
    return kernel(name)


def switched_off() -> bool:
    return os.environ.get(SWITCH) == "off"


def faults() -> dict[str, str]:
    """The kernels that are there as source or compiled, each with why it cannot be used: "" where it can."""
    files = (path for path in _FOLDER.iterdir() if path.suffix in {".pyx", *_COMPILED})
    found = {name: _loaded(name) for name in sorted({path.name.partition(".")[0] for path in files})}
    return {name: "" if isinstance(reason, ModuleType) else reason for name, reason in found.items()}


@cache
def _loaded(name: str) -> ModuleType | str:
    """The module, or why there is none."""
    path = f"{__name__}.{name}"
    try:
        module = import_module(path)
    except ModuleNotFoundError as error:
        return NOT_COMPILED if error.name == path else str(error)
    except ImportError as error:
        return str(error)
    return "older than its source" if _outdated(name, module) else module


def _outdated(name: str, module: ModuleType) -> bool:
    """In a checkout, whether the source has changed since it was compiled: then it may be another function by now."""
    source = _FOLDER / f"{name}.pyx"
    return source.exists() and source.stat().st_mtime > Path(str(module.__file__)).stat().st_mtime
