"""Two files without a project, as `check` and `waive` take them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from align_bench.cli.encodings import encoding_options

if TYPE_CHECKING:
    from align_bench.model.report import CheckReport

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class CheckedFiles:
    """What was given of them."""

    source: Path
    target: Path
    encodings: tuple[str | None, str | None]
    waivers: Path | None


def file_options(command: F) -> F:
    """Add the options that name the files, their encodings, the termbase and the waivers to a command."""
    path = click.Path(readable=False, path_type=Path)
    for option in (
        click.option("--waivers", type=path, help="The waivers for --source and --target."),
        click.option("--terms", type=path, help="The termbase, instead of the project's."),
        encoding_options,
        click.option("--target", type=path, help="Its English."),
        click.option("--source", type=path, help="A Chinese file to check without a project."),
    ):
        command = option(command)
    return command


def checked_files(
    source: Path | None,
    target: Path | None,
    source_encoding: str | None,
    target_encoding: str | None,
    waivers: Path | None,
) -> CheckedFiles | None:
    """The files, or None where a project is meant; UsageError where the options do not go together."""
    if source and target:
        return CheckedFiles(source, target, (source_encoding, target_encoding), waivers)
    if source or target:
        raise click.UsageError("--source and --target belong together")
    if source_encoding or target_encoding:
        raise click.UsageError("encodings need --source and --target; a project has a setting `encoding`")
    if waivers:
        raise click.UsageError("--waivers needs --source and --target; a project has its own waivers.toml")
    return None


def report_on(
    files: CheckedFiles, terms: Path | None, *, only: tuple[str, ...] = (), may_begin: bool = False
) -> CheckReport:
    """Align and check the two files; with `may_begin`, the file of waivers need not be there yet."""
    from align_bench.errors import InputError
    from align_bench.storage.waivers import read_waivers
    from align_bench.workflow.aligning import term_pairs
    from align_bench.workflow.checking import read_terms, report_on_files
    from align_bench.workflow.importing import load_document
    from align_bench.workflow.units import make_review

    if files.waivers and not may_begin and not files.waivers.exists():
        raise InputError(
            f"{files.waivers}: there is no such file", hint="`align-bench waive --waivers` with the same files makes it"
        )
    chinese = load_document(files.source, "zh", encoding=files.encodings[0])
    english = load_document(files.target, "en", encoding=files.encodings[1])
    termbase = read_terms(terms)
    waivers = read_waivers(files.waivers) if files.waivers else ()
    review = make_review(chinese, english, terms=term_pairs(termbase))
    places = files.source.as_posix(), files.target.as_posix()
    return report_on_files(review, termbase, places, only=only or None, waivers=waivers)
