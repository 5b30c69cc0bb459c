"""align-bench waive: findings that may stand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from align_bench.cli.output import text_writer, write_result
from align_bench.cli.streams import narrate
from align_bench.cli.wording import counted
from align_bench.text.cells import shown

if TYPE_CHECKING:
    from align_bench.model.edits import Stamp
    from align_bench.storage.project import Project
    from align_bench.workflow.waiving import Noted


@click.command()
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--reason", metavar="TEXT", help="Why they may stand; needed with IDs.")
@click.option("--remove", is_flag=True, help="Take the waivers of these findings back.")
@click.option("--reviewer", metavar="NAME", help="Who says so, instead of the settings' or your account's name.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@click.option("--dry-run", is_flag=True, help="Only tell what would be waived or taken back.")
def command(
    *, ids: tuple[str, ...], reason: str | None, remove: bool, reviewer: str | None, form: str, dry_run: bool
) -> None:
    """Let the findings ID stand, or list the waivers that there are.

    `align-bench check` shows the ids; their first characters do. Waived findings are reported only on request and
    never count for --fail-on. When the texts of the pair change, the waiver is void.
    """
    from align_bench.cli.projects import chosen_project

    if ids and remove == (reason is not None):
        raise click.UsageError("give findings either a --reason, or --remove their waivers")
    if not ids and (remove or reason is not None):
        raise click.UsageError("name the findings by their ids")
    project = chosen_project()
    if not ids:
        _list(project, form)
        return
    stamp = _stamp(project, reviewer)
    if remove:
        _remove(project, ids, stamp, dry_run=dry_run)
    else:
        _waive(project, ids, reason or "", stamp, dry_run=dry_run)


def _waive(project: Project, ids: tuple[str, ...], reason: str, stamp: Stamp, *, dry_run: bool) -> None:
    from align_bench.storage.lock import ProjectLock
    from align_bench.workflow.checking import report_on_project
    from align_bench.workflow.waiving import entries_called, waive

    entries = entries_called(report_on_project(project), ids)
    if not dry_run:
        with ProjectLock(project.private, name=stamp.reviewer, time=stamp.time):
            waive(project, entries, reason, stamp)
    for entry in entries:
        finding = entry.finding
        narrate(shown(f"{_would(dry_run)}waived {entry.id} in {finding.document}: {finding.check}: {finding.message}"))


def _remove(project: Project, ids: tuple[str, ...], stamp: Stamp, *, dry_run: bool) -> None:
    from align_bench.storage.lock import ProjectLock
    from align_bench.storage.waivers import read_waivers
    from align_bench.workflow.waiving import restore, the_id

    known = {waiver.finding: waiver for waiver in read_waivers(project.waivers)}
    chosen = [known[the_id(prefix, known)] for prefix in ids]
    if not dry_run:
        with ProjectLock(project.private, name=stamp.reviewer, time=stamp.time):
            restore(project, [waiver.finding for waiver in chosen])
    for waiver in chosen:
        narrate(shown(f"{_would(dry_run)}taken back {waiver.finding} in {waiver.document}: {waiver.check}"))


def _list(project: Project, form: str) -> None:
    from align_bench.workflow.checking import report_on_project
    from align_bench.workflow.waiving import noted_waivers

    noted = noted_waivers(project, report_on_project(project))
    void = sum(1 for entry in noted if not entry.holds)
    write_result(text_writer(_as_jsonl(noted) if form == "jsonl" else _as_table(noted)), None, force=False)
    if void:
        narrate(f"{counted(void, 'waiver')} void: the finding is not there any more, or the text changed")


def _as_jsonl(noted: tuple[Noted, ...]) -> str:
    import json
    from dataclasses import asdict

    records = ({**asdict(entry.waiver), "holds": entry.holds} for entry in noted)
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _as_table(noted: tuple[Noted, ...]) -> str:
    from align_bench.cli.tables import text_table

    rows = [["id", "", "document", "check", "who", "when", "reason"]]
    for entry in noted:
        waiver = entry.waiver
        state = "holds" if entry.holds else "void"
        rows.append([waiver.finding, state, waiver.document, waiver.check, waiver.who, waiver.when, waiver.reason])
    return text_table(rows, numbers_from=len(rows[0])) if noted else "no waivers\n"


def _would(dry_run: bool) -> str:
    return "would be " if dry_run else ""


def _stamp(project: Project, reviewer: str | None) -> Stamp:
    from align_bench.cli.projects import settings_of
    from align_bench.cli.review import account_name
    from align_bench.model.edits import Stamp

    who = reviewer or settings_of(project).reviewer or account_name()
    return Stamp(who, datetime.now(UTC).isoformat(timespec="seconds"))
