"""One walk or several, with everything remembered or nothing: the findings are the same."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from types import SimpleNamespace

import pytest

from align_bench.checks import registry, run_checks, runner
from align_bench.checks.context import CheckContext, make_context
from align_bench.checks.parallel import Choice, walk_shared, worth_processes
from align_bench.checks.processes import Method, together
from align_bench.checks.registry import Check, Report
from align_bench.checks.selection import chosen_checks
from align_bench.checks.unit_run import walk
from align_bench.checks.views import UnitView
from align_bench.errors import UsageError
from align_bench.formats.termbase import read_termbase
from align_bench.model.finding import Finding, Severity
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review, Unit

NAMES = ("merath-declaration-2021", "lintor-joint-statement-2022", "talvia-report-2024")


def lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


@pytest.fixture(scope="module")
def reviews(repository: Path) -> list[Review]:
    """Lines beside lines that seldom belong to them: much is found."""
    found = []
    for name in NAMES:
        sides = lines(repository / "sources" / f"{name}.zh.txt"), lines(repository / "translations" / f"{name}.en.txt")
        pairs = enumerate(zip(*sides, strict=False), start=1)
        units = (Unit(f"{name}-{n}", *pair, source_numbers=(n,), target_numbers=(n,)) for n, pair in pairs)
        found.append(Review(name, tuple(units)))
    return found


@pytest.fixture(scope="module")
def termbase(repository: Path) -> Termbase:
    return read_termbase(repository / "terms.csv")


@pytest.fixture(scope="module")
def findings(reviews: list[Review], termbase: Termbase) -> tuple[Finding, ...]:
    found = run_checks(reviews, termbase)
    assert len({finding.check for finding in found}) > 10
    return found


def test_what_is_forgotten_is_worked_out_again(
    reviews: list[Review], termbase: Termbase, findings: tuple[Finding, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "_REMEMBERED_UNITS", 0)
    assert run_checks(reviews, termbase) == findings


def test_one_long_document_is_checked_like_several_processes_do(reviews: list[Review], termbase: Termbase) -> None:
    whole = Review("all", tuple(chain.from_iterable(review.units for review in reviews)))
    assert run_checks([whole], termbase, processes=3) == run_checks([whole], termbase)


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_shared_walk_brings_back_the_same(reviews: list[Review], termbase: Termbase, method: Method) -> None:
    checks = chosen_checks({})
    alone = walk(make_context(reviews, termbase), checks, range(sum(len(r.units) for r in reviews)), forgets=False)
    parts = walk_shared(make_context(reviews, termbase), Choice({}, None), checks, 2, method=method)
    assert [each for part in parts for each in part.reported] == list(alone.reported)
    noted = [list(chain.from_iterable(part.noted[n] for part in parts)) for n in range(len(alone.noted))]
    assert noted == [list(notes) for notes in alone.noted]
    assert len(parts) == 3


def test_an_error_in_another_process_is_raised_here(
    reviews: list[Review], termbase: Termbase, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = reviews[-1].units[-1]

    def fails_late(view: UnitView, _context: CheckContext) -> Iterator[Report]:
        if view.unit is last:
            raise UsageError("no such luck", hint="none")
        yield from ()

    def run(_context: CheckContext) -> Iterator[Report]:
        """Fails at the end."""
        yield from ()

    late = Check("fails-late", "form", Severity.HINT, run, fails_late, module=registry.__name__)
    monkeypatch.setitem(registry._CHECKS, late.id, late)
    with pytest.raises(UsageError, match="no such luck") as raised:
        run_checks(reviews, termbase, only=["fails-late"], processes=2)
    assert raised.value.hint == "none"


def test_what_is_called_together_comes_back_in_order() -> None:
    assert together([partial(pow, 2, n) for n in range(3)], 3) == [1, 2, 4]


def test_one_that_was_begun_makes_its_calls_itself() -> None:
    calls = [partial(pow, 2, exponent) for exponent in range(3)]
    assert together([partial(together, calls, 2), partial(together, calls, 2)], 2) == [[1, 2, 4], [1, 2, 4]]


def test_small_projects_are_not_worth_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("align_bench.checks.parallel.os", SimpleNamespace(cpu_count=lambda: 2))
    assert [worth_processes(units) for units in (0, 1_000, 7_999, 8_000, 100_000)] == [1, 1, 1, 2, 2]


def test_findings_share_the_numbers_of_units_of_one_paragraph(
    reviews: list[Review], findings: tuple[Finding, ...]
) -> None:
    numbers = {unit.id: unit.source_numbers for review in reviews for unit in review.units}
    assert all(finding.source_segments is numbers[finding.unit] for finding in findings)
