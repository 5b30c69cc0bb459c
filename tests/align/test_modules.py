"""The map of the package names every module once."""

from __future__ import annotations

import re
from pkgutil import iter_modules

from align_bench import align


def test_every_module_stands_in_the_map() -> None:
    assert align.__doc__ is not None
    named = re.findall(r"`(\w+)`", align.__doc__)
    assert sorted(named) == sorted(module.name for module in iter_modules(align.__path__))
