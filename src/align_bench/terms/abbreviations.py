"""Short forms that the texts themselves introduce for terms of the termbase: 全称(简称), `Full Name (ABBR)`.

Owns learning; a termbase that lists an abbreviation for a concept is never added to, because another one is a slip.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from align_bench.model.termbase import Term, Termbase, TermStatus
from align_bench.model.unit import Review
from align_bench.terms.chinese import fold_term
from align_bench.terms.english import is_abbreviation
from align_bench.terms.matching.matcher import TermMatcher
from align_bench.terms.shortforms import chinese_short_forms

INTRODUCED = "introduced in the texts"
"""The note of a term that was learnt."""

_SPACE = r"\s{0,4}"
# What may stand between a form and the bracket.
_BEFORE = re.compile(rf"{_SPACE},?{_SPACE}\Z")
_MOST_BEFORE = 9
# `(ABBR)`, `(the “Fund”)`, `(hereinafter referred to as the Fund)`.
_INTRODUCED = re.compile(
    r"\("
    rf"(?P<phrase>(?:here(?:in)?after|henceforth)?,?{_SPACE}(?:(?:also\s+)?(?:referred to as|called|known as))?[:,]?)"
    rf"{_SPACE}(?P<article>the\s+)?(?P<quote>[“\"])?(?P<inner>the\s+)?"
    r"(?P<short>[A-Z][A-Za-z0-9&’'-]*(?:[ -](?:(?:of|for|on|and|the) )?[A-Z][A-Za-z0-9&’'-]*)*)[”\"]?\)"
)
_LONGEST = 40


def learnt_matcher(
    matcher: TermMatcher, reviews: Iterable[Review], *, earlier: TermMatcher | None = None
) -> TermMatcher:
    """The matcher with the abbreviations that the texts introduce; the one of an earlier time where it is the same."""
    learnt = with_abbreviations(matcher, ((unit.source, unit.target) for r in reviews for unit in r.units))
    for known in (matcher, earlier):
        if known is not None and (known.termbase is learnt or known.termbase == learnt):
            return known
    return TermMatcher(learnt)


def with_abbreviations(matcher: TermMatcher, pairs: Iterable[tuple[str, str]]) -> Termbase:
    """The matcher's termbase with what the pairs of texts introduce behind an allowed form; the same one if nothing."""
    termbase = matcher.termbase
    texts = list(pairs)
    english = _english(matcher, texts)
    chinese = _chinese(termbase, [source for source, _ in texts])
    if not english and not chinese:
        return termbase
    return Termbase(
        tuple(
            replace(concept, terms=(*concept.terms, *chinese.get(concept.id, ()), *english.get(concept.id, ())))
            for concept in termbase.concepts
        )
    )


def _english(matcher: TermMatcher, pairs: Iterable[tuple[str, str]]) -> dict[str, list[Term]]:
    """By concept: where the Chinese has it, and the English the short form in brackets behind an allowed form."""
    listed = {term.text for concept in matcher.termbase.concepts for term in concept.in_language("en")}
    found: dict[str, list[Term]] = defaultdict(list)
    for source, target in pairs:
        # Most texts introduce nothing, which is quicker to see.
        if "(" not in target:
            continue
        places = {_form_end(match): short for match in _INTRODUCED.finditer(target) if (short := _short(match))}
        if not places:
            continue
        present = {hit.concept.id for hit in matcher.source_hits(source)}
        for hit in matcher.target_hits(target):
            short = places.get(hit.stop, "")
            has_own = is_abbreviation(short) and any(is_abbreviation(form) for form in hit.concept.allowed)
            term = Term(short, "en", TermStatus.ADMITTED, note=INTRODUCED)
            if (
                short
                and hit.concept.id in present
                and hit.status.is_allowed
                and short not in listed
                and not has_own
                and term not in found[hit.concept.id]
            ):
                found[hit.concept.id].append(term)
    return {concept: terms for concept, terms in found.items() if terms}


def _form_end(match: re.Match[str]) -> int:
    """Where the form ends behind which a short one stands in brackets."""
    bracket = match.start()
    before = _BEFORE.search(match.string, max(0, bracket - _MOST_BEFORE), bracket)
    return before.start() if before else bracket


def _short(match: re.Match[str]) -> str:
    """An abbreviation; or, where quotes or `hereinafter` tell that it is one, a short name with its article."""
    short = match["short"]
    if is_abbreviation(short):
        return short
    if len(short) > _LONGEST or not (match["quote"] or match["phrase"]):
        return ""
    return f"{match['article'] or match['inner'] or ''}{short}"


def _chinese(termbase: Termbase, sources: Sequence[str]) -> dict[str, list[Term]]:
    """By concept: 简称 in brackets behind a listed 全称."""
    owners = {fold_term(term): concept.id for concept in termbase.concepts for term in concept.source_terms}
    found: dict[str, list[Term]] = defaultdict(list)
    for short, full in chinese_short_forms(sources, owners.keys()).items():
        if short not in owners and full in owners:
            found[owners[full]].append(Term(short, "zh", TermStatus.ADMITTED, note=INTRODUCED))
    return found
