"""Abbreviations that the texts themselves introduce: `Full Name (ABBR)` beside the Chinese term of that name.

Owns learning; a termbase that lists an abbreviation for a concept is never added to, because another one is a slip.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from align_bench.model.termbase import Term, Termbase, TermStatus
from align_bench.terms.english import is_abbreviation
from align_bench.terms.matcher import TermMatcher

_INTRODUCED = re.compile(r"\s*\((?:the\s+)?[“\"]?(?P<abbreviation>[A-Z][A-Za-z&-]{1,11})[”\"]?\)")


def with_abbreviations(matcher: TermMatcher, pairs: Iterable[tuple[str, str]]) -> Termbase:
    """The matcher's termbase with what the pairs of texts introduce behind an allowed form; the same one if nothing."""
    termbase = matcher.termbase
    listed = {term.text for concept in termbase.concepts for term in concept.in_language("en")}
    found: dict[str, list[str]] = defaultdict(list)
    for source, target in pairs:
        places = {match.start(): match["abbreviation"] for match in _INTRODUCED.finditer(target)}
        if not any(is_abbreviation(abbreviation) for abbreviation in places.values()):
            continue
        present = {hit.concept.id for hit in matcher.source_hits(source)}
        for hit in matcher.target_hits(target):
            abbreviation = places.get(hit.stop, "")
            if (
                hit.concept.id in present
                and hit.status.is_allowed
                and is_abbreviation(abbreviation)
                and abbreviation not in listed
                and not any(is_abbreviation(form) for form in hit.concept.allowed)
                and abbreviation not in found[hit.concept.id]
            ):
                found[hit.concept.id].append(abbreviation)
    if not any(found.values()):
        return termbase
    return Termbase(
        tuple(
            replace(
                concept,
                terms=concept.terms
                + tuple(Term(text, "en", TermStatus.ADMITTED) for text in found.get(concept.id, ())),
            )
            for concept in termbase.concepts
        )
    )
