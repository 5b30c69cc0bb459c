"""From a file to a document that can be aligned: reading, and refusing what cannot be meant."""

from __future__ import annotations

from pathlib import Path

from align_bench.errors import InputError
from align_bench.formats.plain import read_document
from align_bench.model.document import Document, Language
from align_bench.text.scripts import han_share

_LANGUAGE_NAMES = {"zh": "Chinese", "en": "English"}
_LEAST_HAN = 0.1
_MOST_HAN = 0.5
"""A Chinese text may quote a lot of English and still be Chinese, an English one may have a term left untranslated."""


def load_document(
    path: Path,
    language: Language,
    *,
    name: str | None = None,
    encoding: str | None = None,
    presegmented: bool = False,
) -> Document:
    """InputError where the file cannot be read, has no text, or is plainly in the other language."""
    document = read_document(path, language, name=name, encoding=encoding or None, presegmented=presegmented)
    if not document.body:
        raise InputError(
            f"{path}: no text in it", hint="a scanned document has to go through character recognition (OCR) first"
        )
    refuse_other_language(document, path)
    return document


def refuse_other_language(document: Document, path: Path) -> None:
    """InputError for an English file given as Chinese, or the other way round."""
    share = han_share("\n".join(paragraph.text for paragraph in document.body))
    if share is None:
        return
    wrong = share < _LEAST_HAN if document.language == "zh" else share > _MOST_HAN
    if wrong:
        raise InputError(
            f"{path}: given as {_LANGUAGE_NAMES[document.language]}, but {share:.0%} of its words are Chinese",
            hint="have the two files changed places? The Chinese one comes first",
        )
