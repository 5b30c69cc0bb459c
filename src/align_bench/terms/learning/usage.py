"""How the recurring expressions of a project are rendered, learnt from its passages alone.

Owns finding the English of each Chinese expression by association (Dunning 1993) and by the glosses of a dictionary
that is handed in; judging single places is `consistency`.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from align_bench.model.task import Task
from align_bench.terms.english import is_abbreviation
from align_bench.terms.learning.candidates import Cut
from align_bench.terms.learning.expressions import Expressions
from align_bench.terms.learning.holders import Numbers, has, holders, shared
from align_bench.terms.learning.passages import Passage
from align_bench.terms.learning.rendered import Rendered, Rendering, resembling
from align_bench.terms.learning.statistics import dice, likeness, log_likelihood
from align_bench.terms.wording import is_name
from align_bench.text.tokens import HAN_RUN

if TYPE_CHECKING:
    from align_bench.terms.learning.phrases import Phrases

Glosses = Callable[[str], Collection[str]]
"""The English stems that a dictionary has for a Chinese word."""

# Passages from which a rendering is learnt; more of them show nothing new.
_ENOUGH = 60
# A longer form is the rendering where it stands nearly as often, and is nearly as closely associated.
_NEARLY_AS_OFTEN = 0.7
_NEARLY_AS_CLOSE = 0.6
_EXCLUSIVE = 0.4
# Of the passages with the Chinese, the share that what renders it has at least.
_COMMON = 0.15
# How closely an English word has to go with a Chinese one for that to account for it (Dice).
_ASSOCIATED = 0.3
# Places from which it is seen how a rendering is written.
_SHOWN = 50
# Of the passages without the usual rendering, the share that makes another one as good.
_ESTABLISHED = 0.3


Together = Callable[[Sequence[Callable[[], Any]]], Sequence[Any]]
"""Makes calls, maybe at the same time, and brings back what they give, in order."""


def in_turn(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """One call after the other."""
    return [call() for call in calls]


class Usage:
    """What is learnt from all passages of a project."""

    def __init__(
        self,
        passages: Sequence[Passage],
        cut: Cut,
        glosses: Glosses,
        *,
        min_count: int = 3,
        task: Task | None = None,
    ) -> None:
        """Expressions in fewer than `min_count` passages are not learnt; nothing is known before `learn`."""
        seen = (task or Task()).over(passages, "finding the words of the English", len(passages))
        self.passages = passages
        self.expressions = Expressions(())
        self._cut = cut
        self._glosses = glosses
        self.holders: Mapping[str, Numbers] = {}
        """The passages of each Chinese expression, of each Chinese word and of each English stem."""
        self.word_holders: Mapping[str, Numbers] = {}
        self.stem_holders = holders(each.distinct_stems() for each in seen)
        self._phrases = _phrases(passages)
        self._glossed: dict[str, frozenset[str]] = {}
        self._openings: dict[str, frozenset[str]] = {}
        self._glossing: dict[str, set[str]] = {}
        self._having: dict[str, Numbers] = {}
        self._surfaces: dict[str, str] = {}
        self._accounts: dict[tuple[str, str], bool] = {}
        self._min_count = min_count
        self.rendered: dict[str, Rendered] = {}
        """What is learnt (see `learn`)."""

    def learn(
        self,
        texts: Collection[str],
        task: Task | None = None,
        *,
        word_holders: Mapping[str, Numbers] | None = None,
        shares: int = 1,
        together: Together = in_turn,
    ) -> None:
        """Find what renders each of some Chinese expressions, folded.

        In so many shares, which may be worked out `together`. `word_holders`: the passages of each Chinese word, where
        that is known already.
        """
        words = (self.words(each.source) for each in self.passages)
        self.word_holders = holders(words) if word_holders is None else word_holders
        self.expressions = Expressions(texts)
        task = task or Task()
        seen = task.over(self.passages, "looking where they stand", len(self.passages))
        self.holders = holders((text for text, _ in self.expressions.find(each.source)) for each in seen)
        due = [text for text, have in self.holders.items() if len(have) >= self._min_count]
        found = together([partial(self._learnt, due[share::shares], task) for share in range(shares)])
        learnt = {rendered.zh: rendered for share in found for rendered in share}
        self.rendered = {text: learnt[text] for text in due if text in learnt}
        for passage in self.passages:
            passage.forget()

    def _learnt(self, texts: Sequence[str], task: Task) -> list[Rendered]:
        seen = task.over(texts, "learning what they are called", len(texts))
        found = (self._rendered(text, self.holders[text]) for text in seen)
        return [rendered for rendered in found if rendered is not None]

    def words(self, zh: str) -> list[str]:
        """The words of a Chinese text."""
        return [word for run in HAN_RUN.findall(zh) for word in self._cut(run)]

    def glosses(self, zh: str) -> frozenset[str]:
        """The English stems that the dictionary has for the words of an expression.

        Not for single characters, which may be parts of names.
        """
        found = self._glossed.get(zh)
        if found is None:
            words = (word for word in self.words(zh) if len(word) > 1)
            found = self._glossed[zh] = frozenset(stem for word in words for stem in self._glosses(word))
        return found

    def openings(self, zh: str, usual: Rendering) -> frozenset[str]:
        """The stems with which an English expression for a Chinese one may begin, if not like any other expression.

        The first one of the usual rendering, the beginnings of its letters (it may be joined otherwise), and glosses.
        """
        found = self._openings.get(zh)
        if found is None:
            letters = "".join(usual.stems)
            beginnings = (letters[:stop] for stop in range(1, len(letters) + 1))
            found = self._openings[zh] = self.glosses(zh).union(usual.stems[:1], beginnings)
        return found

    def having(self, key: str) -> Numbers:
        """The passages with an English expression."""
        found = self._having.get(key)
        if found is None:
            stems = key.split()
            numbers, is_sure = self._phrases.having(stems)
            found = array("I", (number for number in numbers if is_sure or self.passages[number].has(stems)))
            self._having[key] = found
        return found

    def accounts_for(self, word: str, stem: str) -> bool:
        """Whether a Chinese word is a reason for an English one, by the dictionary or because they go together."""
        known = self._accounts.get((word, stem))
        if known is None:
            is_glossed = len(word) > 1 and stem in self._glosses(word)
            known = self._accounts[word, stem] = is_glossed or self._go_together(word, stem)
        return known

    def _go_together(self, word: str, stem: str) -> bool:
        words, stems = self.word_holders.get(word, ()), self.stem_holders.get(stem, ())
        both = shared(words, stems)
        return both > 1 and dice(both, len(stems), len(words)) > _ASSOCIATED

    def stands_alone(self, key: str, zh: str) -> bool:
        """Whether an English expression stands where a Chinese one does not."""
        having, holders_there = self.having(key), self.holders[zh]
        return len(having) > len(holders_there) or not all(has(holders_there, number) for number in having)

    def _rendered(self, zh: str, numbers: Numbers) -> Rendered | None:
        learnt = numbers[:: -(-len(numbers) // _ENOUGH)]
        usual = self._best(zh, learnt)
        if usual is None:
            return None
        having = frozenset(self.having(usual))
        rest = [number for number in learnt if number not in having]
        other = self._best(zh, rest) if len(rest) > 1 else None
        found = [self._rendering(usual, numbers)]
        if other is not None and self._is_rendering(other, usual, zh):
            rendering = self._rendering(other, rest)
            if len(rendering.passages) >= max(2, _ESTABLISHED * len(rest)):
                found.append(rendering)
        found.sort(key=lambda rendering: -len(rendering.passages))
        return Rendered(zh, numbers, found[0], tuple(found[1:]))

    def _is_rendering(self, other: str, usual: str, zh: str) -> bool:
        """Whether an expression without the usual one's standing is more than a neighbour."""
        if f" {other} " in f" {usual} ":
            return False
        stems = tuple(other.split())
        return (
            self.glosses(zh).issuperset(stems)
            or resembling(tuple(usual.split()), stems) is not None
            or is_abbreviation(self.surface(other))
        )

    def _best(self, zh: str, numbers: Sequence[int]) -> str | None:
        """The expression that is the closest associated with the Chinese in some of its passages."""
        counts = self._phrases.most(numbers, max(2, _COMMON * len(numbers)))
        glosses = [frozenset(self._glosses(word)) for word in self.words(zh)]
        closeness = {
            key: log_likelihood(count, len(numbers), total, len(self.passages))
            for key, (count, total) in counts.items()
        }
        if zh.startswith("《"):
            closeness = {key: close for key, close in closeness.items() if is_name(self.surface(key))}
        if not closeness:
            return None
        known = frozenset[str]().union(*glosses)
        scores = {key: close * likeness(key.split(), glosses, known) for key, close in closeness.items()}
        best = max(scores, key=lambda key: (scores[key], len(key), key))
        longer = [
            key
            for key in closeness
            if f" {best} " in f" {key} "
            and counts[key][0] >= _NEARLY_AS_OFTEN * counts[best][0]
            and closeness[key] >= _NEARLY_AS_CLOSE * closeness[best]
            and counts[key][0] >= _EXCLUSIVE * counts[key][1]
            and not any(self._is_of_others(stem, zh, numbers) for stem in set(key.split()) - set(best.split()))
        ]
        return max(longer, key=lambda key: (closeness[key] * len(key.split()), key), default=best)

    def _is_of_others(self, stem: str, zh: str, numbers: Sequence[int]) -> bool:
        """Whether other words beside the expression account for an English stem in most of some passages."""
        own = self.words(zh)
        if any(stem in self._glosses(word) for word in own):
            return False
        accounting = self._accounting(stem).difference(own)
        accounted = [n for n in numbers if any(has(self.word_holders[word], n) for word in accounting)]
        return 2 * len(accounted) > len(numbers)

    def _accounting(self, stem: str) -> set[str]:
        """The words of two characters and more for which the dictionary has an English stem."""
        if not self._glossing:
            for word in self.word_holders:
                for each in self._glosses(word) if len(word) > 1 else ():
                    self._glossing.setdefault(each, set()).add(word)
        return self._glossing.get(stem, set())

    def _rendering(self, key: str, numbers: Iterable[int]) -> Rendering:
        having = frozenset(self.having(key))
        return Rendering(key, self.surface(key), array("I", filter(having.__contains__, numbers)))

    def surface(self, key: str) -> str:
        """An English expression as it is written most often."""
        found = self._surfaces.get(key)
        if found is None:
            having = self.having(key)[:_SHOWN]
            stems = key.split()
            seen = Counter(self.passages[n].text(words) for n in having for words in self.passages[n].find(stems))
            # Of two that are as frequent, the one without the capitals of a heading: small letters come later.
            found = self._surfaces[key] = max(seen, key=lambda text: (seen[text], text))
        return found


def _phrases(passages: Sequence[Passage]) -> Phrases:
    # numpy is loaded when something is learnt.
    from align_bench.terms.learning.phrases import Phrases

    return Phrases(passages)
