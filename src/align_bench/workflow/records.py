"""The records of a journal: what is written when, and what it says of the states of a review.

Pure. A record is one of these:

- the header, with the `state` that the journal starts from;
- a `move`: an edit that was done, undone or redone, with who did it and when;
- a `checkpoint`: a workbook with this state is about to be written; `saved`: it was;
- a `base`: the workbook was found in this state, which somebody else has given it; `moves` are our edits as they
  fit on it, `changes` what that made of the state that we had.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from align_bench.errors import AlignBenchError
from align_bench.model.edits import Edit, Stamp, apply
from align_bench.model.records import edit_from_record, edit_record, review_digest
from align_bench.model.unit import Review
from align_bench.storage.journal_lines import SCHEMA

Move = Literal["do", "undo", "redo"]
Record = Mapping[str, Any]

_STATES = ("state", "checkpoint", "base")


def header_record(review: Review) -> Record:
    return {"journal": "align-bench", "schema": SCHEMA, "document": review.name, "state": review_digest(review)}


def checkpoint_record(digest: str, stamp: Stamp) -> Record:
    """Says that a workbook with this state is about to be written."""
    return {"checkpoint": digest, "by": stamp.reviewer, "at": stamp.time}


def saved_record(digest: str, stamp: Stamp) -> Record:
    """Says that the workbook is written."""
    return {"saved": digest, "by": stamp.reviewer, "at": stamp.time}


def move_record(edit: Edit, move: Move, stamp: Stamp) -> Record:
    return {"move": move, "by": stamp.reviewer, "at": stamp.time, **edit_record(edit)}


def base_record(base: Review, moves: Sequence[Record], changes: Edit | None, time: str) -> Record:
    """Says what the workbook was found to be, and all that is to be done to it, in one line: all of it or nothing."""
    record: dict[str, Any] = {"base": review_digest(base), "at": time, "moves": list(moves)}
    return record if changes is None else {**record, **edit_record(changes)}


def state_named(record: Record) -> str | None:
    """The digest of the state that the workbook has at this record; None where it says nothing of it."""
    return next((record[name] for name in _STATES if record.get(name)), None)


def moves_behind(records: Sequence[Record], place: int) -> list[Record]:
    """The edits behind a place; those that a base brings along belong to it."""
    brought = records[place].get("moves", ()) if place < len(records) else ()
    return [*brought, *(record for record in records[place:] if "move" in record)]


def net(moves: Iterable[Record]) -> list[Record]:
    """What is left of edits when those are taken out that the next one took back."""
    left: list[Record] = []
    for record in moves:
        if left and _takes_back(record, left[-1]):
            left.pop()
        else:
            left.append(record)
    return left


def earliest_state(records: Sequence[Record]) -> int:
    """How far back the states can be told: the index of the first record behind which nothing is missing."""
    blind = [index for index, record in enumerate(records) if _is_blind(record)]
    return blind[-1] + 1 if blind else 0


def state_before(review: Review, records: Sequence[Record], place: int) -> Review:
    """The state at a place, which is not before `earliest_state`; `review` is the live one behind the last record."""
    for record in reversed(records[place:]):
        if "changes" in record:
            review = apply(edit_from_record(record).inverse(), review)
    return review


def states_from(earlier: Review, records: Sequence[Record]) -> dict[int, Review]:
    """The states that the workbook had or was about to get, from a known one on: index of the record -> state."""
    digest = review_digest(earlier)
    start = next((i for i in range(len(records) - 1, -1, -1) if state_named(records[i]) == digest), len(records))
    found: dict[int, Review] = {}
    review = earlier
    try:
        for index, record in enumerate(records[start:], start):
            if index == start:
                found[index] = earlier
                review = _with_moves(earlier, record)
                continue
            if _is_blind(record):
                break
            if "changes" in record:
                review = apply(edit_from_record(record), review)
            if state_named(record):
                # Edits check what they are applied to: the state need not be worked out to be the one that is named.
                found[index] = _without_moves(review, record)
    except AlignBenchError:
        # Only damage can do this.
        return found
    return found


def _is_blind(record: Record) -> bool:
    """Whether nobody knows what became of the state here."""
    return "gap" in record or ("base" in record and "changes" not in record)


def _with_moves(review: Review, record: Record) -> Review:
    for move in record.get("moves", ()):
        review = apply(edit_from_record(move), review)
    return review


def _without_moves(review: Review, record: Record) -> Review:
    """What the workbook held that our edits were put onto."""
    for move in reversed(record.get("moves", ())):
        review = apply(edit_from_record(move).inverse(), review)
    return review


def _takes_back(record: Record, earlier: Record) -> bool:
    try:
        made = [(change["before"], change["after"]) for change in earlier["changes"]]
        return made[::-1] == [(change["after"], change["before"]) for change in record["changes"]]
    except (KeyError, TypeError):
        # A journal of an older version has no checksums: where it is damaged, who applies the record tells so.
        return False
