"""What may stand for a term that has no rendering of its own: words apart, derivation, shared heads, references.

Owns the evidence only; how much of it an omission needs to be excused is the matter of `checks`. All functions look
at the words given to them, from which the caller takes those that render other terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from align_bench.model.termbase import Concept
from align_bench.terms.english import Token, is_abbreviation, tokens
from align_bench.terms.matcher import TermHit
from align_bench.terms.wording import content_words, head_word, is_demonym, is_name, stem

_DETERMINERS = frozenset(
    re.findall(r"\w+", "the this that these those such its their his her said both each all our any")
)
# How far the words of one term may stand apart ("bring the Treaty into force").
_REACH = 4
_SENTENCE_END = re.compile(r"[.;!?]\s|\n")
_THINGS = frozenset(
    re.findall(
        r"\w+",
        "it its they them their theirs itself themselves whose which former latter ones"
        " thereto therein thereof thereby therefrom",
    )
)
_PERSONS = frozenset(["he", "him", "his", "himself", "she", "her", "herself", "who", "whom", "whose"])
# `do so` for a verb with its object, in all forms.
_DOING = frozenset({"do", "does", "did", "done", "doing"})
# 其 in these is no pronoun.
_ZH_PRONOUN = re.compile(r"(?<!尤)(?<!极)其(?![中他它余实次间])|它们?|(?<!其)他们?(?!国)|她们?|自身|自己|本身")
_EXPLETIVE = frozenset({"is", "was", "be", "would", "will", "has"})


def stands_apart(form: str, text: str, words: Sequence[Token], free: Sequence[Token]) -> bool:
    """The form's content words in order, a few other words between them, in one sentence; one at least is free."""
    wanted = [stem(token.key) for token in content_words(form)]
    if len(wanted) < 2:
        return False
    unbound = {token.start for token in free}
    stems = [stem(token.key) for token in words]
    for first, word in enumerate(stems):
        if word != wanted[0]:
            continue
        at, used = first, [first]
        for target in wanted[1:]:
            at = next((i for i in range(at + 1, min(len(stems), at + 2 + _REACH)) if stems[i] == target), -1)
            if at < 0:
                break
            used.append(at)
        if at < 0 or _SENTENCE_END.search(text, words[first].stop, words[at].start):
            continue
        if any(words[i].start in unbound for i in used):
            return True
    return False


def is_state_of(form: str, words: Sequence[Token]) -> bool:
    """The state for the event: `are in force` where the term is `entry into force`."""
    keys = [token.key for token in tokens(form)]
    tails = {after for before, after in pairwise(keys) if before == "into"}
    return bool(tails) and any(before.key == "in" and after.key in tails for before, after in pairwise(words))


def is_derived(form: str, free: Sequence[Token]) -> bool:
    """One-word terms by another word of the family: universality, universal; names by their adjective alone."""
    wanted = content_words(form)
    if len(wanted) != 1 or is_abbreviation(form):
        return False
    key = wanted[0].key
    if is_name(form):
        return any(is_demonym(key, token.key) for token in free)
    # Three quarters: `universal` for universality, but not `signature` for signatory.
    root = key[: max(5, -(-3 * len(key) // 4))]
    return len(key) >= 5 and any(token.key.startswith(root) for token in free)


def is_coordinated(
    hit: TermHit, form: str, others: Iterable[TermHit], free: Sequence[Token], target_hits: Sequence[TermHit]
) -> bool:
    """Two terms share a head that is written once: "zones in Latin America ..., the South Pacific and Central Asia"."""
    wanted = {stem(token.key) for token in content_words(form)}
    unbound = {stem(token.key) for token in free}
    for other in others:
        if other.concept.id == hit.concept.id or not share_an_end(hit.text, other.text):
            continue
        spans = [span for span in target_hits if span.concept.id == other.concept.id and span.status.is_allowed]
        for span in spans:
            shared = wanted & {stem(token.key) for token in content_words(span.text)}
            rest = wanted - shared
            if shared and rest and rest <= unbound:
                return True
    return False


def share_an_end(first: str, second: str) -> bool:
    return first != second and (first[-2:] == second[-2:] or first[:2] == second[:2])


def references(concepts: Iterable[Concept], free: Sequence[Token]) -> int:
    """How many determiners stand before the bare head noun of a form ("the Treaty", "such weapons"); surnames too."""
    forms = [form for concept in concepts for form in concept.allowed]
    heads = {head for form in forms if (head := head_word(form))}
    surnames = _surnames(concepts)
    count = 0
    for index, token in enumerate(free):
        before = free[max(0, index - 2) : index]
        named = token.key in surnames and token.text[0].isupper()
        count += named or (token.key in heads and any(word.key in _DETERMINERS for word in before))
    return count


def _surnames(concepts: Iterable[Concept]) -> set[str]:
    return {
        content_words(form)[-1].key
        for concept in concepts
        if any("·" in term for term in concept.source_terms)
        for form in concept.allowed
        if is_name(form) and len(content_words(form)) > 1
    }


def pronouns(free: Sequence[Token], *, person: bool) -> int:
    """How many pronouns the English has that could stand for a thing, or for a person."""
    known = _PERSONS if person else _THINGS
    count = 0
    for token, after in pairwise([*free, None]):
        assert token is not None
        word = token.text.lower()
        if word == "it" and after is not None and after.text.lower() in _EXPLETIVE:
            continue
        doing = word in _DOING and after is not None and after.key == "so"
        count += doing or word in known
    return count


def chinese_pronouns(text: str) -> int:
    """How many pronouns the Chinese has itself, for which English ones stand anyway."""
    return len(_ZH_PRONOUN.findall(text))
