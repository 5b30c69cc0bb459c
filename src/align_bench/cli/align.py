"""align-bench align: pair two files, two folders of files, or everything new in a project."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from align_bench.cli.align_files import align_folders, align_pair, are_folders, warn_unrelated
from align_bench.cli.embeddings import embedding_options, evidence_of
from align_bench.cli.encodings import encoding_options
from align_bench.cli.output import is_stdout, output_options, refuse_inputs
from align_bench.cli.streams import narrate, progress
from align_bench.text.wording import counted

if TYPE_CHECKING:
    from align_bench.align.together import FurtherEvidence
    from align_bench.config import Settings
    from align_bench.model.document import Language, Level
    from align_bench.storage.project import Project
    from align_bench.workflow.aligning import Aligned, Refused

_NAMED = 5
"""Documents that could not be aligned, named in the last line of the command."""

_PLACE = click.Path(readable=False, path_type=Path)


@click.command()
@click.argument("source", required=False, type=_PLACE)
@click.argument("target", required=False, type=_PLACE)
@click.option("--source-lang", type=click.Choice(["zh", "en"]), help="The language of SOURCE.  [default: zh]")
@click.option(
    "--level", type=click.Choice(["paragraph", "sentence", "both"]), help="What is paired.  [default: paragraph]"
)
@click.option("--presegmented", is_flag=True, help="Each line is a segment; blank lines only end paragraphs.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["beads", "jsonl", "tsv", "xlsx", "tmx"]),
    default="beads",
    show_default=True,
)
@click.option("--terms", type=_PLACE, help="A termbase whose terms are evidence too.")
@click.option("--one-by-one", is_flag=True, help="Of many documents, let none learn words from the others.")
@embedding_options
@encoding_options
@click.option("--update", is_flag=True, help="In a project: take changed texts over into the workbooks that there are.")
@click.option("--dry-run", is_flag=True, help="In a project: only tell what would be written.")
@output_options
def command(
    *,
    source: Path | None,
    target: Path | None,
    source_lang: Language | None,
    level: Level | Literal["both"] | None,
    presegmented: bool,
    form: str,
    terms: Path | None,
    one_by_one: bool,
    embeddings: bool,
    model: str | None,
    embeddings_weight: float | None,
    download: bool,
    source_encoding: str | None,
    target_encoding: str | None,
    update: bool,
    dry_run: bool,
    output: Path | None,
    force: bool,
) -> None:
    """Pair the paragraphs or sentences of the Chinese SOURCE with the English TARGET.

    The format beads prints `[0,1]:[0]`, one bead a line: which segments (counted from 0, noise left out) belong
    together; every segment stands in exactly one, `[]` is an empty side. jsonl and tsv count from 1 and hold the
    texts, the confidence and the ids that `segment` prints as well.

    SOURCE and TARGET may be two folders (or one, given twice): NAME.zh.txt goes with NAME.en.txt, each pair is
    written to a file in the folder OUT, and what one pair teaches about words serves all.

    Without SOURCE and TARGET, in a project: every document that has no workbook yet gets one. Workbooks that are
    there are touched only with --update: where a text has changed, or rows are missing, what is new is aligned and put
    in its place, and what was decided stays as long as its text stands.
    """
    load_evidence = evidence_of(embeddings=embeddings, model=model, weight=embeddings_weight, download=download)
    if source is None:
        given = (source_lang, level, output, terms, source_encoding, target_encoding)
        if presegmented or any(value is not None for value in given):
            raise click.UsageError(
                "--level, --source-lang, --presegmented, --terms, encodings and -o need SOURCE and TARGET"
            )
        _align_project(dry_run=dry_run, one_by_one=one_by_one, update=update, evidence=load_evidence())
        return
    if target is None:
        raise click.UsageError(f"the {'Chinese' if source_lang == 'en' else 'English'} file TARGET is missing")
    if update:
        raise click.UsageError("--update is for the workbooks of a project: leave out SOURCE and TARGET")
    if dry_run:
        raise click.UsageError("--dry-run is for a project; without -o, nothing is written for SOURCE and TARGET")
    _refuse_form(form, level, output, presegmented=presegmented)
    folders = are_folders(source, target)
    if folders and (output is None or is_stdout(output)):
        raise click.UsageError("two folders need a third one for the results: name it with -o")
    refuse_inputs([output], [source, target, terms])
    from align_bench.workflow.aligning import term_pairs
    from align_bench.workflow.checking import read_terms
    from align_bench.workflow.files import Options

    options = Options(
        levels=("paragraph", "sentence") if level == "both" else (level or "paragraph",),
        presegmented=presegmented,
        source_language=source_lang or "zh",
        source_encoding=source_encoding,
        target_encoding=target_encoding,
        terms=term_pairs(read_terms(terms)),
        evidence=load_evidence(),
        shared=not one_by_one,
    )
    if folders and output is not None:
        raise_refused(align_folders(source, target, options, form, output, terms=terms, force=force))
    else:
        align_pair(source, target, options, form, output, force=force)


def _refuse_form(form: str, level: str | None, output: Path | None, *, presegmented: bool) -> None:
    if form == "xlsx" and is_stdout(output) and sys.stdout.isatty():
        raise click.UsageError("a workbook is no text for a terminal: name a file with -o")
    if level == "both" and presegmented:
        raise click.UsageError("lines that are segmented already have one level only")
    if level == "both" and form == "beads":
        raise click.UsageError(
            "beads of two levels are two lists: choose one level, or --format jsonl, tsv, xlsx or tmx"
        )


def _align_project(*, dry_run: bool, one_by_one: bool, update: bool, evidence: FurtherEvidence | None) -> None:
    from align_bench.cli.align_update import tell_changed, update_workbooks
    from align_bench.cli.projects import chosen_project, settings_of
    from align_bench.workflow.origins import stray_notices
    from align_bench.workflow.pending import new_names

    project = chosen_project()
    for notice in stray_notices(project):
        narrate(notice)
    settings = settings_of(project)
    if one_by_one:
        settings = replace(settings, shared_tables=False)
    names = new_names(project)
    known = [name for name in project.names() if name not in names]
    refused: list[Refused] = []
    if names and dry_run:
        for name in names:
            narrate(f"would write {project.workbook(name)}")
    elif names:
        refused += align_new(project, settings, evidence=evidence)[1]
    elif not update:
        narrate("nothing new to align" if known else "nothing to align: no documents in sources/")
    if update:
        refused += update_workbooks(project, settings, known, dry_run=dry_run)
    else:
        tell_changed(project, settings, known)
    raise_refused(refused)


def align_new(
    project: Project, settings: Settings, *, evidence: FurtherEvidence | None = None
) -> tuple[Sequence[Aligned], Sequence[Refused]]:
    """Align what is new, telling on stderr what became of it."""
    from align_bench.workflow.aligning import Aligned, align_project, check_whole_project
    from align_bench.workflow.pending import new_names

    def clock() -> datetime:
        return datetime.now(UTC).astimezone()

    names = new_names(project)
    steps = align_project(project, settings, names=names, clock=clock, evidence=evidence, tell=narrate)
    results = list(progress(steps, length=len(names), label="aligning"))
    made = [result for result in results if isinstance(result, Aligned)]
    done = check_whole_project(project, settings, made, clock=clock)
    for aligned in done:
        units = aligned.review.units
        bare = sum(not unit.target for unit in units)
        found = counted(len(aligned.findings), "finding")
        narrate(f"aligned {aligned.review.name}: {counted(len(units), 'unit')}, {bare} without English, {found}")
        name = aligned.review.name
        warn_unrelated(aligned.review, str(project.source(name)), str(project.translation(name)))
    refused = [result for result in results if not isinstance(result, Aligned)]
    for result in refused:
        narrate(f"not aligned: {result.name}: {result.error.message}")
    return done, refused


def raise_refused(refused: Sequence[Refused]) -> None:
    """End the command with the error of the one document that was refused, or with one for all, the first named."""
    from align_bench.errors import InputError

    if len(refused) == 1:
        raise refused[0].error
    if refused:
        first = [result.error.message for result in refused[:_NAMED]]
        more = [f"{len(refused) - _NAMED} more, told above"] if len(refused) > _NAMED else []
        raise InputError(
            f"{len(refused)} documents were not aligned: {'; '.join(first + more)}",
            hint="; ".join(dict.fromkeys(result.error.hint for result in refused[:_NAMED])),
        )
