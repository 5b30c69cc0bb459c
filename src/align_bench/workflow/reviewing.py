"""A review session: opening one document, its edits (`editing`), checkpoints, and what others make of the workbook.

Owns the order of the steps that make edits survive anything:

- an edit and the note of a checkpoint take turns, so that every edit is either in the state that is noted or behind it;
  so do an edit and going on from what somebody else has made of the workbook;
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
from types import TracebackType
from typing import BinaryIO, Self

from align_bench.errors import InputError, StorageError
from align_bench.formats.workbook import read_workbook, update_workbook
from align_bench.model.edits import Edit, Stamp
from align_bench.model.finding import Finding
from align_bench.model.records import review_digest
from align_bench.model.task import Task
from align_bench.model.unit import Review
from align_bench.storage.atomic import storage_error, sweep, write_atomically
from align_bench.storage.journal import Journal, read_journal
from align_bench.storage.lock import ProjectLock, current_holder
from align_bench.storage.project import Project
from align_bench.storage.stamps import FileStamp, content_hash
from align_bench.workflow.editing import Editing
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
from align_bench.workflow.records import checkpoint_record, saved_record
from align_bench.workflow.verifying import compare_units
from align_bench.workflow.watched import WatchedWorkbook


class Session(Editing):
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
        super().__init__(project, name, reviewer=reviewer, clock=clock, holder=holder)
        self.notices: tuple[str, ...] = ()
        """What the user should be told about the opening."""

        self.losses: tuple[str, ...] = ()
        """What of it whoever uses the review should know, as what is in it is not all that was done."""

        self.saved_at: datetime | None = None
        self.recovered = 0
        """Edits that the workbook did not hold at the opening."""

        self.conflicts: tuple[Edit, ...] = ()
        """Edits that no longer fit what somebody else has made of the workbook: kept, and to be decided on."""

        self._lock = lock
        self._file = WatchedWorkbook(self._path, name)
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
    def read_only(self) -> bool:
        return self._lock is None

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
        with self._turn:
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
        """Let go of journal and lock, behind an edit that is being made; a second call does nothing."""
        with self._turn:
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
        # Where the waivers are a link out of the project, nothing was ever written there.
        with suppress(StorageError):
            sweep(self._project.waivers)
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
