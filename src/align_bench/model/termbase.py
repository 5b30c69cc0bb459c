"""Termbase by concept (ISO 30042): a concept has terms in each language, each with a status.

Owns the values, their look-up by language and how two records of one concept become one; reading and writing is
`formats`, matching is `terms`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain

from align_bench.model.document import Language


class TermStatus(StrEnum):
    """ISO 30042 administrative status."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"

    @property
    def is_allowed(self) -> bool:
        return self in _ALLOWED


_ALLOWED = (TermStatus.PREFERRED, TermStatus.ADMITTED)


class PartOfSpeech(StrEnum):
    """The values of TBX-Basic."""

    NOUN = "noun"
    VERB = "verb"
    ADJECTIVE = "adjective"
    ADVERB = "adverb"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Term:
    """A term in one language. Its text has no white space at its ends and single spaces inside."""

    text: str
    language: Language
    status: TermStatus = TermStatus.PREFERRED
    part_of_speech: PartOfSpeech | None = None
    note: str = ""
    is_exact: bool = False
    """Met as it is written only: no plural, no other hyphens, in Chinese no other title marks."""

    is_case_sensitive: bool = False
    """Capitals count; the first letter of a sentence may be a capital all the same."""


@dataclass(frozen=True, slots=True)
class Concept:
    """What the terms of all languages stand for. Its id is its own in the termbase."""

    id: str
    terms: tuple[Term, ...]
    note: str = ""
    do_not_translate: bool = False
    """A name that stands in English as it stands in Chinese, unless English terms are given."""

    domain: str = ""

    def in_language(self, language: Language) -> tuple[Term, ...]:
        own = tuple([term for term in self.terms if term.language == language])
        if own or not self.do_not_translate:
            return own
        return tuple(replace(term, language=language, is_case_sensitive=True) for term in self.terms)

    @property
    def source_terms(self) -> tuple[str, ...]:
        return tuple(term.text for term in self.in_language("zh"))

    @property
    def preferred(self) -> tuple[str, ...]:
        """The preferred English terms, in the termbase's order."""
        return tuple(t.text for t in self.in_language("en") if t.status is TermStatus.PREFERRED)

    @property
    def allowed(self) -> tuple[str, ...]:
        """Preferred and admitted English terms, in the termbase's order."""
        return tuple([t.text for t in self.in_language("en") if t.status.is_allowed])

    @property
    def forbidden(self) -> tuple[str, ...]:
        """Deprecated and superseded English terms, in the termbase's order."""
        return tuple(t.text for t in self.in_language("en") if not t.status.is_allowed)

    @property
    def contradiction(self) -> Term | None:
        """A term that is forbidden here and allowed as well."""
        forbidden = [term for term in self.terms if not term.status.is_allowed]
        if not forbidden:
            return None
        allowed = {(term.text, term.language) for term in self.terms if term.status.is_allowed}
        return next((term for term in forbidden if (term.text, term.language) in allowed), None)


@dataclass(frozen=True, slots=True)
class Termbase:
    """The concepts, in the order of the file."""

    concepts: tuple[Concept, ...] = field(default=())


def in_order(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Chinese before English, preferred ones before admitted, deprecated and superseded ones; else as they are."""
    ranks = {status: rank for rank, status in enumerate(TermStatus)}
    return tuple(sorted(terms, key=lambda term: (term.language == "en", ranks[term.status])))


def join_concepts(concepts: Sequence[Concept]) -> Concept:
    """Several records of one concept as one: the first, then the terms and whatever else only the others have.

    Chinese terms come first.
    A term that two of them have stays as the first has it, unless one allows and the other forbids it: then both
    stay, and the whole has a contradiction.
    """
    terms: dict[object, Term] = {}
    for term in chain.from_iterable(concept.terms for concept in concepts):
        terms.setdefault((term.text, term.language, term.part_of_speech, term.status.is_allowed), term)
    return Concept(
        concepts[0].id,
        in_order(terms.values()),
        " | ".join(dict.fromkeys(concept.note for concept in concepts if concept.note)),
        any(concept.do_not_translate for concept in concepts),
        next((concept.domain for concept in concepts if concept.domain), ""),
    )
