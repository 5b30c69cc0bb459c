"""Where the English terms of a termbase stand in a text, allowed and forbidden ones.

Owns finding: by folded words, so that number, case and hyphens do not matter unless a forbidden form differs from an
allowed one in nothing else, or the term's options say that they do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Protocol

from align_bench.kernels import lasting
from align_bench.model.termbase import Concept, Term
from align_bench.terms.english import Token, is_abbreviation, is_joint, loose_key, strict_key, tokens
from align_bench.terms.hits import TermHit, as_hit
from align_bench.terms.matching.inflection import verb_forms
from align_bench.terms.matching.literal import LiteralForms, is_literal
from align_bench.terms.matching.options import begins_sentence, has_options, is_as_wished

# In letters: the words of so long a form are unmistakable without its marks.
_TELLING = 4
# `of the the Parties` is a slip; more articles in a row are no English, and each would be gone through from each.
_MOST_ARTICLES = 4
_START, _STOP = itemgetter(1), itemgetter(2)


@dataclass(frozen=True, slots=True)
class _Form:
    concept: Concept
    term: Term
    strict: str
    is_abbreviation: bool


class Finder(Protocol):
    """Of the kernel `english_terms`."""

    def find(self, text: str, words: Sequence[Token]) -> list[TermHit]:
        """The hits of all concepts but for literal forms, nested ones too; by start, of these the longest first."""


class TargetTerms:
    """The English terms of concepts."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._forms: dict[str, list[_Form]] = defaultdict(list)
        self._literal = LiteralForms[_Form]()
        for concept in concepts:
            self._add(concept)
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

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(key[:length] for key in self._forms for length in range(len(key) + 1))

    @cached_property
    def _finder(self) -> Finder | None:
        compiled = lasting("english_terms")
        if compiled is None:
            return None
        places = compiled.Places(self._forms, _MOST_ARTICLES)
        finder: Finder = compiled.Hits(places, self._plain, self._hits, TermHit)
        return finder

    def hits(
        self, text: str, concepts: Iterable[Concept] | None = None, *, words: Sequence[Token] | None = None
    ) -> tuple[TermHit, ...]:
        """As `TermMatcher.target_hits`."""
        wanted = None if concepts is None else {concept.id for concept in concepts}
        words = tokens(text) if words is None else words
        if wanted is None and self._finder is not None:
            found = self._finder.find(text, words)
        else:
            found = self._found(text, words, wanted)
        literal = list(self._literal_hits(text, wanted))
        if literal:
            found += literal
            # By start, of these the longest first.
            found.sort(key=_STOP, reverse=True)
            found.sort(key=_START)
        return _without_nested(found)

    def _found(self, text: str, words: Sequence[Token], wanted: set[str] | None) -> list[TermHit]:
        found: list[TermHit] = []
        for start, stop, key in _places(text, words, self._forms, self._beginnings):
            plain = self._plain.get(key)
            if plain is None:
                found.extend(self._hits(text, key, start, stop, wanted))
                continue
            for concept, status in plain:
                if wanted is None or concept.id in wanted:
                    found.append(as_hit((concept, start, stop, text[start:stop], status, False)))
        return found

    def _add(self, concept: Concept) -> None:
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

    def _hits(self, text: str, key: str, start: int, stop: int, wanted: set[str] | None = None) -> Iterable[TermHit]:
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
    """Where words make the key of a form, with that key; in order of the first word, longer places first."""
    for index in range(len(words)):
        yield from reversed(_places_from(index, text, words, forms, beginnings))


def _places_from(
    index: int, text: str, words: Sequence[Token], forms: Container[str], beginnings: frozenset[str]
) -> list[tuple[int, int, str]]:
    """Those of one first word."""
    start, stop, _, key = words[index]
    if key not in beginnings:
        return []
    found = [(start, stop, key)] if key in forms else []
    articles = 0
    for place in range(index + 1, len(words)):
        word = words[place]
        articles = articles + 1 if word.key == "the" else 0
        if not articles and (key := key + word.key) not in beginnings:
            break
        if articles > _MOST_ARTICLES or not is_joint(text, words[place - 1], word):
            break
        if not articles and key in forms:
            found.append((start, word.stop, key))
    return found


def _is_as_wished(form: _Form, text: str, start: int, stop: int) -> bool:
    return not has_options(form.term) or is_as_wished(form.term, text, start, stop)


def _same_capitals(abbreviation: str, surface: str) -> bool:
    """`NSA` and `NSAs` are NSAs, `who` is not WHO, `AIDS` not aids."""
    return surface == abbreviation or surface.removesuffix("s") == abbreviation.removesuffix("s")


def _without_nested(hits: Sequence[TermHit]) -> tuple[TermHit, ...]:
    """Of one concept, no hit inside another one, and none twice."""
    compiled = lasting("english_terms")
    if compiled is not None:
        kept: tuple[TermHit, ...] = compiled.without_nested(hits)
        return kept
    reached: dict[str, int] = {}
    found = []
    for hit in hits:
        if hit.stop > reached.get(hit.concept.id, -1):
            reached[hit.concept.id] = hit.stop
            found.append(hit)
    return tuple(found)
