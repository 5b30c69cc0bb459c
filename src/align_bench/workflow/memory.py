"""The memory of a project: what is translated in its workbooks, and the TMX files of its folder `memory/`.

Owns which units are remembered; how they are searched is `memory`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from align_bench.formats.tmx_memory import read_memory
from align_bench.model.memory import MemoryEntry
from align_bench.model.task import Task
from align_bench.model.unit import Review, Status, Unit
from align_bench.storage.project import Project

REVIEWED = (Status.REVIEWED, Status.FINAL)
"""What is good enough to be proposed again."""


def review_entries(reviews: Iterable[Review], statuses: Collection[Status] = tuple(Status)) -> Iterator[MemoryEntry]:
    """The units that have both sides and one of the statuses, in the order of the reviews."""
    for review in reviews:
        for unit in review.units:
            if unit.source and unit.target and unit.status in statuses:
                yield unit_entry(unit, review.name)


def unit_entry(unit: Unit, document: str) -> MemoryEntry:
    """A unit with both sides as it is remembered."""
    return MemoryEntry(
        source=unit.source,
        target=unit.target,
        origin=document,
        unit=unit.id,
        label=unit.label or unit.paragraph,
        updated=unit.updated,
        reviewer=unit.reviewer,
    )


def memory_files(project: Project) -> tuple[Path, ...]:
    """The memories of the project, sorted by name."""
    folder = project.memories
    if not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.iterdir() if path.suffix.lower() == ".tmx" and path.is_file()))


def project_entries(
    project: Project,
    reviews: Mapping[str, Review],
    statuses: Collection[Status] = tuple(Status),
    *,
    task: Task | None = None,
) -> Iterator[MemoryEntry]:
    """The units of the reviews, then the entries of the memories; InputError for a memory that cannot be read."""
    task = task or Task()
    yield from task.over(review_entries(reviews.values(), statuses), "reading the pairs")
    for path in memory_files(project):
        yield from read_memory(path, task)
