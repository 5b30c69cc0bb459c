"""The options -o and --force, and where a result goes: never over what it is made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import click

from align_bench.cli.streams import write_stdout
from align_bench.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])


_STDOUT = ("-", "/dev/stdout")


class _Place(click.Path):
    """A path that says something: an empty one, as an unset variable leaves it, would be the folder one is in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("OUT is empty: name a file", param, ctx)
        return super().convert(value, param, ctx)


def output_options(command: F) -> F:
    """Add `-o/--output` and `--force` to a command."""
    force = click.option("--force", is_flag=True, help="Overwrite files that are there already.")
    output = click.option(
        "-o",
        "--output",
        type=_Place(path_type=Path),
        metavar="OUT",
        help="The file to write; - is the standard output.",
    )
    return output(force(command))


def is_stdout(output: Path | None) -> bool:
    return output is None or str(output) in _STDOUT


def refuse_inputs(places: Iterable[Path | None], inputs: Iterable[Path | None]) -> None:
    """Raise where a place to write to is a file that is read, by whatever name or link, `--force` or not."""
    read = {_identity(path) for path in inputs if path is not None and path.is_file()}
    for place in places:
        if place is not None and not is_stdout(place) and place.is_file() and _identity(place) in read:
            raise UsageError(f"{place} is one of the files that are read", hint="name another file with -o")


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def write_result(write: Callable[[BinaryIO], None], output: Path | None, *, force: bool) -> None:
    """The same bytes to a file or, without one or with `-`, to stdout."""
    if output is None or is_stdout(output):
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
