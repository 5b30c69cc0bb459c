"""How high a row must be for its wrapped text to be seen. An estimate: spreadsheet programs measure, we cannot."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import ceil

# Measured on Excel's default width unit (a digit of 11 point Calibri, 7 pixels): a Han character of 11 point is
# 14.7 pixels, an average Latin letter 6.3.
_WIDE = 2.1
_NARROW = 0.9
_WIDE_CHARACTERS = re.compile(
    "[\u1100-\u115f\u2010-\u205e\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
    "\U0001f300-\U0003fffd]"
)
"""With the punctuation that Chinese fonts draw wide."""

_LATIN_POINTS, _CHINESE_POINTS = 15.0, 16.5
_MOST_POINTS = 409.0
"""Excel allows no more."""

_RAGGED = 0.94
"""What a line of words takes up of the width on average; Chinese breaks anywhere."""


def row_points(cells: Iterable[tuple[str, float]]) -> float:
    """The height in points for the texts and their columns' widths."""
    points = max((_points(text, width) for text, width in cells), default=_LATIN_POINTS)
    return min(points + 2, _MOST_POINTS)


def _points(text: str, width: float) -> float:
    is_chinese = not text.isascii() and bool(_WIDE_CHARACTERS.search(text))
    usable = max(width - 1, 1) * (1 if is_chinese else _RAGGED)
    lines = sum(max(ceil(_extent(line) / usable), 1) for line in text.split("\n"))
    return lines * (_CHINESE_POINTS if is_chinese else _LATIN_POINTS)


def _extent(line: str) -> float:
    if line.isascii():
        return len(line) * _NARROW
    wide = len(_WIDE_CHARACTERS.findall(line))
    return wide * _WIDE + (len(line) - wide) * _NARROW
