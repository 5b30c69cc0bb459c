"""What a journal means: its records, and the state and undo history that they lead to from a workbook's state.

Pure: it reads and writes no file. A journal begins with a header that names the state it starts from; marks
of checkpoints name later states. Replay begins at the last place whose state is the workbook's. Where there
is none, somebody else has changed the workbook: then every edit is carried over that still fits its units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from align_bench.errors import AlignBenchError, InputError
from align_bench.model.edits import Edit, apply
from align_bench.model.rebase import is_there_already, rebase
from align_bench.model.records import edit_from_record, edit_record, review_digest
from align_bench.model.unit import Review
from align_bench.storage.journal import encode_record

SCHEMA = 1
Move = Literal["do", "undo", "redo"]
Record = Mapping[str, Any]


@dataclass(slots=True)
class History:
    """The live state of a review and how it came about."""

    review: Review = field(default_factory=lambda: Review("", ()))
    done: list[Edit] = field(default_factory=list)
    undone: list[Edit] = field(default_factory=list)

    def make(self, edit: Edit, move: Move, review: Review) -> None:
        """Take the state after an edit, and the edit into the history."""
        self.review = review
        if move == "undo":
            # What was undone may be redone: it is the edit's inverse.
            self.undone.append(self.done.pop() if self.done else edit.inverse())
            return
        if move == "redo" and self.undone:
            self.undone.pop()
        elif move == "do":
            self.undone.clear()
        self.done.append(edit)

    def make_all(self, later: History) -> None:
        """Take over what happened after."""
        self.review = later.review
        self.done += later.done
        self.undone = later.undone


@dataclass(frozen=True, slots=True)
class Replayed:
    """What replay has come to."""

    history: History
    records: tuple[Record, ...]
    """Of the edits that were made, as they fit the workbook that is there now."""

    unfit: tuple[bytes, ...]
    """Lines of the journal that say what could not be done any more."""

    changed_outside: bool


def header_record(review: Review) -> Record:
    return {"journal": "align-bench", "schema": SCHEMA, "document": review.name, "state": review_digest(review)}


def checkpoint_record(review: Review) -> Record:
    """Says that a workbook with this state is about to be written."""
    return {"checkpoint": review_digest(review)}


def move_record(edit: Edit, move: Move) -> Record:
    return {"move": move, **edit_record(edit)}


def replay(base: Review, records: Sequence[Record]) -> Replayed:
    """The state that a journal leads to from what the workbook holds."""
    if records and (schema := records[0].get("schema", SCHEMA)) != SCHEMA:
        raise InputError(
            f"the journal of {base.name} has version {schema!r}, this program knows {SCHEMA}",
            hint="open the project with the newer version of align-bench that wrote it",
        )
    digest = review_digest(base)
    states = [(index, record.get("state") or record.get("checkpoint")) for index, record in enumerate(records)]
    known = [index for index, state in states if state == digest]
    if known:
        return _replay(base, records[known[-1] :])
    starts = [index for index, state in states if state] or [0]
    # Of a workbook that was changed elsewhere nobody knows from which of our states: it is the one with the best fit.
    tries = [_carry_over(base, records[start:]) for start in starts]
    return min(reversed(tries), key=lambda replayed: len(replayed.unfit))


def _replay(base: Review, records: Sequence[Record]) -> Replayed:
    """Edit after edit, as they were made."""
    history = History(base)
    made: list[Record] = []
    for index, record in enumerate(records):
        if "move" not in record:
            continue
        try:
            edit = edit_from_record(record)
            review = apply(edit, history.review)
        except AlignBenchError:
            # Only damage can do this: what follows may stand on what is missing.
            rest = _carry_over(history.review, records[index:])
            history.make_all(rest.history)
            return replace(rest, history=history, records=(*made, *rest.records), changed_outside=False)
        history.make(edit, record["move"], review)
        made.append(record)
    return Replayed(history, tuple(made), (), changed_outside=False)


def _carry_over(base: Review, records: Sequence[Record]) -> Replayed:
    """Every edit that still fits its units; what undid others counts as an edit like any."""
    history = History(base)
    made: list[Record] = []
    unfit: list[bytes] = []
    for record in records:
        if "move" not in record:
            continue
        try:
            edit = edit_from_record(record)
            if is_there_already(edit, history.review):
                continue
            edit = rebase(edit, history.review)
            history.make(edit, "do", apply(edit, history.review))
            made.append(move_record(edit, "do"))
        except AlignBenchError:
            unfit.append(encode_record(record))
    return Replayed(history, tuple(made), tuple(unfit), changed_outside=bool(records))
