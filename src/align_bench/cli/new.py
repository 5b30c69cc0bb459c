"""align-bench new: an empty project."""

from __future__ import annotations

from pathlib import Path

import click

from align_bench.cli.streams import narrate
from align_bench.cli.wording import program_name


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Make an empty project in DIR: folders for the texts, a settings file and a termbase to fill in."""
    from align_bench.workflow.creating import create_project

    create_project(folder)
    narrate(f"Made a project in {folder}/. Now:")
    narrate(f"  1. put Chinese texts into   {folder}/sources/NAME.zh.txt")
    narrate(f"  2. and their English into   {folder}/translations/NAME.en.txt   (none: still to be translated)")
    narrate(f"  3. add your terms to        {folder}/terms.csv")
    narrate(f"  4. type                     cd {folder} && {program_name(folder)}")
