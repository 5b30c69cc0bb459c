"""What the program is called where it is not on the path."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

_NAME = "align-bench"


def program_name(folder: Path) -> str:
    """What to type in the folder to start the program that runs now: its name where a shell finds it by that.

    Otherwise its path, seen from the folder where that is shorter.
    """
    called = Path(sys.argv[0])
    if called.stem != _NAME or not called.is_file():
        return _NAME
    found = shutil.which(_NAME)
    if found and Path(found).resolve() == called.resolve():
        return _NAME
    # Links on the way are kept: an environment's program works only under its own path.
    whole = os.path.abspath(called)  # noqa: PTH100
    try:
        beside = os.path.relpath(whole, folder)
    except ValueError:  # another drive
        beside = whole
    return shlex.quote(min(whole, beside, key=len))
