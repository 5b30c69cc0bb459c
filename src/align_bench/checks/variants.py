"""English that has a term but for a word: `voluntary payment` for 自愿捐款 where the termbase says `contribution`.

Of a term of three words and more, and of names, that is a near form (`terms.nearforms`). Of two common words it is one
only where nothing in the Chinese accounts for the other word: `climate measures` may stand for 气候措施 as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from align_bench.checks.liberties import unaccounted
from align_bench.checks.substitutes import Substitutes
from align_bench.terms.english import Token, is_abbreviation, is_joint, tokens
from align_bench.terms.hits import TermHit
from align_bench.terms.nearforms import REFERRING
from align_bench.terms.renderings import Piece
from align_bench.terms.spans import Place
from align_bench.terms.wording import STOP_WORDS, content_words, is_of_family, stem

_MOST = 3
"""A variant has fewer other words."""


def variant(hits: Iterable[TermHit], piece: Piece, substitutes: Substitutes) -> Place | None:
    """The first place in a piece of the English that is a form of one of the occurrences with another word in it."""
    for hit in hits:
        strange = unaccounted(hit, piece, substitutes)
        for form in hit.concept.allowed:
            if len(content_words(form)) > 1 and not is_abbreviation(form):
                place = next(_variants(form, strange, substitutes.view.target.text), None)
                if place is not None:
                    return place
    return None


def _variants(form: str, strange: Sequence[Token], text: str) -> Iterator[Place]:
    """Where some words of a form stand in their places, and others in those of the rest: of three words two may be."""
    wanted = tokens(form)
    for first in range(len(strange) - len(wanted) + 1):
        window = strange[first : first + len(wanted)]
        others = [(a.key, b.key) for a, b in zip(wanted, window, strict=True) if stem(a.key) != stem(b.key)]
        if 0 < len(others) < min(len(wanted), _MOST) and all(is_joint(text, a, b) for a, b in pairwise(window)):
            if any(
                {right, written} & (STOP_WORDS | REFERRING) or is_of_family(right, written) for right, written in others
            ):
                continue
            yield window[0].start, window[-1].stop
