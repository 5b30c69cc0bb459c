"""align-bench align: pair two files, or everything new in a project."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from align_bench.cli.encodings import encoding_options
from align_bench.cli.output import is_stdout, output_options, text_writer, write_result
from align_bench.cli.streams import narrate, progress
from align_bench.cli.wording import counted

if TYPE_CHECKING:
    from align_bench.config import Settings
    from align_bench.model.document import Level
    from align_bench.model.unit import Review
    from align_bench.storage.project import Project
    from align_bench.workflow.aligning import Aligned, Refused


@click.command()
@click.argument("source", required=False, type=click.Path(readable=False, path_type=Path))
@click.argument("target", required=False, type=click.Path(readable=False, path_type=Path))
@click.option("--level", type=click.Choice(["paragraph", "sentence"]), help="What is paired.  [default: paragraph]")
@click.option("--presegmented", is_flag=True, help="Each line is a segment; blank lines only end paragraphs.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["beads", "jsonl", "tsv", "xlsx", "tmx"]),
    default="beads",
    show_default=True,
)
@click.option(
    "--terms", type=click.Path(readable=False, path_type=Path), help="A termbase whose terms are evidence too."
)
@encoding_options
@click.option("--dry-run", is_flag=True, help="In a project: only tell which workbooks would be written.")
@output_options
def command(
    *,
    source: Path | None,
    target: Path | None,
    level: Level | None,
    presegmented: bool,
    form: str,
    terms: Path | None,
    source_encoding: str | None,
    target_encoding: str | None,
    dry_run: bool,
    output: Path | None,
    force: bool,
) -> None:
    """Pair the paragraphs or sentences of the Chinese SOURCE with the English TARGET.

    The format beads prints `[0,1]:[0]`, one bead a line: which segments (counted from 0, noise left out) belong
    together; every segment stands in exactly one, `[]` is an empty side. jsonl and tsv count from 1 and hold the
    texts, the confidence and the ids that `segment` prints as well.

    Without SOURCE and TARGET, in a project: every document that has no workbook yet gets one. Workbooks that are
    there are never touched.
    """
    if source is None:
        if presegmented or any(given is not None for given in (output, terms, source_encoding, target_encoding)):
            raise click.UsageError("-o, --presegmented, --terms and encodings need SOURCE and TARGET")
        _align_project(dry_run=dry_run)
        return
    if target is None:
        raise click.UsageError("the English file TARGET is missing")
    if dry_run:
        raise click.UsageError("--dry-run is for a project; without -o, nothing is written for SOURCE and TARGET")
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
        encodings=(source_encoding, target_encoding),
    )
    write_result(write, output, force=force)


def _pair_files(
    source: Path,
    target: Path,
    *,
    level: Level,
    presegmented: bool,
    form: str,
    terms: Path | None,
    encodings: tuple[str | None, str | None],
) -> Callable[[BinaryIO], None]:
    from align_bench.formats.beads import format_beads
    from align_bench.formats.bitexts import bitext_jsonl, bitext_tsv
    from align_bench.formats.plain import document_name
    from align_bench.workflow import aligning, importing
    from align_bench.workflow.checking import read_terms

    if presegmented:
        if terms is not None:
            narrate("--terms is not used with --presegmented")
        bitext = aligning.align_lines(
            importing.load_segments(source, "zh", encoding=encodings[0]),
            importing.load_segments(target, "en", encoding=encodings[1]),
        )
        review = aligning.review_of_lines(document_name(source), bitext)
        ids = tuple(range(1, 1 + len(bitext.source))), tuple(range(1, 1 + len(bitext.target)))
    else:
        pairs = aligning.term_pairs(read_terms(terms))
        chinese = importing.load_document(source, "zh", encoding=encodings[0])
        english = importing.load_document(target, "en", encoding=encodings[1])
        bitext = aligning.align_documents(chinese, english, level=level, terms=pairs)
        review = aligning.review_of(bitext, chinese, english, level=level)
        ids = importing.segment_ids(chinese, level), importing.segment_ids(english, level)
    _warn_unrelated(review, str(source), str(target))
    if form == "beads":
        return text_writer(format_beads(bitext.beads))
    if form == "jsonl":
        return text_writer(bitext_jsonl(bitext, ids))
    if form == "tsv":
        return text_writer(bitext_tsv(bitext, ids))
    return partial(_export, review, form, "sentence" if presegmented else level)


def _export(review: Review, form: str, level: Level, stream: BinaryIO) -> None:
    from align_bench.workflow.exporting import Form, write_export

    write_export([review], Form(form), stream, level=level)


def _align_project(*, dry_run: bool) -> None:
    from align_bench.cli.projects import chosen_project, settings_of
    from align_bench.workflow.aligning import new_names
    from align_bench.workflow.origins import stray_notices

    project = chosen_project()
    for notice in stray_notices(project):
        narrate(notice)
    names = new_names(project)
    if not names:
        known = len(project.names())
        narrate("nothing to align: no documents in sources/" if not known else "nothing new to align")
        return
    if dry_run:
        for name in names:
            narrate(f"would write {project.workbook(name)}")
        return
    raise_refused(align_new(project, settings_of(project))[1])


def align_new(project: Project, settings: Settings) -> tuple[Sequence[Aligned], Sequence[Refused]]:
    """Align what is new, telling on stderr what became of it."""
    from align_bench.workflow.aligning import Aligned, align_project, check_whole_project, new_names

    def clock() -> datetime:
        return datetime.now(UTC).astimezone()

    names = new_names(project)
    steps = align_project(project, settings, names=names, clock=clock)
    results = list(progress(steps, length=len(names), label="aligning"))
    made = [result for result in results if isinstance(result, Aligned)]
    done = check_whole_project(project, settings, made, clock=clock)
    for aligned in done:
        units = aligned.review.units
        bare = sum(not unit.target for unit in units)
        found = counted(len(aligned.findings), "finding")
        narrate(f"aligned {aligned.review.name}: {counted(len(units), 'unit')}, {bare} without English, {found}")
        name = aligned.review.name
        _warn_unrelated(aligned.review, str(project.source(name)), str(project.translation(name)))
    refused = [result for result in results if not isinstance(result, Aligned)]
    for result in refused:
        narrate(f"not aligned: {result.name}: {result.error.message}")
    return done, refused


def _warn_unrelated(review: Review, source: str, target: str) -> None:
    from align_bench.workflow.aligning import UNRELATED, agreement

    found = agreement(review)
    if found is not None and found < UNRELATED:
        narrate(
            f"warning: {source} and {target} hardly seem to belong together"
            f" (their pairs are {found:.0%} sure on average): are they the same document?"
        )


def raise_refused(refused: Sequence[Refused]) -> None:
    """End the command with the error of the document that could not be read, or with one for all of them."""
    from align_bench.errors import InputError

    if len(refused) == 1:
        raise refused[0].error
    if refused:
        raise InputError(
            f"{len(refused)} documents were not aligned: {'; '.join(result.error.message for result in refused)}",
            hint="; ".join(dict.fromkeys(result.error.hint for result in refused)),
        )
