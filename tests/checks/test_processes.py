"""Functions called in other processes."""

from __future__ import annotations

import multiprocessing
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from threading import Timer

import pytest

from align_bench.checks import run_checks
from align_bench.checks.processes import Method, begun, received
from align_bench.errors import AlignBenchError
from align_bench.model.task import Stopped, Task
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review, Unit

# In a process of its own: the first that is begun anywhere differs from all others.
_BESIDE_A_SCREEN = """
import sys
from functools import partial

from align_bench.checks.processes import begun, received


class Screen:
    def fileno(self):
        return -1


if __name__ == "__main__":
    sys.stderr = Screen()
    with begun([partial(pow, 2, 10)], "spawn") as connections:
        print(*map(received, connections), type(sys.stderr).__name__)
"""


def test_processes_begin_while_a_screen_stands_where_errors_are_told(tmp_path: Path) -> None:
    script = tmp_path / "beside_a_screen.py"
    script.write_text(_BESIDE_A_SCREEN, "utf-8")
    run = subprocess.run([sys.executable, script], capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert (run.stdout, run.stderr) == ("1024 Screen\n", "")


def test_a_process_that_is_ended_from_outside_is_told() -> None:
    with (
        begun([partial(signal.raise_signal, signal.SIGTERM)], "spawn") as connections,
        pytest.raises(AlignBenchError, match="ended from outside") as caught,
    ):
        list(map(received, connections))
    assert "memory" in caught.value.hint


# Two processes that would sleep for long, and their numbers; the first one waits for what they find.
_SLEEPING = """
import multiprocessing
import sys
import time
from functools import partial

from align_bench.checks.processes import begun, received
from align_bench.model.task import Task


if __name__ == "__main__":
    calls = [partial(time.sleep, 600)] * 2
    with begun(calls, sys.argv[1]) as connections:
        print(*(process.pid for process in multiprocessing.active_children()), flush=True)
        received(connections[0], Task())
"""


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_no_process_outlives_the_first_one(tmp_path: Path, method: str, sign: signal.Signals) -> None:
    script = tmp_path / "sleeping.py"
    script.write_text(_SLEEPING, "utf-8")
    command = [sys.executable, str(script), method]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as first:
        assert first.stdout is not None
        others = [int(number) for number in first.stdout.readline().split()]
        assert len(others) == 2
        first.send_signal(sign)
        first.communicate(timeout=60)
        assert first.returncode != 0
    assert gone(others)


def gone(processes: Sequence[int], patience: float = 30) -> bool:
    """Whether processes end, within so many seconds on a busy machine."""
    end = time.monotonic() + patience
    while any(map(is_running, processes)):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    # Nobody asked yet how it ended.
    return state != "Z"


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_who_stops_waiting_ends_the_processes(method: Method) -> None:
    task = Task()
    timer = Timer(0.3, task.stop)
    timer.start()
    with begun([partial(time.sleep, 600)], method) as connections:
        (process,) = (each.pid for each in multiprocessing.active_children())
        with pytest.raises(Stopped):
            received(connections[0], task)
    assert process is not None
    assert not is_running(process)


def test_checks_that_are_stopped_leave_no_process() -> None:
    units = tuple(Unit(f"u{n}", f"{n}. 会议决定继续审议。", f"{n}. The meeting went on.") for n in range(600))
    task = _StoppedWhere("pair by pair", 200)
    with pytest.raises(Stopped):
        run_checks([Review("d", units)], Termbase(), processes=3, task=task)
    assert not multiprocessing.active_children()


class _StoppedWhere(Task):
    """Stopped when so many steps of a part are done."""

    def __init__(self, part: str, done: int) -> None:
        super().__init__()
        self._where = part, done

    def heed(self) -> None:
        if self.part == self._where[0] and self.done >= self._where[1]:
            self.stop()
        super().heed()
