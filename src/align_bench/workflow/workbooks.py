"""Review workbooks as the commands use them: made once, and read with what the journal holds beyond them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from align_bench.errors import AlignBenchError, InputError, StorageError
from align_bench.formats.workbook import check_units, read_workbook, write_workbook
from align_bench.model.finding import Finding
from align_bench.model.task import Task
from align_bench.model.unit import Review
from align_bench.storage.atomic import make_folder, write_atomically
from align_bench.storage.project import Project


def write_new_workbook(path: Path, review: Review, findings: Sequence[Finding]) -> None:
    """Write a workbook, and read it back before it takes its place."""

    def verify(written: Path) -> None:
        if read_workbook(written, name=review.name) != review:
            raise StorageError(
                f"{path}: the workbook does not read back as it was written", hint="nothing was changed; report this"
            )

    check_units(review.units, str(path))
    make_folder(path.parent)
    write_atomically(path, lambda stream: write_workbook(review, findings, stream), verify=verify)


Tell = Callable[[str, str], None]
"""Takes the name of a document, and what is not as it was left in its workbook or journal."""


def project_reviews(project: Project, tell: Tell | None = None) -> dict[str, Review]:
    """The reviews of all documents that have a workbook, as they are now, by name and in the order of the names."""
    names = (name for name in project.names() if project.workbook(name).is_file())
    return {name: current_review(project, name, tell) for name in names}


def readable_reviews(project: Project, *, but: str = "", task: Task | None = None) -> dict[str, Review]:
    """The same without one of them, and without those that cannot be read: that is told where they are opened."""
    task = task or Task()
    names = [name for name in project.names() if name != but]
    reviews = {}
    for name in task.over(names, "reading the documents", len(names)):
        with suppress(AlignBenchError):
            if project.workbook(name).is_file():
                reviews[name] = current_review(project, name, task=task.within())
    return reviews


def current_review(project: Project, name: str, tell: Tell | None = None, *, task: Task | None = None) -> Review:
    """The review as it is now, edits that are not in the workbook yet included; nothing is locked or written."""
    from align_bench.workflow.reviewing import Session

    if not project.workbook(name).is_file():
        raise InputError(f"{project.workbook(name)}: there is no workbook yet", hint="`align-bench align` makes it")
    with Session.open(
        project, name, reviewer="", clock=lambda: datetime.now(UTC), read_only=True, task=task
    ) as session:
        if tell is not None:
            for loss in session.losses:
                tell(name, loss)
        return session.review
