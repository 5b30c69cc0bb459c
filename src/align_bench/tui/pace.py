"""How the interpreter shares the machine out while a screen is open. It holds for the whole process."""

from __future__ import annotations

import gc
import sys
from time import thread_time

# So many new objects are looked through whoever works: those of some hundred pages, or of seconds of checks. With
# Python's 700, or with 10,000, a look comes with every tenth key, and goes up to 50 milliseconds through what is learnt
# of 100,000 units. Little is given up in cycles.
_OBJECTS = (200_000, 1, 1)

# Fewer new objects are not worth a look when nobody types.
_WORTH = 2_000

# A look through everything that takes so many seconds is the last one at all that it leaves.
_LONG = 0.005

# Seconds that work in the background may keep the screen waiting, each time that it has waited for a key or a timer:
# Python's 5 milliseconds come up to ten times for a key.
_TURN = 0.0005


class _Looks:
    """The collector's looks through everything: nothing is gone through twice that takes long to go through."""

    def __init__(self) -> None:
        self._begun = 0.0

    def __call__(self, phase: str, info: dict[str, int]) -> None:
        if info["generation"] < len(_OBJECTS) - 1:
            return
        if phase == "start":
            self._begun = thread_time()
        elif thread_time() - self._begun > _LONG:
            gc.freeze()


_looks = _Looks()


def set_pace() -> None:
    """Let the screen answer at once while checks run and workbooks are read."""
    gc.set_threshold(*_OBJECTS)
    sys.setswitchinterval(_TURN)
    # What is loaded before the first frame stays.
    gc.freeze()
    if _looks not in gc.callbacks:
        gc.callbacks.append(_looks)


def tidy() -> None:
    """Look for what is given up in cycles, at a time when nobody waits for the screen."""
    if gc.get_count()[0] > _WORTH:
        gc.collect()


def give_back() -> None:
    """Hand back to the system what was freed: the GNU allocator keeps what lies between things in use.

    Behind the reading of 100,000 units that is a hundred megabytes. Other threads run meanwhile.
    """
    import ctypes

    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:
        trim(0)
