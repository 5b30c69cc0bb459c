"""The aligners that are compared, and one run of one of them over a folder in a process of its own.

    python benchmarks/systems.py SYSTEM FOLDER OUT

aligns every NAME.zh.txt of FOLDER with NAME.en.txt and writes OUT/NAME.align. `run` starts this and measures the whole
process: start, reading, dictionary, aligning, and the programs it calls.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

from bench_data import GoldBitext, read_beads, read_folder

from align_bench.formats.beads import format_beads
from align_bench.model.bitext import Bead

Beads = tuple[Bead, ...]
Aligner = Callable[[Sequence[GoldBitext]], Iterator[Beads]]


def one_by_one(bitexts: Sequence[GoldBitext]) -> Iterator[Beads]:
    from align_bench.align.aligner import align_segments

    return (align_segments(bitext.source, bitext.target) for bitext in bitexts)


def shared_tables(bitexts: Sequence[GoldBitext]) -> Iterator[Beads]:
    from align_bench.align.together import align_together

    return align_together([(bitext.source, bitext.target) for bitext in bitexts])


def by_lengths(bitexts: Sequence[GoldBitext]) -> Iterator[Beads]:
    from baselines import gale_church

    return (gale_church(*_texts(bitext)) for bitext in bitexts)


def by_hunalign(bitexts: Sequence[GoldBitext]) -> Iterator[Beads]:
    from baselines import hunalign

    return (hunalign(*_texts(bitext)) for bitext in bitexts)


OURS = "align-bench"
SHARED = "align-bench, shared"
GALE_CHURCH = "Gale-Church (nltk)"
HUNALIGN = "hunalign"
SYSTEMS: dict[str, Aligner] = {
    OURS: one_by_one,
    SHARED: shared_tables,
    GALE_CHURCH: by_lengths,
    HUNALIGN: by_hunalign,
}


def _texts(bitext: GoldBitext) -> tuple[list[str], list[str]]:
    return [segment.text for segment in bitext.source], [segment.text for segment in bitext.target]


def why_not(system: str, bitexts: Sequence[GoldBitext]) -> str:
    """Why a system cannot align these; empty where it can."""
    from baselines import MOST_FOR_GALE_CHURCH

    longest = max(max(len(bitext.source), len(bitext.target)) for bitext in bitexts)
    if system == HUNALIGN and not shutil.which("hunalign"):
        return "not installed: no hunalign on PATH"
    if system == GALE_CHURCH and not find_spec("nltk"):
        return 'not installed: pip install "align-bench[benchmarks]"'
    if system == GALE_CHURCH and longest > MOST_FOR_GALE_CHURCH:
        return f"nltk takes {MOST_FOR_GALE_CHURCH} sentences a side at most"
    if system == SHARED and len(bitexts) == 1:
        return "one document alone"
    return ""


@dataclass(frozen=True)
class Run:
    """What one system found in a folder, and what its process used."""

    beads: tuple[Beads, ...]
    """For each gold of the folder, by name."""

    wall: float
    """Seconds."""

    cpu: float
    """Seconds of processor time, children included."""

    megabytes: float
    """The most resident memory, its own or a child's."""


def run(system: str, folder: Path) -> Run:
    """Raises CalledProcessError where the process fails."""
    with TemporaryDirectory() as out:
        used = measure([sys.executable, __file__, system, str(folder), out])
        return Run(tuple(read_beads(path) for path in sorted(Path(out).glob("*.align"))), *used)


def measure(command: Sequence[str], limit: float = 3600) -> tuple[float, float, float]:
    """Wall and processor seconds and peak megabytes of a command; it is ended after `limit` seconds."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    watch = Timer(limit, process.kill)
    watch.start()
    _, status, used = os.wait4(process.pid, 0)
    watch.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    system, folder, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    bitexts = read_folder(folder)
    for bitext, beads in zip(bitexts, SYSTEMS[system](bitexts), strict=True):
        (out / f"{bitext.name.rpartition('/')[2]}.align").write_text(format_beads(beads), encoding="utf-8")


if __name__ == "__main__":
    main()
