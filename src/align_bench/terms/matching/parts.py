"""Which concepts are parts of others, in Chinese and in English: 无核武器区 of 中亚无核武器区."""

from __future__ import annotations

from align_bench.model.termbase import Concept
from align_bench.terms.english import loose_key
from align_bench.terms.matching.matcher import TermMatcher


def concept_parts(matcher: TermMatcher) -> dict[str, tuple[Concept, ...]]:
    """Concept id -> the concepts whose Chinese and English are both part of this one's."""
    concepts = {concept.id: concept for concept in matcher.termbase.concepts}
    return {concept.id: tuple(_parts(concept, concepts, matcher)) for concept in matcher.termbase.concepts}


def _parts(whole: Concept, concepts: dict[str, Concept], matcher: TermMatcher) -> list[Concept]:
    inner = {
        hit.concept.id
        for term in whole.source_terms
        for cut in (term[1:], term[:-1])
        for hit in matcher.source_hits(cut)
    }
    english = " ".join(loose_key(form) for form in whole.allowed)
    parts = (concepts[part] for part in sorted(inner - {whole.id}))
    return [part for part in parts if any(loose_key(form) in english for form in part.allowed)]
