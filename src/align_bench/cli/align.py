"""align-bench align: pair two files, or everything new in a project."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from align_bench.cli.output import is_stdout, output_options, text_writer, write_result
from align_bench.cli.streams import narrate, progress

if TYPE_CHECKING:
    from align_bench.config import Settings
    from align_bench.model.bitext import Bitext
    from align_bench.model.document import Document, Level
    from align_bench.storage.project import Project
    from align_bench.workflow.aligning import Aligned


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
    from align_bench.workflow.aligning import align_documents, term_pairs
    from align_bench.workflow.checking import read_terms
    from align_bench.workflow.importing import load_document

    pairs = term_pairs(read_terms(terms))
    chinese = load_document(source, "zh", encoding=encoding, presegmented=presegmented)
    english = load_document(target, "en", encoding=encoding, presegmented=presegmented)
    bitext = align_documents(chinese, english, level=level, terms=pairs, presegmented=presegmented)
    if form == "beads":
        return text_writer(format_beads(bitext.beads))
    if form == "jsonl":
        return text_writer(bitext_jsonl(bitext))
    if form == "tsv":
        return text_writer(bitext_tsv(bitext))
    return _export(bitext, chinese, english, level, form)


def _export(bitext: Bitext, source: Document, target: Document, level: Level, form: str) -> Callable[[BinaryIO], None]:
    from align_bench.workflow.aligning import review_of
    from align_bench.workflow.exporting import Form, write_export

    review = review_of(bitext, source, target, level=level)

    def write(stream: BinaryIO) -> None:
        write_export([review], Form(form), stream, level=level)

    return write


def _align_project() -> None:
    from align_bench.cli.projects import chosen_project, settings_of
    from align_bench.workflow.aligning import new_names

    project = chosen_project()
    if not new_names(project):
        known = len(project.names())
        narrate("nothing to align: no documents in sources/" if not known else "nothing new to align")
        return
    align_new(project, settings_of(project))


def align_new(project: Project, settings: Settings) -> list[Aligned]:
    """Align what is new, telling on stderr what became of it."""
    from align_bench.workflow.aligning import align_project, new_names

    names = new_names(project)
    steps = align_project(project, settings, names=names, clock=lambda: datetime.now(UTC).astimezone())
    done = list(progress(steps, length=len(names), label="aligning"))
    for aligned in done:
        units = aligned.review.units
        bare = sum(not unit.target for unit in units)
        found = len(aligned.findings)
        narrate(f"aligned {aligned.review.name}: {len(units)} units, {bare} without English, {found} findings")
    return done
