"""align-bench recover: go back to an earlier state of a review, or get a workbook back that cannot be read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from align_bench.cli.output import text_writer, write_result
from align_bench.cli.streams import narrate
from align_bench.text.wording import counted

if TYPE_CHECKING:
    from align_bench.storage.project import Project


@click.command()
@click.argument("name", required=False)
@click.option("--to", "key", metavar="CHECKPOINT", help="Which one: as listed, a number or `bak`.")
@click.option("--apply", "apply_", is_flag=True, help="Go back; without it, only tell what would change.")
@click.option("--reviewer", metavar="NAME", help="The name beside this, instead of the settings' or your account's.")
def command(name: str | None, key: str | None, reviewer: str | None, *, apply_: bool) -> None:
    """List the checkpoints of the document NAME, or of all; with --to, go back to one.

    First it is told what that would change; with --apply it is done, as one edit that can be undone like any other.
    Nothing is destroyed. A workbook that cannot be read is kept aside, `NAME.xlsx.bak` takes its place, and the edits
    in the journal are put into it.
    """
    from align_bench.cli.projects import chosen_names, chosen_project
    from align_bench.cli.review import reviewer_of

    project = chosen_project()
    # A document may have lost its workbook and its source.
    lost = set(project.journaled()) - set(project.names())
    names = (name,) if name in lost else chosen_names(project, (name,) if name else ())
    if key is None:
        if apply_:
            raise click.UsageError("--apply needs --to: which checkpoint to go back to")
        _list(project, names)
        return
    if name is None:
        raise click.UsageError("--to needs the NAME of a document")
    _go_back(project, name, key, reviewer or reviewer_of(project), apply_=apply_)


def _list(project: Project, names: tuple[str, ...]) -> None:
    from align_bench.cli.tables import text_table
    from align_bench.workflow.history import damage
    from align_bench.workflow.restoring import checkpoints, defect_of

    rows = [["document", "to", "time", "who", "edits", "what"]]
    for name in names:
        for told in damage(project, name):
            narrate(told)
        found = checkpoints(project, name)
        rows += [[name, each.key, each.time, each.reviewer, str(each.edits), each.what] for each in found]
        if found and (defect := defect_of(project, name)):
            narrate(f"{defect}: `align-bench recover {name} --to bak` tells what can be got back")
    if len(rows) == 1:
        narrate("there is nothing to go back to yet: no workbook was saved here")
        return
    write_result(text_writer(text_table(rows, numbers_from=len(rows[0]))), None, force=False)


def _go_back(project: Project, name: str, key: str, reviewer: str, *, apply_: bool) -> None:
    from align_bench.workflow.restoring import BACKUP, defect_of

    if key == BACKUP and (defect := defect_of(project, name)):
        _put_back(project, name, reviewer, defect, apply_=apply_)
        return
    from align_bench.cli.history import shortened
    from align_bench.cli.tables import text_table
    from align_bench.model.history import field_changes
    from align_bench.workflow.applying import apply_prepared
    from align_bench.workflow.restoring import restoring

    prepared = restoring(project, name, key)
    rows = [["unit", "field", "now", "then"]]
    rows += [
        [change.unit.label or change.unit.id, change.field, *shortened(change.before, change.after)]
        for change in field_changes(prepared.edit)
    ]
    if not prepared.edit.changes:
        narrate(f"{name} is as it was then: nothing would change")
        return
    write_result(text_writer(text_table(rows, numbers_from=len(rows[0]))), None, force=False)
    if not apply_:
        narrate("nothing is changed yet: --apply goes back")
        return
    for notice in apply_prepared(project, [prepared], reviewer=reviewer, clock=_now):
        narrate(notice)
    narrate(f"{name} is as it was at {key}; undo on the review screen takes this back")


def _put_back(project: Project, name: str, reviewer: str, defect: str, *, apply_: bool) -> None:
    from align_bench.workflow.restoring import last_good, put_backup_back, read_backup
    from align_bench.workflow.reviewing import Session

    units = len(read_backup(project, name).units)
    narrate(f"{defect}; {last_good(project, name)} can be read: {counted(units, 'unit')}")
    if not apply_:
        narrate("nothing is changed yet: --apply puts it in the place of the workbook, with the edits of the journal")
        return
    kept = put_backup_back(project, name, reviewer=reviewer, clock=_now)
    with Session.open(project, name, reviewer=reviewer, clock=_now) as session:
        edits = session.recovered
        session.save()
    narrate(
        f"put back, with {counted(edits, 'edit')} of the journal"
        + (f"; what was there is kept in {kept}" if kept else "")
    )


def _now() -> datetime:
    return datetime.now(UTC).astimezone()
