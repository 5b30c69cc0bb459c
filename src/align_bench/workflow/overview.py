"""How far each document of a project is, as fast as a list needs it: known figures are kept until a file changes.

Owns the figures and their cache, a file that may be deleted at any time. What is not known is read from workbook and
journal, one document at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from align_bench.errors import AlignBenchError, StorageError
from align_bench.model.task import Task
from align_bench.model.unit import Review
from align_bench.storage.atomic import write_content
from align_bench.storage.links import refuse_outside
from align_bench.storage.project import Project
from align_bench.text.scripts import han_count, word_count

# Of the cache: raised when a figure is added or means something else.
_SCHEMA = 1

Stamp = tuple[int, ...]
"""Times and sizes of workbook and journal."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How far a document is."""

    units: int = 0
    done: int = 0
    words: int = 0
    """Of the English."""

    characters: int = 0
    """Of the Chinese."""

    findings: int | None = None
    """As they were last saved; None where that is not known."""

    reviewer: str = ""
    """Who changed a unit last."""

    changed: str = ""
    """When that was, in ISO 8601."""

    note: str = ""
    """In place of figures: not aligned yet, unreadable and why."""

    @property
    def left(self) -> int:
        return self.units - self.done


class Overview:
    """The figures of all documents; nothing is locked, and nothing but the cache is written."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._path = project.private / "cache" / "overview.json"
        self._kept = _read(self._path)
        self._is_changed = False

    def known(self, names: Iterable[str]) -> dict[str, Figures]:
        """What is known without reading a workbook."""
        found = {}
        for name in names:
            kept = self._kept.get(name)
            if kept is not None and kept[0] == _stamp(self._project, name):
                found[name] = kept[1]
        return found

    def read(self, name: str, task: Task | None = None) -> Figures:
        """The figures of a document as it is now, edits that are not in the workbook yet included."""
        stamp = _stamp(self._project, name)
        figures = read_figures(self._project, name, task)
        if not figures.note:
            self._kept[name] = (stamp, figures)
            self._is_changed = True
        return figures

    def save(self, names: Iterable[str]) -> None:
        """Keep what was read, of these documents; where that cannot be written, it is read again the next time."""
        there = set(names)
        if not self._is_changed:
            return
        entries = {
            name: [list(stamp), asdict(figures)] for name, (stamp, figures) in self._kept.items() if name in there
        }
        content = json.dumps({"schema": _SCHEMA, "documents": entries}, ensure_ascii=True).encode()

        with suppress(StorageError):
            refuse_outside(self._path)
            write_content(self._path, content)
            self._is_changed = False


def read_figures(project: Project, name: str, task: Task | None = None) -> Figures:
    """From workbook and journal."""
    from align_bench.workflow.workbooks import current_review

    if not project.workbook(name).is_file():
        return Figures(note="not aligned yet")
    try:
        review = current_review(project, name, task=task)
    except AlignBenchError as error:
        return Figures(note=error.message)
    return _figures(review, _saved_findings(project.workbook(name)))


def _figures(review: Review, findings: int | None) -> Figures:
    last = max(review.units, key=lambda unit: unit.updated, default=None)
    return Figures(
        units=len(review.units),
        done=sum(not unit.status.is_open for unit in review.units),
        words=sum(word_count(unit.target) for unit in review.units),
        characters=sum(han_count(unit.source) for unit in review.units),
        findings=findings,
        reviewer=last.reviewer if last is not None else "",
        changed=last.updated if last is not None else "",
    )


def _saved_findings(workbook: Path) -> int | None:
    """How many findings were saved with a workbook; None where there is no such sheet. Checking anew takes too long."""
    from align_bench.formats.workbook.grid import GridError, read_grid

    try:
        rows = read_grid(workbook.read_bytes(), "Findings")
    except (OSError, AlignBenchError, GridError):
        return None
    return sum(any(cell not in (None, "") for cell in row) for row in rows[1:]) if rows else None


def _stamp(project: Project, name: str) -> Stamp:
    found: list[int] = []
    for path in (project.reviews / f"{name}.xlsx", project.private / "journal" / f"{name}.jsonl"):
        try:
            status = path.stat()
        except OSError:
            found += (0, 0)
        else:
            found += (status.st_mtime_ns, status.st_size)
    return tuple(found)


def _read(path: Path) -> dict[str, tuple[Stamp, Figures]]:
    """What is kept; a file that is damaged or of another version holds nothing."""
    try:
        content = json.loads(path.read_bytes())
        if content["schema"] != _SCHEMA:
            return {}
        return {name: (tuple(stamp), _checked(entry)) for name, (stamp, entry) in content["documents"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _checked(entry: Mapping[str, Any]) -> Figures:
    for each in fields(Figures):
        value = entry[each.name]
        wanted = str if each.name in {"reviewer", "changed", "note"} else int
        if not isinstance(value, wanted) and not (each.name == "findings" and value is None):
            raise TypeError(each.name)
    return Figures(**entry)
