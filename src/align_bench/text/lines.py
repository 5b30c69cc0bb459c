"""Lines: a text as its printed lines, with what the extraction left of their layout.

Owns the measuring of lines and of the page they come from (how wide a full line is, whether blank lines or
trailing spaces mean anything); joins nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from align_bench.text.scripts import Language, line_width

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_CLOSING = "\"'”’」』)）]］】〕》〉 \u3000"
_CHINESE_UNIT = re.compile(r"(?:[A-Za-z0-9][!-~]*|[（《“‘「『(]*.)[，。、；：！？）》”’」』…,.;:!?)]*")
_FINAL = "。！？；：…!?;:｡"
_COMMAS = "，、,"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds more than white space."""

    number: int
    """1-based, as an editor counts them."""

    text: str
    """Without the white space at both ends."""

    indent: int
    """Cells of white space in front."""

    width: int
    """Cells of the text without its indent."""

    blank_before: int
    """Blank lines between this line and the one before."""

    has_trailing_space: bool
    begins_page: bool
    """A form feed stands before it."""

    @property
    def reach(self) -> int:
        """The column where the line ends."""
        return self.indent + self.width


@dataclass(frozen=True, slots=True)
class Layout:
    """What a document's lines say about how it was printed."""

    language: Language
    full: int
    """Cells of a full line; 0 where the lines were never wrapped."""

    tail: int
    """How many cells short of `full` a full line may be."""

    limit: int
    """The column that no line passes, where lines were broken only because the next word did not fit; otherwise 0."""

    blank_lines: int
    """Blank lines that separate any two lines: 1 where each line is followed by a blank one, otherwise 0."""

    separates_by_blank: bool
    """Whether blank lines stand between some lines and not between others."""

    blank_lines_part: bool
    """Whether (nearly) no sentence runs on over a blank line."""

    indent: int
    """The indent of most lines that go on with a sentence."""

    indents_part: bool
    """Whether (nearly) all deeper indents follow finished or short lines, so that an indent means a new paragraph."""

    has_trailing_spaces: bool
    """Whether a space at a line's end marks the end of a paragraph, as extraction from PDF leaves it."""


def read_lines(text: str, language: Language) -> tuple[Line, ...]:
    """The lines that hold anything, measured; no other character is lost."""
    lines: list[Line] = []
    blank = 0
    begins_page = False
    start = 0
    number = 1
    for end, next_start, mark in _line_ends(text):
        raw = text[start:end]
        if raw.strip():
            lines.append(_measured(raw, number, blank, language, begins_page=begins_page))
            blank, begins_page = 0, False
        elif mark != "\x0c":
            blank += 1
        if mark == "\x0c":
            begins_page = True
        else:
            number += 1
        start = next_start
    return tuple(lines)


def _line_ends(text: str) -> list[tuple[int, int, str]]:
    ends = [(match.start(), match.end(), match[0]) for match in _LINE_END.finditer(text)]
    return [*ends, (len(text), len(text), "")]


def _measured(raw: str, number: int, blank: int, language: Language, *, begins_page: bool) -> Line:
    stripped = raw.strip()
    front = raw[: len(raw) - len(raw.lstrip())].expandtabs(4)
    return Line(
        number=number,
        text=stripped,
        indent=line_width(front, language),
        width=line_width(stripped, language),
        blank_before=blank,
        has_trailing_space=raw != raw.rstrip(" \u3000\u00a0\t"),
        begins_page=begins_page,
    )


def ends_sentence(text: str) -> bool:
    """Whether a paragraph could end here by its punctuation: 。！？；： and their Latin fellows."""
    bare = text.rstrip(_CLOSING)
    if not bare:
        return False
    return bare[-1] in _FINAL or bare[-1] in ".．"


def ends_in_comma(text: str) -> bool:
    return text.rstrip(_CLOSING)[-1:] in _COMMAS and text[-1:] not in "》〉"


def measure(lines: Sequence[Line], language: Language) -> Layout:
    full, tail = _full_width(lines, language)
    running = _running_on(lines, full, tail)
    gaps = Counter(line.blank_before for line in lines[1:])
    total = sum(gaps.values())
    over_blanks = sum(1 for _, below in running if below.blank_before)
    # Extraction from PDF writes a blank line after every printed line, except where pages or links interrupt.
    spaced = bool(full) and gaps[0] <= 0.25 * total and over_blanks >= max(2, 0.2 * (total - gaps[0]))
    separates = not spaced and gaps[0] < total
    indent = _usual_indent(running)
    indented = sum(1 for line in lines[1:] if line.indent > indent)
    over_indents = sum(1 for _, below in running if below.indent > indent)
    return Layout(
        language=language,
        full=full,
        tail=tail,
        limit=_limit(lines, full, tail, language),
        blank_lines=1 if spaced else 0,
        separates_by_blank=separates,
        # Headings that fill a line stand before blank lines and indents too: a few are no objection.
        blank_lines_part=separates and over_blanks <= max(1, 0.15 * len(running)),
        indent=indent,
        indents_part=indented >= 4 and over_indents <= 0.15 * len(running),
        has_trailing_spaces=_trailing_spaces_speak(lines, full, tail),
    )


def _running_on(lines: Sequence[Line], full: int, tail: int) -> list[tuple[Line, Line]]:
    """The lines that are full and unfinished, each with the line behind it."""
    return [(a, b) for a, b in pairwise(lines) if full and a.reach >= full - tail and not ends_sentence(a.text)]


def _usual_indent(running: Sequence[tuple[Line, Line]]) -> int:
    indents = Counter(below.indent for _, below in running)
    return min(indents, key=lambda indent: (-indents[indent], indent)) if indents else 0


def _limit(lines: Sequence[Line], full: int, tail: int, language: Language) -> int:
    """The column that text was broken at by counting cells; 0 for printed pages, whose letters have many widths."""
    pairs = _running_on(lines, full, tail)
    if len(pairs) < 8:
        return 0
    limit = max(line.reach for line in lines)
    broken = sum(1 for above, below in pairs if above.reach + first_unit(below.text, language) > limit)
    return limit if broken >= 0.95 * len(pairs) else 0


def first_unit(text: str, language: Language) -> int:
    """Cells of what stands at a line's beginning and cannot be parted, with the space before it in English."""
    if language == "en":
        return 1 + line_width(text.split(maxsplit=1)[0], language)
    match = _CHINESE_UNIT.match(text)
    # A space may have stood before a figure or Latin word and been swallowed by the wrap.
    return line_width(match[0], language) + text[0].isascii() if match else 2


def _full_width(lines: Sequence[Line], language: Language) -> tuple[int, int]:
    """The width of a full line and how much may be missing; (0, 0) for a text of one paragraph a line.

    Lines that stop in the middle of a sentence are full lines where text was wrapped: their widths then crowd in a
    band as broad as the longest thing that cannot be broken. Elsewhere they are headings, of any width.
    """
    band = 12 if language == "zh" else 16
    least = 24 if language == "zh" else 30
    running = sorted(line.width for line in lines if not ends_sentence(line.text) and line.width >= least)
    if not running:
        return 0, 0
    best = max(range(len(running)), key=lambda i: (_within(running, i, band), running[i]))
    inside = [width for width in running[best:] if width <= running[best] + band]
    beyond = sum(1 for line in lines if line.width > running[best] + 2 * band)
    if len(inside) == 1 and len(lines) <= 12:
        # Few lines: a single one that runs on is a full line where others are as wide.
        beside = sum(1 for line in lines if abs(line.width - inside[0]) <= 8)
        if inside[0] < 56 or beside < max(2, 0.5 * len(lines)) or beyond:
            return 0, 0
    elif len(inside) < max(2, 0.4 * len(running)) or beyond > 0.1 * len(lines) or len(inside) < 0.15 * len(lines):
        return 0, 0
    full = inside[len(inside) // 2]
    return full, min(6 if language == "zh" else 12, full // 4)


def _within(widths: Sequence[int], start: int, band: int) -> int:
    """How many of the sorted widths lie in the band that begins at one of them."""
    return bisect_right(widths, widths[start] + band) - start


def _trailing_spaces_speak(lines: Sequence[Line], full: int, tail: int) -> bool:
    """Whether trailing spaces mark paragraph ends: full unfinished lines have none, short finished lines have one."""
    if not full:
        return False
    running = [x for x in lines if not ends_sentence(x.text) and x.reach >= full - tail]
    finished = [x for x in lines if ends_sentence(x.text) and x.reach < full - tail]
    if len(running) < 2 or len(finished) < 2:
        return False
    without = sum(1 for line in running if not line.has_trailing_space)
    with_space = sum(1 for line in finished if line.has_trailing_space)
    return without >= 0.95 * len(running) and with_space >= 0.95 * len(finished)
