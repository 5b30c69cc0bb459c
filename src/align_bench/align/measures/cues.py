"""What a segment shows besides its words: length, end mark, quotation marks, place in its paragraph, label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from align_bench.align.arrays import Floats, Integers
from align_bench.align.measures.lengths import text_length
from align_bench.align.reading.numerals import chinese_value, roman_value
from align_bench.model.document import Segment
from align_bench.text.tokens import HAN_RUN, end_mark

END_MARKS = (".", "?", "!", "…", ":", ";", ",")
"""Numbered from 1; 0 is any other end or none."""

_OPENING = "“\"‘「『'"
_CLOSING = "”\"’」』'"


@dataclass(frozen=True)
class Side:
    """One value a segment, as arrays."""

    length: Floats
    """As `lengths` counts."""

    tokens: Floats
    end: Integers
    opens: Integers
    """1 where it begins with an opening quotation mark."""

    closes: Integers
    quoted: Integers
    """One more than segments: 1 where the text before segment i has left a quotation open."""

    begins: Integers
    """1 on the first segment of a paragraph."""

    labels: tuple[str | None, ...]
    """Normalised label of each segment; None where there is none."""

    @cached_property
    def has_paragraphs(self) -> bool:
        """Whether it is known where paragraphs begin: lines that are all one paragraph show nothing of it."""
        return bool(self.begins.sum() > 1)

    @cached_property
    def line(self) -> Integers:
        """1 on the first segment of a paragraph that has no end mark: a heading, a date, a name in a list."""
        return np.asarray(self.begins * (self.end == 0))

    @cached_property
    def second_line(self) -> Integers:
        """1 on such a line behind another one: often a single heading with it, in the other text."""
        return np.asarray(self.line * np.append(0, self.line[:-1]))

    @cached_property
    def line_edge(self) -> Integers:
        """1 on the first segment of a paragraph where a line meets a text: these two are hardly ever one."""
        return np.asarray(self.begins * (self.line != np.append(0, self.line[:-1])))

    def pick(self, chosen: Sequence[int]) -> Side:
        """Some of the segments, in order."""
        places = np.array(chosen, np.int64)
        return Side(
            length=self.length[places],
            tokens=self.tokens[places],
            end=self.end[places],
            opens=self.opens[places],
            closes=self.closes[places],
            quoted=self.quoted[np.append(places, places[-1] + 1)],
            begins=self.begins[places],
            labels=tuple(self.labels[place] for place in chosen),
        )


def side(segments: Sequence[Segment], tokens: Floats) -> Side:
    texts = [segment.text for segment in segments]
    paragraphs = np.array([segment.paragraph for segment in segments], np.int64)
    return Side(
        length=np.array([text_length(text) for text in texts], np.float64),
        tokens=np.asarray(tokens, np.float32),
        end=np.array([_end(text) for text in texts], np.int64),
        opens=np.array([text.lstrip()[:1] in tuple(_OPENING) for text in texts], np.int64),
        closes=np.array([text.rstrip()[-1:] in tuple(_CLOSING) for text in texts], np.int64),
        quoted=_quoted(texts),
        begins=np.asarray(np.diff(paragraphs, prepend=-1) != 0, np.int64),
        labels=tuple(plain_label(segment.label) for segment in segments),
    )


def plain_label(label: str | None) -> str | None:
    """A label in digits or letters, whatever its script: `(a)` is `a`, 三 is `3`, `IV` is `4`."""
    if label is None:
        return None
    bare = re.sub(r"[\s()（）.．、:：]", "", label).lower()
    if not bare:
        return None
    if HAN_RUN.fullmatch(bare) and all(c in "零〇一二三四五六七八九十百" for c in bare):
        return f"{chinese_value(bare):g}"
    return str(roman_value(bare) or bare) if len(bare) > 1 or bare in "ivx" else bare


def _end(text: str) -> int:
    mark = end_mark(text)
    return END_MARKS.index(mark) + 1 if mark in END_MARKS else 0


def _quoted(texts: Sequence[str]) -> Integers:
    states, inside = [0], 0
    for text in texts:
        for mark in _QUOTE.finditer(text):
            inside = _turned(mark, inside)
        states.append(inside)
    return np.array(states, np.int64)


_QUOTE = re.compile("[“”「」\"'‘’]")


def _turned(mark: re.Match[str], inside: int) -> int:
    """Whether the text behind a quotation mark is quoted; a mark with two uses is known by its neighbours."""
    text, place = mark.string, mark.start()
    if mark[0] in "“”「」":
        return int(mark[0] in "“「")
    before, after = text[:place][-1:], text[place + 1 : place + 2]
    opens = (not before or before.isspace() or before in '(—-"“') and after.strip() != ""
    if opens or mark[0] == '"':
        return int(opens)
    # Single marks are apostrophes too: only behind a stop do they close.
    closes = before in tuple(".,!?…—-;:)") and not after.isalnum()
    return 0 if closes else inside
