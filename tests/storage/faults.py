"""Disks that fail: every call of the system by which files are written, made to fail or to end the program.

Owns patching the functions of `os` and the streams of `open`; what is written by what program is the test's matter.
"""

from __future__ import annotations

import builtins
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self

import pytest

CALLS = (
    *("open", "close", "write", "fsync", "ftruncate", "replace", "link", "unlink", "chmod", "mkdir", "fstat", "stat"),
)
"""Of the module `os`; what is opened with `io.open` and `os.fdopen` comes on top."""

# Bytes that a stream gathers before it hands them to the system.
BUFFER = 4096
WRITING = frozenset("wax+")


class Steps:
    """Calls counted; before the one with the number `at`, `fault` is called, which raises or ends the process."""

    def __init__(self, at: int, fault: Callable[[], None]) -> None:
        self.at, self.fault = at, fault
        self.names: list[str] = []

    def take(self, name: str) -> None:
        self.names.append(name)
        if len(self.names) == self.at:
            self.fault()


class Stream:
    """A stream whose calls are steps."""

    def __init__(self, stream: Any, steps: Steps) -> None:
        self._stream, self._steps = stream, steps
        self._gathered = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, content: Any) -> Any:
        """A step for what has come together."""
        self._gathered += len(content)
        if self._gathered > BUFFER:
            self._steps.take("stream.write")
            self._gathered = 0
        return self._stream.write(content)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        self._steps.take("stream.flush")
        self._stream.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._steps.take("stream.close")
        finally:
            self._stream.close()


@contextmanager
def failing(steps: Steps) -> Iterator[None]:
    """Count the calls made here."""
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, _counted(name, getattr(os, name), steps))
        # `os.fdopen` goes through it too.
        patch.setattr(io, "open", _opening(io.open, steps))
        patch.setattr(builtins, "open", _opening(builtins.open, steps))
        yield


def _counted(name: str, real: Callable[..., Any], steps: Steps) -> Callable[..., Any]:
    def call(*arguments: Any, **options: Any) -> Any:
        steps.take(name)
        return real(*arguments, **options)

    return call


def _opening(real: Callable[..., Any], steps: Steps) -> Callable[..., Any]:
    def call(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        steps.take("open for writing" if WRITING & set(mode) else "open for reading")
        stream = real(file, mode, *arguments, **options)
        return Stream(stream, steps) if WRITING & set(mode) else stream

    return call
