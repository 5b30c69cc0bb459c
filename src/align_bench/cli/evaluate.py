"""align-bench evaluate: how good an alignment is."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align_bench.cli.output import output_options, refuse_inputs, text_writer, write_result
from align_bench.cli.streams import narrate
from align_bench.errors import InputError

if TYPE_CHECKING:
    from align_bench.model.bitext import Bead

_SUFFIXES = (".align", ".beads", ".jsonl")


@click.command()
@click.argument("test")
@click.argument("gold")
@output_options
def command(test: str, gold: str, output: Path | None, force: bool) -> None:
    """Compare the alignment TEST with the alignment GOLD: precision, recall and F1 as JSON.

    Both are files of beads, one a line: `[0,1]:[0]` (0-based), or `{"zh": [1, 2], "en": [1]}` (1-based; what stands
    first is the source); `-` is the standard input.
    Or both are folders: NAME.align, NAME.beads or NAME.jsonl is compared with NAME.gold.align
    or NAME.gold.jsonl, pooled and file by file.

    Strict: beads that are exactly right; lax: those that share a segment on both sides with a right one. Both leave
    gold beads with an empty side out of recall; with_nulls is strict with them. boundaries: where beads with text on
    both sides begin and end. by_shape: strict among the beads of one shape.
    """
    from align_bench.align.evaluate import evaluate

    if test == gold == "-":
        raise click.UsageError("only one of TEST and GOLD can be the standard input", click.get_current_context())
    folders = [name != "-" and Path(name).is_dir() for name in (test, gold)]
    if folders[0] != folders[1]:
        raise click.UsageError(
            "one is a folder, the other is none: TEST and GOLD are two files or two folders",
            click.get_current_context(),
        )
    refuse_inputs([output], (path for name in (test, gold) for path in _files(Path(name))))
    figures = _folders(Path(test), Path(gold)) if all(folders) else asdict(evaluate(*_documents(test, gold)))
    content = json.dumps(figures, indent=2, ensure_ascii=False)
    write_result(text_writer(f"{content}\n"), output, force=force)


def _files(path: Path) -> Iterable[Path]:
    return path.iterdir() if path.is_dir() else (path,)


def _folders(test: Path, gold: Path) -> dict[str, Any]:
    """Figures of all documents pooled, and under `files` those of each."""
    from align_bench.align.evaluate import evaluate, evaluate_all

    wanted, found = _named(gold, gold=True), _named(test, gold=False)
    missing = [name for name in wanted if name not in found]
    if missing:
        raise InputError(
            f"{test}: no alignment of {missing[0]}" + (f" and {len(missing) - 1} others" if len(missing) > 1 else ""),
            hint=f"the gold is {wanted[missing[0]]}; write {missing[0]}.align, .beads or .jsonl",
        )
    alone = [name for name in found if name not in wanted]
    if alone:
        narrate(f"warning: {len(alone)} without gold, not counted: {', '.join(alone[:5])}")
    documents = {name: _documents(str(found[name]), str(path)) for name, path in wanted.items()}
    files = {name: asdict(evaluate(*document)) for name, document in documents.items()}
    return {"documents": len(files), **asdict(evaluate_all(documents.values())), "files": files}


def _named(folder: Path, *, gold: bool) -> dict[str, Path]:
    """The files of beads by the name of their document; those marked `.gold` are the gold, where there are any."""
    paths = sorted(path for path in folder.iterdir() if path.suffix in _SUFFIXES)
    marked = [path for path in paths if path.stem.endswith(".gold")]
    if marked:
        paths = marked if gold else [path for path in paths if path not in marked]
    named: dict[str, Path] = {}
    for path in paths:
        name = path.stem.removesuffix(".gold")
        if name in named:
            raise InputError(
                f"{folder}: {named[name].name} and {path.name} are both of {name}",
                hint="leave one of them in the folder",
            )
        named[name] = path
    if not named:
        raise InputError(f"{folder}: no files of beads in it", hint=f"they end in {', '.join(_SUFFIXES)}")
    return named


def _documents(test: str, gold: str) -> tuple[tuple[Bead, ...], tuple[Bead, ...]]:
    """Both with the same side as the source: where both name the languages, the gold's."""
    from align_bench.formats.beads import parse_beads, sides_of

    text, right = _read(test), _read(gold)
    sides = sides_of(right) or sides_of(text)
    beads, wanted = (
        parse_beads(content, name=_shown(name), sides=sides) for content, name in ((text, test), (right, gold))
    )
    _tell_unknown(beads, wanted, test, gold)
    return beads, wanted


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


def _read(name: str) -> str:
    shown = _shown(name)
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{shown}: is not UTF-8 at byte {error.start}", hint="is it a file of beads?") from None
    except OSError as error:
        raise InputError(f"{shown}: cannot be read: {error.strerror}", hint="look at the path") from None
