"""What a journal leads to: the state and undo history that come of its records, from a workbook's state on.

Pure: it reads and writes no file. Replay begins at the last place whose state is the workbook's. Where there is none,
somebody else has changed the workbook: from the state that they most likely began with, every edit is carried over that
still fits its units, and rows that they deleted stay.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from align_bench.errors import AlignBenchError, InputError
from align_bench.model.edits import Edit, Stamp, apply
from align_bench.model.merging.deletions import deleted, with_units
from align_bench.model.merging.hunks import edit_between
from align_bench.model.merging.rebase import is_there_already, rebase
from align_bench.model.records import edit_from_record, edit_record, review_digest
from align_bench.model.unit import Review, Unit
from align_bench.workflow.records import Move, Record, move_record, moves_behind, net, state_named, states_from

UNDOABLE = 200
"""So many records before the workbook's state can still be undone; 100,000 would make opening slow."""


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

    deleted: tuple[Unit, ...] = ()
    """Units whose rows somebody else has deleted: among the moves they are put in again."""

    @property
    def conflicts(self) -> tuple[Edit, ...]:
        """The edits that could not be done any more, but for those that cannot be read."""
        found = []
        for record in self.unfit:
            with suppress(InputError):
                found.append(edit_from_record(record))
        return tuple(found)


def replay(base: Review, records: Sequence[Record], earlier: Callable[[], Sequence[Review]] = tuple) -> Replayed:
    """The state that a journal leads to from what the workbook holds.

    `earlier` gives states that were once saved: it is asked only where somebody else has changed the workbook.
    """
    digest = review_digest(base)
    places = [index for index, record in enumerate(records) if state_named(record)]
    known = [index for index in places if state_named(records[index]) == digest]
    if known:
        came_back = any(record.get("saved", digest) != digest for record in records[known[-1] :])
        return replace(_replay(base, records, known[-1]), place=known[-1], came_back=came_back)
    states = max((states_from(review, records) for review in earlier()), key=len, default={})
    if not states:
        tries = [_carried(base, moves_behind(records, index)) for index in places or [0]]
        found = min(reversed(tries), key=lambda replayed: len(replayed.unfit))
        return replace(found, changed_outside=bool(places))
    # They most likely began with the state from which least was changed, the latest of several.
    index = min(reversed(states), key=lambda index: _distance(states[index], base))
    return _changed_outside(base, records, index, states[index])


def _changed_outside(base: Review, records: Sequence[Record], index: int, began: Review) -> Replayed:
    """Our edits on what somebody else made of a state that the workbook had at a record."""
    gone = tuple(deleted(began, base))
    back = edit_between("keep", base, with_units(base, gone, began))
    keeping = [move_record(back, "do", Stamp("", ""))] if gone else []
    carried = _carried(base, [*keeping, *moves_behind(records, index)])
    history = _replay(began, records, index).history
    changes = edit_between("changed elsewhere", history.review, carried.history.review)
    history.make_elsewhere(changes)
    history.review = carried.history.review
    return replace(carried, history=history, changes=changes, deleted=gone, changed_outside=True)


def _distance(was: Review, now: Review) -> int:
    """How many units are others, gone or new; what nobody decides (confidence, numbers) does not count."""
    old = {unit.id: _decided(unit) for unit in was.units}
    return len(old.keys() - now.places.keys()) + sum(old.get(unit.id) != _decided(unit) for unit in now.units)


def _decided(unit: Unit) -> tuple[object, ...]:
    return unit.source, unit.target, unit.status, unit.comment, unit.locked


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
    moves = moves_behind(records, start)
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


def _carried(base: Review, moves: Sequence[Record]) -> Replayed:
    """Every edit that still fits its units; of those that were taken back, none is missed."""
    history = History(base)
    made: list[Record] = []
    unfit: list[Record] = []
    for record in net(moves):
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
