"""What goes where: data to stdout in UTF-8 with bare line feeds whatever the locale, narration to stderr."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

from align_bench.errors import StorageError
from align_bench.text.cells import shown

T = TypeVar("T")

# Control characters but for tab and line feed, and those that turn the direction of writing.
_COMMANDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def prepare_streams() -> None:
    for stream in (sys.stdout, sys.stderr):
        # A captured or closed stream need not be a real one.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def silence_stdout() -> None:
    """Let the interpreter flush what is left at its exit into nothing."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError, AttributeError):
        return
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, descriptor)
    os.close(null)


def narrate(text: str = "") -> None:
    """Say it on stderr; what would command the terminal, in a file's name or a quoted text, is shown as a picture."""
    click.echo(_COMMANDING.sub(lambda match: shown(match[0]), text), err=True)


def on_terminal() -> bool:
    """Whether a screen can be opened: somebody types, and somebody sees it. It is drawn on stderr."""
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


def write_stdout(content: bytes) -> None:
    """All of it, and out of the buffer, so that a full disk is noticed."""
    rest = memoryview(content)
    try:
        sys.stdout.flush()
        while rest:
            # With PYTHONUNBUFFERED the stream is a raw one, and a pipe may take only a part.
            rest = rest[sys.stdout.buffer.write(rest) :]
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        silence_stdout()
        raise StorageError(
            f"standard output: cannot be written: {error.strerror or error}", hint="what was written is not complete"
        ) from error


def progress(steps: Iterable[T], *, length: int, label: str) -> Iterator[T]:
    """The same steps, with a bar on stderr where that is a terminal."""
    if not sys.stderr.isatty():
        yield from steps
        return
    with click.progressbar(steps, length=length, label=label, file=sys.stderr) as bar:
        yield from bar
