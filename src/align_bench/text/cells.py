"""Terminal cells: how wide a text is, where its lines break, and what of it may be painted.

Owns all measuring and wrapping for the screen; knows no screen. A text is kept as it is: lines are offsets
into it, and only `shown` of a piece ever reaches a terminal.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Characters as wide as two cells, as a regular expression class: kana, Han, Hangul, full-width forms, emoji.
_WIDE = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f"
    "\uff01-\uff60\uffe0-\uffe6\U0001f300-\U0001faff\U00020000-\U0003fffd"
)
_TOKEN = re.compile(rf"[ \t\u3000]+|[{_WIDE}]|[^ \t\u3000{_WIDE}]+")

# Chinese typography (GB/T 15834): closing marks and stops never begin a line, opening marks never end one.
_NO_START = frozenset("，。、；：？！）》〉」』】〕〗］｝％‰℃°·—…”’»,.;:?!)]}%、々ー～~〜/／")
_NO_END = frozenset("（《〈「『【〔〖［｛“‘«([{＄￥$£€№#＃")
_BLANKS = " \t\u3000"

# What stands for a character that must not reach a terminal: invisible, reordering or controlling.
_HIDDEN = "\u2426"


class _Shown(dict[int, str]):
    """Code point -> what is painted for it; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if code < 0x20:
            painted = chr(0x2400 + code)
        elif code == 0x7F:
            painted = "\u2421"
        elif unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} or 0xFE00 <= code <= 0xFE0F:
            painted = _HIDDEN
        elif unicodedata.category(char) == "Zs" and code != 0x3000:
            painted = " "
        else:
            painted = char
        self[code] = painted
        return painted


class _Widths(dict[int, int]):
    """Code point -> cells of what is painted for it; filled as characters are met."""

    def __missing__(self, code: int) -> int:
        painted = _SHOWN[code]
        if unicodedata.east_asian_width(painted) in "WF":
            width = 2
        # Vowels and finals of decomposed Hangul are drawn into the syllable before them.
        elif (
            unicodedata.category(painted) in {"Mn", "Mc", "Me"} or 0x1160 <= code <= 0x11FF or 0xD7B0 <= code <= 0xD7FB
        ):
            width = 0
        else:
            width = 1
        self[code] = width
        return width


_SHOWN = _Shown()
_WIDTHS = _Widths()


class Line(NamedTuple):
    """One line of a wrapped text: half-open offsets, white space at the break left out."""

    start: int
    stop: int


def shown(text: str) -> str:
    """The text with a visible sign for every control, escape, invisible or reordering character."""
    return text if text.isascii() and text.isprintable() else text.translate(_SHOWN)


def shown_lines(text: str) -> str:
    """The same for a text whose line feeds are meant."""
    return "\n".join(map(shown, text.split("\n")))


def width(text: str) -> int:
    """The cells that `shown(text)` takes."""
    if text.isascii():
        return len(text)
    widths = _WIDTHS
    return sum([widths[ord(char)] for char in text])


def fit(text: str, cells: int) -> str:
    """The shown text in exactly so many cells: cut with `~`, or filled with blanks."""
    painted = shown(text)
    if width(painted) > cells:
        used = 0
        for index, char in enumerate(painted):
            used += _WIDTHS[ord(char)]
            if used > cells - 1:
                painted = painted[:index] + "~"
                break
    return painted + " " * (cells - width(painted)) if cells > 0 else ""


@lru_cache(maxsize=16384)
def wrap(text: str, cells: int) -> tuple[Line, ...]:
    """The lines of the text in columns so many cells wide; at least one, and a new one behind every line feed."""
    lines: list[Line] = []
    start = 0
    for paragraph in text.split("\n"):
        lines.extend(_wrap_paragraph(text, start, start + len(paragraph), max(cells, 2)))
        start += len(paragraph) + 1
    return tuple(lines)


def _wrap_paragraph(text: str, start: int, stop: int, cells: int) -> list[Line]:
    """Greedy filling with pieces that must not be broken."""
    if stop - start <= cells and width(text[start:stop]) <= cells:
        return [Line(start, stop)]
    lines: list[Line] = []
    line_start = line_stop = start
    used = gap = 0  # cells up to line_stop, and of the blanks behind it
    for piece_start, piece_stop, piece_cells, is_blank in _pieces(text, start, stop):
        if is_blank:
            gap += piece_cells
            continue
        if line_stop > line_start and used + gap + piece_cells > cells:
            lines.append(Line(line_start, line_stop))
            line_start, used, gap = piece_start, 0, 0
        if used + gap + piece_cells > cells:
            *full, rest = _chop(text, piece_start if lines or used else line_start, piece_stop, cells)
            lines.extend(full)
            line_start, line_stop = rest
            used, gap = width(text[line_start:line_stop]), 0
            continue
        used, gap, line_stop = used + gap + piece_cells, 0, piece_stop
    lines.append(Line(line_start, line_stop))
    return lines


def _pieces(text: str, start: int, stop: int) -> list[tuple[int, int, int, bool]]:
    """(start, stop, cells, whether it is blank) of the runs between which a line may break."""
    pieces: list[tuple[int, int, int, bool]] = []
    for match in _TOKEN.finditer(text, start, stop):
        token_start, token_stop = match.span()
        cells = width(match[0])
        is_blank = text[token_start] in _BLANKS
        if pieces and not is_blank and not pieces[-1][3] and _stick(text[token_start - 1], text[token_start]):
            before = pieces[-1]
            pieces[-1] = (before[0], token_stop, before[2] + cells, False)
        else:
            pieces.append((token_start, token_stop, cells, is_blank))
    return pieces


def _stick(before: str, after: str) -> bool:
    """Whether no line may break between two neighbouring characters."""
    return after in _NO_START or before in _NO_END


def _chop(text: str, start: int, stop: int, cells: int) -> list[Line]:
    """A piece wider than the column, cut behind a hyphen or, without one, where it is full."""
    lines: list[Line] = []
    line_start = behind_hyphen = start
    used = 0
    for index in range(start, stop):
        char_cells = _WIDTHS[ord(text[index])]
        if used + char_cells > cells and index > line_start:
            cut = behind_hyphen if behind_hyphen > line_start else index
            lines.append(Line(line_start, cut))
            line_start, used = cut, width(text[cut:index])
        used += char_cells
        if text[index] == "-":
            behind_hyphen = index + 1
    lines.append(Line(line_start, stop))
    return lines
