"""What `align-bench align` does with files: two of them, or two folders of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from align_bench.cli.output import is_stdout, refuse_inputs, text_writer, write_result
from align_bench.cli.streams import narrate, progress
from align_bench.errors import InputError
from align_bench.text.wording import counted

if TYPE_CHECKING:
    from align_bench.model.unit import Review
    from align_bench.workflow.aligning import Refused
    from align_bench.workflow.files import AlignedFiles, FilePair, Options

SUFFIXES = {"beads": "align", "jsonl": "jsonl", "tsv": "tsv", "xlsx": "xlsx", "tmx": "tmx"}
"""Of the files that each format is written to, where folders are aligned."""

_LARGE = 300_000
"""Bytes, some 2,500 Chinese sentences: from here on, alignment without kernels takes more than a few seconds."""


def are_folders(source: Path, target: Path) -> bool:
    """Whether both are folders; InputError where only one is."""
    one, other = (source, target) if source.is_dir() else (target, source)
    if one.is_dir() and not other.is_dir():
        state = "is a file" if other.exists() else "is not there"
        raise InputError(f"{other}: {state}, but {one} is a folder", hint="give two files or two folders")
    return one.is_dir()


def align_pair(source: Path, target: Path, options: Options, form: str, output: Path | None, *, force: bool) -> None:
    """Two files, to a file or to stdout."""
    from align_bench.workflow.aligning import Refused
    from align_bench.workflow.files import align_files, pair_of
    from align_bench.workflow.output import refuse_existing

    if output is not None and not is_stdout(output):
        refuse_existing(output, force=force)
    _tell_slow([source])
    (found,) = align_files([pair_of(source, target)], options)
    if isinstance(found, Refused):
        raise found.error
    warn_unrelated(found.reviews[0], str(source), str(target))
    _tell_left_out(_left_out(found, form))
    write_result(_writer(found, form, options), output, force=force)


def align_folders(
    source: Path, target: Path, options: Options, form: str, output: Path, *, terms: Path | None, force: bool
) -> Sequence[Refused]:
    """The files of two folders that belong together by name, each to a file of its own; what was not aligned."""
    from align_bench.workflow.aligning import Refused
    from align_bench.workflow.files import align_files, folder_pairs
    from align_bench.workflow.output import refuse_existing, write_file

    pairs, refused = folder_pairs(source, target, options.source_language)
    if not pairs and folder_pairs(target, source, options.source_language)[0]:
        raise InputError(
            f"{source} and {target}: the names of their files tell that they are given in the wrong order",
            hint="give them in the other order, or say with --source-lang which language the first one is in",
        )
    if not pairs and not refused:
        raise InputError(
            f"{source} and {target}: no texts in these folders", hint="name them NAME.zh.txt and NAME.en.txt"
        )
    places = {pair: output / f"{pair.name}.{SUFFIXES[form]}" for pair in pairs}
    refuse_inputs(places.values(), (terms, *(path for pair in pairs for path in (pair.source, pair.target))))
    for place in places.values():
        refuse_existing(place, force=force)
    _make_folder(output, pairs)
    _tell_slow([pair.source for pair in pairs])
    missed = list(refused)
    left_out = 0
    for found in progress(align_files(pairs, options), length=len(pairs), label="aligning"):
        if isinstance(found, Refused):
            missed.append(found)
            continue
        warn_unrelated(found.reviews[0], str(found.pair.source), str(found.pair.target))
        write_file(places[found.pair], _writer(found, form, options), force=force)
        left_out += _left_out(found, form)
    _tell_left_out(left_out)
    for lost in missed:
        narrate(f"not aligned: {lost.name}: {lost.error.message}")
    narrate(f"aligned {len(pairs) + len(refused) - len(missed)} of {len(pairs) + len(refused)}, in {output}")
    return missed


def _left_out(found: AlignedFiles, form: str) -> int:
    """How many pairs with an empty side a memory cannot hold."""
    units = [unit for review in found.reviews for unit in review.units] if form == "tmx" else []
    return sum(not (unit.source and unit.target) for unit in units)


def _tell_left_out(count: int) -> None:
    if count:
        narrate(f"left out {counted(count, 'unit')} with an empty side")


def _tell_slow(sources: Sequence[Path]) -> None:
    """Before large texts are aligned without compiled kernels."""
    from align_bench.kernels import SWITCH, kernel, switched_off

    if kernel("scores") is None and sum(path.stat().st_size for path in sources if path.is_file()) > _LARGE:
        reason = f"they are switched off ({SWITCH})" if switched_off() else "`align-bench doctor` says how to get them"
        narrate(f"the aligner runs without its compiled kernels, several times more slowly: {reason}")


def _make_folder(output: Path, pairs: Sequence[FilePair]) -> None:
    from align_bench.storage.atomic import make_folder

    if pairs:
        make_folder(output)


def _writer(found: AlignedFiles, form: str, options: Options) -> Callable[[BinaryIO], None]:
    from align_bench.formats.beads import format_beads
    from align_bench.formats.bitexts import bitext_jsonl, bitext_tsv

    if form == "beads":
        return text_writer(format_beads(found.levels[0].bitext.beads))
    if form in {"jsonl", "tsv"}:
        return text_writer((bitext_jsonl if form == "jsonl" else bitext_tsv)(found.levels, options.source_language))
    if form == "xlsx":
        return _workbook(found, options)
    return _memory(found, options)


def _workbook(found: AlignedFiles, options: Options) -> Callable[[BinaryIO], None]:
    from align_bench.formats.aligned import write_aligned

    reviews = found.reviews
    if len(reviews) > 1:
        # A sheet for each level, named by it.
        reviews = tuple(
            replace(review, name=f"{part.level}s") for part, review in zip(found.levels, reviews, strict=True)
        )
    return partial(write_aligned, reviews, source=options.source_language)


def _memory(found: AlignedFiles, options: Options) -> Callable[[BinaryIO], None]:
    from align_bench.formats.tmx import write_tmx

    levels = [part.level for part in found.levels]
    languages = ("zh-CN", "en") if options.source_language == "zh" else ("en", "zh-CN")

    def write(stream: BinaryIO) -> None:
        write_tmx(
            found.reviews,
            stream,
            level=levels[-1],
            levels=levels if len(levels) > 1 else (),
            source_language=languages[0],
            target_language=languages[1],
        )

    return write


def warn_unrelated(review: Review, source: str, target: str) -> None:
    from align_bench.workflow.units import UNRELATED, agreement

    found = agreement(review)
    if found is not None and found < UNRELATED:
        narrate(
            f"warning: {source} and {target} hardly seem to belong together"
            f" (of the shorter one, {found:.0%} surely has a partner): are they the same document?"
        )
