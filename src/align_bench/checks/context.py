"""What checks look at: the units of a run, the termbase, and what only shows over all of them.

Owns that each is worked out once, and what outlives an edit; one unit is `views`, one document `documents`, the words
of all units are `vocabulary`, their renderings `usage`. Judges nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from align_bench.checks.documents import Documents
from align_bench.checks.usage import Learnt, learn, listed_terms
from align_bench.checks.views import UnitView, Views
from align_bench.checks.vocabulary import Words, read_words
from align_bench.model.task import Task
from align_bench.model.termbase import Concept, Termbase
from align_bench.model.unit import Review, Unit
from align_bench.terms.abbreviations import INTRODUCED, learnt_matcher
from align_bench.terms.learning.usage import Usage
from align_bench.terms.matching.matcher import TermMatcher
from align_bench.terms.matching.parts import concept_parts
from align_bench.terms.names.near_names import NearNames
from align_bench.text.digests import digest
from align_bench.text.scripts import han_count

Noted = TypeVar("Noted")

_SAME_SOURCE = 10
# What a context works out over all its units.
_OVER_ALL = (
    "_learnt",
    "_translated",
    "_mentions",
    "_words",
    "_first_of_same",
    "listed_terms",
    "learnt_terms",
    "_parts",
)
# Of these, what has the units in it.
_OF_VIEWS = ("_mentions",)


@dataclass(frozen=True, eq=False)
class CheckContext(Documents):
    """The whole run: all units, the termbase, and what only shows over all of them."""

    termbase: Termbase
    matcher: TermMatcher
    views: Views
    """All units of all documents, in order."""

    processes: int = 1
    """How many may work at the same time on what only shows over all units."""

    task: Task = field(default_factory=Task)
    """The run as those see it who wait for it."""

    def after_edit(self, start: int, count: int, document: str, units: Sequence[Unit]) -> CheckContext:
        """The context with other units for `count` from `start` on; what only shows over all units stays as it was."""
        fresh = [UnitView(document, place, unit, self.matcher) for place, unit in enumerate(units, start)]
        context = CheckContext(self.termbase, self.matcher, self.views.spliced(start, start + count, fresh))
        context.__dict__.update({name: self.__dict__[name] for name in _OVER_ALL if name in self.__dict__})
        return context

    def survey(self) -> None:
        """Work out what only shows over all units."""
        for name in _OVER_ALL:
            self.task.begin("looking over all pairs")
            getattr(self, name)
        for mentions in self._mentions.values():
            mentions.renderings()

    def __reduce__(self) -> tuple[object, ...]:
        """For another process: the units, and what has been worked out over all of them."""
        units = [(view.document, view.unit) for view in self.views]
        known = {name: self.__dict__[name] for name in _OVER_ALL if name in self.__dict__ and name not in _OF_VIEWS}
        return _revived, (self.termbase, units, known)

    def parts(self, concept: Concept) -> tuple[Concept, ...]:
        """The concepts whose Chinese and English are both part of this one's: 无核武器区 of 中亚无核武器区."""
        return self._parts.get(concept.id, ())

    def noted(self, notes: Callable[[UnitView, CheckContext], Noted]) -> Sequence[Noted]:
        """What `notes` says of each unit, in order."""
        known: Sequence[Noted] | None = self._notes.get(notes)
        return [notes(view, self) for view in self.views] if known is None else known

    def keep_notes(self, notes: Callable[[UnitView, CheckContext], object], values: Sequence[object]) -> None:
        """Values that have been worked out already, one for each unit."""
        self._notes[notes] = values

    def drop_notes(self) -> None:
        """Give them up: they hold for a run, not after an edit."""
        self._notes.clear()

    @cached_property
    def _notes(self) -> dict[Callable[[UnitView, CheckContext], object], Sequence[Any]]:
        return {}

    @property
    def abbreviations(self) -> frozenset[str]:
        """Every abbreviation of the termbase, and the unlisted ones that the texts use often enough to be meant."""
        return self._words.abbreviations

    @cached_property
    def learnt_terms(self) -> frozenset[str]:
        """The Chinese short forms that the texts themselves introduce."""
        terms = (term for concept in self.termbase.concepts for term in concept.in_language("zh"))
        return frozenset(term.text for term in terms if term.note == INTRODUCED)

    @property
    def names(self) -> NearNames:
        """The names of the English, by unit."""
        return self._words.names

    @cached_property
    def _words(self) -> Words:
        return read_words(self.views, self.termbase, self.processes)

    def name_views(self, key: str, most: int) -> Sequence[UnitView]:
        """Units that have a name, by its key; not more than so many. After an edit others may be among them."""
        shift = len(self.views) - self.names.length
        places = (index + by for index in self.names.holders(key)[:most] for by in (0, shift))
        return [self.views[index] for index in dict.fromkeys(places) if 0 <= index < len(self.views)]

    def place(self, index: int) -> str:
        """Where a unit stands, for people."""
        view = self.views[min(index, len(self.views) - 1)]
        return _place(view.document, view.unit)

    def learnt_place(self, passage: int) -> str:
        """Where a passage of `usage` stands, for people."""
        document, _, unit = self._learnt.places[passage]
        return _place(document, unit)

    def learnt_view(self, passage: int) -> UnitView | None:
        """The unit of a passage of `usage`; None where it has changed since that was learnt."""
        _, index, unit = self._learnt.places[passage]
        return self.views[index] if index < len(self.views) and self.views[index].unit is unit else None

    def first_of_same(self, view: UnitView) -> int | None:
        """The first unit that has the same Chinese, if another one; texts of a few characters recur by chance."""
        key = _same_source(view)
        first = self._first_of_same.get(key)
        if first is None or first == view.index or not view.is_pair:
            return None
        # After an edit another unit may stand there.
        return first if first < len(self.views) and _same_source(self.views[first]) == key else None

    @cached_property
    def _first_of_same(self) -> dict[bytes, int]:
        """By the digest of a text that comes again, the first unit that has it."""
        first: dict[bytes, int] = {}
        recurring: dict[bytes, int] = {}
        for view in self.views:
            if view.is_pair and han_count(view.source.text) >= _SAME_SOURCE:
                known = first.setdefault(source := _same_source(view), view.index)
                if known != view.index:
                    recurring[source] = known
        return recurring

    @property
    def vocabulary(self) -> frozenset[str]:
        """The words of all allowed forms, and those that the texts use time and again."""
        return self._words.known

    @property
    def usage(self) -> Usage:
        """How recurring expressions are usually rendered."""
        return self._learnt.usage

    def keep_usage(self, earlier: CheckContext) -> None:
        """Take over what an earlier context has learnt from nearly the same units; to learn takes seconds then."""
        learnt: Learnt | None = earlier.__dict__.get("_learnt")
        if learnt is not None and learnt.still_holds(self.views):
            self.__dict__["_learnt"] = learnt

    @cached_property
    def _learnt(self) -> Learnt:
        return learn(self.views, self.termbase, task=self.task, processes=self.processes)

    @cached_property
    def listed_terms(self) -> frozenset[str]:
        """The Chinese terms of the termbase, folded."""
        return listed_terms(self.termbase)

    @cached_property
    def _parts(self) -> dict[str, tuple[Concept, ...]]:
        return concept_parts(self.matcher)


def make_context(
    reviews: Sequence[Review],
    termbase: Termbase,
    *,
    matcher: TermMatcher | None = None,
    known: Sequence[UnitView] = (),
    processes: int = 1,
    task: Task | None = None,
) -> CheckContext:
    """The context of a run; what is worked out in `known` views of the same units and terms is taken over."""
    if matcher is None:
        matcher = learnt_matcher(TermMatcher(termbase), reviews)
        termbase = matcher.termbase
    by_unit = {id(view.unit): view for view in known if view.matcher is matcher}
    pairs = [(review.name, unit) for review in reviews for unit in review.units]
    views = []
    for index, (name, unit) in enumerate(pairs):
        view = by_unit.get(id(unit))
        views.append(UnitView(name, index, unit, matcher) if view is None else view.at(index))
    return CheckContext(termbase, matcher, Views(views), processes, task or Task())


def _place(document: str, unit: Unit) -> str:
    return f"{document}, paragraph {', '.join(map(str, unit.source_numbers)) or '?'}"


def _same_source(view: UnitView) -> bytes:
    return digest("".join(view.source.text.split()))


def _revived(termbase: Termbase, units: Sequence[tuple[str, Unit]], known: Mapping[str, object]) -> CheckContext:
    matcher = TermMatcher(termbase)
    views = (UnitView(document, index, unit, matcher) for index, (document, unit) in enumerate(units))
    context = CheckContext(termbase, matcher, Views(views))
    context.__dict__.update(known)
    return context
