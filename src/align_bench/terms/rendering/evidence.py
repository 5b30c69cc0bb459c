"""English that is the term after all, though not as it is listed: its words apart, a word of the family, a shared head.

Owns the evidence only; how much of it an omission needs to be excused is the matter of `checks`. All functions look
at the words given to them, from which the caller takes those that render other terms. References are `references`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from align_bench.terms.english import Token, is_abbreviation, is_joint, loose_key, tokens
from align_bench.terms.families import relatives, verbs_of
from align_bench.terms.hits import TermHit
from align_bench.terms.wording import (
    STOP_WORDS,
    are_like,
    content_words,
    differing_in_one,
    head_word,
    is_demonym,
    is_name,
    is_of_family,
    stem,
)

# How far the words of one term may stand apart ("bring the Treaty into force"), and two terms that share a head.
_REACH = 4
_LIST = 30
_TURNED = ("ly", "ing", "ed")
_JOINT = re.compile(r"(?:,|,? (?:and|or)) (?:the )?")
_SENTENCE_END = re.compile(r"[.;!?]\s|\n")
# Also between the words of one term.
_CLAUSE_START = re.compile(r"[.;!?]\s|\n|\b(?:and|but|or) (?:that|who|which|whether)\b")


def stands_apart(form: str, text: str, words: Sequence[Token], free: Sequence[Token]) -> bool:
    """The form's content words in order, a few other words between them, in one sentence; one at least is free."""
    keys = [token.key for token in tokens(form)]
    wanted = [stem(token.key) for token in content_words(form)]
    if len(wanted) < 2:
        return False
    stems = [stem(token.key) for token in words]
    if not set(wanted).issubset(stems):
        return False
    unbound = {token.start for token in free}
    for first, word in enumerate(stems):
        if word != wanted[0]:
            continue
        at, used = first, [first]
        for target in wanted[1:]:
            at = next((i for i in range(at + 1, min(len(stems), at + 2 + _REACH)) if stems[i] == target), -1)
            if at < 0:
                break
            used.append(at)
        if at < 0 or _CLAUSE_START.search(text, words[first].stop, words[at].start):
            continue
        window = words[first : at + 1]
        is_apart = [word.key for word in window] != keys or not _is_one_run(text, window)
        if is_apart and any(words[i].start in unbound for i in used):
            return True
    return False


def is_family(form: str, text: str, words: Sequence[Token]) -> bool:
    """The form with its head replaced by its like, or by `ones`: `health workers` for workforce, `voluntary ones`."""
    wanted = tokens(form)
    if len(wanted) < 2:
        return False
    own, stems = [stem(token.key) for token in wanted], [stem(token.key) for token in words]
    for first, place in differing_in_one(own, stems):
        key, found = wanted[place].key, words[first + place].key
        is_like = found == "one" or (place == len(wanted) - 1 and are_like(key, found))
        if is_like and _is_one_run(text, words[first : first + len(wanted)]):
            return True
    return False


def _is_one_run(text: str, words: Sequence[Token]) -> bool:
    return all(is_joint(text, left, right) for left, right in pairwise(words))


def is_turned_round(form: str, text: str, words: Sequence[Token]) -> bool:
    """The form's words with the head in front and a preposition: `management of water` for `water management`.

    Of two words also a verb with its adverb, and a participle: `repatriated voluntarily`, `communities hosting them`.
    """
    wanted = sorted(stem(token.key) for token in content_words(form))
    size = len(wanted)
    if size < 2 or any(token.key in STOP_WORDS for token in tokens(form)):
        return False
    head, stems = stem(head_word(form)), [stem(token.key) for token in words]
    if size == 2 and any(_is_head_first(one, other, head, wanted, text) for one, other in pairwise(words)):
        return True
    if not set(wanted).issubset(stems):
        return False
    for first, word in enumerate(words):
        if stems[first] not in wanted:
            continue
        window = words[first : first + size + 2]
        if any(token.key in STOP_WORDS for token in window[1:-1]):
            content = [token for token in window if token.key not in STOP_WORDS][:size]
            keys = [stem(token.key) for token in content]
            if (
                sorted(keys) == wanted
                and head in keys[:-1]
                and not _SENTENCE_END.search(text, word.stop, content[-1].start)
            ):
                return True
    return False


def _is_head_first(one: Token, other: Token, head: str, wanted: Sequence[str], text: str) -> bool:
    if not other.text.endswith(_TURNED) or stem(one.key) != head:
        return False
    own = stem(other.key), stem(other.key.removesuffix("ly"))
    return any(sorted((head, each)) == wanted for each in own) and is_joint(text, one, other)


def is_without_person(form: str, text: str, words: Sequence[Token]) -> bool:
    """What a person is called, said of somebody: `became internally displaced` for internally displaced person."""
    *wanted, head = [token.key for token in tokens(form)] or [""]
    if head != "person" or not wanted:
        return False
    windows = (words[first : first + len(wanted)] for first in range(len(words) - len(wanted) + 1))
    return any([word.key for word in window] == wanted and _is_one_run(text, window) for window in windows)


def is_state_of(form: str, words: Sequence[Token]) -> bool:
    """The state for the event, or another verb: `in force`, `brought the treaty into force` for `entry into force`."""
    keys = [token.key for token in tokens(form)]
    tails = {after for before, after in pairwise(keys) if before == "into"}
    return bool(tails) and any(before.key in ("in", "into") and after.key in tails for before, after in pairwise(words))


def is_derived(form: str, free: Sequence[Token]) -> bool:
    """One-word terms by another word of the family: universality, universal; names by their adjective alone."""
    known = relatives(loose_key(form))
    if known and any(stem(token.key) in known for token in free):
        return True
    wanted = content_words(form)
    if len(wanted) != 1 or is_abbreviation(form):
        return False
    key = wanted[0].key
    if is_name(form):
        return any(is_demonym(key, token.key) or is_of_family(key, token.key) for token in free)
    # Three quarters: `universal` for universality, but not `signature` for signatory.
    root = key[: max(5, -(-3 * len(key) // 4))]
    # The verb of what is done: `monitor` for monitoring.
    acts = {stem(key)} if key.endswith("ing") else verbs_of(key)
    return len(key) >= 5 and any(token.key.startswith(root) or stem(token.key) in acts for token in free)


def is_coordinated(  # noqa: PLR0917 - the term, then the text it is looked for in
    hit: TermHit,
    form: str,
    others: Iterable[TermHit],
    text: str,
    words: Sequence[Token],
    free: Sequence[Token],
    target_hits: Sequence[TermHit],
) -> bool:
    """Two terms share a head that is written once: "zones in Latin America ..., the South Pacific and Central Asia"."""
    wanted = {stem(token.key) for token in content_words(form)}
    own = [token for token in free if stem(token.key) in wanted]
    for other in others:
        if other.concept.id == hit.concept.id or not share_an_end(hit.text, other.text):
            continue
        spans = [span for span in target_hits if span.concept.id == other.concept.id and span.status.is_allowed]
        for span in spans:
            shared = wanted & {stem(token.key) for token in content_words(span.text)}
            rest = wanted - shared
            near = [token for token in own if _is_listed_with(token, span, text, words)]
            if shared and rest and rest <= {stem(token.key) for token in near}:
                head = head_word(form)
                return not _has_own_head(near, head, words, span) and not _ends_alone(near, head, span)
    return False


def _ends_alone(near: Sequence[Token], head: str, span: TermHit) -> bool:
    """`the Coordinating Committee set up a steering group`: one committee is no head for what stands behind it."""
    last = tokens(span.text)[-1]
    is_name = last.key == head and last.text[0].isupper() and last.text.lower() == head
    return is_name and min(token.start for token in near) >= span.stop


def is_joined_name(form: str, text: str, free: Sequence[Token], target_hits: Iterable[TermHit]) -> bool:
    """A name without its head, joined to one with it in the plural: `Liability and Registration Conventions`."""
    *own, head = [token.key for token in tokens(form)]
    for span in target_hits:
        last = text[span.start : span.stop].rsplit(maxsplit=1)[-1]
        if not span.status.is_allowed or not last.endswith("s") or tokens(last)[-1].key != head:
            continue
        before = [token for token in free if token.stop <= span.start and token.key not in STOP_WORDS][-len(own) :]
        if own and [token.key for token in before] == own and _JOINT.fullmatch(text, before[-1].stop, span.start):
            return True
    return False


def _is_listed_with(token: Token, span: TermHit, text: str, words: Sequence[Token]) -> bool:
    """Whether a word stands in one list with a rendering: in one sentence, a few words between them."""
    start, stop = sorted((token.stop, span.start)) if token.start < span.start else (span.stop, token.start)
    between = sum(start <= word.start < stop for word in words)
    return between <= _LIST and not _SENTENCE_END.search(text, start, stop)


def _has_own_head(near: Sequence[Token], head: str, words: Sequence[Token], span: TermHit) -> bool:
    """`international entities` beside `direct access entities`: the head is not shared, and a word is lost."""
    ends = {token.stop for token in near}
    return any(
        before.stop in ends and after.key == head and not span.start <= after.start < span.stop
        for before, after in pairwise(words)
    )


def share_an_end(first: str, second: str) -> bool:
    return first != second and (first[-2:] == second[-2:] or first[:2] == second[:2])
