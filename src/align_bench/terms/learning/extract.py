"""Candidates for a termbase: expressions that recur, with what renders them.

Owns which of what was learnt (`usage`) is good enough for a terminologist to look at; a person decides what is a term.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from align_bench.model.termbase import Concept, Term, Termbase, TermStatus
from align_bench.terms.learning.candidates import Candidate, CandidateKind
from align_bench.terms.learning.rendered import Rendered
from align_bench.terms.learning.usage import Usage
from align_bench.terms.shortforms import english_short_forms
from align_bench.terms.wording import is_name

# Of a phrase's passages, the share that its English stands in; titles and names are terms in any case.
_SHARE = 0.5
_SURE_SHARE = 0.3
_GLOSSED = 0.5
# Words of one or two characters are hardly ever terms, and mean this and that.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Extracted:
    """A candidate."""

    candidate: Candidate
    rendered: Rendered
    abbreviations: tuple[str, ...]
    """Those that the English introduces for its usual rendering."""

    @property
    def zh(self) -> str:
        return self.candidate.text

    @property
    def admitted(self) -> tuple[str, ...]:
        """What else stands for it, abbreviations among that."""
        others = (rendering.text for rendering in self.rendered.others)
        return tuple(dict.fromkeys((*others, *self.abbreviations)))

    def concept(self) -> Concept:
        """A concept to be looked at: the usual rendering is preferred, others are admitted."""
        english = self.rendered.usual.text
        terms = [Term(self.zh, "zh"), Term(english, "en")]
        terms += [Term(text, "en", TermStatus.ADMITTED) for text in self.admitted if text != english]
        having, all_of_them = len(self.rendered.usual.passages), len(self.rendered.passages)
        return Concept(self.zh, tuple(terms), note=f"{self.candidate.count} times; in {having} of {all_of_them} pairs")


@dataclass(frozen=True, slots=True)
class ExtractedEnglish:
    """An English expression that recurs."""

    candidate: Candidate
    text: str
    """As it stands most often."""

    zh: tuple[str, ...]
    """The Chinese expressions that it usually stands for, as far as they are known."""


def extract_english(candidates: Iterable[Candidate], usage: Usage) -> tuple[ExtractedEnglish, ...]:
    """English expressions with the Chinese that they stand for; in the order in which they come."""
    sources: dict[str, list[str]] = defaultdict(list)
    for rendered in usage.rendered.values():
        if rendered.share >= _SHARE:
            sources[rendered.usual.key].append(rendered.zh)
    return tuple(
        ExtractedEnglish(candidate, usage.surface(candidate.text), tuple(sources[candidate.text]))
        for candidate in candidates
        if usage.having(candidate.text)
    )


def extract(candidates: Iterable[Candidate], usage: Usage) -> tuple[Extracted, ...]:
    """The candidates that have a rendering, in the order in which they come."""
    full_names = english_short_forms(passage.target for passage in usage.passages)
    found = []
    for candidate in candidates:
        rendered = usage.rendered.get(candidate.text)
        if rendered is not None and _is_good(candidate, rendered, usage):
            short = tuple(short for short, names in full_names.items() if rendered.usual.text in names)
            found.append(Extracted(candidate, rendered, short))
    return tuple(found)


def as_termbase(extracted: Sequence[Extracted]) -> Termbase:
    """The candidates as a termbase that can be reviewed and imported."""
    return Termbase(tuple(each.concept() for each in extracted))


def _is_good(candidate: Candidate, rendered: Rendered, usage: Usage) -> bool:
    if candidate.kind is not CandidateKind.PHRASE:
        return rendered.share >= _SURE_SHARE
    if len(candidate.text) < _SHORTEST or rendered.share < _SHARE:
        return False
    stems = rendered.usual.stems
    glossed = sum(stem in usage.glosses(candidate.text) for stem in stems)
    return glossed >= _GLOSSED * len(stems) or is_name(rendered.usual.text)
