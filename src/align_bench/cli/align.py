"""align-bench align: pair two files, or everything new in a project."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from align_bench.cli.output import is_stdout, output_options, text_writer, write_result
from align_bench.cli.streams import narrate, progress

if TYPE_CHECKING:
    from align_bench.config import Settings
    from align_bench.model.document import Level
    from align_bench.model.unit import Review
    from align_bench.storage.project import Project
    from align_bench.workflow.aligning import Aligned, Refused


@click.command()
@click.argument("source", required=False, type=click.Path(path_type=Path))
@click.argument("target", required=False, type=click.Path(path_type=Path))
@click.option("--level", type=click.Choice(["paragraph", "sentence"]), help="What is paired.  [default: paragraph]")
@click.option("--presegmented", is_flag=True, help="Each line is a segment; blank lines only end paragraphs.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["beads", "jsonl", "tsv", "xlsx", "tmx"]),
    default="beads",
    show_default=True,
)
@click.option("--terms", type=click.Path(path_type=Path), help="A termbase whose terms are evidence too.")
@click.option("--encoding", help="Of both files. Without it: found out.")
@output_options
def command(
    *,
    source: Path | None,
    target: Path | None,
    level: Level | None,
    presegmented: bool,
    form: str,
    terms: Path | None,
    encoding: str | None,
    output: Path | None,
    force: bool,
) -> None:
    """Pair the paragraphs or sentences of the Chinese SOURCE with the English TARGET.

    The format beads prints `[0,1]:[0]`, one bead a line: which segments (counted from 0, noise left out) belong
    together; every segment stands in exactly one, `[]` is an empty side. jsonl and tsv count from 1 and hold the
    texts and the confidence as well.

    Without SOURCE and TARGET, in a project: every document that has no workbook yet gets one. Workbooks that are
    there are never touched.
    """
    if source is None:
        if output is not None or presegmented or terms is not None:
            raise click.UsageError("-o, --presegmented and --terms need SOURCE and TARGET")
        _align_project()
        return
    if target is None:
        raise click.UsageError("the English file TARGET is missing")
    if form == "xlsx" and is_stdout(output) and sys.stdout.isatty():
        raise click.UsageError("a workbook is no text for a terminal: name a file with -o")
    if output is not None and not is_stdout(output):
        from align_bench.workflow.output import refuse_existing

        refuse_existing(output, force=force)
    write = _pair_files(
        source,
        target,
        level=level or "paragraph",
        presegmented=presegmented,
        form=form,
        terms=terms,
        encoding=encoding,
    )
    write_result(write, output, force=force)


def _pair_files(
    source: Path, target: Path, *, level: Level, presegmented: bool, form: str, terms: Path | None, encoding: str | None
) -> Callable[[BinaryIO], None]:
    from align_bench.formats.beads import format_beads
    from align_bench.formats.bitexts import bitext_jsonl, bitext_tsv
    from align_bench.workflow import aligning, importing
    from align_bench.workflow.checking import read_terms

    if presegmented:
        bitext = aligning.align_lines(
            importing.load_segments(source, "zh", encoding=encoding),
            importing.load_segments(target, "en", encoding=encoding),
        )
        review = aligning.review_of_lines(source.name.split(".")[0], bitext)
    else:
        pairs = aligning.term_pairs(read_terms(terms))
        chinese = importing.load_document(source, "zh", encoding=encoding)
        english = importing.load_document(target, "en", encoding=encoding)
        bitext = aligning.align_documents(chinese, english, level=level, terms=pairs)
        review = aligning.review_of(bitext, chinese, english, level=level)
    if form == "beads":
        return text_writer(format_beads(bitext.beads))
    if form == "jsonl":
        return text_writer(bitext_jsonl(bitext))
    if form == "tsv":
        return text_writer(bitext_tsv(bitext))
    return partial(_export, review, form, "sentence" if presegmented else level)


def _export(review: Review, form: str, level: Level, stream: BinaryIO) -> None:
    from align_bench.workflow.exporting import Form, write_export

    write_export([review], Form(form), stream, level=level)


def _align_project() -> None:
    from align_bench.cli.projects import chosen_project, settings_of
    from align_bench.workflow.aligning import new_names

    project = chosen_project()
    if not new_names(project):
        known = len(project.names())
        narrate("nothing to align: no documents in sources/" if not known else "nothing new to align")
        return
    raise_first(align_new(project, settings_of(project))[1])


def align_new(project: Project, settings: Settings) -> tuple[list[Aligned], list[Refused]]:
    """Align what is new, telling on stderr what became of it."""
    from align_bench.workflow.aligning import Aligned, align_project, new_names

    names = new_names(project)
    steps = align_project(project, settings, names=names, clock=lambda: datetime.now(UTC).astimezone())
    results = list(progress(steps, length=len(names), label="aligning"))
    done = [result for result in results if isinstance(result, Aligned)]
    for aligned in done:
        units = aligned.review.units
        bare = sum(not unit.target for unit in units)
        found = len(aligned.findings)
        narrate(f"aligned {aligned.review.name}: {len(units)} units, {bare} without English, {found} findings")
    refused = [result for result in results if not isinstance(result, Aligned)]
    for result in refused:
        narrate(f"not aligned: {result.name}: {result.error.message}")
    return done, refused


def raise_first(refused: Sequence[Refused]) -> None:
    """End the command with the error of the first document that could not be read; all were told already."""
    if refused:
        raise refused[0].error
