"""Where the Chinese terms of a termbase stand in a text.

Owns finding: leftmost-longest over all terms at once, so that a term inside a longer one is not counted twice.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate

import ahocorasick_rs

from align_bench.model.termbase import Concept, TermStatus
from align_bench.terms.chinese import Folded, fold, fold_term
from align_bench.terms.hits import TermHit, as_hit

# A term in front of one of these is part of a name that the termbase may not list, and that has its own rendering.
_NAME_SUFFIXES = ("条约", "公约", "组织", "国际日", "联盟", "基金", "法院", "宣言", "协会", "峰会")
_NAME_SUFFIX = re.compile("|".join(_NAME_SUFFIXES))
_SUFFIX_BEGINNINGS = frozenset(suffix[0] for suffix in _NAME_SUFFIXES)
# 缔约国第二十一届会议, 理事会第 5 次会议.
_ORDINAL = re.compile(r"第[0-9〇零○一二三四五六七八九十百]{1,6}[届次](?=会议|大会|常会|届会|峰会)")
_TITLE = re.compile(r"《[^《》]*》")
_TITLE_MARKS = "《》"
# A title this long is unmistakable without its marks as well; shorter ones (《条约》) are common nouns without them.
_LONG_TITLE = 5


class SourceTerms:
    """The Chinese terms of concepts."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._patterns: dict[str, list[tuple[Concept, TermStatus]]] = defaultdict(list)
        for concept in concepts:
            self._add(concept)

    @cached_property
    def _named(self) -> list[list[tuple[Concept, TermStatus]]]:
        """The concepts of each pattern of the automaton."""
        return list(self._patterns.values())

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(list(self._patterns), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def hits(self, text: str) -> tuple[TermHit, ...]:
        """As `TermMatcher.source_hits`."""
        if not self._patterns:
            return ()
        folded = fold(text)
        found = self._hits(text, folded)
        numbered = [match.span() for match in _ORDINAL.finditer(folded.text)] if "第" in folded.text else []
        if numbered:
            places = [folded.starts[start] for start, _ in numbered]
            others = self._hits(text, folded.without(numbered))
            whole = [hit for hit in others if bisect_right(places, hit.start) < bisect_left(places, hit.stop)]
            whole = _outside(whole, found)
            found = _outside(found, whole) + whole
            found.sort(key=lambda hit: (hit.start, -hit.stop))
        return tuple(found)

    def _hits(self, text: str, folded: Folded) -> list[TermHit]:
        titles = [match.span() for match in _TITLE.finditer(folded.text)] if "《" in folded.text else []
        has_names = "·" in folded.text
        whole, starts, named = folded.text, folded.starts, self._named
        found: list[TermHit] = []
        for pattern, first, last in self._automaton.find_matches_as_indexes(whole):
            if has_names and _is_in_personal_name(whole, first, last):
                continue
            start, stop = starts[first], starts[last - 1] + 1
            # Most terms stand in no title, and before none of these characters.
            may_be_embedded = titles or whole[last : last + 1] in _SUFFIX_BEGINNINGS
            embedded = bool(may_be_embedded) and _is_embedded(whole, first, last, titles)
            for concept, status in named[pattern]:
                found.append(as_hit((concept, start, stop, text[start:stop], status, embedded)))
        return found

    def _add(self, concept: Concept) -> None:
        for term in concept.in_language("zh"):
            folded = fold_term(term.text)
            variants = {folded}
            bare = folded.strip(_TITLE_MARKS)
            if term.is_exact:
                pass
            elif bare != folded:
                variants.add(f"“{bare}”")
                if len(bare) >= _LONG_TITLE:
                    variants.add(bare)
            elif bare == folded and len(bare) >= _LONG_TITLE:
                variants.add(f"《{bare}》")
            for variant in sorted(variants):
                if variant and all(known.id != concept.id for known, _ in self._patterns[variant]):
                    self._patterns[variant].append((concept, term.status))


def _is_in_personal_name(text: str, start: int, stop: int) -> bool:
    """努尔苏丹 in 努尔苏丹·纳扎尔巴耶夫 is a given name, whatever it is elsewhere."""
    return text[stop : stop + 1] == "·" or text[max(0, start - 1) : start] == "·"


def _outside(hits: list[TermHit], others: list[TermHit]) -> list[TermHit]:
    """The hits that are within none of the others; both by their starts."""
    starts = [other.start for other in others]
    stops = [0, *accumulate((other.stop for other in others), max)]
    return [hit for hit in hits if stops[bisect_right(starts, hit.start)] < hit.stop]


def _is_embedded(text: str, start: int, stop: int, titles: list[tuple[int, int]]) -> bool:
    for first, last in titles:
        if first < start + 1 and stop < last and (first + 1, last - 1) != (start, stop):
            return text[start] != "《"
    return _NAME_SUFFIX.match(text, stop) is not None
