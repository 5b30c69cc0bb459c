"""align-bench review: the review screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from align_bench.cli.streams import on_terminal
from align_bench.errors import UsageError

if TYPE_CHECKING:
    from align_bench.storage.project import Project


@click.command()
@click.argument("name", required=False)
@click.option(
    "--reviewer", metavar="NAME", help="The name beside your edits, instead of the settings' or your account's."
)
def command(name: str | None, reviewer: str | None) -> None:
    """Open the review screen on the document NAME, or on the list of all documents.

    What is new is aligned first. F1 shows the keys.
    """
    from align_bench.cli.projects import chosen_names, chosen_project

    refuse_pipe()
    project = chosen_project()
    chosen_names(project, (name,) if name else ())
    open_screen(project, name, reviewer)


def refuse_pipe() -> None:
    """Raise where there is nobody to see the screen or to type."""
    if not on_terminal():
        raise UsageError(
            "the review screen needs a terminal for input, output and errors; one of them is a pipe or a file",
            hint="run it in a terminal; `align-bench status` and `align-bench check` print text",
        )


def open_screen(project: Project, name: str | None, reviewer: str | None = None) -> None:
    """Align what is new and open the screen."""
    from align_bench.cli.align import align_new
    from align_bench.cli.projects import settings_of
    from align_bench.workflow.aligning import new_names

    settings = settings_of(project)
    if new_names(project):
        align_new(project, settings)
    if not any(project.workbook(known).is_file() for known in project.names()):
        raise UsageError(
            f"{project.root}: there is nothing to review", hint="put Chinese texts into sources/ as NAME.zh.txt"
        )
    from align_bench.tui.app import run_review

    run_review(project, name, reviewer=reviewer or settings.reviewer or account_name())


def account_name() -> str:
    """Who is logged in; empty where the system does not say."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
