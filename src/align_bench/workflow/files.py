"""Aligning files without a project: two of them, or two folders whose files belong together by their names.

Owns which files belong together, in which language each is, and the order of the sides; writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from align_bench.align.reading.readers import Terms
from align_bench.align.together import FurtherEvidence
from align_bench.errors import InputError
from align_bench.formats.bitexts import NumberedBitext
from align_bench.formats.plain import document_name
from align_bench.model.bitext import Bitext
from align_bench.model.document import Language, Level
from align_bench.model.unit import Review
from align_bench.workflow.aligning import Refused
from align_bench.workflow.bitexts import batches, turned
from align_bench.workflow.importing import exchanged_order
from align_bench.workflow.texts import Documents, Lines, TextKind

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FilePair:
    """Two files that are one text in two languages."""

    name: str
    source: Path
    target: Path


@dataclass(frozen=True, slots=True)
class Options:
    """How files are read and aligned."""

    levels: tuple[Level, ...] = ("paragraph",)
    presegmented: bool = False
    """Each line is a segment; there is one level then."""

    source_language: Language = "zh"
    source_encoding: str | None = None
    target_encoding: str | None = None
    terms: Terms = ()
    evidence: FurtherEvidence | None = None
    shared: bool = True
    """Whether the pairs share what they teach about words."""

    @property
    def languages(self) -> tuple[Language, Language]:
        return ("zh", "en") if self.source_language == "zh" else ("en", "zh")


@dataclass(frozen=True, slots=True)
class AlignedFiles:
    """What became of a pair of files; source is the language that was given as source."""

    pair: FilePair
    levels: tuple[NumberedBitext, ...]
    reviews: tuple[Review, ...]
    """One for each level."""


def pair_of(source: Path, target: Path) -> FilePair:
    return FilePair(document_name(source), source, target)


def folder_pairs(
    source: Path, target: Path, language: Language = "zh"
) -> tuple[tuple[FilePair, ...], tuple[Refused, ...]]:
    """`NAME.zh.txt` with `NAME.en.txt`, or `NAME.txt` with `NAME.txt` of the other folder; and what has no partner."""
    suffixes = (".zh.txt", ".en.txt") if language == "zh" else (".en.txt", ".zh.txt")
    bare = source.resolve() != target.resolve()
    ours, theirs = (
        _named(folder, suffix, bare=bare) for folder, suffix in zip((source, target), suffixes, strict=True)
    )
    pairs = tuple(FilePair(name, ours[name], theirs[name]) for name in sorted(ours.keys() & theirs.keys()))
    alone = {
        name: _without_partner(files[name], name + suffix, folder)
        for files, suffix, folder in ((ours, suffixes[1], target), (theirs, suffixes[0], source))
        for name in files
        if name not in ours or name not in theirs
    }
    return pairs, tuple(Refused(name, alone[name]) for name in sorted(alone))


def _named(folder: Path, suffix: str, *, bare: bool) -> dict[str, Path]:
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError as error:
        raise InputError(
            f"{folder}: the folder cannot be listed: {error.strerror}", hint="check the rights of the folder"
        ) from error
    plain = {path.name.removesuffix(".txt"): path for path in files if bare and path.name.endswith(".txt")}
    named = {path.name.removesuffix(suffix): path for path in files if path.name.endswith(suffix)}
    return {**{name: path for name, path in plain.items() if path not in named.values()}, **named}


def _without_partner(path: Path, wanted: str, folder: Path) -> InputError:
    return InputError(
        f"{path}: has no partner: there is no {wanted} in {folder}", hint="put it there, or take the other one away"
    )


def align_files(pairs: Iterable[FilePair], options: Options) -> Iterator[AlignedFiles | Refused]:
    """Each pair in its order; one that cannot be read is handed out with its error and stops no other."""
    return _align(pairs, Lines(), options) if options.presegmented else _align(pairs, Documents(), options)


def _align(pairs: Iterable[FilePair], kind: TextKind[T], options: Options) -> Iterator[AlignedFiles | Refused]:
    loaded = ((pair, _loaded(pair, kind, options)) for pair in pairs)
    for batch in batches(loaded, lambda text: 0 if isinstance(text[1], Refused) else kind.size(text[1][0])):
        texts = [text for _, text in batch if not isinstance(text, Refused)]
        found = kind.align(texts, terms=options.terms, evidence=options.evidence, shared=options.shared)
        for pair, text in batch:
            yield text if isinstance(text, Refused) else _finished(pair, kind, text, next(found), options)


def _loaded(pair: FilePair, kind: TextKind[T], options: Options) -> tuple[T, T] | Refused:
    """The Chinese and the English text; an error where one cannot be read, or where they are in the other order."""
    sides = ((pair.source, options.source_encoding), (pair.target, options.target_encoding))
    try:
        source, target = (
            kind.load(path, language, encoding)
            for (path, encoding), language in zip(sides, options.languages, strict=True)
        )
    except InputError as error:
        exchanged = exchanged_order((pair.source, pair.target), options.languages)
        return Refused(pair.name, exchanged or error)
    return (source, target) if options.source_language == "zh" else (target, source)


def _finished(
    pair: FilePair, kind: TextKind[T], text: tuple[T, T], found: Mapping[Level, Bitext], options: Options
) -> AlignedFiles:
    """Everything in the order in which the files were given."""
    forward = options.source_language == "zh"
    ours, theirs = text if forward else text[::-1]
    levels, reviews = [], []
    for level in options.levels:
        bitext = found[level] if forward else turned(found[level])
        levels.append(NumberedBitext(level, bitext, (kind.ids(ours, level), kind.ids(theirs, level))))
        reviews.append(kind.review(pair.name, bitext, ours, theirs, level))
    return AlignedFiles(pair, tuple(levels), tuple(reviews))
