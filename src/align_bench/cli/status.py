"""align-bench status: how far each document is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from align_bench.cli.output import text_writer, write_result
from align_bench.cli.streams import narrate

if TYPE_CHECKING:
    from align_bench.storage.project import Project


@click.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def command(names: tuple[str, ...], form: str) -> None:
    """Show for each document: units by status, words, open findings, who looks after it.

    Words: Chinese characters and English words. Findings are counted in units that are not reviewed or final yet.
    """
    from align_bench.cli.projects import chosen_names, chosen_project

    project = chosen_project()
    print_status(project, chosen_names(project, names), form)


def print_status(project: Project, names: Sequence[str], form: str = "table") -> None:
    """Count and print, as a table or as JSON."""
    from align_bench.cli.tables import text_table
    from align_bench.model.unit import Status
    from align_bench.workflow.counting import count_project
    from align_bench.workflow.origins import stray_notices

    counts = count_project(project, names)
    for notice in (*stray_notices(project), *(notice for count in counts for notice in count.notices)):
        narrate(notice)
    if form == "json":
        text = json.dumps([asdict(count) for count in counts], ensure_ascii=False, indent=2) + "\n"
        write_result(text_writer(text), None, force=False)
        return
    head = ["document", "units", *(status.value for status in Status), "zh chars", "en words", "findings"]
    rows = [head]
    for count in counts:
        if not count.aligned:
            rows.append([count.document, "not aligned", *[""] * (len(head) - 2)])
            continue
        by_status = [str(count.by_status.get(status.value, 0)) for status in Status]
        figures = [f"{count.zh_characters:,}", f"{count.en_words:,}", str(count.open_findings)]
        rows.append([count.document, str(count.units), *by_status, *figures])
    if len(counts) > 1:
        rows.append(_total(rows[1:]))
    if any(count.owner for count in counts):
        column = ["owner", *(count.owner for count in counts), ""]
        rows = [[*row, owner] for row, owner in zip(rows, column, strict=False)]
    write_result(text_writer(text_table(rows)), None, force=False)


def _total(rows: list[list[str]]) -> list[str]:
    columns = zip(*(row[1:] for row in rows), strict=True)
    return ["total", *(f"{sum(int(c.replace(',', '')) for c in column if c[:1].isdigit()):,}" for column in columns)]
