"""English that has a term but for a word: `voluntary payment` for 自愿捐款 where the termbase says `contribution`.

Of a term of three words and more, and of names, that is a near form (`terms.rendering.nearforms`). Of two common words
it is one only where nothing in the Chinese accounts for the other word: `climate measures` may stand for 气候措施 as
well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from align_bench.checks.terminology.liberties import unaccounted
from align_bench.checks.terminology.substitutes import Substitutes
from align_bench.terms.english import Token, is_abbreviation, is_joint, tokens
from align_bench.terms.hits import TermHit
from align_bench.terms.rendering.nearforms import REFERRING
from align_bench.terms.rendering.references import kinds_of
from align_bench.terms.rendering.renderings import Piece
from align_bench.terms.rendering.spans import Place
from align_bench.terms.wording import STOP_WORDS, content_words, is_of_family, stem

_MOST = 3
"""A variant has fewer other words."""


def variant(hits: Iterable[TermHit], piece: Piece, substitutes: Substitutes) -> Place | None:
    """The first place in a piece of the English that is a form of one of the occurrences with other words in it."""
    text = substitutes.view.target.text
    free = [word for word in substitutes.free if piece.target[0] <= word.start < piece.target[1]]
    for hit in hits:
        own = set(map(stem, kinds_of(hit.text)))
        strange = {word.start for word in unaccounted(hit, piece, substitutes) if stem(word.key) not in own}
        for form in hit.concept.allowed:
            if len(content_words(form)) > 1 and not is_abbreviation(form):
                place = next(_variants(form, free, strange, text), None)
                if place is not None:
                    return place
    return None


def _variants(form: str, free: Sequence[Token], strange: Collection[int], text: str) -> Iterator[Place]:
    """Where some words of a form stand in their places, and strange ones in the others: of three words two may be."""
    wanted = tokens(form)
    for first in range(len(free) - len(wanted) + 1):
        window = free[first : first + len(wanted)]
        others = [(a, b) for a, b in zip(wanted, window, strict=True) if stem(a.key) != stem(b.key)]
        if not 0 < len(others) < min(len(wanted), _MOST) or not all(is_joint(text, a, b) for a, b in pairwise(window)):
            continue
        if all(b.start in strange and not _is_no_other(a.key, b.key, is_head=b is window[-1]) for a, b in others):
            yield window[0].start, window[-1].stop


def _is_no_other(right: str, written: str, *, is_head: bool) -> bool:
    """Whether a word is none that somebody put for the right one: `such`, a head in another form."""
    return bool({right, written} & (STOP_WORDS | REFERRING)) or (is_head and is_of_family(right, written))
