"""align-bench review: the review screen."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

import click

from align_bench.cli.streams import narrate, on_terminal
from align_bench.config import ThemeName
from align_bench.errors import UsageError

if TYPE_CHECKING:
    from align_bench.storage.project import Project


@click.command()
@click.argument("name", required=False)
@click.option(
    "--reviewer", metavar="NAME", help="The name beside your edits, instead of the settings' or your account's."
)
@click.option("--theme", type=click.Choice(get_args(ThemeName)), help="The colours; remembered.")
@click.option("--serve", "is_served", is_flag=True, help="Show it in a browser (needs the extra `serve`).")
@click.option("--host", metavar="ADDRESS", help="With --serve: where it can be reached.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="With --serve; 0: any that is free.  [default: 8000]")
def command(
    *,
    name: str | None,
    reviewer: str | None,
    theme: ThemeName | None,
    is_served: bool,
    host: str | None,
    port: int | None,
) -> None:
    """Open the review screen on the document NAME, or on the list of all documents.

    What is new is aligned first. F1 shows the keys.
    """
    from align_bench.cli.projects import chosen_names, chosen_project

    if not is_served:
        if host is not None or port is not None:
            raise click.UsageError("--host and --port need --serve")
        refuse_pipe()
    project = chosen_project()
    chosen_names(project, (name,) if name else ())
    if theme is not None:
        _remember(theme)
    if is_served:
        _serve(project, name, reviewer, host, port)
    else:
        open_screen(project, name, reviewer)


def _remember(theme: ThemeName) -> None:
    from align_bench.config import Preferences
    from align_bench.storage.personal import preferences_path
    from align_bench.storage.settings_file import write_setting

    write_setting(preferences_path(), Preferences, "theme", theme)


def _serve(project: Project, name: str | None, reviewer: str | None, host: str | None, port: int | None) -> None:
    from align_bench.cli.serving import HOST, PORT, serve

    refuse_empty(project)
    # Behind `--` a name may begin with a dash.
    arguments = ["--project", str(project.root), "review", *(["--reviewer", reviewer] if reviewer else []), "--"]
    title = f"align-bench: {name or project.root.name}"
    serve([*arguments, *([name] if name else [])], title=title, host=host or HOST, port=PORT if port is None else port)


def refuse_pipe() -> None:
    """Raise where there is nobody to see the screen or to type."""
    if not on_terminal() and not _is_behind_page():
        raise UsageError(
            "the review screen needs a terminal for input, output and errors; one of them is a pipe or a file",
            hint="run it in a terminal; `align-bench status` and `align-bench check` print text",
        )


def _is_behind_page() -> bool:
    """Whether this process was started by the server of pages, which passes on what is typed and shown."""
    return os.environ.get("TEXTUAL_DRIVER") == "textual.drivers.web_driver:WebDriver"


def open_screen(project: Project, name: str | None, reviewer: str | None = None) -> None:
    """Align what is new and open the screen; from there the reviewer may go on to other projects."""
    from align_bench.cli.start import choose_and_work

    if show_project(project, name, reviewer):
        choose_and_work()


def show_project(project: Project, name: str | None, reviewer: str | None = None) -> bool:
    """Align what is new and open the screen; whether the reviewer left it for another project."""
    from align_bench.storage.personal import remember_project
    from align_bench.tui.app import run_review
    from align_bench.tui.personal import load_personal

    personal = load_personal()
    aligns = refuse_empty(project)
    remember_project(project.root, datetime.now(UTC).astimezone().isoformat(timespec="seconds"))
    who = reviewer or reviewer_of(project)
    return run_review(project, name, reviewer=who, personal=personal, aligns=aligns, tell=narrate)


def refuse_empty(project: Project) -> bool:
    """Whether there is something to align first; UsageError where there is nothing to review at all."""
    from align_bench.workflow.pending import new_names

    is_new = bool(new_names(project))
    if not is_new and not any(project.workbook(known).is_file() for known in project.names()):
        raise UsageError(
            f"{project.root}: there is nothing to review", hint="put Chinese texts into sources/ as NAME.zh.txt"
        )
    return is_new


def reviewer_of(project: Project) -> str:
    """The name beside edits: the person's own, that of the project, that of the account."""
    from align_bench.cli.projects import settings_of
    from align_bench.storage.personal import preferences

    return preferences().reviewer or settings_of(project).reviewer or account_name()


def account_name() -> str:
    """Who is logged in; empty where the system does not say."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
