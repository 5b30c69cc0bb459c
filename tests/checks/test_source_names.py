"""Several Chinese names for one thing."""

from __future__ import annotations

from align_bench.checks import run_checks
from align_bench.model.finding import Finding, Severity
from align_bench.model.termbase import Concept, Term, Termbase
from align_bench.model.unit import Review, Unit

CHECK = "inconsistent-source"
INTRODUCED = (
    (
        "各方签署了《全面禁止捕鲸条约》(《禁捕条约》)。",
        "The parties signed the Comprehensive Whaling Ban Treaty (CWBT).",
    ),
    ("《禁捕条约》已经生效。", "The CWBT has entered into force."),
    ("大会审议了《禁捕条约》。", "The Assembly considered the CWBT."),
    ("秘书处介绍了《禁捕条约》。", "The Secretariat presented the CWBT."),
)
OTHERWISE = (
    "报告提到《全面禁止捕鲸条约》(《全面禁捕条约》)。",
    "The report mentions the Comprehensive Whaling Ban Treaty (CWBT).",
)


def review(*texts: tuple[str, str]) -> Review:
    units = (Unit(f"u{n}", zh, en, source_numbers=(n,), target_numbers=(n,)) for n, (zh, en) in enumerate(texts, 1))
    return Review("d", tuple(units))


def found(texts: Review, termbase: Termbase | None = None) -> list[Finding]:
    return list(run_checks([texts], termbase or Termbase(), only=[CHECK]))


def test_two_short_forms_of_one_name() -> None:
    (finding,) = found(review(*INTRODUCED, OTHERWISE))
    assert (finding.unit, finding.severity, finding.zh_term) == ("u5", Severity.HINT, "《全面禁捕条约》")
    assert finding.message == (
        "《全面禁捕条约》 here, 《禁捕条约》 in 4 other places, as in d, paragraph 1, both for 《全面禁止捕鲸条约》"
    )
    assert finding.source_span is not None
    assert OTHERWISE[0][finding.source_span.start : finding.source_span.stop] == "《全面禁捕条约》"


def test_one_short_form_and_its_full_name() -> None:
    assert found(review(*INTRODUCED)) == []


def test_what_the_termbase_lists_is_meant() -> None:
    listed = Concept("t", (Term("《全面禁捕条约》", "zh"), Term("CWBT", "en")))
    assert found(review(*INTRODUCED, OTHERWISE), Termbase((listed,))) == []
