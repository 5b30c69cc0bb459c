"""From a file to a document or to segments that can be aligned; what has no text is refused."""

from __future__ import annotations

from pathlib import Path

from align_bench.errors import InputError
from align_bench.formats.plain import read_document, read_segments
from align_bench.model.document import Document, Kind, Language, Level, Segment
from align_bench.text.sentences import split_sentences


def load_document(
    path: Path,
    language: Language,
    *,
    name: str | None = None,
    encoding: str | None = None,
    presegmented: bool = False,
) -> Document:
    """InputError where the file cannot be read, is plainly in the other language, or holds no text."""
    document = read_document(path, language, name=name, encoding=encoding or None, presegmented=presegmented)
    _refuse_bare(path, document.body)
    return document


def load_segments(path: Path, language: Language, *, encoding: str | None = None) -> tuple[Segment, ...]:
    """The lines of a file as segments; blank lines end paragraphs."""
    segments = read_segments(path, language, encoding=encoding or None)
    _refuse_bare(path, segments)
    return segments


def exchanged_order(paths: tuple[Path, Path], languages: tuple[Language, Language]) -> InputError | None:
    """The error for two files that cannot be read as given, but are what is wanted in the other order."""
    for path, language in zip(paths, reversed(languages), strict=True):
        try:
            read_segments(path, language)
        except InputError:
            return None
    orders = ("English and Chinese", "Chinese and English")
    given, wanted = orders if languages[0] == "zh" else reversed(orders)
    return InputError(
        f"{paths[0]} and {paths[1]} are {given}, not {wanted}",
        hint="give them in the other order, or say with --source-lang which language the first one is in",
    )


def segment_ids(document: Document, level: Level) -> tuple[int, ...]:
    """The ids of what is aligned, as `segment` prints them: what is not aligned is counted as well."""
    if level == "paragraph":
        return tuple(paragraph.number for paragraph in document.body)
    ids: list[int] = []
    count = 0
    for paragraph in document.paragraphs:
        start, count = count, count + len(split_sentences(paragraph.text, document.language))
        if paragraph.kind is not Kind.NOISE:
            ids += range(start + 1, count + 1)
    return tuple(ids)


def _refuse_bare(path: Path, content: tuple[object, ...]) -> None:
    if not content:
        raise InputError(
            f"{path}: no text in it", hint="a scanned document has to go through character recognition (OCR) first"
        )
