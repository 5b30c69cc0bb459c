"""两国 and 双方: that there are two, said without a figure, where the English counts countries or sides.

Owns the words for those who meet and sign; they are compared only with a number that stands before one of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from align_bench.text.figures import Figure

_TWO = re.compile("两国|双方|两岸")
_PARTY = re.compile(
    r"\s(?:sovereign\s|neighbouring\s)?(?:countries|states|nations|sides|parties|governments|peoples)\b", re.IGNORECASE
)
_SAYS_TWO = re.compile(r"\b(?:both|either|neither|each other|two|second)\b", re.IGNORECASE)
# `fifteen countries` are others than the two of 两国.
_MOST = 12


def counts_parties(figure: Figure, text: str) -> bool:
    """Whether a number in words tells how many countries, sides or parties there are."""
    if figure.kind != "number" or figure.in_digits or figure.loose or figure.number > _MOST:
        return False
    return _PARTY.match(text, figure.stop) is not None


def two_parties(source: str, target: str, left: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """两国 as a figure, and the other number of parties that the English has in its place.

    `left` are the figures of the English that the Chinese lacks. Only where they have one such number and nothing else
    in the English says two.
    """
    said = _TWO.search(source)
    others = [figure for figure in left if counts_parties(figure, target) and figure.number > 1]
    if said is None or len(others) != 1 or others[0].number == 2 or _SAYS_TWO.search(target):
        return None
    return Figure("number", (Fraction(2),), *said.span(), in_digits=False), others[0]


def says_two(text: str) -> bool:
    """Whether the Chinese names two parties, which `two sides` may stand for."""
    return _TWO.search(text) is not None
