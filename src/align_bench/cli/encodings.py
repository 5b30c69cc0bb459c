"""The options that name the encoding of each of two files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def encoding_options(command: F) -> F:
    """Add `--source-encoding` and `--target-encoding` to a command."""
    source = click.option("--source-encoding", metavar="NAME", help="Of the source file. Without it: found out.")
    target = click.option("--target-encoding", metavar="NAME", help="Of the target file. Without it: found out.")
    return source(target(command))
