"""`align-bench` without a command: the review screen in a project, a first orientation elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from align_bench.cli.streams import on_terminal

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
    """Align what is new and open the screen; without a terminal, align and show the status."""
    from align_bench.cli.projects import look_for_project, open_project

    if look_for_project(folder) is None:
        if folder is not None:
            open_project(folder)  # raises: it was named on purpose
        click.echo(_WELCOME, nl=False)
        return 0
    project = open_project(folder)
    if on_terminal():
        from align_bench.cli.review import open_screen

        open_screen(project, None)
        return 0
    from align_bench.cli.align import align_new, raise_refused
    from align_bench.cli.projects import settings_of
    from align_bench.cli.status import print_status

    _, refused = align_new(project, settings_of(project))
    print_status(project, project.names())
    raise_refused(refused)
    return 0
