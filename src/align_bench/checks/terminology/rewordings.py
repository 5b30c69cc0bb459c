"""English that has a term after all, though not as the termbase has it: in other words, a longer name, two places.

Owns how the evidence (`terms.rendering.evidence`) is put to one occurrence in one unit; what it excuses is
`substitutes`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from align_bench.checks.views import UnitView
from align_bench.terms.english import Token, loose_key
from align_bench.terms.hits import TermHit
from align_bench.terms.rendering.evidence import (
    is_coordinated,
    is_derived,
    is_family,
    is_joined_name,
    is_state_of,
    is_turned_round,
    is_without_person,
    stands_apart,
)
from align_bench.terms.rendering.renderings import Renderings
from align_bench.terms.wording import content_words, head_word, is_name, stem

# Characters with which a term and a longer one begin.
_START = 2
_POSSESSIVES = frozenset({"their", "its", "his", "her", "our", "your", "such"})
_NON = re.compile(r"\bnon-$", re.IGNORECASE)
# In characters: what stands before a word is looked at so far.
_NEAR = 12


def is_in_other_words(hit: TermHit, view: UnitView, free: Sequence[Token]) -> bool:
    """Whether words that render no term are a form of it: apart, turned round, derived, sharing a head."""
    forms, text = hit.concept.allowed, view.target.text
    common = [form for form in forms if not is_name(form)]
    if any(stands_apart(f, text, view.words, free) or is_turned_round(f, text, free) for f in common):
        return True
    if any(is_family(form, text, free) or is_without_person(form, text, free) for form in common):
        return True
    if any(is_derived(form, free) or is_state_of(form, free) for form in forms):
        return True
    if any(is_joined_name(form, text, free, view.target_hits) for form in forms if is_name(form)):
        return True
    others = [other for other in view.source_hits if not other.embedded]
    return any(is_coordinated(hit, f, others, text, view.words, free, view.target_hits) for f in common)


def is_in_longer(hit: TermHit, view: UnitView, renderings: Renderings) -> bool:
    """Whether hit and what follows are another term of the unit in parts, and stand in a rendering of that.

    非法、无管制的捕捞活动 beside 非法捕捞活动: `illegal, unregulated fishing`.
    """
    behind = view.simplified[hit.stop :].removeprefix("的")
    forms = [loose_key(form) for form in hit.concept.allowed]
    longer = {
        other.concept.id
        for other, _ in renderings.matched
        if other.text.startswith(hit.text[:_START]) and len(tail := other.text[_START:]) > 1 and behind.startswith(tail)
    }
    spans = [span for span in view.target_hits if span.concept.id in longer and span.status.is_allowed]
    return any(form in loose_key(span.text) for span in spans for form in forms)


def refers_to_its_words(hit: TermHit, view: UnitView, words: Sequence[Token]) -> bool:
    """Whether the head of a form is among `words` and refers to the rest of it, which stands before it in the unit.

    `nuclear testing ... their moratoriums`, `safeguards ... a comprehensive agreement`; of common nouns only.
    """
    return any(_refers(form, view, words) for form in hit.concept.allowed if not is_name(form))


def _refers(form: str, view: UnitView, words: Sequence[Token]) -> bool:
    head = head_word(form)
    others = {stem(word.key) for word in content_words(form)} - {stem(head)}
    for before, word in pairwise(words):
        if not others or word.key != head or _NON.search(view.target.text, max(0, before.start - _NEAR), before.start):
            continue
        is_pointed_at = before.key in _POSSESSIVES or stem(before.key) in others
        if is_pointed_at and others <= {stem(other.key) for other in view.words if other.start < word.start}:
            return True
    return False
