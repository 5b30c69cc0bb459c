"""How the interpreter shares the machine out while a screen is open. It holds for the whole process."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import thread_time

# Fewer new objects are not worth a look for cycles.
_WORTH = 2_000

# A look through everything that takes so many seconds is the last one at all that it leaves.
_LONG = 0.005

# Seconds that work in the background may keep the screen waiting, each time that it has waited for a key or a timer:
# Python's 5 milliseconds come up to ten times for a key.
_TURN = 0.0005


@contextmanager
def paced() -> Iterator[None]:
    """Let the screen answer at once while checks run and workbooks are read.

    Cycles are not looked for but by `tidy`: by itself that comes in the middle of keys, and goes up to 200 milliseconds
    through what is learnt of 100,000 units. Little is given up in cycles.
    """
    turn = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    gc.disable()
    # What is loaded before the first frame stays.
    gc.freeze()
    try:
        yield
    finally:
        gc.enable()
        sys.setswitchinterval(turn)


def tidy() -> None:
    """Look for what is given up in cycles, at a time when nobody waits for the screen.

    Nothing is gone through twice that takes long to go through.
    """
    if gc.get_count()[0] > _WORTH:
        begun = thread_time()
        gc.collect()
        if thread_time() - begun > _LONG:
            gc.freeze()


def give_back() -> None:
    """Hand back to the system what was freed: the GNU allocator keeps what lies between things in use.

    Behind the reading of 100,000 units that is a hundred megabytes. Other threads run meanwhile.
    """
    import ctypes

    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:
        trim(0)
