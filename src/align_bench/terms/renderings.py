"""Which English stands for which Chinese term in one unit, and what else may stand for a term that seems to be missing.

Owns counting (each occurrence needs a rendering of its own, as far as there is evidence) and the soft evidence: words
of the term apart from each other, coordination, derivation, a short reference after an earlier mention.
Reports nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from align_bench.model.termbase import Concept
from align_bench.terms.english import Token, is_abbreviation, tokens, word_key
from align_bench.terms.matcher import TermHit

STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "for",
        "on",
        "in",
        "to",
        "against",
        "and",
        "or",
        "by",
        "with",
        "at",
        "from",
        "as",
        "its",
        "their",
        "into",
        "under",
    ]
)
_DETERMINERS = frozenset(
    ["the", "this", "that", "these", "those", "such", "its", "their", "said", "both", "each", "all", "our"]
)
_DEMONYM_ENDINGS = frozenset({"n", "an", "ian", "ean", "ese", "ish", "i", "ani", "ine", "ite"})
_BRACKETED = re.compile(r"[(（]\s*《?\s*$")
# How far the words of one term may stand apart ("bring the Treaty into force").
_REACH = 4
_SENTENCE_END = re.compile(r"[.;!?]\s|\n")


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802


@dataclass(frozen=True, slots=True)
class Renderings:
    """The outcome of counting in one unit."""

    matched: tuple[tuple[TermHit, TermHit], ...]
    """Chinese occurrence, English span."""

    unmatched: tuple[TermHit, ...]
    """Chinese occurrences without an English span of their own that need one."""

    optional: tuple[TermHit, ...]
    """Unmatched, but a bracketed short form beside its full name."""

    surplus: tuple[TermHit, ...]
    """Allowed English spans that no Chinese occurrence needs; longest ones only."""


def count_renderings(
    source: str, source_hits: Sequence[TermHit], target: str, target_hits: Sequence[TermHit]
) -> Renderings:
    """Give every Chinese occurrence an English span, nearest by relative place first; as many as can be matched."""
    needed = [hit for hit in source_hits if not hit.embedded]
    optional = {hit for hit in needed if _is_short_form(source, hit, source_hits)}
    allowed = [hit for hit in target_hits if hit.status.is_allowed]
    spans = free_spans(allowed, {hit.concept.id for hit in needed})
    places = sorted({(hit.start, hit.stop) for hit in spans})
    by_place = {(hit.start, hit.stop, hit.concept.id): hit for hit in spans}
    edges = {
        hit: sorted(
            (place for place in places if (*place, hit.concept.id) in by_place),
            key=lambda place, hit=hit: abs(place[0] / max(1, len(target)) - hit.start / max(1, len(source))),  # type: ignore[misc]
        )
        for hit in needed
    }
    # `全称(简称)` and `Full Name (ABBR)` answer each other: the bracketed one serves no other mention.
    introduced = {place for hit in optional for place in edges[hit] if _BRACKETED.search(target[: place[0]])}
    for hit in needed:
        if hit not in optional:
            edges[hit] = [place for place in edges[hit] if place not in introduced]
    taken = _match(sorted(needed, key=lambda hit: (hit in optional, hit.start)), edges)
    given = {hit: place for place, hit in taken.items()}
    return Renderings(
        matched=tuple((hit, by_place[(*given[hit], hit.concept.id)]) for hit in needed if hit in given),
        unmatched=tuple(hit for hit in needed if hit not in given and hit not in optional),
        optional=tuple(hit for hit in needed if hit not in given and hit in optional),
        surplus=tuple(hit for hit in outermost(allowed) if (hit.start, hit.stop) not in taken),
    )


def free_spans(allowed: Sequence[TermHit], present: set[str]) -> list[TermHit]:
    """The spans that are no part of a longer rendering of a term that the Chinese has."""
    longer = [hit for hit in allowed if hit.concept.id in present]
    return [hit for hit in allowed if hit.concept.id in present and not any(_inside(hit, other) for other in longer)]


def outermost(hits: Sequence[TermHit]) -> list[TermHit]:
    """The hits that lie in no longer one."""
    return [hit for hit in hits if not any(_inside(hit, other) for other in hits)]


def _inside(hit: TermHit, other: TermHit) -> bool:
    return other.start <= hit.start and hit.stop <= other.stop and (other.stop - other.start) > (hit.stop - hit.start)


def _match(hits: Sequence[TermHit], edges: dict[TermHit, list[tuple[int, int]]]) -> dict[tuple[int, int], TermHit]:
    """Maximum bipartite matching by augmenting paths; earlier hits and nearer places win."""
    taken: dict[tuple[int, int], TermHit] = {}

    def place_for(hit: TermHit, tried: set[tuple[int, int]]) -> bool:
        for place in edges[hit]:
            if place in tried:
                continue
            tried.add(place)
            if place not in taken or place_for(taken[place], tried):
                taken[place] = hit
                return True
        return False

    for hit in hits:
        place_for(hit, set())
    return taken


def _is_short_form(source: str, hit: TermHit, hits: Iterable[TermHit]) -> bool:
    """`全称(简称)`: in brackets behind a longer term whose characters it repeats in order."""
    if not _BRACKETED.search(source[: hit.start]):
        return False
    before = [other for other in hits if other.stop <= hit.start and hit.start - other.stop <= 3]
    return any(_is_subsequence(hit.text.strip("《》"), other.text) for other in before)


def _is_subsequence(short: str, full: str) -> bool:
    rest = iter(full)
    return len(short) < len(full) and all(character in rest for character in short)


# ---------------------------------------------------------------------------------------------- soft evidence


def is_name(form: str) -> bool:
    """Whether all content words of a form begin with a capital: names are not derived, inflected or paraphrased."""
    words = [token.text for token in tokens(form) if token.key not in STOP_WORDS]
    return bool(words) and all(word[0].isupper() or word[0].isdigit() for word in words)


def content_words(form: str) -> list[Token]:
    return [token for token in tokens(form) if token.key not in STOP_WORDS]


def stands_apart(form: str, text: str, words: Sequence[Token]) -> bool:
    """The form's content words in order, a few other words between them, in one sentence."""
    wanted = [stem(token.key) for token in content_words(form)]
    if len(wanted) < 2:
        return False
    stems = [stem(token.key) for token in words]
    for first, word in enumerate(stems):
        if word != wanted[0]:
            continue
        at = first
        for target in wanted[1:]:
            at = next((i for i in range(at + 1, min(len(stems), at + 2 + _REACH)) if stems[i] == target), -1)
            if at < 0:
                break
        if at > 0 and not _SENTENCE_END.search(text, words[first].stop, words[at].start):
            return True
    return False


def is_state_of(form: str, words: Sequence[Token]) -> bool:
    """The state for the event: `are in force` where the term is `entry into force`."""
    keys = [token.key for token in tokens(form)]
    tails = {after for before, after in pairwise(keys) if before == "into"}
    return any(before.key == "in" and after.key in tails for before, after in pairwise(words))


def is_derived(form: str, words: Sequence[Token]) -> bool:
    """One-word terms by another word of the family: universality, universal; names by their adjective alone."""
    wanted = content_words(form)
    if len(wanted) != 1 or is_abbreviation(form):
        return False
    key = wanted[0].key
    if is_name(form):
        return any(is_demonym(key, token.key) for token in words)
    root = key[: max(5, (2 * len(key)) // 3)]
    return len(key) >= 5 and any(token.key.startswith(root) for token in words)


def is_demonym(name: str, word: str) -> bool:
    """The adjective of a place by its ending: Korea, Korean; Kazakhstan, Kazakhstani; China, Chinese."""
    root = name.rstrip("aeiouy") if len(name) > 4 else name
    return word != name and word.startswith(root) and word[len(root) :] in _DEMONYM_ENDINGS


def is_coordinated(
    hit: TermHit, form: str, others: Iterable[TermHit], words: Sequence[Token], target_hits: Sequence[TermHit]
) -> bool:
    """Two terms share a head that is written once: "zones in Latin America ..., the South Pacific and Central Asia"."""
    wanted = {stem(token.key) for token in content_words(form)}
    for other in others:
        if other.concept.id == hit.concept.id or not _share_an_end(hit.text, other.text):
            continue
        spans = [span for span in target_hits if span.concept.id == other.concept.id and span.status.is_allowed]
        for span in spans:
            shared = wanted & {stem(token.key) for token in content_words(span.text)}
            rest = wanted - shared
            outside = {stem(token.key) for token in words if token.stop <= span.start or token.start >= span.stop}
            if shared and rest and rest <= outside:
                return True
    return False


def _share_an_end(first: str, second: str) -> bool:
    return first != second and (first[-2:] == second[-2:] or first[:2] == second[:2])


def is_referred_to(concept: Concept, words: Sequence[Token]) -> bool:
    """A determiner before the bare head noun of one of the forms ("the Treaty", "such weapons"), or a surname."""
    heads = {head for form in concept.allowed if (head := head_word(form))}
    for index, token in enumerate(words):
        if token.key in heads and any(before.key in _DETERMINERS for before in words[max(0, index - 2) : index]):
            return True
    surnames = {
        content_words(form)[-1].key for form in concept.allowed if is_name(form) and len(content_words(form)) > 1
    }
    return any(token.key in surnames and token.text[0].isupper() for token in words) and _is_person(concept)


def head_word(form: str) -> str:
    """The noun that a form is about: the last word before a preposition."""
    words = tokens(form)
    if len(words) < 2:
        return ""
    head = words[0]
    for token in words[1:]:
        if token.key in STOP_WORDS:
            break
        head = token
    return "" if head.key in STOP_WORDS else head.key


def _is_person(concept: Concept) -> bool:
    return any("·" in term for term in concept.source_terms)


@lru_cache(maxsize=1 << 16)
def stem(key: str) -> str:
    return str(_stemmer().stemWord(word_key(key)))


@lru_cache(maxsize=1)
def _stemmer() -> _Stemmer:
    import snowballstemmer

    stemmer: _Stemmer = snowballstemmer.stemmer("english")
    return stemmer
