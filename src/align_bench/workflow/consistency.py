"""What the texts of a project call the same thing, and what could be a term: learnt from its workbooks.

Owns which units are looked at, and the way from passages back to documents and paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from align_bench.checks.context import make_context
from align_bench.checks.usage import candidates, distinct_views, learn_usage, learnt_views, listed_terms
from align_bench.checks.views import UnitView
from align_bench.model.finding import Span
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review
from align_bench.terms.chinese import fold_term
from align_bench.terms.english import loose_key
from align_bench.terms.learning.candidates import find_english_candidates
from align_bench.terms.learning.consistency import (
    Group,
    Manner,
    Spot,
    Use,
    name_groups,
    rendering_groups,
    short_form_groups,
    spots_of,
)
from align_bench.terms.learning.deviations import Deviation, deviations
from align_bench.terms.learning.extract import Extracted, ExtractedEnglish, extract, extract_english
from align_bench.terms.learning.passages import Passage
from align_bench.terms.learning.usage import Usage
from align_bench.terms.shortforms import chinese_short_forms


@dataclass(frozen=True, slots=True)
class Location:
    """Where something stands in a project; a side where it was not looked for has no span."""

    document: str
    unit: str
    source_segments: tuple[int, ...]
    target_segments: tuple[int, ...]
    source: Span | None
    target: Span | None


class Corpus:
    """The translated units of a project, the same texts once, with what is learnt from them."""

    def __init__(self, reviews: Sequence[Review], termbase: Termbase, *, min_count: int = 3) -> None:
        self.termbase = termbase
        self.min_count = min_count
        pairs = distinct_views(make_context(reviews, termbase).views)
        self.pairs = len(pairs)
        """All of them; of very many, some at even distances are learnt from."""
        self.views: Sequence[UnitView] = learnt_views(pairs)
        self.usage: Usage = learn_usage(self.views, termbase, min_count=min_count)

    def groups(self) -> tuple[Group, ...]:
        """Every expression with its renderings, then English ones with several Chinese names."""
        allowed = _allowed(self.termbase)
        found = {
            number: [each for each in deviations(self._passage(view), self.usage) if not _is_allowed(each, allowed)]
            for number, view in enumerate(self.views)
        }
        short_forms = chinese_short_forms((view.source.text for view in self.views), self.usage.holders)
        renderings = (_without_allowed(group, allowed) for group in rendering_groups(self.usage, found))
        return (*renderings, *short_form_groups(self.usage, short_forms), *name_groups(self.usage))

    def candidates(self) -> tuple[Extracted, ...]:
        """What may be a term and is in no termbase yet, with what renders it."""
        listed = listed_terms(self.termbase)
        found = extract(candidates(self.views, min_count=self.min_count), self.usage)
        return tuple(each for each in found if each.zh not in listed)

    def english_candidates(self) -> tuple[ExtractedEnglish, ...]:
        """English expressions that recur, with the Chinese that they stand for."""
        return extract_english(find_english_candidates(self.usage.passages, min_count=self.min_count), self.usage)

    def places(self, zh: str) -> tuple[Spot, ...]:
        """Where a Chinese expression stands."""
        return tuple(spots_of(self.usage, zh))

    def english_places(self, key: str) -> tuple[Spot, ...]:
        """Where an English expression stands, by its stems."""
        passages = self.usage.passages
        numbers = sorted(self.usage.having(key))
        return tuple(
            Spot(n, None, passages[n].place(words)) for n in numbers for words in passages[n].find(key.split())
        )

    def location(self, spot: Spot) -> Location:
        """Where a place is."""
        view = self.views[spot.passage]
        source = None if spot.source is None else view.source.span(*spot.source)
        target = None if spot.target is None else view.target.span(*spot.target)
        return Location(
            view.document,
            view.unit.id,
            view.unit.source_numbers if source is None else (source.paragraph,),
            view.unit.target_numbers if target is None else (target.paragraph,),
            source,
            target,
        )

    @staticmethod
    def _passage(view: UnitView) -> Passage:
        return Passage(view.source.text, view.target.text, view.words)


def _allowed(termbase: Termbase) -> dict[str, frozenset[str]]:
    """The loose keys of what the termbase allows, by Chinese term."""
    return {
        fold_term(term): frozenset(map(loose_key, concept.allowed))
        for concept in termbase.concepts
        for term in concept.source_terms
    }


def _is_allowed(deviation: Deviation, allowed: dict[str, frozenset[str]]) -> bool:
    return loose_key(deviation.found) in allowed.get(deviation.rendered.zh, ())


def _without_allowed(group: Group, allowed: dict[str, frozenset[str]]) -> Group:
    """The group without other renderings that the termbase has as well."""
    known = allowed.get(group.term, frozenset[str]())
    kept: Iterable[Use] = (use for use in group.uses if use.manner is Manner.USUAL or loose_key(use.text) not in known)
    return Group(group.term, group.is_chinese, tuple(kept))
