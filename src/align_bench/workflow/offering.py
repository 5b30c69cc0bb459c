"""Conflicts of a file that came back, left to the screen: what is ours stays, what is theirs waits beside its pair.

Owns what waits, and in which form: English as a text to be accepted, all else in words, as a comment to be accepted.
"""

from __future__ import annotations

from align_bench.model.merging.conflicts import Conflict
from align_bench.model.unit import Unit
from align_bench.storage.drafts import COMMENT, REPLY
from align_bench.workflow.merge_lines import shown_value
from align_bench.workflow.merging import Plan

_NAMES = {
    "target": "English",
    "status": "status",
    "comment": "comment",
    "locked": "locked",
    "reviewer": "reviewer",
    "pairing": "paired as",
}


def offered(plan: Plan) -> dict[str, str]:
    """What waits for a plan that was settled for ours: draft key -> text."""
    texts: dict[str, str] = {}
    after = {unit.id: unit for unit in plan.after.units}
    for conflict in plan.merged.conflicts:
        unit = next((after[unit.id] for unit in (*conflict.ours, *conflict.base) if unit.id in after), None)
        if unit is not None:
            key, text = _offer(conflict, unit)
            texts[key] = "\n".join(filter(None, (texts.get(key), text)))
    return texts


def _offer(conflict: Conflict, unit: Unit) -> tuple[str, str]:
    theirs = shown_value(conflict.field, conflict.theirs) if conflict.theirs else ""
    if conflict.field == "target" and theirs:
        return unit.id, theirs
    if conflict.field == "comment" and theirs:
        return unit.id + COMMENT, theirs
    return unit.id + REPLY, f"in the file that came back, {_NAMES[conflict.field]}: {theirs or 'none'}"
