"""Passages that the Chinese repeats word for word and the English does not: one word in it is another.

And the reverse: paragraphs that are the same in English and not in Chinese. Works without a termbase. Hints, because a
synonym may be meant.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from align_bench.checks.context import CheckContext
from align_bench.checks.registry import Report, project_check
from align_bench.checks.views import UnitView
from align_bench.kernels import lasting
from align_bench.model.finding import Severity
from align_bench.terms.chinese import fold
from align_bench.terms.english import Token, tokens
from align_bench.terms.wording import STOP_WORDS, stem
from align_bench.text.digests import digest
from align_bench.text.scripts import HAN

# Fifteen characters in a row are hardly ever the same by chance.
_BLOCK = 15
# Every block so long has one of its parts among the marks of its text (winnowing: the least of each window of parts).
_PART = _WINDOW = 8
# Words that must be equal on both sides of the one that is not.
_FRAME = 3
# Bytes that stand for a part.
_MARK = 8
# A passage that comes more often is a formula, and comparing all its places would take long.
_MOST_PLACES = 6
# Short phrases may render many.
_FEW_WORDS = 4
# The share of equal characters from which on two paragraphs say the same in other words.
_ALIKE = 0.75
_OF_HAN = re.compile(rf"[{HAN}]+")


def _marks(view: UnitView, _context: CheckContext) -> bytes:
    """The marks of a unit, each as a digest of `_MARK` bytes."""
    if not view.is_pair:
        return b""
    return b"".join(digest(mark, _MARK) for mark in sorted(marks_of(fold(view.source.text).text)))


@project_check("inconsistent-wording", family="terminology", severity=Severity.HINT, notes=_marks)
def inconsistent_wording(context: CheckContext) -> Iterator[Report]:
    """A passage of 15 characters or more comes again in Chinese, and one word of its English is another one.

    Example: "fostering cooperation" once, "promoting cooperation" elsewhere.
    """
    seen: set[tuple[int, int]] = set()
    for places in _repeated(context):
        for number, later in enumerate(places):
            for earlier in places[:number]:
                if (earlier.index, later.index) in seen:
                    continue
                seen.add((earlier.index, later.index))
                for word, other in _changed(earlier, later):
                    yield Report(
                        later,
                        f"{word.text!r} here, {other.text!r} where the Chinese says the same in {_place(earlier)}",
                        target=(word.start, word.stop),
                        expected=other.text,
                    )


def _repeated(context: CheckContext) -> Iterator[list[UnitView]]:
    """Units that share a part of a passage, those with the same texts once; in the order of the first of them."""
    import numpy as np

    known: set[bytes] = set()
    noted: list[bytes] = []
    holders = array("I")
    for view, marks in zip(context.views, context.noted(_marks), strict=True):
        if not marks or (texts := digest(f"{view.source.text}\0{view.target.text}")) in known:
            continue
        known.add(texts)
        noted.append(marks)
        holders.extend([view.index] * (len(marks) // _MARK))
    parts = np.frombuffer(b"".join(noted), dtype=np.uint64)
    order = np.argsort(parts, kind="stable")
    parts = parts[order]
    edges = np.flatnonzero(parts[1:] != parts[:-1]) + 1
    starts, stops = np.append(0, edges), np.append(edges, len(order))
    shared = (stops - starts > 1) & (stops - starts <= _MOST_PLACES)
    starts, stops = starts[shared], stops[shared]
    for group in np.argsort(order[starts]):
        yield [context.views[holders[place]] for place in order[starts[group] : stops[group]]]


def marks_of(text: str) -> set[str]:
    """The parts by which passages are known again: the least of each window."""
    compiled = lasting("repetitions")
    marks: set[str] = set()
    for run in _OF_HAN.findall(text):
        if len(run) >= _BLOCK:
            marks |= _least_parts(run) if compiled is None else compiled.marks(run, _PART, _WINDOW)
    return marks


def _least_parts(run: str) -> set[str]:
    least = [run[i : i + _PART] for i in range(len(run) - _PART + 1)]
    # Of 2, then 4, then 8 parts in a row.
    for step in (1, 2, 4):
        least = list(map(min, least, least[step:]))
    return set(least)


def _changed(earlier: UnitView, later: UnitView) -> Iterator[tuple[Token, Token]]:
    """The single words that differ between equal ones, where the Chinese has no such place."""
    before, now = _words(earlier), _words(later)
    if not _may_differ(before, now):
        return
    ours, theirs = fold(earlier.source.text).text, fold(later.source.text).text
    chinese = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    if not any(tag == "equal" and i2 - i1 >= _BLOCK for tag, i1, i2, _, _ in chinese) or any(_is_framed(chinese, 2)):
        return
    english = SequenceMatcher(None, [w.key for w in before], [w.key for w in now], autojunk=False).get_opcodes()
    for framed, (tag, i1, i2, j1, j2) in zip(_is_framed(english, _FRAME), english, strict=True):
        if tag == "replace" and framed and i2 - i1 == 1 and j2 - j1 == 1 and _differ(before[i1], now[j1]):
            yield now[j1], before[i1]


# The units of one passage are held against each other one after the other.
@lru_cache(maxsize=16)
def _words(view: UnitView) -> Sequence[Token]:
    """The words of the English, which the view need not keep."""
    return tokens(view.target.text)


def _may_differ(before: Sequence[Token], now: Sequence[Token]) -> bool:
    """Whether a word of one text stands between the same words as another one of the other: it is quick to see."""
    ours, theirs = _framed(before), _framed(now)
    is_sure = all(len(frames) >= len(words) - 2 * _FRAME for frames, words in ((ours, before), (theirs, now)))
    return not is_sure or any(_differ(ours[frame], theirs[frame]) for frame in ours.keys() & theirs.keys())


def _framed(words: Sequence[Token]) -> dict[tuple[str, ...], Token]:
    """By the words around it, each word; of several in one frame the last."""
    keys = [word.key for word in words]
    frame = (*range(_FRAME), *range(_FRAME + 1, 2 * _FRAME + 1))
    return dict(zip(zip(*(keys[start:] for start in frame), strict=False), words[_FRAME:], strict=False))


@project_check("same-translation", family="terminology", severity=Severity.HINT)
def same_translation(context: CheckContext) -> Iterator[Report]:
    """Another Chinese paragraph has the same English: one of them may have been copied and not changed.

    Not where the two in Chinese differ by a few characters only, as synonyms and variants do.

    Example: 会议审议了预算。and 会议选举了主席。, "The meeting elected its Chair." for both.
    """
    first: dict[bytes, UnitView] = {}
    for view in context.views:
        words = view.target.text.lower().split()
        if not view.is_pair or len(words) < _FEW_WORDS:
            continue
        other = first.setdefault(digest(" ".join(words)), view)
        if other is view or other.source.text == view.source.text:
            continue
        ours, theirs = fold(view.source.text).text, fold(other.source.text).text
        if ours != theirs and SequenceMatcher(None, ours, theirs, autojunk=False).ratio() < _ALIKE:
            message = f"the same English stands for another Chinese paragraph in {_place(other)}"
            yield Report(view, message, target=(0, len(view.target.text)))


Opcodes = Sequence[tuple[str, int, int, int, int]]


def _is_framed(opcodes: Opcodes, least: int) -> list[bool]:
    """For each difference, whether so much is equal on both sides of it."""
    equal = [i2 - i1 if tag == "equal" else 0 for tag, i1, i2, _, _ in opcodes]
    return [
        opcode[0] != "equal" and 0 < i < len(opcodes) - 1 and equal[i - 1] >= least and equal[i + 1] >= least
        for i, opcode in enumerate(opcodes)
    ]


def _differ(one: Token, other: Token) -> bool:
    """Words of content that are no forms of one word; figures have checks of their own."""
    if any(word.key in STOP_WORDS or len(word.key) < 4 or not word.text.isalpha() for word in (one, other)):
        return False
    return stem(one.key) != stem(other.key)


def _place(view: UnitView) -> str:
    numbers = ", ".join(map(str, view.unit.source_numbers)) or "?"
    return f"{view.document}, paragraph {numbers}"
