"""The check of spelling: beside the dictionary, the termbase and the texts know words."""

from __future__ import annotations

from align_bench.checks import run_checks
from align_bench.model.finding import Finding, Severity
from align_bench.model.termbase import Concept, Term, Termbase
from align_bench.model.unit import Review, Unit


def findings(*english: str, termbase: Termbase | None = None) -> tuple[Finding, ...]:
    units = [Unit(str(i), "会议", text, target_numbers=(i,)) for i, text in enumerate(english, start=1)]
    return run_checks([Review("d", tuple(units))], termbase or Termbase(()), only=["misspelt-word"])


def test_a_word_that_is_nearly_another_is_told_with_it() -> None:
    (found,) = findings("We, the properous countries,")
    assert (found.found, found.expected, found.severity) == ("properous", "prosperous", Severity.HINT)
    assert found.target_span is not None
    assert (found.target_span.start, found.target_span.stop) == (8, 17)


def test_a_letter_that_makes_a_word_a_usual_one_is_more_than_a_hint() -> None:
    (found,) = findings("They were prepaired to act.")
    assert (found.found, found.expected, found.severity) == ("prepaired", "prepared", Severity.WARNING)


def test_words_of_the_termbase_are_right() -> None:
    terms = Termbase((Concept("1", (Term("旗袍", "zh"), Term("cheongsams", "en"))),))
    assert findings("They wore cheongsams.")
    assert findings("They wore cheongsams.", termbase=terms) == ()


def test_words_that_recur_are_meant() -> None:
    assert len(findings("the cheongsams", "the cheongsams")) == 2
    assert findings("the cheongsams", "the cheongsams", "the cheongsams") == ()


def test_what_is_near_no_word_is_no_slip() -> None:
    assert findings("the qzxvbnmkq") == ()
