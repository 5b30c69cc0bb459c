"""align-bench demo: the whole job on a copy of the sample project, told so that a newcomer can follow."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align_bench.cli.streams import narrate, on_terminal
from align_bench.cli.wording import program_name
from align_bench.text.wording import counted

if TYPE_CHECKING:
    from align_bench.model.finding import Finding
    from align_bench.storage.project import Project
    from align_bench.workflow.aligning import Aligned

_EXAMPLES = 4
_FOLDER = Path("align-bench-demo")


@click.command()
@click.argument("named", metavar="[DIR]", required=False, type=click.Path(readable=False, path_type=Path))
@click.option("--force", is_flag=True, help="Make the copy anew where there is one; its reviews are lost.")
@click.option("--no-screen", is_flag=True, help="Do not open the review screen at the end.")
def command(named: Path | None, force: bool, no_screen: bool) -> None:
    """Show the whole job on a copy of the sample project in DIR (align-bench-demo).

    Reads five documents, aligns them, checks them, writes review workbooks and aligned spreadsheets, and says what
    it found. On a terminal the review screen opens at the end. Without DIR, a copy that is there already is gone on
    with as it is.
    """
    from align_bench.cli.align import align_new
    from align_bench.cli.projects import settings_of
    from align_bench.workflow.checking import check_project
    from align_bench.workflow.creating import copy_sample, is_sample_copy, nothing_left_behind
    from align_bench.workflow.exporting import export_each

    folder = named or _FOLDER
    if named is None and not force and folder.is_dir() and is_sample_copy(folder):
        _go_on(folder, no_screen=no_screen)
        return
    with nothing_left_behind(folder):
        project = copy_sample(folder, force=force)
        narrate(f"copied the sample project to {folder}/")
        done, _ = align_new(project, settings_of(project))
        findings = check_project(project)
        exported = export_each(project, [aligned.review for aligned in done])
    click.echo(_summary(project, done, findings, exported))
    if no_screen or not on_terminal():
        return
    from align_bench.cli.review import open_screen

    open_screen(project, None)


def _go_on(folder: Path, *, no_screen: bool) -> None:
    """Show what is in an earlier copy, and touch nothing of it."""
    from align_bench.cli.projects import open_project
    from align_bench.cli.status import print_status

    project = open_project(folder)
    narrate(f"{folder}/ is there already and is left as it is; --force makes it anew (its reviews are lost)")
    print_status(project, project.names())
    click.echo("\n".join(["", *_next_steps(folder)]))
    if not no_screen and on_terminal():
        from align_bench.cli.review import open_screen

        open_screen(project, None)


def _next_steps(folder: Path) -> list[str]:
    program = program_name(folder)
    steps = [
        ("", "open the review screen: correct, comment, approve"),
        (" status", "how far each document is"),
        (" check", "all findings, with their places"),
        (" export --to tmx", "a translation memory for other tools"),
        (" new ../mine", "a project of your own"),
    ]
    width = len(program) + max(len(arguments) for arguments, _ in steps)
    lines = [f"  {(program + arguments).ljust(width)}  {what}" for arguments, what in steps]
    return ["What to type next", f"  cd {folder}", *lines]


def _summary(project: Project, done: Sequence[Aligned], findings: Sequence[Finding], exported: Sequence[Path]) -> str:
    reviews = [aligned.review for aligned in done]
    units = [unit for review in reviews for unit in review.units]
    translated = sum(1 for review in reviews if any(unit.target for unit in review.units))
    paragraphs = sum(len(unit.source_lines) for unit in units)
    bare = sum(1 for unit in units if not unit.target)
    added = sum(1 for unit in units if not unit.source)
    irregular = sum(1 for unit in units if unit.source and unit.target and unit.shape != "1-1")
    places = [
        (project.reviews / "NAME.xlsx", "the review workbooks: texts, status, comments, findings"),
        (exported[0].parent / "NAME.xlsx" if exported else project.root, "Chinese beside English, to hand on"),
        (project.termbase() or project.root, "the terms that were checked"),
    ]
    width = max(len(str(place)) for place, _ in places)
    lines = [
        "",
        "What was done",
        f"  {len(reviews)} Chinese documents ({paragraphs} paragraphs) were read; {translated} of them have English.",
        f"  Every paragraph was paired with its English: {len(units)} pairs.",
        f"  {bare} have no English yet, {irregular} join or split paragraphs, {added} hold English without Chinese.",
        "",
        "What was found",
        f"  {_by_severity(findings)}. For example:",
        "",
        *(line for finding in _examples(findings) for line in _told(finding)),
        "Where it is",
        *(f"  {str(place).ljust(width)}   {what}" for place, what in places),
        "",
        *_next_steps(project.root),
    ]
    return "\n".join(lines)


def _by_severity(findings: Sequence[Finding]) -> str:
    from align_bench.model.finding import Severity

    order = (Severity.ERROR, Severity.WARNING, Severity.HINT)
    counts = [counted(sum(f.severity is severity for f in findings), severity.value) for severity in order]
    return ", ".join(counts)


def _examples(findings: Sequence[Finding]) -> list[Finding]:
    """The gravest finding of each kind, one of every family first."""
    ordered = sorted(findings, key=lambda finding: -finding.severity.rank)
    chosen: dict[str, Finding] = {}
    for finding in ordered:
        chosen.setdefault(finding.family, finding)
    for finding in ordered:
        if len(chosen) >= _EXAMPLES:
            break
        if finding.check not in {other.check for other in chosen.values()}:
            chosen[finding.check] = finding
    return list(chosen.values())[:_EXAMPLES]


def _told(finding: Finding) -> list[str]:
    term = f"{finding.zh_term}: " if finding.zh_term and finding.zh_term not in finding.message else ""
    wanted = f"; expected: {finding.expected}" if finding.expected and finding.expected not in finding.message else ""
    what = " ".join(f"{term}{finding.message}{wanted}".split())
    numbers = ", ".join(map(str, finding.target_segments))
    place = f"{finding.document}, English paragraph {numbers}" if numbers else finding.document
    return [f"  {finding.severity.value}: {what}", f"    in {place}", ""]
