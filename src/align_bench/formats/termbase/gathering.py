"""Concepts as they are read, one after the other, from whatever file.

Owns what all termbases have in common: rows or entries of one concept are read as one, contradictions are errors, what
is odd is a notice, and there is an end to what is taken into memory.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from align_bench.errors import TermbaseError
from align_bench.model.termbase import Concept, Termbase, in_order, join_concepts

MOST_TERMS = 1_000_000
MOST_BYTES = 256 << 20
"""Of a file."""

_MOST_NOTICES = 1_000


@dataclass(frozen=True, slots=True)
class Notice:
    """Something odd in a termbase that does not keep it from being used."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class Gathering:
    """The concepts of one file so far; `name` is the file's, for errors."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._notices: list[Notice] = []
        self._unsaid = 0
        self._records: dict[str, list[Concept]] = {}
        self._places: dict[str, list[str]] = {}
        self._numbers: dict[str, int] = defaultdict(lambda: 1)
        self._terms = 0

    @property
    def notices(self) -> tuple[Notice, ...]:
        rest = [Notice("", f"{self._unsaid:,} more of the kind")] if self._unsaid else []
        return (*self._notices, *rest)

    def error(self, place: str, message: str, hint: str) -> TermbaseError:
        return TermbaseError(": ".join(part for part in (self.name, place, message) if part), hint=hint)

    def notice(self, place: str, message: str) -> None:
        if len(self._notices) < _MOST_NOTICES:
            self._notices.append(Notice(place, message))
        else:
            self._unsaid += 1

    def count(self, place: str, terms: int) -> None:
        """Raise before memory runs out."""
        self._terms += terms
        if self._terms > MOST_TERMS:
            raise self.error(
                place,
                f"a termbase holds at most {MOST_TERMS:,} terms, and here are more",
                "leave out what these texts do not need",
            )

    def add(self, place: str, concept: Concept) -> None:
        """Take a concept, or a part of one: what has the same id is one concept. Its terms are put in order."""
        concept = replace(concept, terms=in_order(concept.terms))
        for term in concept.terms:
            if len(term.text) == 1:
                self.notice(place, f"{term.text!r} is a single character, and many words hold it")
        if concept.id in self._records:
            first = self._places[concept.id][0]
            self.notice(place, f"{concept.id} stands in {first} already; the two are read as one")
            self._tell_rivals(place, concept)
        self._records.setdefault(concept.id, []).append(concept)
        self._places.setdefault(concept.id, []).append(place)

    def _tell_rivals(self, place: str, concept: Concept) -> None:
        """Where the first record of the concept prefers other English."""
        first, record = self._places[concept.id][0], self._records[concept.id][0]
        if record.preferred and concept.preferred and set(record.preferred).isdisjoint(concept.preferred):
            self.notice(
                place,
                f"{concept.preferred[0]!r} is preferred for {concept.id}, but {first} prefers"
                f" {record.preferred[0]!r}; both are allowed",
            )

    def free_id(self, wanted: str) -> str:
        """The id, or the first of `ID 2`, `ID 3` ... that no concept has."""
        free = wanted
        while free in self._records:
            # Counted on from where the last one was found: there may be thousands.
            self._numbers[wanted] += 1
            free = f"{wanted} {self._numbers[wanted]}"
        return free

    def termbase(self) -> Termbase:
        """The whole, when all is read; Chinese terms of several concepts are told."""
        concepts = [self._joined(name) for name in self._records]
        for concept in concepts:
            if not concept.allowed:
                place = self._places[concept.id][0]
                self.notice(place, f"{concept.id} has no English term; only its forbidden forms can be checked")
        owners: dict[str, Concept] = {}
        for concept in concepts:
            for text in concept.source_terms:
                owner = owners.setdefault(text, concept)
                if owner is not concept:
                    self._tell_shared(text, owner, concept)
        return Termbase(tuple(concepts))

    def _joined(self, name: str) -> Concept:
        records = self._records[name]
        if len(records) == 1 and records[0].contradiction is None:
            return records[0]
        whole = join_concepts(records)
        contrary = whole.contradiction
        if contrary is not None:
            raise self._contradiction(name, contrary.text)
        return whole

    def _contradiction(self, name: str, text: str) -> TermbaseError:
        said = [
            (place, term.status.is_allowed)
            for place, record in zip(self._places[name], self._records[name], strict=True)
            for term in record.terms
            if term.text == text
        ]
        first, is_allowed = said[0]
        other = next(place for place, status in said if status is not is_allowed)
        if other == first:
            return self.error(first, f"{text!r} is both allowed and forbidden for {name}", "keep one of the two")
        status = "forbidden" if is_allowed else "allowed"
        return self.error(
            other, f"{text!r} is {status} for {name}, but {first} says the contrary", "correct one of the two"
        )

    def _tell_shared(self, text: str, first: Concept, second: Concept) -> None:
        places = {concept.id: self._places[concept.id][0] for concept in (first, second)}
        self.notice(places[second.id], f"{text} is a term of two concepts; the other stands in {places[first.id]}")
        for one, other in ((first, second), (second, first)):
            for form in sorted(set(one.allowed) & set(other.forbidden)):
                self.notice(places[one.id], f"{form!r} is allowed for {text}, but forbidden in {places[other.id]}")
