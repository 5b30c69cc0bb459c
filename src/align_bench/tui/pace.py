"""How the interpreter shares the machine out while a screen is open. It holds for the whole process."""

from __future__ import annotations

import gc
import sys

# A page that is painted makes some thousand short-lived objects: with Python's 700, a tenth of its time goes to looking
# through them; with this, a fortieth (measured at 1,000 units, 140 x 40 cells).
_OBJECTS = 20_000

# Seconds that work in the background may keep the screen waiting, each time that it has waited for a key or a timer:
# Python's 5 milliseconds come up to ten times for a key.
_TURN = 0.0005


def set_pace() -> None:
    """Let the screen answer at once while checks run and workbooks are read."""
    gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])
    sys.setswitchinterval(_TURN)
