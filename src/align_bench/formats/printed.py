"""Where the paragraphs of a text file are printed in it: lines and columns as editors count them.

Owns reading them; how a place in a paragraph is found among its lines is `model.printed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from align_bench.formats.plain import read_text
from align_bench.model.document import Language
from align_bench.model.printed import Glyphs, PrintedText
from align_bench.text.unwrap import unwrap

# What ends a line for `text.lines`, which counts no form feed. For editors only the first three do.
_LINE_END = re.compile(r"(\r\n|[\n\r])|[\x0b\x1c-\x1e\x85\u2028\u2029]")


def read_printed(path: Path, language: Language, place: str, *, encoding: str | None = None) -> PrintedText:
    """The places of a file's paragraphs; `place` is what reports call the file. InputError as for any text."""
    text = read_text(path, encoding=encoding)
    lines = dict(enumerate(_lines(text), start=1))
    paragraphs = {
        number: tuple(glyph for line in dict.fromkeys(raw.lines) for glyph in lines[line])
        for number, raw in enumerate(unwrap(text, language).paragraphs, start=1)
    }
    return PrintedText(place, paragraphs)


def _lines(text: str) -> Iterator[Glyphs]:
    """What is printed on each line, as `text.lines` counts them."""
    row, column, start = 1, 1, 0
    for match in [*_LINE_END.finditer(text), None]:
        stop = len(text) if match is None else match.start()
        line = enumerate(text[start:stop], start=column)
        yield tuple((row, place, character) for place, character in line if not character.isspace())
        if match is not None:
            row, column = (row + 1, 1) if match[1] else (row, column + match.end() - start)
            start = match.end()
