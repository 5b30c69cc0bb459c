"""align-bench evaluate: how good an alignment is."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from align_bench.cli.output import output_options, text_writer, write_result
from align_bench.cli.streams import narrate
from align_bench.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from align_bench.model.bitext import Bead


@click.command()
@click.argument("test")
@click.argument("gold")
@output_options
def command(test: str, gold: str, output: Path | None, force: bool) -> None:
    """Compare the alignment TEST with the alignment GOLD: precision, recall and F1 as JSON.

    Both are files of beads, one a line: `[0,1]:[0]` (0-based), or `{"zh": [1, 2], "en": [1]}` (1-based); `-` is
    the standard input. Strict: beads that are exactly right; lax: those that share a segment on both sides with a
    right one. Both leave gold beads with an empty side out of recall; with_nulls is strict with them.
    """
    from align_bench.align.evaluate import evaluate

    if test == gold == "-":
        raise click.UsageError("only one of TEST and GOLD can be the standard input", click.get_current_context())
    beads, wanted = _read(test), _read(gold)
    _tell_unknown(beads, wanted, test, gold)
    result = evaluate(beads, wanted)
    figures = json.dumps(asdict(result), indent=2)
    write_result(text_writer(f"{figures}\n"), output, force=force)


def _tell_unknown(beads: Sequence[Bead], wanted: Sequence[Bead], test: str, gold: str) -> None:
    """A segment that the gold does not name: it may leave out what has no counterpart, or be of another text."""
    for side in ("source", "target"):
        known = {place for bead in wanted for place in getattr(bead, side)}
        unknown = sorted({place for bead in beads for place in getattr(bead, side)} - known)
        if unknown:
            narrate(
                f"warning: {side} segment {unknown[0]} (counted from 0) of {_shown(test)} is not in {_shown(gold)}"
                + (f", nor are {len(unknown) - 1} others" if len(unknown) > 1 else "")
                + "; are they of the same texts?"
            )


def _shown(name: str) -> str:
    return "standard input" if name == "-" else name


def _read(name: str) -> tuple[Bead, ...]:
    from pathlib import Path

    from align_bench.formats.beads import parse_beads

    shown = _shown(name)
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{shown}: is not UTF-8 at byte {error.start}", hint="is it a file of beads?") from None
    except OSError as error:
        raise InputError(f"{shown}: cannot be read: {error.strerror}", hint="look at the path") from None
    return parse_beads(text, name=shown)
