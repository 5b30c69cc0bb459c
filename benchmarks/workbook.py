"""How long the workbook and the journal take: write, read, one status changed, rows moved, a whole save; an edit.

    python benchmarks/workbook.py [UNITS ...]        (1000 and 10000 by default)

The time is the process's own (CPU seconds), which other work on the machine disturbs least; for the
journal it is the time until the disk has the edit. Each figure is the median of the runs. A whole save is what the
screen does: journal, workbook, reading back and comparing each unit, journal. Memory is the most that the process took.
"""

from __future__ import annotations

import io
import random
import resource
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from align_bench.formats.workbook import read_workbook, update_workbook, write_workbook
from align_bench.model.edits import Stamp, edit_target, set_status
from align_bench.model.finding import Finding, Severity
from align_bench.model.records import edit_record
from align_bench.model.unit import Review, Status, Unit
from align_bench.storage.journal import Journal
from align_bench.storage.project import Project
from align_bench.workflow.reviewing import Session

RUNS = 3
EDITS = 1000
ZH_WORDS = (
    "会议鼓励通过具体能力建设项目进一步促进科学外交各成员国之间联系决定明年继续审议问题报告秘书处预算方案执行落实可持续发展目标"
    "合作机制国际组织大会决议强调重申呼吁支持加强技术援助信息交流经济社会环境安全"
)
EN_WORDS = """
    meeting encouraged specific capacity building projects further promotion science diplomacy ties among member States
    decided consider question next year report secretariat budget programme implementation sustainable development goals
    cooperation mechanism international organization assembly resolution stressed reaffirmed called upon support
    technical assistance information exchange economic social environmental security the of and to in for
    with by on its that
"""


def units(count: int) -> tuple[Unit, ...]:
    """Units of 100 Han characters and 36 words, in an order of their own: they pack no better than prose."""
    chance = random.Random(20260301)  # noqa: S311  texts for a measurement
    words = EN_WORDS.split()
    return tuple(
        Unit(
            f"{i:012x}",
            f"{i}. {''.join(chance.choices(ZH_WORDS, k=100))}",
            f"{i}. {' '.join(chance.choices(words, k=36))}",
            list(Status)[i % 6],
            label=str(i),
            confidence=chance.randrange(10_000) / 10_000,
        )
        for i in range(1, count + 1)
    )


def seconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        start = process_time()
        work()
        times.append(process_time() - start)
    return median(times)


def workbook(count: int, folder: Path) -> None:
    review = Review("benchmark", units(count))
    findings = [
        Finding(
            "number-mismatch", "figures", Severity.ERROR, "benchmark", unit.id, (), (), "5.2% is not in the English"
        )
        for unit in review.units[::20]
    ]
    project = Project(folder / str(count))
    project.reviews.mkdir(parents=True)
    path = project.workbook("benchmark")
    stream = io.BytesIO()
    write_workbook(review, findings, stream)
    path.write_bytes(stream.getvalue())
    one = review.with_units((replace(review.units[0], status=Status.FINAL), *review.units[1:]))
    fewer = review.with_units(review.units[:5] + review.units[6:])
    print(f"{count:>7} units  {path.stat().st_size / 1e6:5.1f} MB", end="")
    print(f"  write {seconds(lambda: write_workbook(review, findings, io.BytesIO())):6.2f} s", end="")
    print(f"  read {seconds(lambda: read_workbook(path)):6.2f} s", end="")
    print(f"  one status {seconds(lambda: update_workbook(path, one, None, io.BytesIO())):6.2f} s", end="")
    print(f"  a row less {seconds(lambda: update_workbook(path, fewer, findings, io.BytesIO())):6.2f} s", end="")
    print(f"  whole save {whole_save(project):6.2f} s", end="")
    print(f"  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10:6} MB")


def whole_save(project: Project) -> float:
    """Seconds for a save after one status has changed."""
    with Session.open(project, "benchmark", reviewer="Li", clock=lambda: datetime.now(UTC)) as session:
        times = []
        for unit in session.review.units[:RUNS]:
            other = Status.DRAFT if unit.status == Status.FINAL else Status.FINAL
            session.apply(set_status([unit], other, session.stamp()))
            start = process_time()
            session.save()
            times.append(process_time() - start)
    return median(times)


def journal(folder: Path) -> None:
    stamp = Stamp("Li", "2026-03-01T09:30:00+00:00")
    edits = [edit_target(unit, "Other", stamp) for unit in units(EDITS)]
    opened = Journal(folder / "journal.jsonl")
    times = []
    for edit in edits:
        start = perf_counter()
        opened.append(edit_record(edit))
        times.append((perf_counter() - start) * 1e6)
    opened.close()
    print(f"journal, {EDITS} edits: median {median(times):.0f} us, p99 {quantiles(times, n=100)[98]:.0f} us")


def main() -> None:
    with tempfile.TemporaryDirectory(dir=".") as folder:
        for count in map(int, sys.argv[1:] or ("1000", "10000")):
            workbook(count, Path(folder))
        journal(Path(folder))


if __name__ == "__main__":
    main()
