"""What recurring expressions are usually called, learnt from the units themselves, without a termbase.

Owns which units and expressions are learnt from, and how long that holds; what is learnt and how is
`terms.learning.usage`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

from align_bench.checks.processes import together
from align_bench.model.task import Task
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Unit
from align_bench.terms.chinese import fold_term
from align_bench.terms.learning.candidates import Candidate, find_candidates
from align_bench.terms.learning.holders import Numbers, holders
from align_bench.terms.learning.passages import Passage
from align_bench.terms.learning.usage import Usage
from align_bench.terms.shortforms import chinese_short_forms
from align_bench.text.tokens import HAN_RUN

if TYPE_CHECKING:
    from align_bench.checks.views import UnitView

MOST_LEARNT = 20_000
"""Of larger projects, units at even distances are learnt from: the rest shows little more."""

# In a project with so many units, what is learnt from them is kept until so large a share of them is new.
_LARGE = 1_000
_FEW = 0.01


@dataclass(frozen=True, slots=True)
class Learnt:
    """How expressions are rendered, as all units show it."""

    units: Sequence[Unit]
    """All that were there."""

    usage: Usage
    places: Sequence[tuple[str, int, Unit]]
    """Of each passage that was learnt from: its document, its place among all units, and its unit."""

    def still_holds(self, views: Sequence[UnitView]) -> bool:
        """Whether these are so many units, and so few of them new, that learning anew is not worth its seconds."""
        if len(views) < _LARGE:
            return False
        known = {id(unit) for unit in self.units}
        return sum(id(view.unit) not in known for view in views) <= _FEW * len(views)


def learn(views: Sequence[UnitView], termbase: Termbase, *, task: Task | None = None, processes: int = 1) -> Learnt:
    """What is learnt from all units."""
    chosen = learnt_views(views)
    usage = learn_usage(chosen, termbase, task=task, processes=processes)
    return Learnt([view.unit for view in views], usage, [(view.document, view.index, view.unit) for view in chosen])


def learn_usage(
    views: Sequence[UnitView],
    termbase: Termbase,
    *,
    min_count: int = 3,
    task: Task | None = None,
    processes: int = 1,
) -> Usage:
    """What is learnt from the units that have both texts; its passages are numbered as these.

    Expressions are those of the termbase and those that come `min_count` times.
    """
    task = task or Task()
    calls = partial(_usage, views, min_count, task), partial(_chinese, views, termbase, min_count, task)
    usage: Usage
    usage, (expressions, words) = together(calls, processes)
    shared = partial(together, processes=processes)
    usage.learn(expressions, task, word_holders=words, shares=processes, together=shared)
    return usage


def _usage(views: Sequence[UnitView], min_count: int, task: Task) -> Usage:
    seen = task.over(views, "reading the English", len(views))
    passages = [Passage(view.source.text, view.target.text) for view in seen]
    return Usage(passages, _cut, glosses, min_count=min_count, task=task)


def _chinese(
    views: Sequence[UnitView], termbase: Termbase, min_count: int, task: Task
) -> tuple[set[str], dict[str, Numbers]]:
    """The Chinese expressions to learn, folded, and the units that have each Chinese word, by number."""
    expressions = _expressions(views, termbase, min_count, task)
    seen = task.over(views, "reading the Chinese", len(views))
    return expressions, holders(words_of(view.source.text) for view in seen)


def _expressions(views: Sequence[UnitView], termbase: Termbase, min_count: int, task: Task) -> set[str]:
    seen = task.over(views, "looking for Chinese expressions", len(views))
    found = {candidate.text for candidate in candidates(seen, min_count=min_count)}
    known = {fold_term(term) for concept in termbase.concepts for term in concept.source_terms}
    short = chinese_short_forms([view.source.text for view in views], found | known)
    return {text for text in found | known | short.keys() if len(text) > 1}


def candidates(views: Iterable[UnitView], *, min_count: int) -> tuple[Candidate, ...]:
    """Chinese expressions that may be terms."""
    return find_candidates((view.source.text for view in views), _cut, min_count=min_count)


def distinct_views(views: Sequence[UnitView]) -> Sequence[UnitView]:
    """The units with both texts, the same texts once."""
    distinct = {(view.source.text, view.target.text): view for view in reversed(views) if view.is_pair}
    return list(reversed(distinct.values()))


def learnt_views(views: Sequence[UnitView]) -> Sequence[UnitView]:
    """The units to learn from: distinct ones, at even distances where there are very many."""
    pairs = distinct_views(views)
    return pairs[:: -(-len(pairs) // MOST_LEARNT)] if pairs else pairs


def listed_terms(termbase: Termbase) -> frozenset[str]:
    """The Chinese terms of a termbase, folded, with and without title marks."""
    terms = {fold_term(term) for concept in termbase.concepts for term in concept.source_terms}
    return frozenset(terms | {term.strip("《》") for term in terms} | {f"《{term}》" for term in terms})


def _cut(run: str) -> list[str]:
    return _cutting()(run)


@cache
def _cutting() -> Callable[[str], list[str]]:
    """The dictionary's; it is read when the first word is cut."""
    from align_bench.align.dictionary import dictionary

    return dictionary().cut


def words_of(zh: str) -> list[str]:
    """The words of a Chinese text, without what stands between them."""
    return [word for run in HAN_RUN.findall(zh) for word in _cut(run)]


@lru_cache(maxsize=1 << 16)
def glosses(word: str) -> frozenset[str]:
    """The English stems that the dictionary has for a Chinese word."""
    from align_bench.align.dictionary import dictionary

    return frozenset(dictionary().glosses(word))
