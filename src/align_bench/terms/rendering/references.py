"""What refers to a term that was named before: the Treaty, it, that of, such weapons, a verb without its subject.

Owns the evidence only, as `evidence` does for what is the term itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from align_bench.model.termbase import Concept
from align_bench.terms.english import Token
from align_bench.terms.wording import STOP_WORDS, content_words, head_word, is_name

_DETERMINERS = frozenset(
    re.findall(r"\w+", "the this that these those such its their his her said both each all our any other another")
)
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
_BEING = frozenset({"is", "was", "be", "been", "being", "were", "are"})
_HELPING = _BEING | {"would", "will", "has", "had", "may", "might", "could", "should", "can", "must"}
# `that of`, `those relating to`: behind these words a pronoun.
_DEMONSTRATIVES = frozenset({"that", "those", "one"})
_BEHIND_PRONOUN = frozenset(
    {"of", "relating", "related", "concerning", "regarding", "in", "on", "for", "from", "under"}
)
# `education of this kind`.
_POINTING = (("this",), ("that",), ("the",), ("such",))
_KINDS = (("kind",), ("type",), ("sort",), ("nature",))
# What was just named, by its kind: for names by what the Chinese ends with, for anything done or applied, and others.
_KINDS_OF_NAMES = (
    (re.compile("会|会议|届会"), frozenset(("session", "meeting", "conference", "event"))),
    (re.compile("约|协定|条例|书|宪章|规约|宣言|决议"), frozenset(("instrument", "text", "document"))),
    (re.compile("组织|机构|委员会|署|局|院|基金|银行|小组"), frozenset(("body", "organ", "institution", "entity"))),
)
_KINDS_OF_ACTS = frozenset(("practice", "measure", "act", "treatment"))
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)(?:\s+(?:\w+ly|also|further|again|not|therefore|hereby))*"
    r"\s+(?:\w+(?:ed|en)|made|held|set|found|brought|put|kept|built|sent|known|shown|drawn)\b"
)
_REQUEST = re.compile(r"(?:^|[.;:!?]\s+)Please\b", re.MULTILINE)
_RELATION = re.compile(
    "acce(?:d|ssion)|ratif|member|join|participa|withdr|sign(?:ed|ing|ature)|compl(?:y|i)|implement|adopt"
)
_FUNCTION_WORDS = (
    STOP_WORDS
    | _DETERMINERS
    | frozenset("how whether that which where when if than but no not any some all most many few more".split())  # noqa: SIM905
)
_POINTERS = frozenset({"the", "this", "that", "these", "those", "such"})
_SUBJECTS = frozenset({"it", "they", "he", "she"})


def references(concepts: Iterable[Concept], free: Sequence[Token]) -> int:
    """How many bare heads of a form have a determiner ("the Treaty", "weapons of this kind"); surnames too."""
    forms = [form for concept in concepts for form in concept.allowed]
    heads = {head for form in forms if (head := head_word(form))}
    surnames = _surnames(concepts)
    count = 0
    for index, token in enumerate(free):
        before = free[max(0, index - 2) : index]
        named = token.key in surnames and token.text[0].isupper()
        behind = tuple(word.text.lower() for word in free[index + 1 : index + 4])
        of_this_kind = behind[:1] == ("of",) and behind[1:2] in _POINTING and behind[2:] in _KINDS
        determined = of_this_kind or any(word.key in _DETERMINERS for word in before)
        count += named or (token.key in heads and determined)
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
    for index, token in enumerate(free):
        word = token.text.lower()
        after = [other.text.lower() for other in free[index + 1 : index + 6]]
        if word == "it" and _is_expletive(after):
            continue
        doing = word in _DOING and after[:1] == ["so"]
        follows = bool(after) and (after[0] in _BEHIND_PRONOUN or after[0].endswith("ed"))
        demonstrative = word in _DEMONSTRATIVES and follows
        count += doing or demonstrative or word in known
    return count


def _is_expletive(after: Sequence[str]) -> bool:
    """Whether `it` stands for nothing: `it is important to`, `it would be noted that`; but not `it is invited to`."""
    rest = [word for word in after if not word.endswith("ly") and word not in ("also", "further", "not")]
    verb = next((index for index, word in enumerate(rest) if word not in _HELPING), len(rest))
    if not any(word in _BEING for word in rest[:verb]) or verb == len(rest):
        return False
    behind = rest[verb + 1 : verb + 3]
    return "that" in behind or (not rest[verb].endswith("ed") and ("to" in behind or "for" in behind))


def subject_pronouns(words: Sequence[Token]) -> int:
    """How many sentences begin with a pronoun as their subject."""
    return sum(
        word.text.lower() in _SUBJECTS
        and word.text[0].isupper()
        and not (word.text == "It" and _is_expletive([other.text.lower() for other in words[index + 1 : index + 6]]))
        for index, word in enumerate(words)
    )


def has_passive(text: str) -> bool:
    """Whether a verb may have lost its subject: `the State party is requested to`."""
    return _PASSIVE.search(text) is not None


def has_request(text: str) -> bool:
    """Whether a sentence asks somebody who is not named: `Please describe`."""
    return _REQUEST.search(text) is not None


def is_named_by_kind(term: str, words: Sequence[Token], *, is_proper: bool) -> bool:
    """Whether a Chinese term may be named by what it is, or by `such`: `prohibit the practice`, `such denial`."""
    kinds = kinds_of(term) if is_proper else _KINDS_OF_ACTS
    for before, after in pairwise(words):
        lower = before.text.lower()
        if lower == "such" and after.key != "as" and not is_proper:
            return True
        if lower in _POINTERS and after.key in kinds:
            return True
    return False


def kinds_of(term: str) -> frozenset[str]:
    """What a thing with a Chinese name may be called by its kind: session, meeting, event for 会议."""
    end = term.strip("《》")[-3:]
    return frozenset().union(*(kinds for kind, kinds in _KINDS_OF_NAMES if kind.search(end)))


def has_class_name(concepts: Iterable[Concept], words: Sequence[Token]) -> bool:
    """`the Parties` for States parties: the head of a form, in the plural and with a capital, behind `the`."""
    heads = {head_word(form) for concept in concepts for form in concept.allowed} - {""}
    return any(
        before.key == "the" and after.key in heads and after.text[0].isupper() and after.text.lower() != after.key
        for before, after in pairwise(words)
    )


def chinese_pronouns(text: str) -> int:
    """How many pronouns the Chinese has itself, for which English ones stand anyway."""
    return len(_ZH_PRONOUN.findall(text))


def has_bare_head(form: str, words: Sequence[Token]) -> bool:
    """Whether the head of a form stands without another noun or adjective in front: `how quotas are run`."""
    head = head_word(form)
    if not head:
        return False
    return any(
        after.key == head and (before is None or before.key in _FUNCTION_WORDS or before.text.endswith("ing"))
        for before, after in pairwise([None, *words])
        if after is not None
    )


def has_bare_relation(words: Sequence[Token]) -> bool:
    """Whether a noun or verb for joining or agreeing says not to what: `upon accession,`."""
    return any(
        _RELATION.match(word.text.lower()) and not (behind is not None and behind.key in ("to", "of", "in", "with"))
        for word, behind in pairwise([*words, None])
        if word is not None
    )
