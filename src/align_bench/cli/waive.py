"""align-bench waive: findings that may stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align_bench.cli.checked_files import CheckedFiles, checked_files, file_options, report_on
from align_bench.cli.output import text_writer, write_result
from align_bench.cli.streams import narrate
from align_bench.text.cells import shown
from align_bench.text.wording import counted

if TYPE_CHECKING:
    from align_bench.model.edits import Stamp
    from align_bench.model.report import CheckReport
    from align_bench.model.waiver import Waiver
    from align_bench.storage.project import Project
    from align_bench.workflow.waiving import Noted


@dataclass(frozen=True, slots=True)
class _Place:
    """Whose findings are waived, and where that is written."""

    path: Path
    """Of the waivers."""

    report: Callable[[], CheckReport]
    stamp: Stamp
    lock: Callable[[], AbstractContextManager[object]]


@click.command()
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--reason", metavar="TEXT", help="Why they may stand; needed with IDs.")
@click.option(
    "--from",
    "book",
    metavar="BOOK",
    type=click.Path(readable=False, path_type=Path),
    help="A report (check --format xlsx) or review workbook with reasons in its column 'Waived because'.",
)
@click.option("--remove", is_flag=True, help="Take the waivers of these findings back.")
@click.option("--reviewer", metavar="NAME", help="Who says so, instead of the settings' or your account's name.")
@file_options
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@click.option("--dry-run", is_flag=True, help="Only tell what would be waived or taken back.")
def command(
    *,
    ids: tuple[str, ...],
    reason: str | None,
    book: Path | None,
    remove: bool,
    reviewer: str | None,
    source: Path | None,
    target: Path | None,
    source_encoding: str | None,
    target_encoding: str | None,
    terms: Path | None,
    waivers: Path | None,
    form: str,
    dry_run: bool,
) -> None:
    """Let the findings ID stand, or list the waivers that there are.

    `align-bench check` shows the ids; their first characters do. Waived findings are reported only on request and
    never count for --fail-on. When the texts of the pair change, the waiver is void.
    """
    if book and (ids or remove or reason is not None):
        raise click.UsageError("--from names findings and reasons itself: leave out IDs, --reason and --remove")
    if ids and remove == (reason is not None):
        raise click.UsageError("give findings either a --reason, or --remove their waivers")
    if not ids and (remove or reason is not None):
        raise click.UsageError("name the findings by their ids")
    files = checked_files(source, target, source_encoding, target_encoding, waivers)
    if files and not files.waivers:
        raise click.UsageError("without a project, --waivers names the file for the waivers")
    place = _of_files(files, terms, reviewer) if files else _of_project(terms, reviewer)
    if book:
        _waive_book(place, book, dry_run=dry_run)
    elif not ids:
        _list(place, form)
    elif remove:
        _remove(place, ids, dry_run=dry_run)
    else:
        _waive(place, ids, reason or "", dry_run=dry_run)


def _of_files(files: CheckedFiles, terms: Path | None, reviewer: str | None) -> _Place:
    from align_bench.cli.review import account_name
    from align_bench.storage.personal import preferences

    assert files.waivers is not None  # looked at before
    stamp = _stamp(reviewer or preferences().reviewer or account_name())
    return _Place(files.waivers, lambda: report_on(files, terms, may_begin=True), stamp, nullcontext)


def _of_project(terms: Path | None, reviewer: str | None) -> _Place:
    from align_bench.cli.projects import chosen_project
    from align_bench.cli.review import reviewer_of
    from align_bench.workflow.checking import read_terms, report_on_project

    project = chosen_project()
    stamp = _stamp(reviewer or reviewer_of(project))
    return _Place(
        project.waivers,
        lambda: report_on_project(project, termbase=read_terms(terms) if terms else None),
        stamp,
        lambda: _locked(project, stamp),
    )


@contextmanager
def _locked(project: Project, stamp: Stamp) -> Iterator[None]:
    from align_bench.storage.lock import ProjectLock

    with ProjectLock(project.private, name=stamp.reviewer, time=stamp.time) as lock:
        if lock.warning:
            narrate(lock.warning)
        yield


def _stamp(reviewer: str) -> Stamp:
    from align_bench.model.edits import Stamp

    return Stamp(reviewer, datetime.now(UTC).isoformat(timespec="seconds"))


def _waive(place: _Place, ids: tuple[str, ...], reason: str, *, dry_run: bool) -> None:
    from align_bench.workflow.waiving import entries_called, waive

    entries = entries_called(place.report(), ids)
    if not dry_run:
        with place.lock():
            waive(place.path, entries, reason, place.stamp)
    for entry in entries:
        finding = entry.finding
        narrate(shown(f"{_would(dry_run)}waived {entry.id} in {finding.document}: {finding.check}: {finding.message}"))


def _waive_book(place: _Place, book: Path, *, dry_run: bool) -> None:
    """What is new in the workbook; where a reason was taken out of it, the waiver stays."""
    from align_bench.formats.reasons import read_reasons
    from align_bench.workflow.waiving import sort_reasons, waive_each

    reasons = read_reasons(book)
    report = place.report()
    found = sort_reasons(report, reasons)
    entries = [entry for entry in report.entries if entry.id in found.reasons]
    if not dry_run and entries:
        with place.lock():
            waive_each(place.path, entries, found.reasons, place.stamp)
    for entry in entries:
        finding, why = entry.finding, found.reasons[entry.id]
        narrate(shown(f"{_would(dry_run)}waived {entry.id} in {finding.document}: {finding.check}: {why}"))
    for gone in found.gone:
        narrate(shown(f"{book}: row {gone.row}: finding {gone.finding} is not there any more, or its text changed"))
    known = len({reason.finding for reason in reasons}) - len(found.reasons) - len({r.finding for r in found.gone})
    if known:
        narrate(f"{counted(known, 'finding')} waived already")
    elif not reasons:
        narrate(f"{book}: there is no reason in it: write some into the column 'Waived because'")


def _remove(place: _Place, ids: tuple[str, ...], *, dry_run: bool) -> None:
    from align_bench.storage.waivers import read_waivers
    from align_bench.workflow.waiving import restore, the_id

    known = {waiver.finding: waiver for waiver in read_waivers(place.path)}
    chosen = [known[the_id(prefix, known)] for prefix in ids]
    if not dry_run:
        with place.lock():
            restore(place.path, [waiver.finding for waiver in chosen])
    for waiver in chosen:
        narrate(shown(f"{_would(dry_run)}taken back {waiver.finding} in {waiver.document}: {waiver.check}"))


def _list(place: _Place, form: str) -> None:
    from align_bench.workflow.waiving import noted_waivers

    noted = noted_waivers(place.path, place.report())
    void = sum(1 for entry in noted if not entry.holds)
    write_result(text_writer(_as_jsonl(noted) if form == "jsonl" else _as_table(noted)), None, force=False)
    if void:
        narrate(f"{counted(void, 'waiver')} void: the finding is not there any more, or the text changed")


def _as_jsonl(noted: tuple[Noted, ...]) -> str:
    import json
    from dataclasses import asdict

    records = ({**asdict(entry.waiver), "holds": entry.holds} for entry in noted)
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _as_table(noted: tuple[Noted, ...]) -> str:
    from align_bench.cli.tables import text_table

    rows = [["id", "", "document", "check", "who", "when", "reason"], *map(_cells, noted)]
    return text_table(rows, numbers_from=len(rows[0])) if noted else "no waivers\n"


def _cells(noted: Noted) -> list[str]:
    waiver: Waiver = noted.waiver
    state = "holds" if noted.holds else "void"
    return [waiver.finding, state, waiver.document, waiver.check, waiver.who, waiver.when, waiver.reason]


def _would(dry_run: bool) -> str:
    return "would be " if dry_run else ""
