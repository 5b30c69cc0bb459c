"""A review session: the live state of one document, every edit on disk before it counts, undo, checkpoints.

Owns the order of the steps that make edits survive anything:

- an edit is appended to the journal and fsynced, then the state changes;
- an edit and the note of a checkpoint take turns, so that every edit is either in the state that is noted or behind it;
- a checkpoint first notes in the journal which state it is about to save, then replaces the workbook, then notes
  that it did. Wherever this is cut off, the workbook's state is one that the journal names, and what stands behind
  that place is replayed at the next opening;
- a workbook that somebody else has changed is never overwritten: their state is read, our edits are put onto it,
  and both are noted in one line of the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import BinaryIO, Self

from align_bench.errors import InputError, LockedError, StorageError
from align_bench.formats.workbook import check_units, read_workbook, update_workbook
from align_bench.model.edits import Edit, Stamp, apply
from align_bench.model.finding import Finding
from align_bench.model.records import review_digest
from align_bench.model.task import Task
from align_bench.model.unit import Review
from align_bench.storage.atomic import storage_error, sweep, write_atomically
from align_bench.storage.journal import Journal, read_journal
from align_bench.storage.lock import ProjectLock, current_holder
from align_bench.storage.project import Project
from align_bench.storage.stamps import FileStamp, content_hash
from align_bench.workflow.opening import (
    Trail,
    keep_unfit,
    losses,
    lost_workbook,
    note_base,
    notices,
    open_journal,
    read_trail,
)
from align_bench.workflow.records import Move, checkpoint_record, move_record, saved_record
from align_bench.workflow.recovery import History
from align_bench.workflow.verifying import compare_units
from align_bench.workflow.waiving import following
from align_bench.workflow.watched import WatchedWorkbook


class Session:
    """One document open for review. Opened with `open`, used as a context manager.

    `close` never loses anything: what is not in the workbook is in the journal.
    """

    def __init__(
        self,
        project: Project,
        name: str,
        *,
        reviewer: str,
        clock: Callable[[], datetime],
        lock: ProjectLock | None,
        holder: str,
        task: Task | None = None,
    ) -> None:
        self.name = name
        self.reviewer = reviewer
        self.holder = holder
        """Who has the project open for writing, where this session has not; empty where nobody has."""

        self.notices: tuple[str, ...] = ()
        """What the user should be told about the opening."""

        self.losses: tuple[str, ...] = ()
        """What of it whoever uses the review should know, as what is in it is not all that was done."""

        self.saved_at: datetime | None = None
        self.recovered = 0
        """Edits that the workbook did not hold at the opening."""

        self.unsaved = 0
        self.conflicts: tuple[Edit, ...] = ()
        """Edits that no longer fit what somebody else has made of the workbook: kept, and to be decided on."""

        self._project = project
        self._clock = clock
        self._lock = lock
        self._path = project.workbook(name)
        self._journal: Journal | None = None
        self._turn = Lock()
        self._file = WatchedWorkbook(self._path, name)
        self._history = History()
        self._saved: Review | None = None
        self._load(task or Task())

    @classmethod
    def open(
        cls,
        project: Project,
        name: str,
        *,
        reviewer: str,
        clock: Callable[[], datetime],
        read_only: bool = False,
        task: Task | None = None,
    ) -> Self:
        """Open a document's workbook and bring back what its journal holds.

        Raises LockedError where somebody else is writing in the project, unless `read_only`. Where the task is
        stopped, nothing is open.
        """
        try:
            return cls._opened(project, name, reviewer=reviewer, clock=clock, read_only=read_only, task=task)
        except OSError as error:
            raise storage_error(project.workbook(name), error, "opened") from error

    @classmethod
    def _opened(
        cls,
        project: Project,
        name: str,
        *,
        reviewer: str,
        clock: Callable[[], datetime],
        read_only: bool,
        task: Task | None,
    ) -> Self:
        path = project.workbook(name)
        if not path.is_file():
            raise lost_workbook(project, name) or InputError(
                f"{path}: there is no review workbook of {name!r}",
                hint="`align-bench align` makes it from the documents",
            )
        lock, holder = None, ""
        if read_only:
            holder = str(current_holder(project.private) or "")
        else:
            time = clock().isoformat(timespec="seconds")
            lock = ProjectLock(project.private, name=reviewer, time=time)
        try:
            return cls(project, name, reviewer=reviewer, clock=clock, lock=lock, holder=holder, task=task)
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    @property
    def review(self) -> Review:
        """The live state: the saved workbook and every edit since."""
        return self._history.review

    @property
    def read_only(self) -> bool:
        return self._lock is None

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
        if not self._history.undone:
            return None
        edit = self._history.undone[-1]
        self._make(edit, "redo", task or Task())
        return edit

    def save(self, findings: Sequence[Finding] | None = None, task: Task | None = None) -> None:
        """Write the workbook; None leaves the findings in it as they are.

        StorageError leaves it as it was, and so does a task that is stopped.

        Edits may be made in another thread meanwhile: they are not in it, and stay unsaved.
        """
        journal, task = self._writable(), task or Task()
        found = self._file.refuse_foreign_change()
        stamp = self.stamp()
        review, digest, count = self._note_checkpoint(journal, stamp)
        written = ""

        def write(stream: BinaryIO) -> None:
            update_workbook(self._path, review, findings, stream, task)

        def verify(path: Path) -> None:
            nonlocal written
            compare_units(read_workbook(path, name=self.name, task=task), review, self._path)
            task.begin("putting it in its place")
            written = content_hash(path)
            self._file.refuse_other_than(found)

        write_atomically(self._path, write, verify=verify, backup=True)
        self._file.written(digest, written)
        self._saved = review
        with self._turn:
            self.unsaved -= count
        self.saved_at = self._clock()
        # Without this note the next opening only finds the state by the one before it.
        with suppress(StorageError):
            journal.append(saved_record(digest, stamp))

    def look_outside(self, task: Task | None = None) -> Trail | None:
        """What somebody else has made of the workbook meanwhile, with our edits on it; None where nobody has.

        It changes nothing here, and may take long.
        """
        theirs = self._file.theirs(task)
        return None if theirs is None else self._trail(theirs)

    def take_in(self, trail: Trail) -> tuple[str, ...]:
        """Go on from what `look_outside` has found, with every edit that fits it; what to tell of it."""
        journal = self._writable()
        if read_journal(self._project.journal(self.name)).length != trail.journaled.length:
            # An edit was made meanwhile.
            trail = self._trail(trail.base)
        if trail.replayed.unfit:
            keep_unfit(trail, self._project, self.name)
        note_base(journal, trail, self.stamp().time)
        self._go_on_from(trail)
        told = notices(trail, self._project, self.name)
        return (*told, *losses(trail, self._project, self.name, is_kept=True))

    def close(self) -> None:
        """Let go of journal and lock; a second call does nothing."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _make(self, edit: Edit, move: Move, task: Task) -> None:
        journal = self._writable()
        with self._turn:
            review = apply(edit, self.review)
            changes = task.over(edit.changes, "whether cells can hold them", len(edit.changes))
            check_units((unit for change in changes for unit in change.after), self._path.name)
            record = move_record(edit, move, self.stamp())
            # From here on it is made.
            task.begin("the journal")
            with following(self._project.waivers, edit):
                journal.append(record)
            self._history.make(edit, move, review)
            self.unsaved += 1

    def _note_checkpoint(self, journal: Journal, stamp: Stamp) -> tuple[Review, str, int]:
        """Note the state that is about to be saved; the state, its digest, and how many edits it has beyond the file.

        The digest of a large state takes long: where an edit was made meanwhile, it is worked out again.
        """
        while True:
            review = self.review
            digest = review_digest(review)
            with self._turn:
                if self.review is review:
                    self._file.ours.add(digest)
                    journal.append(checkpoint_record(digest, stamp))
                    return review, digest, self.unsaved

    def _writable(self) -> Journal:
        if self._journal is None:
            raise LockedError(
                f"{self.name}: is open read-only" + (f"; {self.holder} is writing" if self.holder else ""),
                hint="close it and open it for writing",
            )
        return self._journal

    def _load(self, task: Task) -> None:
        """Read the workbook and replay the journal; keep beside it what no longer fits."""
        base = self._file.read(task)
        task.begin("the journal")
        trail = self._trail(base)
        task.heed()
        self._go_on_from(trail)
        self.recovered = self.unsaved
        self.losses = losses(trail, self._project, self.name, is_kept=self._lock is not None)
        self.notices += (*notices(trail, self._project, self.name), *self.losses)
        if elsewhere := self._file.opened_elsewhere():
            self.notices += (f"{self._path.name}: {elsewhere}: it cannot be saved here until it is closed there",)
        if self._lock is None:
            return
        if self._lock.warning:
            self.notices += (self._lock.warning,)
        sweep(self._path)
        self._journal = open_journal(trail, self._project, self.name, self.stamp().time)

    def _trail(self, base: Review) -> Trail:
        return read_trail(self._project, self.name, base, self._saved)

    def _go_on_from(self, trail: Trail) -> None:
        replayed = trail.replayed
        self._history, self._saved = replayed.history, trail.base
        self._file.ours = {review_digest(trail.base)}
        self.unsaved = len(replayed.moves)
        self.conflicts = replayed.conflicts
        self.saved_at = datetime.fromtimestamp(FileStamp.of(self._path).modified / 1e9, UTC)


def _count(edits: Sequence[Edit]) -> int:
    """How many pairs the last one changes."""
    return sum(len(change.before) for change in edits[-1].changes) if edits else 0
