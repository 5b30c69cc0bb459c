"""How likely it is that a term without rendering is lost, and not just put otherwise.

An omission loses content; a liberty puts other English in its place. So all English of a sentence is held against all
its Chinese: what no term and no gloss accounts for may stand for the term, above all where it is a word for a part of
it. Owns the evidence of one occurrence and what it weighs; what is known to stand for a term is `substitutes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import log

from align_bench.checks.terminology.substitutes import Substitutes
from align_bench.checks.usage import glosses, words_of
from align_bench.terms.english import Token, is_joint, outside
from align_bench.terms.hits import TermHit
from align_bench.terms.rendering.gaps import has_gap
from align_bench.terms.rendering.renderings import Piece
from align_bench.terms.wording import EMPTY_WORDS, content_words, is_name, is_of_family, stem

_SENTENCE_START = re.compile(r"(?:^|[.:;!?\n])[\s\"“(]*$")
# Log odds of a logistic regression over 783 terms deleted from nine translations (a treaty, a regulation, reports and
# speeches, 23,600 English words), as ten in 1,000 words, and 352 that the translators had put otherwise; then moved by
# hand, so that the cases of the tests hold.
_LOST = 2.2
_GAP = 2.4
_UNACCOUNTED = 5.0
_PART = 1.9
_UNDERSTOOD = 1.7
_ONE_OF_SEVERAL = 0.65
_VARIED = 3.2
# In characters: what stands before a word is looked at so far.
_NEAR = 12
# Added to the number of words, so that one of three is no third.
_FEW = 6


def log_odds(hit: TermHit, piece: Piece, substitutes: Substitutes, *, is_understood: bool) -> float:
    """Above 0 where the occurrence is rather lost; for terms of which nothing in the unit is a rendering.

    `is_understood`: whether English may do without it (`Substitutes.may_be_understood`).
    """
    view, context = substitutes.view, substitutes.context
    strange = unaccounted(hit, piece, substitutes)
    # The rendering of another term is no liberty with this one.
    free = outside(strange, [(each.start, each.stop) for each in view.target_hits])
    size = sum(piece.target[0] <= word.start < piece.target[1] for word in view.words)
    odds = _LOST - _UNACCOUNTED * (len(free) + 1) / (size + _FEW)
    if has_gap(view.target.text[slice(*piece.target)]):
        odds += _GAP
    # A name is not put in words of its own.
    if not any(is_name(form) for form in hit.concept.allowed):
        odds -= _PART * _share(hit, strange, view.target.text)
    if is_understood:
        odds -= _UNDERSTOOD
    # Who does without several terms in one place has worded it anew.
    odds -= _ONE_OF_SEVERAL * log(len(substitutes.renderings.unmatched))
    return odds - _VARIED * context.share_varied(view, hit.concept)


def unaccounted(hit: TermHit, piece: Piece, substitutes: Substitutes) -> Sequence[Token]:
    """Content words of a piece that render no term, are in no figure or name and no gloss of the Chinese around."""
    view = substitutes.view
    known = {each for word in _words_around(hit, piece, substitutes) for each in glosses(word)}
    figures = [(figure.start, figure.stop) for figure in view.target_figures]
    return [
        word
        for word in outside(substitutes.free, figures)
        if piece.target[0] <= word.start < piece.target[1]
        and word.text.lower() not in EMPTY_WORDS
        and word.text.isalpha()
        and len(word.text) > 1
        and (word.text.islower() or _SENTENCE_START.search(view.target.text, max(0, word.start - _NEAR), word.start))
        and stem(word.key) not in known
    ]


def _words_around(hit: TermHit, piece: Piece, substitutes: Substitutes) -> Iterator[str]:
    """The Chinese words of a piece between the terms that are rendered and this one."""
    start = piece.source[0]
    for other in sorted((hit, *(other for other, _ in substitutes.renderings.matched)), key=lambda each: each.start):
        if piece.source[0] <= other.start < piece.source[1]:
            yield from words_of(substitutes.view.simplified[start : other.start])
            start = max(start, other.stop)
    yield from words_of(substitutes.view.simplified[start : piece.source[1]])


def _share(hit: TermHit, strange: Sequence[Token], text: str) -> float:
    """How much of the term there is in words that nothing else accounts for: its own, of their family, or glosses.

    These stand alone: beside another one they are what is left of the term with the wrong word (`climate money`).
    """
    alone = [
        word
        for before, word, after in zip([None, *strange], strange, [*strange[1:], None], strict=False)
        if not (before and is_joint(text, before, word)) and not (after and is_joint(text, word, after))
    ]
    stems = {stem(word.key) for word in alone}
    chinese = words_of(hit.text)
    shares = [sum(not stems.isdisjoint(glosses(word)) for word in chinese) / len(chinese)] if chinese else []
    for own in filter(None, map(content_words, hit.concept.allowed)):
        met = sum(stem(each.key) in stems or any(is_of_family(each.key, word.key) for word in alone) for each in own)
        shares.append(met / len(own))
    return max(shares, default=0.0)
