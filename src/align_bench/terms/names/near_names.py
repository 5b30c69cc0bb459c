"""Words of the English that may be names, where they stand, and which are spelt nearly alike.

Owns which of two spellings is held against the other; whether both are of one name is for the Chinese to say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache, reduce

from align_bench.terms.english import Token, is_abbreviation
from align_bench.terms.wording import common_start, is_of_family

# Letters of the shortest name that is compared; and by how many letters spellings of one name may differ, from what
# length on.
_SHORTEST = 4
_ABBREVIATION = 5
_SHORT = 7
_LONG_WORD = 9
_SHORTEST_WORD = 5
_MOST_LETTERS = ((10, 3), (6, 2), (_SHORTEST, 1))
# Two words that differ in such endings behind a common beginning may be a place and its people, or two languages'
# forms of one name: Somalia, Somali; Mexico, Mexican; Argentina, Argentine; Marxism, Marxist.
_ROOT = 3
_OF_PLACES = frozenset("aeiouy") | {""}
_OF_PEOPLES = frozenset("n an en ian ean ese ish ic ine er k s es h".split())  # noqa: SIM905
_AMERICAN = [
    (re.compile(british), american)
    for british, american in (
        ("ys(?=[ei])|is(?=e|ing|ation)", "iz"),
        ("our", "or"),
        ("re$", "er"),
        ("ll(?=or|er|ed|ing)", "l"),
        ("mme$", "m"),
        ("[ao]e", "e"),
        ("ogue$", "og"),
        ("ce$", "se"),
    )
]
_OF_ADHERENTS = frozenset({"ian", "ean", "ism", "ist", "ic", "ite"})
# A spelling that stands so often is no slip.
_MEANT = 20
_TITLES = frozenset(
    "mr mrs ms miss messrs dr prof professor ambassador president minister chair chairman chairwoman chairperson "  # noqa: SIM905
    "secretary general judge justice sir dame lord lady madam madame mme monsieur prince princess king queen sheikh "
    "senator governor colonel captain major lieutenant admiral commissioner rapporteur facilitator representative "
    "chancellor premier excellency counsellor bishop cardinal pope reverend father sister speaker coordinator "
    "administrator envoy executive deputy doctor commander marshal emir sultan imam ayatollah director".split()
)
_PARTICLES = frozenset(
    "al el bin ben ibn abu de da do dos del della di du van von der den la le ter y".split()  # noqa: SIM905
)
_MOST_NAMES = 5
_BETWEEN = frozenset((" ", ". ", "-", "’", "'", ".", "\n", ", H.E. "))


class NearNames:
    """The names of many texts."""

    def __init__(
        self,
        holders: Mapping[str, Sequence[int]],
        length: int,
        common: Collection[str],
        listed: Collection[str] = (),
    ) -> None:
        """`holders`: the texts that have each name, by its key, once for each time; of so many texts in all.

        `common`: keys of words that also stand in lower case. `listed`: of words that are spelt right.
        """
        self._holders, self.length = holders, length
        self.common, self._listed = common, listed
        self._order = {key: number for number, key in enumerate(holders)}
        self._by_edge: dict[tuple[bool, str], list[str]] = defaultdict(list)
        for key in holders:
            for edge in _edges(key):
                self._by_edge[edge].append(key)
        self._known: dict[str, tuple[str, ...]] = {}

    def holders(self, key: str) -> Sequence[int]:
        """The texts that have a name, once for each time."""
        return self._holders.get(key, ())

    def usual(self, key: str) -> tuple[str, ...]:
        """The nearly equal names that this one is held against.

        Those that are listed, that stand more often, or as often and before it; the nearest and most usual first.
        """
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._near(key)
        return known

    def _near(self, key: str) -> tuple[str, ...]:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        if key in self.common or key in self._listed or len(key) < _SHORTEST or len(self.holders(key)) >= _MEANT:
            return ()
        found: dict[str, int] = {}
        rank = self._rank(key)
        for edge in _edges(key):
            near = extract(
                key, self._by_edge.get(edge, ()), scorer=OSA.distance, score_cutoff=_most_letters(len(key)), limit=None
            )
            found |= {
                other: distance
                for other, distance, _ in near
                if distance <= _most_letters(len(other)) and self._rank(other) < rank
            }
        return tuple(sorted(found, key=lambda other: (found[other], self._rank(other))))

    def _rank(self, key: str) -> tuple[bool, int, int]:
        return key not in self._listed, -len(self.holders(key)), self._order.get(key, len(self._order))


@lru_cache(maxsize=1 << 14)
def may_be_name(word: str) -> bool:
    """Whether a word has a capital and is no abbreviation; words all in capitals count where they are long."""
    if not word[0].isupper() or len(word) < _SHORTEST:
        return False
    return len(word) > _ABBREVIATION if word.isupper() else not is_abbreviation(word)


def may_be_derived(one: str, other: str) -> bool:
    """Whether two words differ in such endings as those of peoples and languages."""
    root = common_start(one, other)
    endings = {one[root:], other[root:]}
    if root < _ROOT or not endings & _OF_PLACES:
        roots = range(_ROOT, root + 1)
        return is_of_family(one, other) or any({one[n:], other[n:]} <= _OF_ADHERENTS for n in roots)
    return endings <= _OF_PLACES | _OF_PEOPLES or endings == {"", "ia"}


def is_slip(one: str, other: str) -> bool:
    """Whether words differ in one letter, long ones in two: few words are so near to each other."""
    from rapidfuzz.distance import OSA

    shorter = min(len(one), len(other))
    return shorter >= _SHORTEST_WORD and OSA.distance(one, other) <= (2 if shorter >= _LONG_WORD else 1)


def are_variants(one: str, other: str) -> bool:
    """Whether two words are the same in British and American spelling: organisation, organization."""
    return _american(one) == _american(other)


def has_title(words: Sequence[Token], place: int, text: str) -> bool:
    """Whether a title stands before a word, or before the name that it is a part of."""
    for number in range(place, max(0, place - _MOST_NAMES), -1):
        before = words[number - 1]
        if text[before.stop : words[number].start] not in _BETWEEN:
            return False
        if before.text.lower() in _TITLES and before.text[0].isupper():
            return True
        if not before.text[0].isupper() and before.text not in _PARTICLES:
            return False
    return False


def _edges(key: str) -> tuple[tuple[bool, str], ...]:
    """Of two spellings that differ in few letters, one edge is the same."""
    edges = (True, key[:2]), (False, key[-3:])
    return edges if len(key) > _SHORT else (*edges, (False, key[-2:]))


def _most_letters(length: int) -> int:
    return next((most for least, most in _MOST_LETTERS if length >= least), 0)


def _american(word: str) -> str:
    return reduce(lambda spelt, change: change[0].sub(change[1], spelt), _AMERICAN, word)
