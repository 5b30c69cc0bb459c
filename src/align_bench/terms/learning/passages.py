"""Texts that belong together, taken apart for learning how one is rendered in the other.

Owns what counts as one expression of the English, by the stems of its words.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from types import ModuleType

from align_bench.kernels import lasting
from align_bench.terms.english import Token, is_joint, tokens
from align_bench.text.tokens import stem

Place = tuple[int, int]
"""Half-open offsets in a text, or a range of words."""

Run = tuple[int, Sequence[str]]
"""Neighbouring words between which an expression may reach: the number of the first, and the stem of each, which is
empty for a function word."""

Read = tuple[Sequence[Run], Sequence[int], Sequence[int]]
"""The runs of a text, and where each word starts and stops."""

LONGEST = 9
"""Words of an expression, function words among them."""

# Content words of a rendering, where the usual one has not more.
_MOST_WORDS = 3

_HYPHENS = frozenset("-‐‑")
# Function words that may stand inside of an expression, and other words that may not stand in one at all.
_INSIDE = frozenset(re.findall(r"\w+", "of for on in to the against and with into by"))
_OUTSIDE = frozenset(
    re.findall(
        r"\w+",
        "a an or at from as its their under this that these those it he she they we i you his her our your which "
        "who whom whose what is are was were be been being has have had having do does did done will would shall "
        "should may might can could must not no nor but if than then there here such all both each any some other "
        "also only so more most very between among during through per via about after before since until within "
        "without upon over when where while how s t",
    )
)
_FUNCTION_WORDS = _INSIDE | _OUTSIDE


class Passage:
    """A pair of texts; of the English, the stems are kept.

    An expression is called by the stems of its content words, which tells neither inflected forms nor hyphens apart:
    `state parti` for `States parties`. It begins and ends with a content word.
    """

    def __init__(self, source: str, target: str, words: Sequence[Token] | None = None) -> None:
        self.source = source
        self.target = target
        if words is not None:
            self._words = _read(target, words)

    @cached_property
    def _words(self) -> Read:
        return _read(self.target, tokens(self.target))

    def forget(self) -> None:
        """Give up what is known of the words; it is made again when somebody asks."""
        self.__dict__.pop("_words", None)

    @property
    def runs(self) -> Sequence[Run]:
        """The words between which expressions may reach."""
        return self._words[0]

    @property
    def length(self) -> int:
        """In words of the English."""
        return len(self._words[1])

    def distinct_stems(self) -> set[str]:
        """The content words, each once."""
        found = set[str]().union(*(run for _, run in self.runs))
        found.discard("")
        return found

    def forms(self, known: Container[str] | None = None) -> Mapping[str, Sequence[Place]]:
        """The expressions of the English and the ranges of words where they stand; of `known` stems alone."""
        found: dict[str, list[Place]] = defaultdict(list)
        for begin, run in self.runs:
            for first, one in enumerate(run):
                if not one or (known is not None and one not in known):
                    continue
                key = ""
                for last, stem_there in enumerate(run[first : first + LONGEST], start=first):
                    if stem_there and known is not None and stem_there not in known:
                        break
                    if stem_there:
                        key = f"{key} {stem_there}" if key else stem_there
                        found[key].append((begin + first, begin + last + 1))
        return found

    @cached_property
    def capitals(self) -> frozenset[int]:
        """The content words that have a capital."""
        places = (begin + first for begin, run in self.runs for first, one in enumerate(run) if one)
        return frozenset(number for number in places if self.target[self.place((number, number + 1))[0]].isupper())

    def like(
        self, usual: Sequence[str], openings: Container[str], capitals: Container[int]
    ) -> Mapping[tuple[str, ...], Sequence[Place]]:
        """Those of the expressions that begin with one of some stems, or end like a usual one; single `capitals`.

        None that has two content words more, for it would be another one.
        """
        most = max(len(usual) + 1, _MOST_WORDS)
        compiled = lasting("passages")
        if compiled is None:
            return expressions_like(self.runs, usual, openings, capitals, most)
        found: Mapping[tuple[str, ...], Sequence[Place]] = compiled.like(
            self.runs, usual, openings, capitals, LONGEST, most
        )
        return found

    def find(self, stems: Sequence[str]) -> Sequence[Place]:
        """The ranges of words where an expression stands."""
        compiled = lasting("passages")
        if compiled is None:
            return find_in(self.runs, stems)
        found: Sequence[Place] = compiled.find_in(self.runs, stems, LONGEST)
        return found

    def has(self, stems: Sequence[str]) -> bool:
        """Whether an expression stands in the English."""
        return bool(self.find(stems))

    def place(self, words: Place) -> Place:
        """Where a range of words stands in the English; `on` in `on-site inspection` is part of it."""
        first = words[0]
        if first and self._is_prefixed(first):
            first -= 1
        _, starts, stops = self._words
        return starts[first], stops[words[1] - 1]

    def text(self, words: Place) -> str:
        """A range of words, as it is written but for line ends."""
        return " ".join(self.target[slice(*self.place(words))].split())

    def _is_prefixed(self, number: int) -> bool:
        """Whether a hyphen joins a function word to the front of a word."""
        _, starts, stops = self._words
        stop = stops[number - 1]
        if self.target[stop : starts[number]] not in _HYPHENS:
            return False
        return self.target[starts[number - 1] : stop].lower() in _FUNCTION_WORDS


def expressions_like(
    runs: Iterable[Run], usual: Sequence[str], openings: Container[str], capitals: Container[int], most: int
) -> dict[tuple[str, ...], list[Place]]:
    """As `Passage.like`, of `most` content words."""
    found: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for begin, run in runs:
        for first, one in enumerate(run):
            is_open, is_word = one in openings, begin + first in capitals
            stems: tuple[str, ...] = ()
            for last, there in enumerate(run[first : first + LONGEST] if one else (), start=begin + first + 1):
                stems += (there,) if there else ()
                if len(stems) > most:
                    break
                if there and (is_open or there == usual[-1] or (is_word and len(stems) == 1)):
                    found[stems].append((begin + first, last))
    return dict(found)


def find_in(runs: Iterable[Run], stems: Sequence[str]) -> list[Place]:
    """The ranges of words where an expression stands, by the runs of its passage."""
    found = []
    for begin, run in runs:
        first = -1
        # Most runs do not have it, which a tuple finds out by itself.
        for _ in range(run.count(stems[0])):
            first = run.index(stems[0], first + 1)
            if last := match(run, first, stems):
                found.append((begin + first, begin + last))
    return found


def match(run: Sequence[str], first: int, stems: Sequence[str]) -> int:
    """Where stems end of which the first stands at a word of a run, function words between them; 0: they do not."""
    met = 1
    last, stop = first + 1, min(len(run), first + LONGEST)
    while met < len(stems):
        if last == stop:
            return 0
        stem_there = run[last]
        last += 1
        if stem_there:
            if stem_there != stems[met]:
                return 0
            met += 1
    return last


@lru_cache(maxsize=1 << 16)
def _part(word: str) -> str | None:
    """What a word is in an expression: its stem, nothing for a function word; None where it may not stand in one."""
    lower = word.lower()
    return None if lower in _OUTSIDE else "" if lower in _INSIDE else stem(word)


def _read(text: str, words: Sequence[Token]) -> Read:
    compiled = lasting("passages")
    return _defined(text, words) if compiled is None else _reader(compiled)(text, words)


def _defined(text: str, words: Sequence[Token]) -> Read:
    starts, stops = array("I", [word.start for word in words]), array("I", [word.stop for word in words])
    return tuple(_runs(text, words)), starts, stops


@cache
def _reader(compiled: ModuleType) -> Callable[[str, Sequence[Token]], Read]:
    read: Callable[[str, Sequence[Token]], Read] = compiled.Reader(_part).read
    return read


def _runs(text: str, words: Sequence[Token]) -> Iterator[Run]:
    run: list[str] = []
    before = 0
    for number, word in enumerate(words):
        start, stop, written, _ = word
        part = _part(written)
        # Most words have a blank in front.
        if run and (part is None or (text[before:start] != " " and not is_joint(text, words[number - 1], word))):
            yield number - len(run), tuple(run)
            run = []
        if part is not None:
            run.append(part)
        before = stop
    if run:
        yield len(words) - len(run), tuple(run)
