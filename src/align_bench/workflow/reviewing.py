"""A review session: the live state of one document, every edit on disk before it counts, undo, checkpoints.

Owns the order of the steps that make edits survive anything:

- an edit is appended to the journal and fsynced, then the state changes;
- a checkpoint first notes in the journal which state it is about to save, then replaces the workbook, then
  begins a new journal. Wherever this is cut off, the workbook's state is one that the journal names, and what
  stands behind that place is replayed at the next opening.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from align_bench.errors import InputError, LockedError, StorageError
from align_bench.formats.workbook import check_units, read_workbook, update_workbook
from align_bench.model.edits import Edit, Stamp, apply
from align_bench.model.finding import Finding
from align_bench.model.records import review_digest
from align_bench.model.unit import Review
from align_bench.storage.atomic import storage_error, write_atomically
from align_bench.storage.journal import Journal, append_lines, read_journal
from align_bench.storage.lock import ProjectLock, current_holder
from align_bench.storage.project import Project
from align_bench.workflow.recovery import History, Move, checkpoint_record, header_record, move_record, replay


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
    ) -> None:
        self.name = name
        self.reviewer = reviewer
        self.holder = holder
        """Who has the project open for writing, where this session has not; empty where nobody has."""

        self.notices: tuple[str, ...] = ()
        """What the user should be told about the opening."""

        self.saved_at: datetime | None = None
        self.recovered = 0
        self.unsaved = 0
        self._clock = clock
        self._lock = lock
        self._path = project.workbook(name)
        self._journal_path = project.journal(name)
        self._journal: Journal | None = None
        self._ours: set[str] = set()
        """The states that the workbook may be in by what is done here; a save that failed may have come through."""

        self._history = History()
        self._load()

    @classmethod
    def open(
        cls, project: Project, name: str, *, reviewer: str, clock: Callable[[], datetime], read_only: bool = False
    ) -> Self:
        """Open a document's workbook and bring back what its journal holds.

        Raises LockedError where somebody else is writing in the project, unless `read_only`.
        """
        path = project.workbook(name)
        if not path.is_file():
            raise InputError(
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
            return cls(project, name, reviewer=reviewer, clock=clock, lock=lock, holder=holder)
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

    def stamp(self) -> Stamp:
        return Stamp(self.reviewer, self._clock().isoformat(timespec="seconds"))

    def apply(self, edit: Edit) -> None:
        """Make an edit: on disk first, then here. After any error the state is what it was."""
        if edit.changes:
            self._make(edit, "do")

    def undo(self) -> Edit | None:
        """Take back the last edit; returns the edit that was made to do so, None where there is nothing to undo."""
        if not self._history.done:
            return None
        edit = self._history.done[-1].inverse()
        self._make(edit, "undo")
        return edit

    def redo(self) -> Edit | None:
        if not self._history.undone:
            return None
        edit = self._history.undone[-1]
        self._make(edit, "redo")
        return edit

    def save(self, findings: Sequence[Finding] | None = None) -> None:
        """Write the workbook; None leaves the findings in it as they are. StorageError leaves it as it was."""
        journal = self._writable()
        self._refuse_foreign_change()
        review = self.review
        self._ours.add(review_digest(review))
        journal.append(checkpoint_record(review))

        def write(stream: BinaryIO) -> None:
            update_workbook(self._path, review, findings, stream)

        write_atomically(self._path, write, verify=lambda path: self._verify(path, review), backup=True)
        self._ours = {review_digest(review)}
        self._stamp_of_file = file_stamp(self._path)
        self.unsaved = 0
        self.saved_at = self._clock()
        # The old journal says the same, by its last record: a new one only spares reading it.
        with suppress(StorageError):
            journal.restart([header_record(review)])

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

    def _make(self, edit: Edit, move: Move) -> None:
        journal = self._writable()
        review = apply(edit, self.review)
        check_units((unit for change in edit.changes for unit in change.after), self._path.name)
        journal.append(move_record(edit, move))
        self._history.make(edit, move, review)
        self.unsaved += 1

    def _writable(self) -> Journal:
        if self._journal is None:
            raise LockedError(
                f"{self.name}: is open read-only" + (f"; {self.holder} is writing" if self.holder else ""),
                hint="close it and open it for writing",
            )
        return self._journal

    def _load(self) -> None:
        """Read the workbook and replay the journal; keep beside it what no longer fits."""
        self._stamp_of_file = file_stamp(self._path)
        base = read_workbook(self._path, name=self.name)
        self._ours = {review_digest(base)}
        self.saved_at = datetime.fromtimestamp(self._path.stat().st_mtime, UTC)
        journaled = read_journal(self._journal_path)
        replayed = replay(base, journaled.records)
        self._history = replayed.history
        self.recovered = self.unsaved = len(replayed.records)
        unfit = [*replayed.unfit, *journaled.damaged]
        if replayed.changed_outside and (replayed.records or unfit):
            self.notices += (f"{self._path.name} was changed by another program since it was last saved here",)
        if self._lock is None:
            return
        if unfit:
            kept = self._journal_path.with_name(f"{self.name}.unfit.jsonl")
            append_lines(kept, unfit)
            what = "1 edit no longer fits" if len(unfit) == 1 else f"{len(unfit)} edits no longer fit"
            self.notices += (f"{what} the workbook: kept in {kept}",)
        self._journal = Journal(self._journal_path)
        if unfit or replayed.changed_outside or not journaled.records:
            self._journal.restart([header_record(base), *replayed.records])

    def _refuse_foreign_change(self) -> None:
        """Never write over what somebody did in the workbook meanwhile; changes of its looks are kept anyhow."""
        if file_stamp(self._path) == self._stamp_of_file:
            return
        if review_digest(read_workbook(self._path, name=self.name)) not in self._ours:
            raise StorageError(
                f"{self._path}: was changed by another program while it is open here; nothing is lost",
                hint="close it here and open it again: your edits, safe in the journal, are then put into it",
            )

    def _verify(self, path: Path, review: Review) -> None:
        """Read back what was written and compare it unit by unit."""
        written = read_workbook(path, name=self.name)
        for wanted, found in zip(review.units, written.units, strict=False):
            if wanted != found:
                raise StorageError(
                    f"{self._path}: {wanted.called} was not written as it is; the old workbook stays",
                    hint="your edits are safe in the journal; please report this as a defect",
                )
        if len(review.units) != len(written.units):
            raise StorageError(
                f"{self._path}: {len(written.units)} of {len(review.units)} units were written; the old workbook stays",
                hint="your edits are safe in the journal; please report this as a defect",
            )


def file_stamp(path: Path) -> str:
    """A hash of the file's bytes: whether anybody wrote to it."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise storage_error(path, error, "read") from error
