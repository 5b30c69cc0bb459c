"""Where the terms of a termbase stand in a text.

Owns finding; judging what is missing or wrong is `checks`. Chinese: leftmost-longest over all terms at once, so that a
term inside a longer one is not counted twice. English: by folded words, so that number, case and hyphens do not matter
unless a forbidden form differs from an allowed one in nothing else, or the term's options say that they do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from operator import itemgetter
from typing import NamedTuple

import ahocorasick_rs

from align_bench.kernels import kernel
from align_bench.model.termbase import Concept, Term, Termbase, TermStatus
from align_bench.terms.chinese import Folded, fold, fold_term
from align_bench.terms.english import Token, is_abbreviation, is_joint, loose_key, strict_key, tokens
from align_bench.terms.inflection import verb_forms
from align_bench.terms.literal import LiteralForms, is_literal
from align_bench.terms.options import begins_sentence, has_options, is_as_wished

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
_TELLING = 4


class TermHit(NamedTuple):
    """A term at a place of a text."""

    concept: Concept
    start: int
    stop: int
    text: str
    status: TermStatus
    embedded: bool = False
    """Part of a longer name that is not in the termbase: it need not be rendered by its own English."""

    def __hash__(self) -> int:
        # By the place and the concept's id alone: the concept with all its terms takes long.
        return hash((self.start, self.stop, self.concept.id))


_as_hit = partial(tuple.__new__, TermHit)
_START, _STOP = itemgetter(1), itemgetter(2)


@dataclass(frozen=True, slots=True)
class _Form:
    concept: Concept
    term: Term
    strict: str
    is_abbreviation: bool


class TermMatcher:
    """Finds terms; made once for a termbase, it keeps no state between texts."""

    def __init__(self, termbase: Termbase) -> None:
        self.termbase = termbase
        self._patterns: dict[str, list[tuple[Concept, TermStatus]]] = defaultdict(list)
        self._forms: dict[str, list[_Form]] = defaultdict(list)
        self._literal = LiteralForms[_Form]()
        for concept in termbase.concepts:
            self._add_chinese(concept)
            self._add_english(concept)
        self._contested = {
            key for key, forms in self._forms.items() if len({form.term.status.is_allowed for form in forms}) == 2
        }
        self._add_verb_forms()
        self._particular = {key for key, forms in self._forms.items() if any(has_options(form.term) for form in forms)}
        self._plain = {
            key: [(form.concept, form.term.status) for form in forms]
            for key, forms in self._forms.items()
            if key not in self._contested | self._particular and not any(form.is_abbreviation for form in forms)
        }
        """Of the keys at which nothing else is asked for, the concepts with the status of their forms."""
        self._beginnings = frozenset(key[:length] for key in self._forms for length in range(len(key) + 1))

    @cached_property
    def _named(self) -> list[list[tuple[Concept, TermStatus]]]:
        """The concepts of each pattern of the automaton."""
        return list(self._patterns.values())

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(list(self._patterns), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def source_hits(self, text: str) -> tuple[TermHit, ...]:
        """The Chinese terms of a text, longest first, in order; where two concepts share a term, one hit for each.

        An ordinal may stand inside of one: 缔约国会议 in 缔约国第二十一届会议.
        """
        if not self._patterns:
            return ()
        folded = fold(text)
        found = list(self._chinese_hits(text, folded))
        numbered = [match.span() for match in _ORDINAL.finditer(folded.text)] if "第" in folded.text else []
        if numbered:
            places = [folded.starts[start] for start, _ in numbered]
            others = self._chinese_hits(text, folded.without(numbered))
            whole = [hit for hit in others if any(hit.start < place < hit.stop for place in places)]
            whole = [hit for hit in whole if not any(_is_within(hit, other) for other in found)]
            found = [hit for hit in found if not any(_is_within(hit, other) for other in whole)] + whole
            found.sort(key=lambda hit: (hit.start, -hit.stop))
        return tuple(found)

    def _chinese_hits(self, text: str, folded: Folded) -> Iterator[TermHit]:
        titles = [match.span() for match in _TITLE.finditer(folded.text)] if "《" in folded.text else []
        has_names = "·" in folded.text
        whole, starts, named = folded.text, folded.starts, self._named
        for pattern, first, last in self._automaton.find_matches_as_indexes(whole):
            if has_names and _is_in_personal_name(whole, first, last):
                continue
            start, stop = starts[first], starts[last - 1] + 1
            embedded = _is_embedded(whole, first, last, titles)
            for concept, status in named[pattern]:
                yield _as_hit((concept, start, stop, text[start:stop], status, embedded))

    def target_hits(
        self, text: str, concepts: Iterable[Concept] | None = None, *, words: Sequence[Token] | None = None
    ) -> tuple[TermHit, ...]:
        """The English terms of a text, allowed and forbidden, in order of start, longer ones first.

        Hits of different concepts may overlap; of hits of one concept that lie in each other the longest is given.
        """
        wanted = None if concepts is None else {concept.id for concept in concepts}
        words = tokens(text) if words is None else words
        compiled = kernel("english")
        places = (
            _places(text, words, self._forms, self._beginnings)
            if compiled is None
            else compiled.places(text, words, self._forms, self._beginnings, is_joint)
        )
        found: list[TermHit] = []
        for start, stop, key in places:
            plain = self._plain.get(key)
            if plain is None:
                found.extend(self._hits(text, key, start, stop, wanted))
                continue
            for concept, status in plain:
                if wanted is None or concept.id in wanted:
                    # The tuple itself is made in half the time of `TermHit(...)`.
                    found.append(_as_hit((concept, start, stop, text[start:stop], status, False)))
        found.extend(self._literal_hits(text, wanted))
        # By start, of these the longest first.
        found.sort(key=_STOP, reverse=True)
        found.sort(key=_START)
        return tuple(_without_nested(found))

    def _add_chinese(self, concept: Concept) -> None:
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

    def _add_english(self, concept: Concept) -> None:
        for term in concept.in_language("en"):
            key = loose_key(term.text)
            form = _Form(concept, term, strict_key(term.text), is_abbreviation(term.text))
            literal = is_literal(term.text)
            if literal:
                self._literal.add(term.text, form)
            # The words alone of a long form are unmistakable: `St Petersburg` for `St. Petersburg`, not `us` for `U.S.`
            if key and (not literal or len(key) >= _TELLING):
                self._forms[key].append(form)

    def _add_verb_forms(self) -> None:
        """`took effect` for `take effect`, where it is no form of its own."""
        listed = set(self._forms)
        for form in [form for forms in self._forms.values() for form in forms]:
            keys = {loose_key(text) for text in verb_forms(form.term)}
            for key in sorted(keys - listed):
                self._forms[key].append(form)

    def _hits(self, text: str, key: str, start: int, stop: int, wanted: set[str] | None) -> Iterable[TermHit]:
        surface = text[start:stop]
        forms = self._forms[key]
        if key in self._particular:
            forms = [form for form in forms if _is_as_wished(form, text, start, stop)]
        if key in self._contested:
            strict = strict_key(surface)
            forms = [form for form in forms if form.strict == strict]
            if len({form.term.status.is_allowed for form in forms}) == 2:
                # Where a sentence begins, `Member State` may be the allowed `member State`.
                doubtful = key in self._particular and begins_sentence(text, start)
                wished = [f for f in forms if (f.term.status.is_allowed if doubtful else f.term.text == surface)]
                forms = wished or forms
        for form in forms:
            if wanted is not None and form.concept.id not in wanted:
                continue
            if form.is_abbreviation and not _same_capitals(form.term.text, surface):
                continue
            yield TermHit(form.concept, start, stop, surface, form.term.status)

    def _literal_hits(self, text: str, wanted: set[str] | None) -> Iterable[TermHit]:
        for start, stop, form in self._literal.find(text):
            if wanted is not None and form.concept.id not in wanted:
                continue
            if _is_as_wished(form, text, start, stop):
                yield TermHit(form.concept, start, stop, text[start:stop], form.term.status)


def _places(
    text: str, words: Sequence[Token], forms: Container[str], beginnings: frozenset[str]
) -> Iterator[tuple[int, int, str]]:
    """Where words make the key of a form, with that key; in order of the first word, shorter places first."""
    for index, (start, stop, _, key) in enumerate(words):
        if key not in beginnings:
            continue
        if key in forms:
            yield start, stop, key
        for place in range(index + 1, len(words)):
            word = words[place]
            is_article = word.key == "the"
            if not is_article and (key := key + word.key) not in beginnings:
                break
            if not is_joint(text, words[place - 1], word):
                break
            if not is_article and key in forms:
                yield start, word.stop, key


def _is_as_wished(form: _Form, text: str, start: int, stop: int) -> bool:
    return not has_options(form.term) or is_as_wished(form.term, text, start, stop)


def _same_capitals(abbreviation: str, surface: str) -> bool:
    """`NSA` and `NSAs` are NSAs, `who` is not WHO, `AIDS` not aids."""
    return surface == abbreviation or surface.removesuffix("s") == abbreviation.removesuffix("s")


def _is_in_personal_name(text: str, start: int, stop: int) -> bool:
    """努尔苏丹 in 努尔苏丹·纳扎尔巴耶夫 is a given name, whatever it is elsewhere."""
    return text[stop : stop + 1] == "·" or text[max(0, start - 1) : start] == "·"


def _is_within(hit: TermHit, other: TermHit) -> bool:
    return other.start <= hit.start and hit.stop <= other.stop


def _is_embedded(text: str, start: int, stop: int, titles: list[tuple[int, int]]) -> bool:
    for first, last in titles:
        if first < start + 1 and stop < last and (first + 1, last - 1) != (start, stop):
            return text[start] != "《"
    # Most texts go on with none of these characters, which is quicker to see.
    return text[stop : stop + 1] in _SUFFIX_BEGINNINGS and _NAME_SUFFIX.match(text, stop) is not None


def _without_nested(hits: Iterable[TermHit]) -> Iterable[TermHit]:
    """Of one concept, no hit inside another one, and none twice."""
    reached: dict[str, int] = {}
    for hit in hits:
        if hit.stop > reached.get(hit.concept.id, -1):
            reached[hit.concept.id] = hit.stop
            yield hit
