"""`align-bench` without a command: the review screen in a project, the choice of one elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from align_bench.cli.streams import on_terminal
from align_bench.errors import AlignBenchError

_WELCOME = """\
align-bench pairs Chinese texts with their English, checks terms and figures, and keeps the review in a spreadsheet.

This folder is no project yet. Type

  align-bench demo            to see the whole job on a sample project
  align-bench new DIR         to make a project of your own
  align-bench segment FILE    to see how one text file is read
  align-bench align ZH EN     to pair two text files
  align-bench --help          for all commands
"""


def start(folder: Path | None) -> int:
    """On a terminal: align what is new and open the screen, outside of a project that of the beginning.

    Without a terminal: align and show the status, outside of a project how to begin.
    """
    from align_bench.cli.projects import look_for_project, open_project

    project = look_for_project(folder)
    if project is None and folder is not None:
        open_project(folder)  # raises: it was named on purpose
    if on_terminal():
        from align_bench.cli.review import open_screen

        if project is None:
            choose_and_work()
        else:
            open_screen(open_project(folder), None)
        return 0
    if project is None:
        click.echo(_WELCOME, nl=False)
        return 0
    from align_bench.cli.align import align_new, raise_refused
    from align_bench.cli.projects import settings_of
    from align_bench.cli.status import print_status

    project = open_project(folder)
    _, refused = align_new(project, settings_of(project))
    print_status(project, project.names())
    raise_refused(refused)
    return 0


def choose_and_work() -> None:
    """One project after the other, until the reviewer leaves; what cannot be opened is told where one is chosen."""
    from align_bench.cli.projects import open_project
    from align_bench.cli.review import show_project
    from align_bench.tui.start import choose_project

    trouble: AlignBenchError | None = None
    while (chosen := choose_project(trouble)) is not None:
        trouble = None
        try:
            if not show_project(open_project(chosen), None):
                return
        except AlignBenchError as error:
            trouble = error
