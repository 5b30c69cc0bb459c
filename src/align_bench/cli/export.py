"""align-bench export: the aligned texts in the forms that other programs read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align_bench.cli.output import is_stdout, output_options, write_result
from align_bench.cli.streams import narrate
from align_bench.text.wording import counted

if TYPE_CHECKING:
    from align_bench.model.unit import Review, Status
    from align_bench.workflow.exporting import Options


@click.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--to", "form", type=click.Choice(["xlsx", "tmx", "xliff", "csv", "tsv", "jsonl"]), required=True)
@click.option(
    "--status", "statuses", metavar="STATUS[,STATUS]...", default="", help="Only units of these, as reviewed,final."
)
@click.option("--keep-empty", is_flag=True, help="In TMX and XLIFF: also units that such files usually leave out.")
@click.option("--source-lang", default="zh-CN", show_default=True, help="The language code in TMX and XLIFF.")
@click.option("--target-lang", default="en", show_default=True, help="The language code in TMX and XLIFF.")
@click.option("--dry-run", is_flag=True, help="Only tell which files would be written.")
@output_options
def command(
    *,
    names: tuple[str, ...],
    form: str,
    statuses: str,
    keep_empty: bool,
    source_lang: str,
    target_lang: str,
    dry_run: bool,
    output: Path | None,
    force: bool,
) -> None:
    """Hand on the documents NAME, or all of the project, as XLSX, TMX, XLIFF, CSV, TSV or JSONL.

    Without -o: a file for each document in the project's folder export/. With -o FILE: one file with all of them;
    - is the standard output.

    \b
    xlsx   Chinese beside English, one sheet a document, nothing of the review
    tmx    1.4b; units with an empty side are left out
    xliff  2.1; English without Chinese is left out
    csv    cells that a spreadsheet would run as a formula (=, +, -, @) begin with an apostrophe
    tsv    the same, and \\t \\n \\\\ inside cells
    jsonl  one object a line, texts unchanged
    """  # noqa: D301 (a backspace tells click to keep the lines)
    from align_bench.cli.projects import chosen_names, chosen_project, settings_of
    from align_bench.workflow.exporting import Form, export_each, export_places, with_status, write_export
    from align_bench.workflow.origins import source_notices
    from align_bench.workflow.output import refuse_existing
    from align_bench.workflow.workbooks import current_review

    wanted = parse_statuses(statuses)
    project = chosen_project()
    if form == "xlsx" and output is not None and is_stdout(output) and sys.stdout.isatty():
        raise click.UsageError("a workbook is no text for a terminal: name a file with -o")
    whole = [current_review(project, name, lambda _, loss: narrate(loss)) for name in chosen_names(project, names)]
    reviews = [with_status(review, wanted) for review in whole]
    # What is in the way is told before what would be left out.
    if output is None:
        places = export_places(project, reviews, Form(form), force=force)
    else:
        places = () if is_stdout(output) else (output,)
    for place in places:
        refuse_existing(place, force=force)
    for review in whole:
        for notice in source_notices(project, review.name, review):
            narrate(notice)
    _tell_losses(reviews, form, keep_empty)

    options: Options = {
        "level": settings_of(project).level,
        "source_language": source_lang,
        "target_language": target_lang,
        "keep_empty": keep_empty,
    }
    if dry_run:
        for place in places:
            narrate(f"would write {place}")
        return
    if output is not None:
        write_result(lambda stream: write_export(reviews, Form(form), stream, **options), output, force=force)
        return
    for place in export_each(project, reviews, Form(form), force=force, **options):
        narrate(f"wrote {place}")


def parse_statuses(text: str) -> tuple[Status, ...]:
    """Statuses as they are typed: `reviewed,final`."""
    from align_bench.model.unit import Status

    chosen = []
    for name in text.replace(",", " ").split():
        if name not in list(Status):
            raise click.UsageError(f"there is no status '{name}'; use {', '.join(Status)}")
        chosen.append(Status(name))
    return tuple(chosen)


def _tell_losses(reviews: list[Review], form: str, keep_empty: bool) -> None:
    from align_bench.workflow.exporting import Form, left_out, lost_characters

    count = left_out(reviews, Form(form), keep_empty=keep_empty)
    if count:
        side = "without Chinese" if form == "xliff" else "with an empty side"
        narrate(f"left out {counted(count, 'unit')} {side}; --keep-empty keeps {'it' if count == 1 else 'them'}")
    for place in lost_characters(reviews, Form(form)):
        narrate(f"left out, as {form} cannot hold it: {place}")
