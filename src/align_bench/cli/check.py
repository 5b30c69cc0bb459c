"""align-bench check: where terms, figures, dates, form and alignment went wrong."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align_bench.cli.checked_files import CheckedFiles, checked_files, file_options, report_on
from align_bench.cli.output import is_stdout, output_options, refuse_inputs, write_result
from align_bench.cli.streams import narrate
from align_bench.text.wording import counted

if TYPE_CHECKING:
    from align_bench.model.finding import Finding
    from align_bench.model.report import CheckReport

FOUND = 1


@click.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@file_options
@click.option("--only", metavar="CHECK", multiple=True, help="Only this check; may be given several times.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "tsv", "xlsx", "sarif", "html"]),
    default="table",
    show_default=True,
)
@click.option("--waived", is_flag=True, help="Show waived findings too, with the reasons.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    show_default=True,
    help="From which severity on the exit code is 1.",
)
@output_options
def command(
    *,
    names: tuple[str, ...],
    source: Path | None,
    target: Path | None,
    source_encoding: str | None,
    target_encoding: str | None,
    terms: Path | None,
    waivers: Path | None,
    only: tuple[str, ...],
    form: str,
    waived: bool,
    fail_on: str,
    output: Path | None,
    force: bool,
) -> int:
    """Check terms, figures, dates, form and alignment of the documents NAME, or of all in the project.

    With --source and --target: of two files, which are aligned first. Exit code 1 where something is found at or
    above --fail-on that nobody waived. `align-bench waive` lets findings stand.
    """
    from align_bench.workflow.output import refuse_existing
    from align_bench.workflow.reporting import ReportForm, write_report

    if form == "xlsx" and is_stdout(output) and sys.stdout.isatty():
        raise click.UsageError("a workbook is no text for a terminal: name a file with -o")
    files = checked_files(source, target, source_encoding, target_encoding, waivers)
    if files and names:
        raise click.UsageError("either documents of a project, or --source and --target")
    refuse_inputs([output], [source, target, terms, waivers])
    if output is not None and not is_stdout(output):
        refuse_existing(output, force=force)
    report = report_on(files, terms, only=only) if files else _check_project(names, terms, only, output)
    if form == "sarif":
        report = _with_lines(report, files)
    write_result(lambda stream: write_report(report, ReportForm(form), stream, waived=waived), output, force=force)
    if not ReportForm(form).is_signed:
        if report.waived and not waived:
            narrate(f"{counted(len(report.waived), 'finding')} waived; --waived shows them")
        narrate(f"signature: {report.signature}")
    return _exit_code(report.findings, fail_on)


def _check_project(
    names: tuple[str, ...], terms: Path | None, only: tuple[str, ...], output: Path | None
) -> CheckReport:
    from align_bench.cli.projects import chosen_names, chosen_project
    from align_bench.config import SETTINGS_FILE
    from align_bench.workflow.checking import read_terms, report_on_project
    from align_bench.workflow.origins import source_notices
    from align_bench.workflow.workbooks import project_reviews

    project = chosen_project()
    folders = (project.sources, project.translations, project.reviews)
    texts = (path for folder in folders if folder.is_dir() for path in folder.iterdir())
    refuse_inputs([output], (*texts, terms or project.termbase(), project.waivers, project.root / SETTINGS_FILE))
    chosen = chosen_names(project, names)
    for name in chosen:
        if not project.workbook(name).is_file():
            narrate(f"{name} is not aligned yet and was not checked: `align-bench align` does it")
    termbase = read_terms(terms) if terms else None
    reviews = project_reviews(project, lambda _, loss: narrate(loss))
    for name in chosen:
        for notice in source_notices(project, name, reviews[name]) if name in reviews else ():
            narrate(notice)
    return report_on_project(project, chosen, termbase=termbase, only=only or None, reviews=reviews)


def _with_lines(report: CheckReport, files: CheckedFiles | None) -> CheckReport:
    """With the lines of the text files, which only SARIF tells."""
    from align_bench.cli.projects import chosen_project
    from align_bench.workflow.printing import with_files, with_project_files

    if files is None:
        return with_project_files(report, chosen_project())
    return with_files(report, {report.reviews[0].name: (files.source, files.target)}, files.encodings)


def _exit_code(findings: tuple[Finding, ...], fail_on: str) -> int:
    from align_bench.model.finding import Severity

    if fail_on == "never":
        return 0
    limit = Severity(fail_on).rank
    return FOUND if any(finding.severity.rank >= limit for finding in findings) else 0
