"""Where an expression is rendered otherwise than usual.

Owns judging one passage by what was learnt from all (`usage`). It reports a place only where the usual English is
missing, something stands that resembles it, and nothing else in the Chinese accounts for that; a rendering that is
merely missing may be a pronoun or left out, and is not its matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from rapidfuzz.distance import DamerauLevenshtein

from align_bench.terms.english import tokens, word_key
from align_bench.terms.learning.passages import Passage, Place
from align_bench.terms.learning.rendered import Rendered, Rendering, resembling
from align_bench.terms.learning.standing import Standing
from align_bench.terms.learning.usage import Usage
from align_bench.terms.wording import STOP_WORDS, is_demonym, is_name

# A rendering is the usual one where it stands in so many passages, and so large a share of them.
_USUAL = 3
_USUAL_SHARE = 0.6
_FIRM = 5
_FIRM_SHARE = 0.75
_SHORTEST = 3
_SHORTEST_NAME = 5
_LONG_NAME = 8


@dataclass(frozen=True, slots=True)
class Deviation:
    """An unusual rendering at one place."""

    rendered: Rendered
    source: Place
    """Of the Chinese expression."""

    target: Place
    """Of the English that stands for it."""

    found: str


def deviations(passage: Passage, usage: Usage) -> tuple[Deviation, ...]:
    """The unusual renderings of a passage."""
    return tuple(_Judged(passage, usage).deviations())


class _Judged:
    """One passage with its expressions."""

    def __init__(self, passage: Passage, usage: Usage) -> None:
        self.passage = passage
        self.usage = usage
        self.hits: dict[str, list[Place]] = defaultdict(list)
        for text, place in usage.expressions.find(passage.source):
            self.hits[text].append(place)
        known = map(usage.rendered.get, self.hits)
        self.standing = Standing(passage, [rendered.usual for rendered in known if rendered is not None])

    def deviations(self) -> Iterator[Deviation]:
        for text, places in self.hits.items():
            rendered = self.usage.rendered.get(text)
            if rendered is None or (len(places) == 1 and rendered.usual.key in self.standing.alone):
                continue
            if len(rendered.usual.passages) < _USUAL or rendered.share < _USUAL_SHARE:
                continue
            taken = self._words_of(rendered)
            if len(taken) >= len(places):
                continue
            used = self.standing.claimed(rendered.usual.key).union(*(range(*words) for words in taken))
            found = self._turned(rendered, used)
            if found is None and not self._stands_apart(rendered, taken):
                found = self._variant(rendered, used)
            if found is not None:
                place, surface = self.passage.place(found), self.passage.text(found)
                yield Deviation(rendered, places[len(taken)], place, surface)

    def _words_of(self, rendered: Rendered) -> list[Place]:
        """Where known renderings of an expression stand, none in another."""
        own = self.standing.places.get(rendered.usual.key, ())
        found = {*own, *(words for each in rendered.others for words in self.standing.find(each))}
        kept: list[Place] = []
        for words in sorted(found, key=lambda words: (words[0], -words[1])):
            if kept and words[0] < kept[-1][1]:
                continue
            # A word that nothing else covers is claimed by nothing else.
            is_covered = all(self.standing.covered[n] > (words in own) for n in range(*words))
            if not is_covered or not self.standing.claimed(rendered.usual.key).issuperset(range(*words)):
                kept.append(words)
        return kept

    def _turned(self, rendered: Rendered, used: frozenset[int]) -> Place | None:
        """The words of a name in another order: `Declaration of Merath`."""
        if len(rendered.usual.stems) < 2 or not self.standing.has(rendered.usual) or not is_name(rendered.usual.text):
            return None
        wanted = sorted(rendered.usual.stems)
        for key, ranges in self.passage.forms(frozenset(wanted)).items():
            stems = tuple(key.split())
            if len(stems) != len(wanted) or stems == rendered.usual.stems or sorted(stems) != wanted:
                continue
            for words in ranges:
                if used.isdisjoint(range(*words)) and is_name(self.passage.text(words)):
                    return words
        return None

    def _stands_apart(self, rendered: Rendered, taken: Sequence[Place]) -> bool:
        """Whether all words of the usual rendering stand near each other, in whatever order."""
        wanted = frozenset(rendered.usual.stems)
        reach = 2 * len(wanted) + 4
        if len(wanted) < 2 or not self.standing.has(rendered.usual):
            return False
        places = ((begin + first, stem) for stem in wanted for begin, _, first in self.standing.spots[stem])
        free = [(n, stem) for n, stem in places if not any(i <= n < j for i, j in taken)]
        return any(wanted <= {stem for m, stem in free if n <= m < n + reach} for n, _ in free)

    def _variant(self, rendered: Rendered, used: frozenset[int]) -> Place | None:
        """An expression that resembles the usual one, and for which there is no other reason."""
        glosses = self.usage.glosses(rendered.zh)
        inside = _function_words(rendered.usual.text)
        found: list[tuple[int, int, Place]] = []
        openings = self.usage.openings(rendered.zh, rendered.usual)
        capitals = self.passage.capitals if _has_spelling(rendered.usual) else frozenset[int]()
        for stems, ranges in self.passage.like(rendered.usual.stems, openings, capitals).items():
            # Most of them render something else, which is quick to see.
            free = [words for words in ranges if used.isdisjoint(range(*words))]
            others = self._instead(rendered, glosses, stems, ranges[0]) if free else None
            if others is None or self.usage.stands_alone(" ".join(stems), rendered.zh):
                continue
            if any(self._is_explained(other, rendered) for other in others):
                continue
            same = len(stems) - len(others) + sum(other in glosses for other in others)
            likeness = same - abs(len(stems) - len(rendered.usual.stems))
            found += [
                (likeness, -words[0], words)
                for words in free
                if others == stems or _function_words(self.passage.text(words)) == inside
            ]
        return max(found)[2] if found else None

    def _instead(
        self, rendered: Rendered, glosses: frozenset[str], stems: tuple[str, ...], words: Place
    ) -> tuple[str, ...] | None:
        """The words of an expression that stand for usual ones, which may be all; None where it is no rendering."""
        others = _others(rendered.usual.stems, stems)
        if others is not None:
            is_sure = len(rendered.zh) >= _SHORTEST or (glosses.issuperset(others) and _is_firm(rendered))
            return others if is_sure else None
        # Two words from the dictionary for two characters, or one for three.
        is_synonym = len(stems) <= _SHORTEST < len(stems) + len(rendered.zh) and glosses.issuperset(stems)
        if is_synonym and _is_firm(rendered):
            return stems
        return stems if self._is_respelt(rendered.usual, stems, words) else None

    def _is_respelt(self, usual: Rendering, stems: Sequence[str], words: Place) -> bool:
        """Whether a name of one word is spelt a little otherwise."""
        if len(stems) > 1 or not _has_spelling(usual):
            return False
        if not self.passage.target[self.passage.place(words)[0]].isupper():
            return False
        one, other = word_key(usual.text), word_key(self.passage.text(words))
        shorter = min(len(one), len(other))
        if shorter < _SHORTEST_NAME or is_demonym(one, other) or is_demonym(other, one):
            return False
        allowed = 1 if shorter < _LONG_NAME else 2
        # Marxism and Marxist: another ending is another word.
        if len(one) == len(other) and one[:-1] == other[:-1]:
            return False
        return DamerauLevenshtein.distance(one, other, score_cutoff=allowed) <= allowed

    def _is_explained(self, stem: str, rendered: Rendered) -> bool:
        """Whether other Chinese of the passage accounts for an English word."""
        return any(self.usage.accounts_for(word, stem) for word in self._free_words(rendered))

    def _free_words(self, rendered: Rendered) -> list[str]:
        """The Chinese words of the passage that have no English yet, the expression itself not counted."""
        source = self.passage.source
        for text, places in self.hits.items():
            if text == rendered.zh or self._is_rendered(text, len(places)):
                for start, stop in places:
                    source = f"{source[:start]}{'。' * (stop - start)}{source[stop:]}"
        return self.usage.words(source)

    def _is_rendered(self, text: str, count: int) -> bool:
        """Whether a known rendering of an expression stands as often as that."""
        known = self.usage.rendered.get(text)
        if known is None or len(text) < _SHORTEST:
            return False
        return sum(len(self.standing.find(each)) for each in (known.usual, *known.others)) >= count


def _is_firm(rendered: Rendered) -> bool:
    return len(rendered.usual.passages) >= _FIRM and rendered.share >= _FIRM_SHARE


def _has_spelling(usual: Rendering) -> bool:
    """Whether it is a name of one word, which may be spelt otherwise."""
    return len(usual.stems) == 1 and usual.text[0].isupper() and not usual.text.isupper()


def _others(usual: tuple[str, ...], stems: tuple[str, ...]) -> tuple[str, ...] | None:
    """The words that stand for others of the usual form; none for `nonproliferation` instead of `non-proliferation`."""
    if usual != stems and len(usual) != len(stems) and "".join(usual) == "".join(stems):
        return ()
    return resembling(usual, stems) if usual[0] == stems[0] or usual[-1] == stems[-1] else None


def _function_words(text: str) -> list[str]:
    """Those that say how the others belong together: `emulate model workers` is no `ethos of model workers`."""
    keys = [token.key for token in tokens(text)]
    return [key for key in dropwhile(STOP_WORDS.__contains__, keys) if key in STOP_WORDS]
