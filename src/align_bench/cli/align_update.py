"""What `align-bench align --update` does with the workbooks of a project, and how it tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from align_bench.cli.output import text_writer, write_result
from align_bench.cli.streams import narrate
from align_bench.text.cells import fit

if TYPE_CHECKING:
    from align_bench.config import Settings
    from align_bench.storage.project import Project
    from align_bench.workflow.aligning import Refused
    from align_bench.workflow.update_lines import UpdateLine
    from align_bench.workflow.updating import Update

_SHOWN = 30
"""Cells of a text that the table shows."""


def update_workbooks(project: Project, settings: Settings, names: Sequence[str], *, dry_run: bool) -> list[Refused]:
    """Take changed texts over, told unit by unit; what could not be read is returned."""
    from align_bench.cli.review import reviewer_of
    from align_bench.model.edits import Stamp
    from align_bench.storage.taken import note_taken
    from align_bench.workflow.aligning import Refused, updates
    from align_bench.workflow.applying import apply_prepared

    who = reviewer_of(project)
    refused: list[Refused] = []
    count = 0
    for update in updates(project, settings, names, Stamp(who, datetime.now(UTC).isoformat(timespec="seconds"))):
        if isinstance(update, Refused):
            narrate(f"not updated: {update.name}: {update.error.message}")
            refused.append(update)
            continue
        count += 1
        write_result(text_writer(_table(update)), None, force=False)
        if not dry_run:
            offered = {update.before.name: update.offered}
            for notice in apply_prepared(project, [update], reviewer=who, clock=_now, offered=offered):
                narrate(notice)
            note_taken(project, update.before.name, update.english)
        narrate(f"{'would update' if dry_run else 'updated'} {update.before.name}: {_summary(update)}")
    if not count and not refused:
        narrate("nothing to update: the workbooks are of the texts that are there")
    return refused


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


def tell_changed(project: Project, settings: Settings, names: Sequence[str]) -> None:
    """Which workbooks are not of the texts that are there now; looked at are those that are older than their texts."""
    from align_bench.model.edits import Stamp
    from align_bench.workflow.aligning import Refused, updates

    older = [name for name in names if _is_older(project, name)]
    for update in updates(project, settings, older, Stamp("", "")):
        if isinstance(update, Refused):
            narrate(f"{update.name}: {update.error.message}")
        else:
            narrate(
                f"{update.before.name}: its texts changed since they were aligned ({_summary(update)});"
                " `align-bench align --update` takes them over"
            )


def _is_older(project: Project, name: str) -> bool:
    texts = [path for path in (project.source(name), project.translation(name)) if path is not None]
    workbook = project.workbook(name)
    return workbook.is_file() and any(path.stat().st_mtime > workbook.stat().st_mtime for path in texts)


def _summary(update: Update) -> str:
    counts = Counter(line.what for line in update.lines)
    stay = len(update.before.units) - counts["changed"] - counts["gone"] - counts["kept"] - counts["filled"]
    return ", ".join([f"{stay} stay as they are", *(f"{count} {what}" for what, count in counts.items())])


def _table(update: Update) -> str:
    from align_bench.cli.tables import text_table

    rows = [["unit", "what", "Chinese before", "Chinese now", "English before", "English now", "note"]]
    rows += [_row(line) for line in update.lines]
    return f"{update.before.name}\n{text_table(rows, numbers_from=len(rows[0]))}\n" if update.lines else ""


def _row(line: UpdateLine) -> list[str]:
    shown = line.after or line.before
    assert shown is not None
    sides = []
    for side in ("source", "target"):
        before, after = (getattr(unit, side, "") for unit in (line.before, line.after))
        sides += ["", _short(after)] if before == after else _shorter(before, after)
    if not line.offered:
        return [shown.called, line.what, *sides, line.note]
    return [shown.called, line.what, *sides, f"{line.note}: {_shorter(shown.target, line.offered)[1]}"]


def _shorter(before: str, after: str) -> list[str]:
    """Both from a little before the place where they differ."""
    from align_bench.cli.history import shortened

    return [_short(text) for text in shortened(" ".join(before.split()), " ".join(after.split()))]


def _short(text: str) -> str:
    return fit(" ".join(text.split()), _SHOWN).rstrip()
