"""Units and edits as plain JSON values, and the hash that names a state of a review.

Owns the names of the fields in the journal: what was once written under them must stay readable.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from functools import lru_cache
from typing import Any

from align_bench.errors import InputError
from align_bench.model.edits import Change, Edit
from align_bench.model.unit import Review, Status, Unit
from align_bench.model.waiver import Waiver


def unit_record(unit: Unit) -> dict[str, Any]:
    """Everything that a unit holds, with the fields that are empty left out."""
    record = {
        "id": unit.id,
        "source": unit.source,
        "target": unit.target,
        "status": unit.status.value,
        "locked": unit.locked,
        "comment": unit.comment,
        "reviewer": unit.reviewer,
        "updated": unit.updated,
        "confidence": unit.confidence,
        "label": unit.label,
        "source_numbers": list(unit.source_numbers),
        "target_numbers": list(unit.target_numbers),
        "paragraph": unit.paragraph,
    }
    # `0.0` is a confidence and no missing one.
    return {key: value for key, value in record.items() if value or (key == "confidence" and value is not None)}


def unit_from_record(record: Mapping[str, Any]) -> Unit:
    """InputError where the record is none of a unit."""
    try:
        confidence = record.get("confidence")
        return Unit(
            id=_text(record["id"]),
            source=_text(record.get("source", "")),
            target=_text(record.get("target", "")),
            status=Status(record["status"]),
            locked=bool(record.get("locked", False)),
            comment=_text(record.get("comment", "")),
            reviewer=_text(record.get("reviewer", "")),
            updated=_moment(record.get("updated", "")),
            confidence=None if confidence is None else float(confidence),
            label=_text(record.get("label", "")),
            source_numbers=tuple(int(number) for number in record.get("source_numbers", ())),
            target_numbers=tuple(int(number) for number in record.get("target_numbers", ())),
            paragraph=_text(record.get("paragraph", "")),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"a record of a unit is not readable: {error!r}") from error


def edit_record(edit: Edit) -> dict[str, Any]:
    record: dict[str, Any] = {
        "action": edit.action,
        "changes": [
            {"before": [unit_record(unit) for unit in change.before], "after": [unit_record(u) for u in change.after]}
            for change in edit.changes
        ],
    }
    for name, waivers in (("waived", edit.waived), ("reported", edit.reported)):
        if waivers:
            record[name] = [asdict(waiver) for waiver in waivers]
    return record


def edit_from_record(record: Mapping[str, Any]) -> Edit:
    """The edit, also one that took back another; InputError where the record is none of an edit."""
    try:
        changes = tuple(
            Change(tuple(map(unit_from_record, change["before"])), tuple(map(unit_from_record, change["after"])))
            for change in record["changes"]
        )
        waived, reported = (tuple(map(_waiver, record.get(name, ()))) for name in ("waived", "reported"))
        return Edit(_text(record["action"]), changes, waived, reported, record.get("move") == "undo")
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"a record of an edit is not readable: {error!r}") from error


def _waiver(record: Mapping[str, Any]) -> Waiver:
    return Waiver(**{each.name: _text(record[each.name]) for each in fields(Waiver)})


def _moment(value: object) -> str:
    """A time in ISO 8601, or nothing; ValueError for any other text."""
    text = _text(value)
    if text:
        datetime.fromisoformat(text)
    return text


@lru_cache(maxsize=2)
def review_digest(review: Review) -> str:
    """Names the state of a review: the same for the same units in the same order, whatever the file looks like."""
    digest = hashlib.sha256()
    for unit in review.units:
        line = json.dumps(unit_record(unit), ensure_ascii=True, sort_keys=True)
        digest.update(line.encode("ascii") + b"\n")
    return digest.hexdigest()


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value
