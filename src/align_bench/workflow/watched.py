"""The workbook of an open document as a file that others may write to as well.

Owns telling whether it is still the one that was read or written here; never writes.
"""

from __future__ import annotations

from pathlib import Path

from align_bench.errors import StorageError, WorkbookError
from align_bench.formats.workbook import read_workbook
from align_bench.model.records import review_digest
from align_bench.model.task import Task
from align_bench.model.unit import Review
from align_bench.storage.open_elsewhere import OpenElsewhere, opened_elsewhere
from align_bench.storage.stamps import FileStamp, content_hash


def read_review(path: Path, name: str, task: Task | None = None) -> Review:
    """The workbook of a document; WorkbookError where there is no pair left in it, too, as a document has some."""
    review = read_workbook(path, name=name, task=task)
    if not review.units:
        raise WorkbookError(
            f"{path}: all rows were deleted", hint=f"`align-bench recover {name}` tells what can be got back"
        )
    return review


class WatchedWorkbook:
    """What the file was when it was read or written last, and which states it may have by what is done here."""

    def __init__(self, path: Path, name: str) -> None:
        self.path = path
        self.ours: set[str] = set()
        """Digests; a save that failed may have come through."""

        self._name = name
        self._seen = FileStamp.of(path)
        self._hash = content_hash(path)

    def read(self, task: Task | None = None) -> Review:
        """What it holds now."""
        return read_review(self.path, self._name, task)

    def written(self, digest: str, content: str) -> None:
        """Take note of what was written here: the digest of the state, the hash of the bytes."""
        self.ours, self._hash = {digest}, content

    def opened_elsewhere(self) -> OpenElsewhere | None:
        return opened_elsewhere(self.path)

    def theirs(self, task: Task | None = None) -> Review | None:
        """What somebody else has made of it; None where nobody has, or has only changed its looks."""
        seen = FileStamp.of(self.path)
        if seen == self._seen:
            return None
        if content_hash(self.path) != self._hash:
            theirs = self.read(task)
            if review_digest(theirs) not in self.ours:
                return theirs
        self._seen = seen
        return None

    def refuse_foreign_change(self) -> str:
        """StorageError where to write would be over what somebody else does or did; else the hash of the file now."""
        if elsewhere := self.opened_elsewhere():
            raise StorageError(
                f"{self.path}: {elsewhere}; your edits are safe in the journal",
                hint=f"close it there and save again; if nobody has it open any more, delete {elsewhere.mark.name}",
            )
        found = self._content()
        if found != self._hash and review_digest(self.read()) not in self.ours:
            raise self._changed()
        return found

    def _content(self) -> str:
        try:
            return content_hash(self.path)
        except StorageError as error:
            if not isinstance(error.__cause__, FileNotFoundError):
                raise
            raise StorageError(
                f"{self.path}: is not there any more; your edits are safe in the journal",
                hint="put it back and save again; or leave, and let `align-bench recover` get back the last one",
            ) from error

    def refuse_other_than(self, content: str) -> None:
        """StorageError where the file has not these bytes any more."""
        if content_hash(self.path) != content:
            raise self._changed()

    def _changed(self) -> StorageError:
        return StorageError(
            f"{self.path}: was changed by another program while it is open here; nothing is lost",
            hint="save again: what was changed there is taken in first; or close it here and open it again",
        )
