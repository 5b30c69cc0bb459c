"""align-bench terms export: the termbase as CSV, XLSX or TBX."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from align_bench.cli.output import is_stdout, output_options, write_result
from align_bench.cli.streams import narrate
from align_bench.cli.terms.reading import chosen_termbase
from align_bench.text.wording import counted


@click.command("export")
@click.argument("file", required=False, type=click.Path(readable=False, path_type=Path))
@click.option("--to", "form", type=click.Choice(["csv", "xlsx", "tbx"]), required=True)
@click.option("--dry-run", is_flag=True, help="Only tell which file would be written.")
@output_options
def export_terms(file: Path | None, *, form: str, dry_run: bool, output: Path | None, force: bool) -> None:
    """Write the project's termbase, or the one in FILE, as CSV, XLSX or TBX. Without -o: to the standard output.

    \b
    csv, xlsx  a row for each concept where that says everything, else a row for each term
    tbx        version 3 (ISO 30042:2019), dialect TBX-Basic, style DCA
    """  # noqa: D301 (a backspace tells click to keep the lines)
    from align_bench.formats.termbase import TermbaseForm, write_termbase
    from align_bench.workflow.output import refuse_existing

    if form == "xlsx" and is_stdout(output) and sys.stdout.isatty():
        raise click.UsageError("a workbook is no text for a terminal: name a file with -o")
    if output is not None and not is_stdout(output):
        refuse_existing(output, force=force)
    termbase = chosen_termbase(file)
    if dry_run:
        place = "to the standard output" if is_stdout(output) else output
        narrate(f"would write {place} with {counted(len(termbase.concepts), 'concept')}")
        return
    write_result(lambda stream: write_termbase(termbase, TermbaseForm(form), stream), output, force=force)
