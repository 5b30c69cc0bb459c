"""Reports of crashes, in the folder that the system has for such files: what happened, and never to what text.

Owns what is in a report: versions, the command's name, the names of exceptions, and file, line and function of each
frame. Messages, arguments, values and lines of documents stay out: any of them may hold a text.
"""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType

from align_bench import __version__

KEPT = 20
"""So many reports stay; the oldest go first."""

_PACKAGE = Path(__file__).parent.parent.parent


def report_folder() -> Path:
    """Where reports are; the folder need not be there yet."""
    from platformdirs import user_state_path

    return user_state_path("align-bench", appauthor=False) / "crashes"


def write_crash_report(error: BaseException, command: str, time: datetime) -> Path | None:
    """Write a report; where it is, None where it cannot be written. `command` is the name alone, without arguments."""
    try:
        folder = report_folder()
        folder.mkdir(parents=True, exist_ok=True)
        path = _free(folder, time)
        path.write_text(crash_report(error, command, time), encoding="utf-8")
        _sweep(folder)
    except OSError:
        return None
    return path


def crash_report(error: BaseException, command: str, time: datetime) -> str:
    """The report as text."""
    lines = [
        f"align-bench {__version__}",
        f"command: {command or 'none'}",
        f"time: {time.isoformat(timespec='seconds')}",
        f"Python {platform.python_version()} on {platform.system()} {platform.release()} {platform.machine()}",
        "This report holds no text of a document, no message and no file name of yours.",
    ]
    for cause, each in _chain(error):
        lines += ["", f"{cause}{_kind(each)}", *_frames(each.__traceback__)]
    return "".join(f"{line}\n" for line in lines)


def place_of(error: BaseException) -> str:
    """Where our own code was last: `align_bench/checks/form.py:120`."""
    frames = [frame for frame in _frames(error.__traceback__) if frame.strip().startswith("align_bench/")]
    return frames[-1].split()[0] if frames else ""


def _chain(error: BaseException) -> Iterator[tuple[str, BaseException]]:
    """The exception and what it came from."""
    seen: set[int] = set()
    each: BaseException | None = error
    cause = ""
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        yield cause, each
        each, cause = each.__cause__ or (None if each.__suppress_context__ else each.__context__), "came from: "


def _kind(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    number = error.errno if isinstance(error, OSError) else None
    return f"{kind} (errno {number})" if isinstance(number, int) else kind


def _frames(trace: TracebackType | None) -> list[str]:
    found = []
    for frame, line in traceback.walk_tb(trace):
        code = frame.f_code
        found.append(f"  {_shown(code.co_filename)}:{line} {code.co_name}")
    return found


def _shown(filename: str) -> str:
    """A file of ours or of a library by its place in its package; of another the last part, which names no user."""
    path = Path(filename)
    for folder in (_PACKAGE, *map(Path, sys.path)):
        with suppress(ValueError):
            if folder.name:
                return path.relative_to(folder).as_posix()
    return path.name


def _free(folder: Path, time: datetime) -> Path:
    stem = f"{time:%Y-%m-%dT%H%M%S}"
    names = (folder / f"{stem}{f'-{number}' if number else ''}.txt" for number in range(10_000))
    return next(path for path in names if not path.exists())


def _sweep(folder: Path) -> None:
    for old in sorted(folder.glob("*.txt"))[:-KEPT]:
        old.unlink(missing_ok=True)
