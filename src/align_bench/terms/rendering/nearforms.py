"""English that is almost a term: a misspelt word, a word replaced, the words in another order, other hyphens.

Owns likeness; whether something almost right is a fault depends on what is missing, which the caller knows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from align_bench.model.termbase import Concept
from align_bench.terms.english import Token, is_abbreviation, is_joint, loose_key, outside, strict_key, tokens
from align_bench.terms.hits import TermHit
from align_bench.terms.rendering.spans import Place
from align_bench.terms.wording import (
    STOP_WORDS,
    are_like,
    content_words,
    differing_in_one,
    is_demonym,
    is_name,
    is_of_family,
    stem,
)

_LONG_NAME = 3
# Of the characters of two Chinese terms that are taken for each other, so many are the same.
_ALIKE = 0.6
REFERRING = frozenset({"such", "these", "those", "this", "that", "said", "same", "other", "present", "latter"})
# In a common word of so many letters two may be wrong.
_LONG_WORD = 9
# By which a slip differs at most.
_MOST_LETTERS = 2


def near_form(
    forms: Sequence[str],
    text: str,
    words: Sequence[Token],
    taken: Sequence[Place],
    *,
    repeated: bool = False,
    particular: Collection[str] = (),
    varied: Collection[str] = (),
) -> tuple[Place, str] | None:
    """The place that comes nearest to one of the forms without being one, and that form; never over a taken place.

    A `repeated` term is rendered beside: then only a name is looked for with another word in it, because common words
    are varied when they come again. A `particular` form has options, which its words alone do not meet. A `varied` form
    is there in other words: then only a slip in it is looked for.
    """
    free = outside(words, taken)
    for form in forms:
        if form in particular and (found := next(_same_words(form, text, free), None)) is not None:
            return found, form
    for test in (_misspelt, _hyphened_otherwise, _reordered, _one_word_replaced):
        for form in forms:
            # A long name may hold other terms in full: `Permanent Mission ... to other international organizations`.
            whole = is_name(form) and len(content_words(form)) >= _LONG_NAME
            if repeated and test is _one_word_replaced and not is_name(form):
                continue
            if form in varied and test is not _misspelt:
                continue
            place = test(form, text, words if whole else free)
            if place is not None and not any(_spoils(place, other) for other in taken):
                return place, form
    return None


def slip(form: str, text: str, words: Sequence[Token], strange: Collection[int]) -> Place | None:
    """Where a form of several words stands with one of them misspelt; `strange`: the starts of words to suspect."""
    wanted = tokens(form)
    if len(wanted) < 2:
        return None
    for window, right, written in _differing(wanted, words):
        if written.start in strange and _is_slip(right, written, alone=False) and _is_joined(text, window):
            return _place(window)
    return None


def are_confusable(concept: Concept, span: TermHit) -> bool:
    """Whether a rendering of another term is easily taken for one of this.

    Abbreviations one letter apart; else Chinese terms that share most characters, and English that shares two words, or
    one of two: nuclear safety and nuclear security; port States and flag States also where the Chinese shares less.
    """
    from rapidfuzz.distance import Levenshtein

    short = span.text.removesuffix("s")
    if is_abbreviation(short):
        return any(is_abbreviation(f) and Levenshtein.distance(f, short) == 1 for f in concept.allowed)
    one, other = set(concept.source_terms[0]), set(span.concept.source_terms[0])
    shared = one & other
    if not shared or any(loose_key(form) == loose_key(span.text) for form in concept.allowed):
        return False
    ours = {token.key for form in concept.allowed for token in tokens(form)}
    common = ours & {token.key for token in tokens(span.text)}
    is_alike = len(shared) >= _ALIKE * max(len(one), len(other))
    if is_alike and len(common) >= 2:
        return True
    return any(_differ_in_one(form, span.text, head=is_alike) for form in concept.allowed)


def _differ_in_one(first: str, second: str, *, head: bool) -> bool:
    """Whether two forms of two words, no names, have one word in common: the second, with `head` the first as well."""
    one, two = ([token.key for token in tokens(form)] for form in (first, second))
    if len(one) != 2 or len(two) != 2 or is_name(first) or is_name(second):
        return False
    return (one[1] == two[1]) != (one[0] == two[0]) and (one[1] == two[1] or head)


def _spoils(place: Place, taken: Place) -> bool:
    """Whether a taken place overlaps and is not just a part of the found one."""
    overlaps = place[0] < taken[1] and taken[0] < place[1]
    return overlaps and not (place[0] <= taken[0] and taken[1] <= place[1] and place != taken)


def _windows(text: str, words: Sequence[Token], size: int) -> Iterable[Sequence[Token]]:
    """Neighbouring tokens with nothing but spaces and hyphens between them."""
    for first in range(len(words) - size + 1):
        window = words[first : first + size]
        if _is_joined(text, window):
            yield window


def _is_joined(text: str, window: Sequence[Token]) -> bool:
    return all(is_joint(text, left, right) for left, right in pairwise(window))


def _differing(wanted: Sequence[Token], words: Sequence[Token]) -> Iterator[tuple[Sequence[Token], Token, Token]]:
    """Neighbouring tokens of which one alone is not the wanted one, with that, as it is wanted and as it is there."""
    for first, place in differing_in_one([token.key for token in wanted], [token.key for token in words]):
        yield words[first : first + len(wanted)], wanted[place], words[first + place]


def _place(window: Sequence[Token]) -> Place:
    return window[0].start, window[-1].stop


def _misspelt(form: str, text: str, words: Sequence[Token]) -> Place | None:
    """All words but one as in the form, and that one a slip away."""
    wanted = tokens(form)
    for window, right, written in _differing(wanted, words):
        if _is_slip(right, written, alone=len(wanted) == 1) and _is_joined(text, window):
            return _place(window)
    return None


def _is_slip(right: Token, written: Token, *, alone: bool) -> bool:
    from rapidfuzz.distance import DamerauLevenshtein

    if abs(len(right.key) - len(written.key)) > _MOST_LETTERS:
        return False
    if is_demonym(right.key, written.key) or (
        (alone or written.text.islower()) and is_of_family(right.key, written.key)
    ):
        return False
    if is_abbreviation(right.text):
        if _is_mixed_up(right.text, written.text):
            return True
        allowed = 1 if len(right.text) >= 4 and written.text.isupper() else 0
    elif right.text[0].isupper():
        # A name: other spellings of foreign names differ by more than one letter. Alone it needs the capital.
        allowed = 2 if len(right.key) >= 6 else 1 if len(right.key) >= 4 else 0
        if alone and not written.text[0].isupper():
            return False
    else:
        # Common words alone have neighbours that are words as well (signatory, signature).
        allowed = 2 if len(right.key) >= _LONG_WORD and not alone else 1 if len(right.key) >= (8 if alone else 5) else 0
        if stem(right.key) == stem(written.key):
            return False
    distance = DamerauLevenshtein.distance(right.key, written.key, score_cutoff=allowed)
    return 0 < distance <= allowed


def _is_mixed_up(right: str, written: str) -> bool:
    """`IEAE` for IAEA: as long, of the same letters, with the first where it belongs."""
    is_alike = len(written) == len(right) >= 4 and written.isupper() and written != right
    return is_alike and written[0] == right[0] and set(written) == set(right)


def _hyphened_otherwise(form: str, text: str, words: Sequence[Token]) -> Place | None:
    """The form's words with other hyphens, where hyphens matter (the matcher did not accept it)."""
    places = (place for place in _same_words(form, text, words) if strict_key(text[slice(*place)]) != strict_key(form))
    return next(places, None)


def _same_words(form: str, text: str, words: Sequence[Token]) -> Iterator[Place]:
    """Where the form's words stand, whatever their number, capitals and hyphens."""
    wanted = tokens(form)
    if not {token.key for token in words}.issuperset(token.key for token in wanted):
        return
    for window in _windows(text, words, len(wanted)):
        if all(a.key == b.key for a, b in zip(wanted, window, strict=True)):
            yield _place(window)


def _reordered(form: str, text: str, words: Sequence[Token]) -> Place | None:
    """The form's content words, at least three, in another order."""
    wanted = sorted(token.key for token in content_words(form))
    if len(wanted) < 3 or not {token.key for token in words}.issuperset(wanted):
        return None
    size = len(tokens(form))
    for width in (size, size + 1, size - 1, size + 2):
        for window in _windows(text, words, width):
            if window[0].key in STOP_WORDS or window[-1].key in STOP_WORDS:
                continue
            if sorted(token.key for token in window if token.key not in STOP_WORDS) == wanted:
                return _place(window)
    return None


def _one_word_replaced(form: str, text: str, words: Sequence[Token]) -> Place | None:
    """One of at least three content words is another one."""
    wanted = tokens(form)
    content = len(content_words(form))
    # A name has its words in one form: no `Eliminating` for Elimination.
    same = _key if is_name(form) else _stem
    known = {same(token) for token in words} if content >= 3 else set()
    if content < 3 or sum(same(token) not in known for token in wanted) > 1:
        return None
    for window in _windows(text, words, len(wanted)):
        wrong = [(a, b) for a, b in zip(wanted, window, strict=True) if same(a) != same(b)]
        if len(wrong) != 1:
            continue
        right, written = wrong[0]
        # `world free of such weapons` names the weapons by referring to them.
        if {right.key, written.key} & (STOP_WORDS | REFERRING):
            continue
        # A word of the family nearby: the socialist path, for socialism.
        if not is_name(form) and any(are_like(right.key, word.key) for word in words if word not in window):
            continue
        # A name keeps its capitals when one of its words is replaced.
        if is_name(form) and not written.text[0].isupper():
            continue
        return _place(window)
    return None


def _key(token: Token) -> str:
    return token.key


def _stem(token: Token) -> str:
    return stem(token.key)
