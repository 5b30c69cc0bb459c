"""Termbase by concept (ISO 30042): a concept has terms in each language, each with a status.

Owns the values and their look-up by language; reading and writing is `formats`, matching is `terms`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from align_bench.model.document import Language


class TermStatus(StrEnum):
    """ISO 30042 administrative status."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"

    @property
    def is_allowed(self) -> bool:
        return self in (TermStatus.PREFERRED, TermStatus.ADMITTED)


@dataclass(frozen=True, slots=True)
class Term:
    """A term in one language."""

    text: str
    language: Language
    status: TermStatus = TermStatus.PREFERRED


@dataclass(frozen=True, slots=True)
class Concept:
    """What the terms of all languages stand for."""

    id: str
    terms: tuple[Term, ...]
    note: str = ""
    do_not_translate: bool = False

    def in_language(self, language: Language) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.language == language)

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
        return tuple(t.text for t in self.in_language("en") if t.status.is_allowed)

    @property
    def forbidden(self) -> tuple[str, ...]:
        """Deprecated and superseded English terms, in the termbase's order."""
        return tuple(t.text for t in self.in_language("en") if not t.status.is_allowed)


@dataclass(frozen=True, slots=True)
class Termbase:
    """The concepts, in the order of the file."""

    concepts: tuple[Concept, ...] = field(default=())
