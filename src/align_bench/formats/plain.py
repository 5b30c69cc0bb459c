"""Plain text: a text file becomes a document, or a list of segments that were made elsewhere.

Owns reading from disk and the check that the language is the one named; how bytes become text is `formats.encodings`,
how lines become paragraphs is `text.unwrap`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from align_bench.errors import InputError
from align_bench.formats.encodings import decode
from align_bench.formats.lines import split_lines
from align_bench.model.document import Document, Kind, Language, Paragraph, Segment
from align_bench.text.labels import split_marker
from align_bench.text.scripts import han_share, other_script
from align_bench.text.unwrap import Decision, Unwrapped, unwrap

__all__ = ["decode", "document_name", "explain", "read_document", "read_segments", "read_text"]

_LEAST_CHINESE = 0.3
_MOST_ENGLISH = 0.5
"""Shares of Han characters among Han characters and Latin words. Chinese documents full of foreign names and acronyms
stay far above, English ones that quote Chinese far below (measured on 12 Chinese and 13 English documents, political
and literary: .985 and .005 at worst). A text of both languages, sentence by sentence, lies near .6
and is refused only as English."""

_NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}


def read_text(path: Path, *, encoding: str | None = None) -> str:
    """The text of a file; InputError with the way out where it has none."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{path}: there is no such file", hint="check the name and the folder") from error
    except IsADirectoryError as error:
        raise InputError(f"{path}: this is a folder, not a file", hint="name a text file in it") from error
    except PermissionError as error:
        raise InputError(f"{path}: no permission to read this file", hint="ask its owner for access") from error
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read: {error.strerror or error}", hint="check the path and the disk"
        ) from error
    return decode(data, name=str(path), encoding=encoding)


def read_document(
    path: Path,
    language: Language,
    *,
    name: str | None = None,
    encoding: str | None = None,
    presegmented: bool = False,
) -> Document:
    """A text file as a document; with `presegmented`, each line that is not blank is a paragraph as it stands."""
    text = _read_checked(path, language, encoding)
    name = name if name is not None else document_name(path)
    if presegmented:
        return Document(name, language, tuple(_paragraphs_of_lines(text, language)))
    return Document(name, language, _paragraphs(unwrap(text, language)))


def read_segments(path: Path, language: Language, *, encoding: str | None = None) -> tuple[Segment, ...]:
    """The lines of a file as segments; blank lines (white space of any kind) end paragraphs and are not counted."""
    segments: list[Segment] = []
    paragraph = -1
    begins = True
    for line in map(str.strip, split_lines(_read_checked(path, language, encoding))):
        if not line:
            begins = True
            continue
        paragraph += begins
        segments.append(Segment(line, paragraph, split_marker(line, language)[1] if begins else None))
        begins = False
    return tuple(segments)


def explain(path: Path, language: Language, *, encoding: str | None = None) -> tuple[Decision, ...]:
    """Why each line of a file was joined to the one before it, or not."""
    return unwrap(_read_checked(path, language, encoding), language).decisions


def document_name(path: Path) -> str:
    """The document that a file holds a version of: `NAME` for `NAME.zh.txt`, `NAME.en.txt` and `NAME.txt`."""
    stem = path.name.removesuffix(path.suffix)
    for language in _NAMES:
        stem = stem.removesuffix(f".{language}")
    return stem or path.name


def _read_checked(path: Path, language: Language, encoding: str | None) -> str:
    text = read_text(path, encoding=encoding)
    if not any(character.isalnum() for character in text):
        raise InputError(
            f"{path}: nothing but punctuation, no word or figure: perhaps a scan without text",
            hint="recognize the text first (OCR), or choose the file that holds it",
        )
    foreign = other_script(text)
    if foreign is not None:
        script, tongue, part = foreign
        raise InputError(
            f"{path}: given as {_NAMES[language]}, but {part:.0%} of its characters and words are {script}: "
            f"it seems to be {tongue}",
            hint=f"choose the {_NAMES[language]} version of the document",
        )
    share = han_share(text)
    other: Language = "en" if language == "zh" else "zh"
    if share is not None and (share < _LEAST_CHINESE if language == "zh" else share > _MOST_ENGLISH):
        raise InputError(
            f"{path}: given as {_NAMES[language]}, but {share:.0%} of its characters and words are Chinese",
            hint=f"choose the {_NAMES[language]} version, or say that it is {_NAMES[other]} (`segment --lang {other}`, "
            f"`align --source-lang {other}`)",
        )
    return text


def _paragraphs(unwrapped: Unwrapped) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(number, Kind(raw.kind), raw.text, raw.marker, raw.label)
        for number, raw in enumerate(unwrapped.paragraphs, 1)
    )


def _paragraphs_of_lines(text: str, language: Language) -> Iterator[Paragraph]:
    for number, line in enumerate(filter(None, map(str.strip, split_lines(text))), start=1):
        marker, label, bare = split_marker(line, language)
        yield Paragraph(number, Kind.PARAGRAPH if label is None else Kind.NUMBERED, bare, marker, label)
