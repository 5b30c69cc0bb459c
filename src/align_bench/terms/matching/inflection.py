"""Verbs of terms in their forms: entered into force, took effect, verified.

Owns which terms begin with a verb and how it is inflected. The third person is folded as a plural is (`english`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from align_bench.model.termbase import PartOfSpeech, Term
from align_bench.terms.english import tokens
from align_bench.text.tokens import irregular_forms

# Behind the first word of a term these tell that it is a verb: carry out, comply with.
_PARTICLES = frozenset(
    ("into", "out", "with", "up", "in", "on", "to", "off", "down", "away", "for", "from", "against", "over")
)
_VERBAL = re.compile(r"\w{2,}(?:ify|i[sz]e)")
# What ends so is no verb; any other word may be one.
_NO_VERB = re.compile(r"\w*(?:[st]ion|ness|ity|ship|ism|ed|ing|ly|ous|ful|less|[ai]ble)|\w{1,3}")
_DOUBLED = re.compile(r".*[^aeiou][aeiou][bdgklmnprt]")


def verb_forms(term: Term) -> Iterator[str]:
    """The term with its first word inflected, where that is a verb; not for terms that are met as they are written.

    The past participle, the past and the `-ing` form. Of a verb that may double its last letter, both spellings.
    """
    words = tokens(term.text)
    if not words or term.is_exact or not _begins_with_verb(term):
        return
    verb = words[0]
    for form in _inflected(verb.text):
        yield term.text[: verb.start] + form + term.text[verb.stop :]


def _begins_with_verb(term: Term) -> bool:
    """By the part of speech; without one, an irregular verb, an ending of verbs, or a particle behind the word.

    A single word that is forbidden is forbidden in all its forms, whatever it is.
    """
    words = tokens(term.text)
    verb = words[0].text
    if term.part_of_speech is not None:
        return term.part_of_speech is PartOfSpeech.VERB
    if not verb.islower():
        return False
    if len(words) == 1 and not term.status.is_allowed:
        return _NO_VERB.fullmatch(verb) is None
    has_particle = len(words) > 1 and words[1].text in _PARTICLES
    return has_particle or bool(irregular_forms(verb)) or _VERBAL.fullmatch(verb) is not None


def _inflected(verb: str) -> Iterator[str]:
    yield from irregular_forms(verb)
    if verb.endswith("ie"):
        yield from (f"{verb}d", f"{verb[:-2]}ying")
    elif verb.endswith("e"):
        yield from (f"{verb}d", f"{verb}ing" if verb.endswith("ee") else f"{verb[:-1]}ing")
    elif re.search("[^aeiou]y$", verb):
        yield from (f"{verb[:-1]}ied", f"{verb}ing")
    else:
        yield from (f"{verb}ed", f"{verb}ing")
        if _DOUBLED.fullmatch(verb):
            yield from (f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing")
