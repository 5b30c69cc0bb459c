"""Edits of an open review: each is on disk before it counts, and can be undone.

Owns the live state and the order of the steps: an edit is appended to the journal and fsynced, then the state changes.
Knows the workbook by its name only: when that is written, and what others make of it, is `reviewing`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Lock

from align_bench.errors import LockedError
from align_bench.formats.workbook import check_units
from align_bench.model.edits import Edit, Stamp, apply
from align_bench.model.task import Task
from align_bench.model.unit import Review
from align_bench.storage.journal import Journal
from align_bench.storage.project import Project
from align_bench.workflow.records import Move, move_record
from align_bench.workflow.recovery import History
from align_bench.workflow.waiving import following


class Editing:
    """The live state of one document, and what is done to it; read-only where it has no journal."""

    def __init__(
        self, project: Project, name: str, *, reviewer: str, clock: Callable[[], datetime], holder: str
    ) -> None:
        self.name = name
        self.reviewer = reviewer
        self.holder = holder
        """Who has the project open for writing, where this session has not; empty where nobody has."""

        self.unsaved = 0
        """Edits that the workbook does not hold."""

        self._project = project
        self._clock = clock
        self._path = project.workbook(name)
        self._journal: Journal | None = None
        self._turn = Lock()
        """Of who changes the state, or says in the journal which one it is."""

        self._history = History()

    @property
    def review(self) -> Review:
        """The live state: the saved workbook and every edit since."""
        return self._history.review

    @property
    def undo_action(self) -> str | None:
        """The action that `undo` would take back."""
        return self._history.done[-1].action if self._history.done else None

    @property
    def redo_action(self) -> str | None:
        return self._history.undone[-1].action if self._history.undone else None

    @property
    def undo_count(self) -> int:
        """How many pairs `undo` would change."""
        return _count(self._history.done)

    @property
    def redo_count(self) -> int:
        return _count(self._history.undone)

    @property
    def next_record(self) -> int:
        """The number that the next record of the journal gets; 0 where this session writes none."""
        return 0 if self._journal is None else self._journal.next_number

    def stamp(self) -> Stamp:
        return Stamp(self.reviewer, self._clock().isoformat(timespec="seconds"))

    def apply(self, edit: Edit, task: Task | None = None) -> None:
        """Make an edit: on disk first, then here. After any error, or stopped, the state is what it was."""
        if edit.changes:
            self._make(edit, "do", task or Task())

    def undo(self, task: Task | None = None) -> Edit | None:
        """Take back the last edit; returns the edit that was made to do so, None where there is nothing to undo."""
        if not self._history.done:
            return None
        edit = self._history.done[-1].inverse()
        self._make(edit, "undo", task or Task())
        return edit

    def redo(self, task: Task | None = None) -> Edit | None:
        """Make the edit again that was undone last; returns it, None where there is nothing to redo."""
        if not self._history.undone:
            return None
        edit = self._history.undone[-1]
        self._make(edit, "redo", task or Task())
        return edit

    def _make(self, edit: Edit, move: Move, task: Task) -> None:
        with self._turn:
            journal = self._writable()
            review = apply(edit, self.review)
            changes = task.over(edit.changes, "whether cells can hold them", len(edit.changes))
            check_units((unit for change in changes for unit in change.after), self._path.name)
            record = move_record(edit, move, self.stamp())
            # From here on it is made.
            task.begin("the journal")
            with following(self._project, edit):
                journal.append(record)
            self._history.make(edit, move, review)
            self.unsaved += 1

    def _writable(self) -> Journal:
        if self._journal is None:
            raise LockedError(
                f"{self.name}: is open read-only" + (f"; {self.holder} is writing" if self.holder else ""),
                hint="close it and open it for writing",
            )
        return self._journal


def _count(edits: Sequence[Edit]) -> int:
    """How many pairs the last one changes."""
    return sum(len(change.before) for change in edits[-1].changes) if edits else 0
