"""Looking terms up by what somebody types: the same term first, then those that hold it or are like it.

Owns the order of likeness; either language is searched, and folded as it is for matching.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from align_bench.model.document import Language
from align_bench.model.termbase import Concept, Term, Termbase
from align_bench.terms.chinese import fold_term
from align_bench.terms.english import loose_key, tokens

EXACT = 100.0
"""Of a term that is the text but for its spelling: width, case, number, hyphens."""

_LEAST = 60.0
"""Below it two terms have some letters in common, and nothing else."""


@dataclass(frozen=True, slots=True)
class Found:
    """A term that is what was looked for, or like it."""

    concept: Concept
    term: Term
    likeness: float
    """0 to 100."""

    @property
    def is_exact(self) -> bool:
        return self.likeness == EXACT


def look_up(termbase: Termbase, text: str, *, limit: int = 10, least: float = _LEAST) -> tuple[Found, ...]:
    """The concepts with a term like the text, each once by its likest term; the likest first, `limit` at most.

    Of equally like terms the shorter one is first, then the one that is earlier in the termbase.
    """
    best: dict[str, Found] = {}
    for found in _all_found(termbase, text, least):
        known = best.get(found.concept.id)
        if known is None or _rank(found) < _rank(known):
            best[found.concept.id] = found
    return tuple(sorted(best.values(), key=_rank)[:limit])


def _rank(found: Found) -> tuple[float, int]:
    return -found.likeness, len(found.term.text)


def _all_found(termbase: Termbase, text: str, least: float) -> Iterator[Found]:
    from rapidfuzz import fuzz, process

    places = [(concept, term) for concept in termbase.concepts for term in concept.terms]
    for language in ("zh", "en"):
        wanted = _folded(text, language)
        if not wanted:
            continue
        mine = [place for place in places if place[1].language == language]
        choices = [_folded(term.text, language) for _, term in mine]
        for choice, score, index in process.extract_iter(wanted, choices, scorer=fuzz.WRatio, score_cutoff=least):
            concept, term = mine[index]
            # The scorer gives 100 for equal strings alone only after its own rounding.
            is_same = choice == wanted or (language == "en" and loose_key(term.text) == loose_key(text))
            yield Found(concept, term, EXACT if is_same else min(score, EXACT - 1))


def _folded(text: str, language: Language) -> str:
    """English by the keys of its words, so that `States parties` is `State party`."""
    if language == "zh":
        return fold_term(text).strip("《》")
    return " ".join(token.key for token in tokens(text)) or text.strip().casefold()
