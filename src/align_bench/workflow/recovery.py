"""What a journal means: its records, and the state and undo history that they lead to from a workbook's state.

Pure: it reads and writes no file. A record is one of these:

- the header, with the `state` that the journal starts from;
- a `move`: an edit that was done, undone or redone, with who did it and when;
- a `checkpoint`: a workbook with this state is about to be written; `saved`: it was;
- a `base`: the workbook was found in this state, which somebody else has given it; `moves` are our edits as they
  fit on it, `changes` what that made of the state that we had.

Replay begins at the last place whose state is the workbook's. Where there is none, somebody else has changed the
workbook: from the state that they most likely began with, every edit is carried over that still fits its units.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from align_bench.errors import AlignBenchError, InputError
from align_bench.model.edits import Edit, Stamp, apply
from align_bench.model.merging.hunks import edit_between
from align_bench.model.merging.rebase import is_there_already, rebase
from align_bench.model.records import edit_from_record, edit_record, review_digest
from align_bench.model.unit import Review
from align_bench.storage.journal_lines import SCHEMA

Move = Literal["do", "undo", "redo"]
Record = Mapping[str, Any]

UNDOABLE = 200
"""So many records before the workbook's state can still be undone; 100,000 would make opening slow."""

_STATES = ("state", "checkpoint", "base")


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

    def make_elsewhere(self, edit: Edit | None) -> None:
        """Keep of what can be undone what nobody else has touched; None: nobody knows what was touched."""
        ids = edit.touched if edit is not None else None
        kept: list[Edit] = []
        while ids is not None and self.done and not self.done[-1].touched & ids:
            kept.insert(0, self.done.pop())
        self.done = kept
        self.undone.clear()


@dataclass(frozen=True, slots=True)
class Replayed:
    """What replay has come to."""

    history: History
    moves: tuple[Record, ...]
    """The edits that were made beyond the workbook, as they fit it."""

    unfit: tuple[Record, ...] = ()
    """What could not be done any more."""

    place: int | None = None
    """Of the record with the workbook's state; None where the journal does not know it."""

    changed_outside: bool = False
    """The workbook has a state that the journal does not know."""

    came_back: bool = False
    """The workbook has a state that was saved, and others were saved after it."""

    changes: Edit | None = None
    """What somebody else made of our state, where that is known."""

    @property
    def conflicts(self) -> tuple[Edit, ...]:
        """The edits that could not be done any more, but for those that cannot be read."""
        found = []
        for record in self.unfit:
            with suppress(InputError):
                found.append(edit_from_record(record))
        return tuple(found)


def header_record(review: Review) -> Record:
    return {"journal": "align-bench", "schema": SCHEMA, "document": review.name, "state": review_digest(review)}


def checkpoint_record(review: Review, stamp: Stamp) -> Record:
    """Says that a workbook with this state is about to be written."""
    return {"checkpoint": review_digest(review), "by": stamp.reviewer, "at": stamp.time}


def saved_record(review: Review, stamp: Stamp) -> Record:
    """Says that the workbook is written."""
    return {"saved": review_digest(review), "by": stamp.reviewer, "at": stamp.time}


def move_record(edit: Edit, move: Move, stamp: Stamp) -> Record:
    return {"move": move, "by": stamp.reviewer, "at": stamp.time, **edit_record(edit)}


def base_record(base: Review, replayed: Replayed, time: str) -> Record:
    """Says what the workbook was found to be, and all that is to be done to it, in one line: all of it or nothing."""
    record: dict[str, Any] = {"base": review_digest(base), "at": time, "moves": list(replayed.moves)}
    return record if replayed.changes is None else {**record, **edit_record(replayed.changes)}


def replay(base: Review, records: Sequence[Record], earlier: Callable[[], Sequence[Review]] = tuple) -> Replayed:
    """The state that a journal leads to from what the workbook holds.

    `earlier` gives states that were once saved: it is asked only where somebody else has changed the workbook.
    """
    digest = review_digest(base)
    places = [index for index, record in enumerate(records) if _state(record)]
    known = [index for index in places if _state(records[index]) == digest]
    if known:
        came_back = any(record.get("saved", digest) != digest for record in records[known[-1] :])
        return replace(_replay(base, records, known[-1]), place=known[-1], came_back=came_back)
    states = max((_states_from(review, records) for review in earlier()), key=len, default={})
    if states:
        # They most likely began with the state from which least was changed, the latest of several.
        index = min(reversed(states), key=lambda index: _distance(states[index], base))
        carried = _carry_over(base, records, index)
        live = _replay(states[index], records, index)
        changes = edit_between("changed elsewhere", live.history.review, carried.history.review)
        history = live.history
        history.make_elsewhere(changes)
        history.review = carried.history.review
        return replace(carried, history=history, changes=changes)
    tries = [_carry_over(base, records, index) for index in places or [0]]
    return min(reversed(tries), key=lambda replayed: len(replayed.unfit))


def earliest_state(records: Sequence[Record]) -> int:
    """How far back the states can be told: the index of the first record behind which nothing is missing."""
    blind = [i for i, record in enumerate(records) if "gap" in record or ("base" in record and "changes" not in record)]
    return blind[-1] + 1 if blind else 0


def state_before(review: Review, records: Sequence[Record], place: int) -> Review:
    """The state at a place, which is not before `earliest_state`; `review` is the live one behind the last record."""
    for record in reversed(records[place:]):
        if "changes" in record:
            review = apply(edit_from_record(record).inverse(), review)
    return review


def _state(record: Record) -> str | None:
    return next((record[name] for name in _STATES if record.get(name)), None)


def _distance(was: Review, now: Review) -> int:
    """How many units are others, gone or new."""
    old = {unit.id: unit for unit in was.units}
    return len(old.keys() - {unit.id for unit in now.units}) + sum(old.get(unit.id) != unit for unit in now.units)


def _states_from(earlier: Review, records: Sequence[Record]) -> dict[int, Review]:
    """The states that were about to be saved from a known one on: index of the record -> state."""
    digest = review_digest(earlier)
    start = next((i for i in range(len(records) - 1, -1, -1) if _state(records[i]) == digest), None)
    found: dict[int, Review] = {}
    review = earlier
    for index in range(len(records) if start is None else start, len(records)):
        record = records[index]
        try:
            if index != start and ("gap" in record or ("base" in record and "changes" not in record)):
                break
            if index != start and "changes" in record:
                review = apply(edit_from_record(record), review)
        except AlignBenchError:
            break
        # Edits check what they are applied to: the state need not be worked out to be the one that is named.
        if _state(record):
            found[index] = review
    return found


def _past(records: Sequence[Record]) -> History:
    """What could be undone and redone before a place; the state is not known yet."""
    history = History()
    for record in records:
        try:
            if "move" in record:
                history.make(edit_from_record(record), record["move"], history.review)
            elif "base" in record:
                history.make_elsewhere(edit_from_record(record) if "changes" in record else None)
            elif "gap" in record:
                history.make_elsewhere(None)
        except InputError:
            history.make_elsewhere(None)
    return history


def _replay(base: Review, records: Sequence[Record], start: int) -> Replayed:
    """Edit after edit from a place on, as they were made."""
    history = _past(records[max(0, start + 1 - UNDOABLE) : start + 1])
    history.review = base
    moves = _moves(records, start)
    # What a base brings along is among the past already, where it can still be undone.
    brought = len(records[start].get("moves", ())) if "changes" in records[start] else 0
    for index, record in enumerate(moves):
        try:
            edit = edit_from_record(record)
            review = apply(edit, history.review)
        except AlignBenchError:
            # Only damage can do this: what follows may stand on what is missing.
            rest = _carried(history.review, moves[index:])
            later = History(rest.history.review, history.done + rest.history.done)
            return Replayed(later, (*moves[:index], *rest.moves), rest.unfit)
        if index < brought:
            history.review = review
        else:
            history.make(edit, record["move"], review)
    return Replayed(history, tuple(moves))


def _moves(records: Sequence[Record], start: int) -> list[Record]:
    """The edits behind a place; those that a base brings along belong to it."""
    brought = records[start].get("moves", ()) if start < len(records) else ()
    return [*brought, *(record for record in records[start:] if "move" in record)]


def _carry_over(base: Review, records: Sequence[Record], start: int) -> Replayed:
    return replace(_carried(base, _moves(records, start)), changed_outside=bool(records))


def _carried(base: Review, moves: Sequence[Record]) -> Replayed:
    """Every edit that still fits its units; what undid others counts as an edit like any."""
    history = History(base)
    made: list[Record] = []
    unfit: list[Record] = []
    for record in moves:
        try:
            edit = edit_from_record(record)
            if is_there_already(edit, history.review):
                continue
            edit = rebase(edit, history.review)
            history.make(edit, "do", apply(edit, history.review))
            made.append({**record, "move": "do", **edit_record(edit)})
        except AlignBenchError:
            unfit.append(record)
    return Replayed(history, tuple(made), tuple(unfit))
