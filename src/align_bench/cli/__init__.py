"""The command line: one file per command. stdout is data, stderr is narration.

Owns how a run ends: every error of ours becomes two lines on stderr and its exit code, never a traceback.
Imports nothing heavy: a command's module is loaded when the command is called.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from align_bench.errors import AlignBenchError

INTERRUPTED = 130
"""128 + SIGINT, as a shell reports it."""

PIPE_CLOSED = 141
"""128 + SIGPIPE: whoever read our output has seen enough."""

UNREADABLE = 3
DEFECT = 70


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code (errors.py lists them)."""
    from align_bench.cli.streams import prepare_streams, silence_stdout

    prepare_streams()
    try:
        code = _run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        silence_stdout()
        return PIPE_CLOSED
    except OSError as error:
        if error.filename:
            raise
        # Without a file it comes from writing to our own output.
        silence_stdout()
        return _report(
            f"standard output: cannot be written: {error.strerror or error}",
            "what was written is not complete",
            UNREADABLE,
        )
    return code


def _run(arguments: list[str]) -> int:
    from align_bench.cli.root import root

    try:
        with root.make_context("align-bench", arguments) as context:
            result = root.invoke(context)
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.ClickException as error:
        return _report_usage(error)
    except AlignBenchError as error:
        return _report(error.message, error.hint, error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except OSError as error:
        if not error.filename or os.environ.get("ALIGN_BENCH_DEBUG") == "1":
            raise
        return _report(
            f"{error.filename}: {error.strerror or _first_line(error)}",
            "look at the path, its permissions and the space on the disk",
            UNREADABLE,
        )
    except Exception as error:
        if os.environ.get("ALIGN_BENCH_DEBUG") == "1":
            raise
        return _report_defect(error, arguments)


def _report(message: str, hint: str, code: int) -> int:
    from align_bench.cli.streams import narrate

    narrate(f"error: {message}")
    if hint:
        narrate(f"hint: {hint}")
    return code


def _report_defect(error: Exception, arguments: list[str]) -> int:
    """What went wrong without the message, which may hold a text: reports are handed on."""
    from datetime import UTC, datetime

    from align_bench.cli.root import COMMANDS
    from align_bench.storage.crash import place_of, write_crash_report

    command = next((word for word in arguments if word in COMMANDS), "")
    path = write_crash_report(error, command, datetime.now(UTC))
    place = place_of(error)
    kept = f"please report it with {path}, which holds no text" if path else "please report it"
    return _report(
        f"align-bench made a mistake here: {type(error).__name__}" + (f" in {place}" if place else ""),
        f"{kept}; every edit that was shown as done is on disk; ALIGN_BENCH_DEBUG=1 before the command shows more",
        DEFECT,
    )


def _report_usage(error: click.ClickException) -> int:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "align-bench"
    message = " ".join(error.format_message().split()).rstrip(".")
    return _report(message[:1].lower() + message[1:], f"`{path} --help` shows how it is called", error.exit_code)


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [""])[0]
