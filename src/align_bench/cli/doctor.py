"""align-bench doctor: whether everything is there."""

from __future__ import annotations

import platform
import re
import shutil
import sys
from importlib.metadata import PackageNotFoundError, requires, version

import click

from align_bench import __version__
from align_bench.errors import AlignBenchError


@click.command()
def command() -> int:
    """Show versions and surroundings, and whether anything is missing. Exit code 1 where something is."""
    from align_bench.workflow.creating import sample_folder

    problems = 0
    click.echo(f"align-bench  {__version__}")
    click.echo(f"Python       {platform.python_version()} ({platform.system()} {platform.machine()})")
    for package in _needed():
        try:
            click.echo(f"  {package:<20} {version(package)}")
        except PackageNotFoundError:
            click.echo(f"  {package:<20} MISSING: install align-bench again")
            problems += 1
    click.echo(f"kernels      {_kernels()}")
    size = shutil.get_terminal_size()
    seen = f"{size.columns} columns, {size.lines} lines" if sys.stdout.isatty() else "none: the output is no terminal"
    click.echo(f"terminal     {seen}")
    try:
        click.echo(f"sample       {sample_folder()}")
    except AlignBenchError as error:
        click.echo(f"sample       MISSING: {error.message}")
        problems += 1
    click.echo("all is well" if not problems else f"{problems} problems")
    return 1 if problems else 0


def _kernels() -> str:
    """Whether alignment is compiled. It works all the same where it is not, so that this is no problem."""
    from align_bench.kernels import NOT_COMPILED, SWITCH, faults, switched_off

    if switched_off():
        return f"not used: {SWITCH} is off"
    kernels = faults()
    if kernels and not any(kernels.values()):
        return f"compiled: {', '.join(kernels)}"
    if set(kernels.values()) - {NOT_COMPILED}:
        faulty = (f"{name} ({fault})" for name, fault in kernels.items() if fault)
        return f"not used: {', '.join(faulty)}; install align-bench again"
    return (
        "not compiled, so that large texts are aligned several times more slowly;"
        " install a C compiler and the headers of Python, then align-bench again"
    )


def _needed() -> list[str]:
    """The packages that the installation says it needs; those for development left out."""
    try:
        lines = requires("align-bench") or []
    except PackageNotFoundError:
        return ["align-bench"]
    return sorted(re.split(r"[^\w.-]", line)[0] for line in lines if "extra ==" not in line)
