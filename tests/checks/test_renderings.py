"""Renderings that differ from the usual ones, as `check` and the open review see them."""

from __future__ import annotations

import pytest

from align_bench.checks import run_checks
from align_bench.checks.context import make_context
from align_bench.checks.live import LiveChecks
from align_bench.model.finding import Finding, Severity
from align_bench.model.termbase import Concept, Term, Termbase
from align_bench.model.unit import Review, Unit
from align_bench.terms.matching.matcher import TermMatcher
from terms.passages import TEXTS

CHECK = "inconsistent-rendering"


def review(name: str, texts: tuple[tuple[str, str], ...]) -> Review:
    units = (
        Unit(f"{name}{n}", f"{n}. {zh}", f"{n}. {en}", source_numbers=(n,), target_numbers=(n,))
        for n, (zh, en) in enumerate(texts, start=1)
    )
    return Review(name, tuple(units))


FIRST = review("first", TEXTS[:7])
SECOND = review("second", (*TEXTS[7:], ("流域委员会批准了计划。", "The Basin Committee approved the plan.")))


def of_check(findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.check == CHECK]


def test_the_place_and_the_usual_form_are_told() -> None:
    (finding,) = of_check(run_checks([FIRST, SECOND], Termbase()))
    assert (finding.document, finding.unit, finding.severity) == ("second", "second6", Severity.HINT)
    assert (finding.zh_term, finding.found, finding.expected) == ("流域委员会", "Basin Committee", "Basin Commission")
    assert finding.message == "'Basin Committee' here, 'Basin Commission' in 5 other places, as in first, paragraph 1"
    assert finding.source_span is not None
    assert (finding.source_span.start, finding.source_span.stop) == (0, 5)


def test_the_same_unit_many_times_makes_nothing_usual() -> None:
    again = review("third", (TEXTS[0],) * 9)
    assert of_check(run_checks([again, SECOND], Termbase())) == []


@pytest.mark.parametrize("term", ["流域委员会", "《流域委员会》"])
def test_terms_of_the_termbase_are_left_to_other_checks(term: str) -> None:
    termbase = Termbase((Concept("c", (Term(term, "zh"), Term("Basin Commission", "en"))),))
    findings = run_checks([FIRST, SECOND], termbase)
    assert of_check(findings) == []
    assert any(finding.unit == "second6" for finding in findings)


def test_an_edited_unit_is_judged_at_once_and_as_a_whole_run_does() -> None:
    clean = SECOND.with_units(SECOND.units[:-1])
    checks = LiveChecks(TermMatcher(Termbase()), ((FIRST,), ()))
    checks.check_all(clean)
    assert of_check(checks.in_order(clean)) == []
    checks.check_edited(SECOND)
    (found,) = of_check(checks.in_order(SECOND))
    assert found.found == "Basin Committee"
    checks.check_all(SECOND)
    assert of_check(checks.in_order(SECOND)) == [found]
    checks.check_edited(clean)
    assert of_check(checks.in_order(clean)) == []


def test_texts_with_nothing_in_them() -> None:
    empty = Review("d", (Unit("a", "", ""), Unit("b", "流域委员会", ""), Unit("c", "", "Basin Committee")))
    assert of_check(run_checks([empty], Termbase())) == []
    assert run_checks([], Termbase()) == ()


def test_in_a_large_project_what_was_learnt_is_kept_until_enough_is_new() -> None:
    rest = tuple((f"第{n}号桥梁已经修好。", f"Bridge number {n} has been repaired.") for n in range(1_000))
    before = make_context([review("d", (*TEXTS, *rest))], Termbase())
    usage = before.usage
    few, many = ([review("d", (*TEXTS, *rest[: 1_000 - n])), review("e", TEXTS[:n])] for n in (5, 12))
    known = {unit.id: unit for unit in (view.unit for view in before.views)}
    for reviews, is_kept in ((few, True), (many, False)):
        same = [each.with_units(known.get(unit.id, unit) for unit in each.units) for each in reviews]
        after = make_context(same, Termbase())
        after.keep_usage(before)
        assert (after.usage is usage) == is_kept
