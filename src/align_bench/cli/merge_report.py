"""How the commands `import` and `merge` tell what will happen: a table or JSON lines, and a sentence on stderr."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from align_bench.cli.output import text_writer, write_result
from align_bench.cli.streams import narrate
from align_bench.text.cells import fit, shown
from align_bench.text.wording import counted

if TYPE_CHECKING:
    from align_bench.model.merging.conflicts import Settling
    from align_bench.workflow.merge_lines import MergeLine
    from align_bench.workflow.merging import Plan

_SETTLED = {"ours": ", settled for ours", "theirs": ", settled for theirs", "screen": ", left to the screen"}
_SHOWN = 40
"""Cells of a text that the table shows."""


def print_report(plans: Iterable[Plan], side: Settling | None, form: str) -> None:
    """Every line to stdout, and what they come to on stderr."""
    from align_bench.workflow.merge_lines import merge_lines

    for plan in plans:
        lines = list(merge_lines(plan, side))
        if form == "jsonl":
            text = "".join(json.dumps(asdict(line), ensure_ascii=False) + "\n" for line in lines)
        else:
            text = _table(lines)
        write_result(text_writer(text), None, force=False)
        for notice in plan.notices:
            narrate(shown(notice))
        narrate(shown(f"{plan.before.name}: {_summary(plan, lines, side)}"))


def _summary(plan: Plan, lines: Sequence[MergeLine], side: Settling | None) -> str:
    counts = Counter(line.what for line in lines)
    open_ = len(plan.undecided(side))
    changed = len({unit.id for change in plan.edit.changes for unit in (*change.before, *change.after)})
    parts = [
        f"{counted(changed, 'unit')} to change" if changed else "nothing to change",
        counted(counts["conflict"] + counts["settled"], "conflict") + (_SETTLED[side] if side else "")
        if counts["conflict"] or counts["settled"]
        else "no conflicts",
    ]
    remarks = sum(counts.values()) - sum(counts[what] for what in ("take", "keep", "both", "conflict", "settled"))
    if remarks:
        parts.append(counted(remarks, "remark"))
    if open_:
        parts.append(f"{open_} to be decided first")
    return ", ".join(parts)


def _table(lines: Sequence[MergeLine]) -> str:
    from align_bench.cli.tables import text_table

    if not lines:
        return ""
    rows = [["place", "unit", "what", "field", "before", "ours", "theirs", "note"]]
    for line in lines:
        unknown = "?" if line.what in ("conflict", "settled") else ""
        values = [
            unknown if line.base is None else _short(line.base),
            _short(line.ours or ""),
            _short(line.theirs or ""),
        ]
        if line.what == "take":
            values[1] = ""
        elif line.what == "keep":
            values[2] = ""
        rows.append([line.place, _short(line.called), line.what, line.field, *values, line.note])
    return text_table(rows, numbers_from=len(rows[0]))


def _short(text: str) -> str:
    return fit(" ".join(text.split()), _SHOWN).rstrip()
