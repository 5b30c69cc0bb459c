"""The options -o and --force, and where a result goes."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import click

from align_bench.cli.streams import write_stdout

F = TypeVar("F", bound=Callable[..., Any])


def output_options(command: F) -> F:
    """Add `-o/--output` and `--force` to a command."""
    force = click.option("--force", is_flag=True, help="Overwrite files that are there already.")
    output = click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        metavar="OUT",
        help="The file to write; - is the standard output.",
    )
    return output(force(command))


def is_stdout(output: Path | None) -> bool:
    return output is None or str(output) == "-"


def write_result(write: Callable[[BinaryIO], None], output: Path | None, *, force: bool) -> None:
    """The same bytes to a file or, without one or with `-`, to stdout."""
    if output is None or str(output) == "-":
        # Complete before its first byte is out: an error leaves nothing half-written behind it.
        whole = BytesIO()
        write(whole)
        write_stdout(whole.getvalue())
        return
    from align_bench.workflow.output import write_file

    write_file(output, write, force=force)


def text_writer(text: str) -> Callable[[BinaryIO], None]:
    """What writes a text as UTF-8."""

    def write(stream: BinaryIO) -> None:
        stream.write(text.encode("utf-8", "backslashreplace"))

    return write
