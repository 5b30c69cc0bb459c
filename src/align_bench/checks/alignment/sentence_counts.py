"""Sentences that one side of a unit lacks, as far as lengths tell: a sentence is left out, or one is added.

Fitted to the project: how much English stands for so much Chinese, and how far that varies. A hint, because translators
join and part sentences, and say much in few words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import inf, log

from align_bench.checks.context import CheckContext
from align_bench.checks.lengths import Lengths, usual_lengths
from align_bench.checks.registry import Report, project_check
from align_bench.checks.sentences import sentences_of
from align_bench.checks.views import UnitView
from align_bench.model.finding import Severity
from align_bench.terms.rendering.spans import Place
from align_bench.text.scripts import Language, han_count, word_count

_SHAPES = ((1, 1), (2, 1), (1, 2), (3, 1), (1, 3))
_ONE_EACH = (1, 1)
_JOINED = 0.7
# How much better the unit must be explained without the sentence, and without this one than without the next, beside
# squares of deviations. Tried on paragraphs made of two and four pairs of human translations (literature and
# speeches, 1,197 paragraphs), from every eighth of which a sentence was taken out.
_MARGIN, _CLEAR = 9.0, 3.0
# A sentence of fewer characters or words may have gone into another one.
_SHORTEST_ZH, _SHORTEST_EN = 10, 7
_MOST_SENTENCES = 30
_SMOOTH = 3.0
_SHOWN = 40
# How much shorter or longer than usual a paragraph must be to be looked at, in deviations; sentences vary more.
_LEAST = 0.5
_LEAST_DEVIATION = 0.15


@project_check("omitted-sentence", family="alignment", severity=Severity.HINT)
def omitted_sentence(context: CheckContext) -> Iterator[Report]:
    """A Chinese sentence of a paragraph seems to have no English: without it the lengths of the others fit.

    Only in projects of 20 pairs or more. Which sentence it is does not always show.
    """
    usual = usual_lengths(context)
    for ratio, view in usual.ratios(context) if usual else ():
        if usual and ratio < usual.middle - usual.deviation * _LEAST:
            for place in _lonely(view, usual, "zh"):
                sentence = _shown(view.source.text, place)
                yield Report(view, f"a sentence seems to have no English{sentence}", source=place)


@project_check("added-sentence", family="alignment", severity=Severity.HINT)
def added_sentence(context: CheckContext) -> Iterator[Report]:
    """An English sentence of a paragraph seems to have no Chinese: without it the lengths of the others fit.

    Only in projects of 20 pairs or more. Which sentence it is does not always show.
    """
    usual = usual_lengths(context)
    for ratio, view in usual.ratios(context) if usual else ():
        if usual and ratio > usual.middle + usual.deviation * _LEAST:
            for place in _lonely(view, usual, "en"):
                sentence = _shown(view.target.text, place)
                yield Report(view, f"a sentence seems to have no Chinese{sentence}", target=place)


def _lonely(view: UnitView, usual: Lengths, language: Language) -> Iterator[Place]:
    """The place of the one sentence that has no partner, or of the whole text where it is not clear which one."""
    source, target = sentences_of(view.source, "zh"), sentences_of(view.target, "en")
    here = source if language == "zh" else target
    if len(here) < len(_ONE_EACH) or not all(1 <= len(side) <= _MOST_SENTENCES for side in (source, target)):
        return
    ours = tuple(han_count(view.source.text[a:b]) for a, b in source)
    theirs = tuple(word_count(view.target.text[a:b]) for a, b in target)
    whole = _cost_of(ours, theirs, usual)
    # Nothing costs less than nothing.
    if whole < _MARGIN:
        return
    lengths, shortest = (ours, _SHORTEST_ZH) if language == "zh" else (theirs, _SHORTEST_EN)
    costs = sorted(
        (_cost_of(*_without(ours, theirs, index, language), usual), index)
        for index, length in enumerate(lengths)
        if length >= shortest
    )
    if costs and whole - costs[0][0] >= _MARGIN:
        is_clear = len(costs) == 1 or costs[1][0] - costs[0][0] >= _CLEAR
        yield here[costs[0][1]] if is_clear else (here[0][0], here[-1][1])


def _without(
    ours: tuple[int, ...], theirs: tuple[int, ...], index: int, language: Language
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    if language == "zh":
        return ours[:index] + ours[index + 1 :], theirs
    return ours, theirs[:index] + theirs[index + 1 :]


def _cost_of(ours: Sequence[int], theirs: Sequence[int], usual: Lengths) -> float:
    """The least cost of pairing all sentences in order."""
    here, there = ([0, *accumulate(lengths)] for lengths in (ours, theirs))
    costs = {(0, 0): 0.0}
    for i in range(1, len(here)):
        for m in range(1, len(there)):
            options = [
                costs[before] + _cost(here[i] - here[i - a], there[m] - there[m - b], a + b, usual)
                for a, b in _SHAPES
                if (before := (i - a, m - b)) in costs
            ]
            if options:
                costs[i, m] = min(options)
    return costs.get((len(ours), len(theirs)), inf)


def _cost(here: int, there: int, sentences: int, usual: Lengths) -> float:
    """Half the squared deviation from the usual length, and something for every sentence that is joined or parted."""
    # Short sentences vary more.
    difference = log((there + _SMOOTH) / (here + _SMOOTH)) - usual.middle
    joined = _JOINED * (sentences - len(_ONE_EACH))
    return (difference / max(usual.deviation, _LEAST_DEVIATION)) ** 2 / 2 + joined


def _shown(text: str, place: Place) -> str:
    if place[1] - place[0] >= len(text.rstrip()):
        return ""
    sentence = " ".join(text[slice(*place)].split())
    return f": {sentence if len(sentence) <= _SHOWN else f'{sentence[: _SHOWN - 1]}…'}"
