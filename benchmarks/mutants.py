"""Faults made by rule in texts that have none, so that recall is measured on more than a few planted faults.

Owns how each kind of fault is made; the same texts and seed give the same faults. Running the checks over them and
counting is `checks`. Whole words go with their space, so that no check of form finds a deletion by accident.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from align_bench.checks.context import make_context
from align_bench.checks.views import UnitView
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review
from align_bench.terms.english import tokens
from align_bench.terms.hits import TermHit
from align_bench.terms.wording import is_name
from align_bench.text.dates import MONTHS
from align_bench.text.numbers import CARDINALS, ORDINALS

SEED = 20
PER_KIND = 150
_POSSESSIVE = re.compile("[’']s?(?![A-Za-z])")
# Before a word that does not begin a sentence.
_INSIDE = re.compile(r"[a-z,] $")
_PERSON = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Ambassador|Professor)\.? (?:[A-Z][\w.’-]+ ){0,3}$")
_CALENDAR = (*MONTHS, "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Faults far enough apart not to be taken for each other, and few enough not to change what is usual in a document.
_PER_ROUND = 4

KINDS = (
    "forbidden form",
    "digit",
    "month",
    "ordinal",
    "number word",
    "misspelt name",
    "term deleted, occurs once",
    "term deleted, one of several",
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault in one unit."""

    kind: str
    document: str
    unit: str
    start: int
    """Where `old` stands in the unit's English, markers not counted (`SideText.text`)."""

    old: str
    new: str
    terms: frozenset[str]
    """The Chinese terms of which one has to be named where there is no place in the English."""


def make_mutants(reviews: Sequence[Review], termbase: Termbase) -> list[Mutant]:
    """Up to 150 faults of each kind, chosen by a fixed seed."""
    context = make_context(reviews, termbase)
    random_source = random.Random(SEED)  # noqa: S311 - no secret
    found: dict[str, list[Mutant]] = defaultdict(list)
    for view in context.views:
        if view.is_pair:
            for mutant in (*_in_terms(view, random_source), *_in_figures(view, random_source)):
                found[mutant.kind].append(mutant)
    chosen = []
    for kind in KINDS:
        made = found[kind]
        chosen += sorted(
            random_source.sample(made, min(PER_KIND, len(made))), key=lambda m: (m.document, m.unit, m.start)
        )
    return chosen


def misspelt_names(reviews: Sequence[Review]) -> list[Mutant]:
    """One fault for each place of a word that stands twice or more, with a capital and never in lower case.

    Of kind `person` behind Mr., Ms. and the like. Not for words that only begin sentences, nor days and months.
    """
    context = make_context(reviews, Termbase())
    chance = random.Random(SEED)  # noqa: S311 - no secret
    common = {word.text for view in context.views for word in view.words if word.text.islower()}
    common |= {name.lower() for name in _CALENDAR}
    places = [
        (view, word)
        for view in context.views
        if view.is_pair
        for word in view.words
        if word.text.isalpha() and word.text.istitle() and len(word.text) > 3 and word.text.lower() not in common
    ]
    counts = Counter(word.text for _, word in places)
    inside = {word.text for view, word in places if _INSIDE.search(view.target.text, 0, word.start)}
    return [
        _mutant(
            "person" if _PERSON.search(view.target.text, 0, word.start) else "other capitalised word",
            view,
            (word.start, word.text),
            _misspelling(word.text, chance),
        )
        for view, word in places
        if counts[word.text] > 1 and word.text in inside
    ]


def _misspelling(word: str, chance: random.Random) -> str:
    """Two letters change places, or one is left out, doubled or another one; the first one stays."""
    while True:
        at = chance.randrange(1, len(word) - 1)
        new = chance.choice(
            (
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + chance.choice("aeiorlnt") + word[at + 1 :],
            )
        )
        if new != word:
            return new


def rounds(mutants: Sequence[Mutant]) -> Iterator[list[Mutant]]:
    """Mutants of one kind that are tried in one run: one a unit, a few a document."""
    waiting = list(mutants)
    while waiting:
        taken: list[Mutant] = []
        for mutant in waiting:
            rivals = [other for other in taken if other.document == mutant.document]
            if len(rivals) < _PER_ROUND and all(other.unit != mutant.unit for other in rivals):
                taken.append(mutant)
        waiting = [mutant for mutant in waiting if mutant not in taken]
        yield taken


def apply(mutants: Sequence[Mutant], reviews: Sequence[Review]) -> list[Review]:
    changes = {(mutant.document, mutant.unit): mutant for mutant in mutants}
    return [
        Review(
            review.name,
            tuple(
                replace(unit, target=_changed(unit.target, changes[review.name, unit.id]))
                if (review.name, unit.id) in changes
                else unit
                for unit in review.units
            ),
        )
        for review in reviews
    ]


def _changed(target: str, mutant: Mutant) -> str:
    """The unit's English with markers, changed at a place that was counted without them."""
    from align_bench.text.labels import split_marker

    lines, position = [], 0
    for whole in target.split("\n"):
        line, rest = whole, split_marker(whole, "en")[2]
        inside = mutant.start - position
        if inside >= 0 and inside + len(mutant.old) <= len(rest):
            assert rest[inside : inside + len(mutant.old)] == mutant.old
            line = line[: len(line) - len(rest)] + rest[:inside] + mutant.new + rest[inside + len(mutant.old) :]
        lines.append(line)
        position += len(rest) + 1
    return "\n".join(lines)


# ---------------------------------------------------------------------------------------------------------- terms


def _in_terms(view: UnitView, chance: random.Random) -> Iterator[Mutant]:
    matched = view.renderings.matched
    for hit, span in matched:
        names = _names(hit, span, view)
        forms = [form for form in hit.concept.forbidden if form != span.text and form not in hit.concept.allowed]
        if forms:
            form = chance.choice(forms)
            form = form[0].upper() + form[1:] if span.text[0].isupper() else form
            yield _mutant("forbidden form", view, (span.start, span.text), form, names)
        if is_name(span.text):
            yield from _misspelt(view, span, names, chance)
        # 全称(简称) are two mentions of one thing.
        mentions = sum(
            other.concept.id == hit.concept.id or other.text.strip("《》") in names for other in view.source_hits
        )
        kind = "term deleted, occurs once" if mentions == 1 else "term deleted, one of several"
        yield _deleted(kind, view, span, names)


def _names(hit: TermHit, span: TermHit, view: UnitView) -> frozenset[str]:
    """The term, and the others of the unit that the same English renders."""
    shared = {other.concept.id for other in view.target_hits if (other.start, other.stop) == (span.start, span.stop)}
    here = {other.concept for other in view.source_hits if other.concept.id in shared | {hit.concept.id}}
    return frozenset(term.strip("《》") for concept in here for term in concept.source_terms)


def _misspelt(view: UnitView, span: TermHit, names: frozenset[str], chance: random.Random) -> Iterator[Mutant]:
    words = [word for word in tokens(span.text) if len(word.text) >= 6 and word.text[0].isupper()]
    if not words:
        return
    word = chance.choice(words)
    at = chance.randrange(2, len(word.text) - 1)
    letter = chance.choice([c for c in "aeiorlnt" if c != word.text[at].lower()])
    letter = letter.upper() if word.text.isupper() else letter
    wrong = word.text[:at] + letter + word.text[at + 1 :]
    yield _mutant("misspelt name", view, (span.start + word.start, word.text), wrong, names)


def _deleted(kind: str, view: UnitView, span: TermHit, names: frozenset[str]) -> Mutant:
    """With its possessive and a space; a bracketed abbreviation with its brackets."""
    text = view.target.text
    start, stop = span.start, span.stop
    if possessive := _POSSESSIVE.match(text, stop):
        stop = possessive.end()
    if text[start - 1 : start] == "(" and text[stop : stop + 1] == ")":
        start, stop = start - 1, stop + 1
    if text[start - 1 : start] == " ":
        start -= 1
    elif text[stop : stop + 1] == " ":
        stop += 1
    return _mutant(kind, view, (start, text[start:stop]), "", names)


# -------------------------------------------------------------------------------------------------------- figures


def _in_figures(view: UnitView, chance: random.Random) -> Iterator[Mutant]:
    text = view.target.text
    shared = {value for figure in view.source_figures for value in figure.value}
    for figure in view.target_figures:
        written = text[figure.start : figure.stop]
        if not shared & {value for value in figure.value if value is not None}:
            continue
        if figure.in_digits and (digit := re.search(r"\d(?!.*\d)", written)):
            other = chance.choice([d for d in "123456789" if d != digit.group()])
            yield _mutant("digit", view, (figure.start + digit.start(), digit.group()), other)
        if month := re.search("|".join(MONTHS), written):
            other = chance.choice([name for name in MONTHS if name != month.group()])
            yield _mutant("month", view, (figure.start + month.start(), month.group()), other)
        for kind, figure_kind, table in (("ordinal", "ordinal", ORDINALS), ("number word", "number", CARDINALS)):
            word = re.search(r"[a-z]+$", written, re.IGNORECASE)
            if figure.kind == figure_kind and word and table.get(word.group().lower(), 0) > 1:
                value = table[word.group().lower()]
                alike = [name for name, v in table.items() if v > 1 and v != value and (v < 20) == (value < 20)]
                other = chance.choice(alike)
                other = other.capitalize() if word.group()[0].isupper() else other
                yield _mutant(kind, view, (figure.start + word.start(), word.group()), other)


def _mutant(kind: str, view: UnitView, old: tuple[int, str], new: str, names: frozenset[str] = frozenset()) -> Mutant:
    """`old`: where the old text stands, and the text."""
    return Mutant(kind, view.document, view.unit.id, *old, new, names)
