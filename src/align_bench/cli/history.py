"""align-bench history: who changed what, when."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align_bench.cli.output import output_options, text_writer, write_result
from align_bench.cli.streams import narrate

if TYPE_CHECKING:
    from align_bench.model.history import HistoryEntry

# The others are of the machine; JSONL and TSV have them.
_FIELDS = ("source", "target", "status", "comment", "locked", "waiver")
# So many characters of a text are shown in the table.
_SHOWN = 40


@click.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option(
    "--unit", "units", metavar="ID", multiple=True, help="Only this unit, by its id or its label; repeatable."
)
@click.option(
    "--since-review", is_flag=True, help="English that was confirmed and is another one now: both texts, who, and when."
)
@click.option("--format", "form", type=click.Choice(["table", "jsonl", "tsv"]), default="table", show_default=True)
@output_options
def command(
    names: tuple[str, ...],
    units: tuple[str, ...],
    form: str,
    output: Path | None,
    *,
    since_review: bool,
    force: bool,
) -> None:
    """Show who changed what in the review, and when: a line for each field of a unit, oldest first.

    Edits, what was undone and redone, and what another program has changed in the workbook (`elsewhere`).
    """
    from align_bench.cli.projects import chosen_names, chosen_project
    from align_bench.formats.history import write_history_jsonl, write_history_tsv
    from align_bench.workflow.history import damage, read_history
    from align_bench.workflow.past import changed_since_review

    project = chosen_project()
    chosen = chosen_names(project, names)
    for name in chosen:
        for told in damage(project, name):
            narrate(told)
    read = changed_since_review if since_review else read_history
    entries = [entry for name in chosen for entry in read(project, name, units)]
    if not entries:
        yet = "since the review" if since_review else "yet"
        narrate(f"nothing was changed {'in these units' if units else 'here'} {yet}")
    if form == "tsv":
        write_result(lambda stream: write_history_tsv(entries, stream), output, force=force)
    elif form == "jsonl":
        write_result(lambda stream: write_history_jsonl(entries, stream), output, force=force)
    elif entries:
        write_result(text_writer(history_table(entries)), output, force=force)


def history_table(entries: Sequence[HistoryEntry]) -> str:
    """For people: texts are cut short around what is another one."""
    from align_bench.cli.tables import text_table

    rows = [["time", "who", "document", "unit", "what", "field", "before", "after"]]
    for entry in (entry for entry in entries if entry.field in _FIELDS):
        what = entry.action if entry.move in ("do", "elsewhere") else f"{entry.move} {entry.action}"
        before, after = shortened(entry.before, entry.after)
        row = [entry.time, entry.reviewer, entry.document, entry.label or entry.unit, what, entry.field, before, after]
        rows.append(row)
    return text_table(rows, numbers_from=len(rows[0]))


def shortened(before: str, after: str) -> tuple[str, str]:
    """Both texts from a little before the place where they differ."""
    shorter = min(len(before), len(after))
    same = next((place for place in range(shorter) if before[place] != after[place]), shorter)
    start = 0 if max(len(before), len(after)) <= _SHOWN else max(0, same - _SHOWN // 4)
    return _part(before, start), _part(after, start)


def _part(text: str, start: int) -> str:
    shown = text[start : start + _SHOWN]
    return ("..." if start and shown else "") + shown + ("..." if start + _SHOWN < len(text) else "")
