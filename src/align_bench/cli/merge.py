"""align-bench merge: three-way merge of review workbooks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from align_bench.cli.merge_report import print_report
from align_bench.cli.output import is_stdout, output_options, refuse_inputs
from align_bench.cli.streams import narrate

if TYPE_CHECKING:
    from align_bench.model.merging.conflicts import Side

UNDECIDED = 1

_PLACE = click.Path(readable=False, path_type=Path)


@click.command()
@click.argument("base", type=_PLACE)
@click.argument("ours", metavar="A", type=_PLACE)
@click.argument("theirs", metavar="B", type=_PLACE)
@click.option("--ours", "side", flag_value="ours", help="In conflicts, take what A has.")
@click.option("--theirs", "side", flag_value="theirs", help="In conflicts, take what B has.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@click.option("--dry-run", is_flag=True, help="Only tell what the result would be.")
@output_options
def command(
    *,
    base: Path,
    ours: Path,
    theirs: Path,
    side: Side | None,
    form: str,
    dry_run: bool,
    output: Path | None,
    force: bool,
) -> None:
    """Join what two people made of one review workbook: BASE as it was, A and B as they came back.

    Told row by row; the result goes to OUT, with the looks and own columns of A. Where both changed the same field in
    different ways, nothing is written unless --ours (A) or --theirs (B) settles it, and the exit code is 1.
    """
    from align_bench.workflow.merging import plan_merge, write_merged
    from align_bench.workflow.output import refuse_existing

    if output is not None:
        if is_stdout(output):
            raise click.UsageError("the standard output has the report: name a file for the workbook")
        refuse_inputs([output], [base, ours, theirs])
        refuse_existing(output, force=force)
    plan = plan_merge(base, ours, theirs, side=side)
    print_report([plan], side, form)
    if plan.undecided(side):
        narrate("nothing is written: settle conflicts with --ours or --theirs, or put the workbooks right")
        click.get_current_context().exit(UNDECIDED)
    if output is None or dry_run:
        narrate("nothing is written: -o names the file for the result" if output is None else f"would write {output}")
        return
    looks = write_merged(plan, base, ours, output, force=force)
    kept = "" if looks == ours else f"; looks and own columns are those of {base}, as {ours} cannot be written into"
    narrate(f"wrote {output}{kept}")
