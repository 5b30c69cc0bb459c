"""What the options of a term make of findings."""

from __future__ import annotations

import pytest

from align_bench.checks import run_checks
from align_bench.model.termbase import Concept, Term, Termbase, TermStatus
from align_bench.model.unit import Review, Status, Unit

SMALL = Term("member State", "en", is_case_sensitive=True)
LARGE = Term("Member State", "en", TermStatus.DEPRECATED, is_case_sensitive=True)
PLURAL = Term("member States", "en", is_exact=True)


def found(zh: str, en: str, *terms: Term) -> list[tuple[str, str]]:
    termbase = Termbase((Concept("c", (Term("成员国", "zh"), *terms)),))
    review = Review("d", (Unit("a", zh, en, Status.DRAFT),))
    return [(finding.check, finding.found) for finding in run_checks([review], termbase)]


@pytest.mark.parametrize(
    ("en", "terms", "findings"),
    [
        pytest.param("All member States agreed.", [SMALL], [], id="right"),
        pytest.param("Member States agreed.", [SMALL], [], id="begins the sentence"),
        pytest.param("Member States agreed.", [SMALL, LARGE], [], id="forbidden, but begins the sentence"),
        pytest.param("The Member States agreed.", [SMALL], [("near-form", "Member States")], id="capital"),
        pytest.param(
            "The Member States agreed.", [SMALL, LARGE], [("forbidden-term", "Member States")], id="forbidden capital"
        ),
        pytest.param("The member States agreed.", [PLURAL], [], id="exact"),
        pytest.param("The member State agreed.", [PLURAL], [("near-form", "member State")], id="other number"),
        pytest.param("The member-States agreed.", [PLURAL], [("near-form", "member-States")], id="other hyphen"),
        pytest.param("The Member States agreed.", [PLURAL], [], id="exact says nothing of capitals"),
    ],
)
def test_options(en: str, terms: list[Term], findings: list[tuple[str, str]]) -> None:
    assert found("各成员国同意。", en, *terms) == findings


def test_an_occurrence_that_is_right_does_not_excuse_another() -> None:
    assert found("成员国同意，其他成员国反对。", "The member States agreed; other Member States objected.", SMALL) == [
        ("near-form", "Member States")
    ]
