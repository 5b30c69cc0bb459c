"""align-bench score: how near two versions of the English are, in sacreBLEU's figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align_bench.cli.figures import as_json, as_table, as_tsv
from align_bench.cli.output import output_options, text_writer, write_result
from align_bench.cli.streams import narrate
from align_bench.errors import InputError
from align_bench.text.wording import counted

if TYPE_CHECKING:
    from align_bench.model.unit import Review, Status
    from align_bench.storage.project import Project
    from align_bench.workflow.scoring import PairedDocument, ProjectScores


@click.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option(
    "--reference", type=click.Path(readable=False, path_type=Path), metavar="DIR", help="Where the other version is."
)
@click.option("--against", type=click.Choice(["draft"]), help="Score the imported English against the reviewed.")
@click.option("--status", "statuses", default="", metavar="STATUS[,STATUS]...", help="Only units of these.")
@click.option("--units", is_flag=True, help="Figures for every unit as well.")
@click.option(
    "--save",
    type=click.Path(readable=False, path_type=Path),
    metavar="DIR",
    help="Also write what was scored, line by line.",
)
@click.option("--format", "form", type=click.Choice(["table", "json", "tsv"]), default="table", show_default=True)
@output_options
def command(
    *,
    names: tuple[str, ...],
    reference: Path | None,
    against: str | None,
    statuses: str,
    units: bool,
    save: Path | None,
    form: str,
    output: Path | None,
    force: bool,
) -> None:
    """BLEU (13a), chrF and TER of the documents NAME, or of all in the project: by document and together.

    \b
    --reference DIR   the project's English is scored against the version in DIR, which may be
                      - a folder of NAME.en.txt: one line for each row of the workbook, in its order;
                        an empty line means: no reference for this unit
                      - another project, or a folder of older workbooks (NAME.xlsx): units are paired by their ids
    --against draft   the English as it was imported is scored against what the review made of it: TER is then the
                      edit effort in per cent of the words. Merging and splitting units counts as no edit.
                      --status reviewed,final leaves out what nobody has looked at yet.

    BLEU and chrF are better when high, TER when low. The figures are those of the program sacrebleu on the files that
    --save writes (NAME.hypothesis.txt, NAME.reference.txt), and come with its signatures; for single units BLEU uses
    effective order, as `sacrebleu --sentence-level` does.
    """  # noqa: D301 (a backspace tells click to keep the lines)
    from align_bench.cli.export import parse_statuses
    from align_bench.cli.projects import chosen_names, chosen_project
    from align_bench.workflow.scoring import score_documents

    if (reference is None) == (against is None):
        raise click.UsageError("give either --reference DIR or --against draft")
    wanted = parse_statuses(statuses)
    project = chosen_project()
    chosen = chosen_names(project, names)
    documents = list(
        _against_draft(project, chosen, wanted) if reference is None else _against(reference, project, chosen, wanted)
    )
    result = score_documents(documents, units=units or form == "json")
    if save is not None:
        _save(result, save, force)
    for document in documents:
        if document.left_out:
            have = "has" if document.left_out == 1 else "have"
            left_out = counted(document.left_out, "unit")
            narrate(f"{document.name}: {left_out} {have} nothing to be compared with: left out")
    text = {"table": as_table, "json": as_json, "tsv": as_tsv}[form](result)
    write_result(text_writer(text), output, force=force)


def _against_draft(project: Project, names: tuple[str, ...], statuses: tuple[Status, ...]) -> Iterator[PairedDocument]:
    from align_bench.cli.projects import settings_of
    from align_bench.workflow.aligning import load_pair
    from align_bench.workflow.scoring import against_draft

    settings = settings_of(project)
    for name in names:
        review = _review(project, name)
        if review is None:
            continue
        if project.translation(name) is None:
            narrate(f"{name}: no English was imported, there is nothing to compare with")
            continue
        _, imported = load_pair(project, name, settings)
        assert imported is not None
        yield against_draft(review, imported, statuses=statuses)


def _against(
    folder: Path, project: Project, names: tuple[str, ...], statuses: tuple[Status, ...]
) -> Iterator[PairedDocument]:
    from align_bench.workflow.scoring import (
        against_lines,
        against_version,
        only_status,
        reference_file,
        reference_lines,
    )

    if not folder.is_dir():
        raise InputError(f"{folder}: there is no such folder", hint="name a folder with NAME.en.txt or NAME.xlsx")
    found = False
    for name in names:
        review = _review(project, name)
        if review is None:
            continue
        other = _other_version(folder, name)
        path = None if other else reference_file(folder, name)
        if other is None and path is None:
            narrate(f"{name}: {folder} has no version of it")
            continue
        found = True
        if other is not None:
            yield only_status(against_version(review, other), review, statuses)
        elif path is not None:
            yield only_status(against_lines(review, reference_lines(path), what=str(path)), review, statuses)
    if not found:
        raise InputError(
            f"{folder}: no version of any document in it", hint="the files must be called NAME.en.txt or NAME.xlsx"
        )


def _review(project: Project, name: str) -> Review | None:
    from align_bench.workflow.workbooks import current_review

    if not project.workbook(name).is_file():
        narrate(f"{name} is not aligned yet and was not scored: `align-bench align` does it")
        return None
    return current_review(project, name)


def _other_version(folder: Path, name: str) -> Review | None:
    from align_bench.formats.workbook import read_workbook
    from align_bench.storage.project import Project
    from align_bench.workflow.workbooks import current_review

    other = Project(folder)
    if other.workbook(name).is_file():
        return current_review(other, name)
    workbook = folder / f"{name}.xlsx"
    return read_workbook(workbook, name=name) if workbook.is_file() else None


def _save(result: ProjectScores, folder: Path, force: bool) -> None:
    from align_bench.storage.atomic import make_folder
    from align_bench.workflow.output import write_file

    make_folder(folder)
    for document in result.documents:
        pairs = document.paired.pairs
        for side, lines in (("hypothesis", [p.hypothesis for p in pairs]), ("reference", [p.reference for p in pairs])):
            text = "".join(f"{line}\n" for line in lines)
            write_file(folder / f"{document.paired.name}.{side}.txt", text_writer(text), force=force)
