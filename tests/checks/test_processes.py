"""Functions called in other processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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
