"""BLEU, chrF and TER by sacreBLEU, with the signature that says how each figure was made.

Owns the choice of settings (English is judged, so BLEU uses the tokenizer 13a; units use effective order, as
`sacrebleu --sentence-level` does) and the checks that sacreBLEU leaves out. Nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from align_bench.errors import UsageError

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric


@dataclass(frozen=True, slots=True)
class Scores:
    """The three figures of one text, or of one pair."""

    bleu: float
    """0 to 100, higher is nearer."""

    chrf: float
    """0 to 100, higher is nearer."""

    ter: float
    """Edits in per cent of the reference's words: 0 is equal, may exceed 100."""


def as_line(text: str) -> str:
    """A text as one line, as `sacrebleu` reads it: white space (which no metric here counts) becomes single spaces."""
    return " ".join(text.split())


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def check_lengths(hypotheses: Sequence[str], references: Sequence[str], *, what: str = "the texts") -> None:
    """UsageError unless both hold the same number of lines, and at least one: sacreBLEU itself gives 100.0 then."""
    if len(hypotheses) != len(references):
        units, lines = _counted(len(hypotheses), "unit"), _counted(len(references), "line")
        raise UsageError(
            f"{what}: {units} to score, but {lines} in the reference",
            hint="the reference needs one line for every unit, empty where there is none",
        )
    if not hypotheses:
        raise UsageError(f"{what}: there is nothing to score", hint="are there units with English on both sides?")


def score_corpus(hypotheses: Sequence[str], references: Sequence[str]) -> Scores:
    """One figure for all pairs together; the texts are lines (see `as_line`)."""
    check_lengths(hypotheses, references)
    bleu, chrf, ter = (
        float(metric.corpus_score(hypotheses, [references]).score) for metric in _metrics(effective_order=False)
    )
    return Scores(bleu, chrf, ter)


def score_each(hypotheses: Sequence[str], references: Sequence[str]) -> tuple[Scores, ...]:
    """A figure for every pair by itself."""
    check_lengths(hypotheses, references)
    metrics: list[Any] = list(_metrics(effective_order=True))
    rows = (
        [float(metric.sentence_score(hypothesis, [reference]).score) for metric in metrics]
        for hypothesis, reference in zip(hypotheses, references, strict=True)
    )
    return tuple(Scores(*row) for row in rows)


def signatures(*, of_units: bool = False) -> dict[str, str]:
    """The signature lines as sacreBLEU prints them, by metric."""
    result = {}
    for name, metric in zip(("bleu", "chrf", "ter"), _metrics(effective_order=of_units), strict=True):
        # The number of references is part of a signature and known only after a score.
        metric.corpus_score(["x"], [["x"]])
        result[name] = str(metric.get_signature())
    return result


def _metrics(*, effective_order: bool) -> tuple[Metric, Metric, Metric]:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    # force: a hundred lines that end in " ." are no reason to write to a log that nobody reads.
    return BLEU(tokenize="13a", effective_order=effective_order, force=True), CHRF(), TER()
