"""align-bench import: take back a workbook, TMX or XLIFF that somebody worked in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align_bench.cli.merge_report import print_report
from align_bench.cli.streams import narrate, on_terminal
from align_bench.text.wording import counted

if TYPE_CHECKING:
    from align_bench.model.merging.conflicts import Settling, Side
    from align_bench.workflow.merging import Plan

UNDECIDED = 1

_PLACE = click.Path(readable=False, path_type=Path)


@click.command()
@click.argument("file", type=_PLACE)
@click.option("--document", metavar="NAME", help="The document that it is of, where neither name nor contents tell.")
@click.option("--base", type=_PLACE, help="The workbook as it went out, where you still have it.")
@click.option(
    "--apply", "apply_", is_flag=True, help="Take it over, all or nothing; without it, only tell what would be."
)
@click.option("--ours", "side", flag_value="ours", help="In conflicts, keep what the project has.")
@click.option("--theirs", "side", flag_value="theirs", help="In conflicts, take what the file has.")
@click.option(
    "--screen", "side", flag_value="screen", help="Decide conflicts on the screen: the file's waits beside its pair."
)
@click.option("--reviewer", metavar="NAME", help="Who did the work, instead of the settings' or your account's name.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@click.option("--dry-run", is_flag=True, help="Only tell, and do not ask.")
def command(
    *,
    file: Path,
    document: str | None,
    base: Path | None,
    apply_: bool,
    side: Settling | None,
    reviewer: str | None,
    form: str,
    dry_run: bool,
) -> None:
    """Take back the workbook, TMX or XLIFF FILE that somebody worked in.

    First it is told row by row what will happen; nothing is written. With --apply, or if you say yes on a terminal, all
    of it is taken over, as one edit that can be undone; or nothing, where something has to be decided first (exit code
    1). Whatever was changed in the project meanwhile stays.
    """
    from align_bench.cli.projects import chosen_names, chosen_project
    from align_bench.cli.review import reviewer_of
    from align_bench.model.edits import Stamp
    from align_bench.workflow.merging import plan_import
    from align_bench.workflow.offering import offered

    if apply_ and dry_run:
        raise click.UsageError("--apply takes it over, --dry-run does not: give one of them")
    project = chosen_project()
    chosen_names(project, (document,) if document else ())
    who = reviewer or reviewer_of(project)
    stamp = Stamp(who, datetime.now(UTC).isoformat(timespec="seconds"))
    settled: Side | None = "ours" if side == "screen" else side
    plans = plan_import(project, file, stamp, document=document, base=base, side=settled)
    print_report(plans, side, form)
    if any(plan.undecided(side) for plan in plans):
        narrate(
            "nothing is taken over: settle conflicts with --ours or --theirs, or pair by pair with --screen; what"
            " cannot be read is to be put right in the file"
        )
        click.get_current_context().exit(UNDECIDED)
    waiting = {plan.before.name: offered(plan) for plan in plans} if side == "screen" else {}
    if dry_run or not (any(plan.edit.changes for plan in plans) or any(waiting.values())):
        return
    if not apply_ and not on_terminal():
        narrate("nothing is written yet: --apply takes it over")
        return
    if apply_ or click.confirm("Take this over?", err=True):
        _apply(plans, who, waiting)


def _apply(plans: tuple[Plan, ...], who: str, waiting: Mapping[str, Mapping[str, str]]) -> None:
    from align_bench.cli.projects import chosen_project
    from align_bench.workflow.applying import apply_prepared

    def clock() -> datetime:
        return datetime.now(UTC).astimezone()

    wanted = [plan for plan in plans if plan.edit.changes or waiting.get(plan.before.name)]
    for notice in apply_prepared(chosen_project(), wanted, reviewer=who, clock=clock, offered=waiting):
        narrate(notice)
    changed = [plan.before.name for plan in wanted if plan.edit.changes]
    if changed:
        names = ", ".join(changed)
        narrate(f"taken over into {counted(len(changed), 'document')}: {names}; undo takes it back in one step")
