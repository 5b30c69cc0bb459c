"""What is found edit by edit is what a run over everything finds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from align_bench.checks import live as live_module
from align_bench.checks import recent as recent_module
from align_bench.checks import run_checks
from align_bench.checks.live import LiveChecks
from align_bench.checks.registry import own_checks
from align_bench.formats.termbase import read_termbase
from align_bench.model.finding import Finding
from align_bench.model.task import Stopped, Task
from align_bench.model.termbase import Concept, Term, Termbase, TermStatus
from align_bench.model.unit import Review, Unit
from align_bench.terms.matching.matcher import TermMatcher

TERMS = Termbase(
    (
        Concept(
            "c1",
            (
                Term("河流委员会", "zh"),
                Term("River Commission", "en"),
                Term("River Panel", "en", TermStatus.DEPRECATED),
            ),
        ),
        Concept("c2", (Term("早期预警", "zh"), Term("early warning", "en"))),
    )
)
# Checks that look over all units: their reports on an edited unit come with the next run over everything.
WIDE = {"length-outlier", "label-gap", "inconsistent-term", "inconsistent-translation", "inconsistent-name"}


def units(count: int = 40) -> tuple[Unit, ...]:
    return tuple(
        Unit(
            f"u{i}",
            f"{i}. 河流委员会于2031年{i % 12 + 1}月讨论了{i * 7}项早期预警。",
            f"{i}. The River {'Panel' if i % 5 == 0 else 'Commission'} discussed {i * (8 if i % 7 == 0 else 7)}"
            f" {'early warnings' if i % 3 else 'alerts'} in month {i % 12 + 1}, 2031.",
            source_numbers=(i,),
            target_numbers=(i,),
        )
        for i in range(1, count + 1)
    )


def edited(review: Review, place: int, text: str) -> Review:
    changed = replace(review.units[place], target=text)
    return review.with_units((*review.units[:place], changed, *review.units[place + 1 :]))


def without(review: Review, place: int) -> Review:
    return review.with_units(review.units[:place] + review.units[place + 1 :])


@pytest.fixture
def review() -> Review:
    return Review("d", units())


@pytest.fixture
def live(review: Review) -> LiveChecks:
    live = LiveChecks(TermMatcher(TERMS))
    live.check_all(review)
    return live


def test_all_findings_are_those_of_a_single_run(review: Review, live: LiveChecks) -> None:
    assert live.in_order(review)
    assert live.in_order(review) == run_checks([review], TERMS)


@pytest.mark.parametrize("place", [0, 13, 39])
def test_after_an_edit_its_unit_has_the_findings_of_a_single_run(review: Review, live: LiveChecks, place: int) -> None:
    later = edited(review, place, "The River Panel discussed 1,234 early warnings (2031.")
    live.check_edited(later)
    unit = later.units[place].id
    assert live.findings[unit] == tuple(f for f in run_checks([later], TERMS) if f.unit == unit and f.check not in WIDE)


@pytest.mark.parametrize("place", [0, 13, 39])
@pytest.mark.parametrize("text", ["The River Panel discussed 1,234 early warnings (2031.", ""])
def test_what_an_edit_would_bring_is_told_before_it_is_made(
    review: Review, live: LiveChecks, place: int, text: str
) -> None:
    before = live.in_order(review)
    unit = edited(review, place, text).units[place]
    would_be = live.findings_of(unit)
    assert live.findings_of(review.units[place]) == live.findings.get(unit.id, ())
    live.check_edited(review)
    assert live.in_order(review) == before
    live.check_edited(edited(review, place, text))
    assert would_be == live.findings.get(unit.id, ())
    assert live.findings_of(replace(unit, id="unknown")) is None


@pytest.mark.parametrize("place", [0, 13, 39])
def test_after_all_edits_a_new_run_over_everything_is_right(review: Review, live: LiveChecks, place: int) -> None:
    for later in (edited(review, place, "Nothing."), without(review, place)):
        live.check_edited(later)
        live.check_all(later)
        assert live.in_order(later) == run_checks([later], TERMS)


def test_a_unit_that_is_gone_has_no_findings(review: Review, live: LiveChecks) -> None:
    before = live.in_order(review)
    later = without(review, 4)
    live.check_edited(later)
    assert "u5" not in live.findings
    assert live.in_order(later) == tuple(f for f in before if f.unit != "u5")


def test_another_status_changes_no_findings(review: Review, live: LiveChecks) -> None:
    before = live.in_order(review)
    later = review.with_units((replace(review.units[0], locked=True), *review.units[1:]))
    live.check_edited(later)
    assert live.in_order(later) == before


@pytest.mark.parametrize("place", [0, 13, 39])
def test_of_a_long_document_little_is_kept_and_the_findings_are_the_same(
    review: Review, live: LiveChecks, place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_module, "_REMEMBERED_UNITS", 0)
    monkeypatch.setattr(recent_module, "_MOST", 12)
    other = LiveChecks(TermMatcher(TERMS))
    for later in (review, edited(review, place, "The River Panel discussed 1,234 early warnings (2031.")):
        for checks in (live, other):
            checks.check_all(later)
        assert other.findings == live.findings
        assert other._context is not None
        assert sum(view.has_hits for view in other._context.views) <= 12
        assert not other._context._notes


@pytest.mark.parametrize("place", [0, 6, 7, 13, 39])
def test_the_units_that_were_edited_are_found(review: Review, place: int) -> None:
    assert live_module._changed(review.units, edited(review, place, "Other.").units) == (place, place + 1)
    assert live_module._changed(review.units, without(review, place).units) == (place, place)
    assert live_module._changed(review.units, review.units) == (40, 40)
    read_anew = review.with_units(replace(unit) for unit in without(review, place).units)
    assert live_module._changed(review.units, read_anew.units) == (place, place)


def test_edits_far_from_each_other_are_runs_of_their_own(review: Review) -> None:
    later = edited(edited(edited(review, 0, "Other."), 1, "Other."), 30, "Other.")
    assert live_module._edits(review.units, later.units) == [(0, 2, 2), (30, 31, 1)]
    assert live_module._edits(review.units, without(later, 39).units) == [(0, 39, 40)]
    assert live_module._edits(review.units, review.units) == []


def test_edits_far_from_each_other_are_found_like_one(review: Review, live: LiveChecks) -> None:
    later = review
    for place in (2, 3, 20, 39):
        later = edited(later, place, "The River Panel discussed 1,234 early warnings (2031.")
    live.check_edited(later)
    whole = run_checks([later], TERMS)
    assert [f for f in live.in_order(later) if f.check not in WIDE] == [f for f in whole if f.check not in WIDE]


def test_a_run_that_was_stopped_changes_nothing(review: Review, live: LiveChecks) -> None:
    before, task = live.findings, Task()
    task.stop()
    with pytest.raises(Stopped):
        live.check_all(edited(review, 3, "Nothing."), task)
    assert live.findings is before


def test_a_run_tells_how_far_it_is(review: Review, live: LiveChecks) -> None:
    task = _Noting()
    live.check_all(edited(review, 3, "Nothing."), task)
    told = dict(task.told)
    assert told["pair by pair"] == told["looking for the terms"] == len(review.units)
    assert (task.done, task.total) == (task.total, told["what shows over all pairs"])


@pytest.mark.parametrize("part", range(3))
def test_a_run_can_be_stopped_in_every_part(review: Review, live: LiveChecks, part: int) -> None:
    before, task = live.findings, _Noting(stopped_in=part)
    with pytest.raises(Stopped):
        live.check_all(edited(review, 3, "Nothing."), task)
    assert live.findings is before
    live.check_all(review)
    assert live.in_order(review) == run_checks([review], TERMS)


class _Noting(Task):
    """Notes the parts of the work, and is stopped in one of them."""

    def __init__(self, stopped_in: int | None = None) -> None:
        super().__init__()
        self.told: list[tuple[str, int]] = []
        self._stopped_in = stopped_in

    def begin(self, what: str, total: int = 0) -> None:
        super().begin(what, total)
        self.told.append((what, total))

    def heed(self) -> None:
        if self._stopped_in == len(self.told) - 1:
            self.stop()
        super().heed()


def test_beside_other_reviews_the_findings_are_those_of_the_whole_project(review: Review) -> None:
    others = [Review(name, units(9)) for name in ("a", "z")]
    others[0] = edited(others[0], 3, "4. The Panel of the River (RPA) discussed 28 early warnings in month 5, 2031.")
    live = LiveChecks(TermMatcher(TERMS), ([others[0]], [others[1]]))

    def whole(now: Review) -> tuple[Finding, ...]:
        return tuple(f for f in run_checks([others[0], now, others[1]], TERMS) if f.document == "d")

    live.check_all(review)
    assert live.in_order(review) == whole(review)
    later = edited(without(review, 4), 13, "The River Commission (RC) discussed 1,234 early warnings (2031.")
    live.check_edited(later)
    assert [f.unit for f in live.in_order(later) if f.check not in WIDE] == [
        f.unit for f in whole(later) if f.check not in WIDE
    ]
    live.check_all(later)
    assert live.in_order(later) == whole(later)


def sample(repository: Path, name: str) -> Review:
    """A document of the sample, line by line."""
    sides = repository / "sources" / f"{name}.zh.txt", repository / "translations" / f"{name}.en.txt"
    zh, en = ([line for line in side.read_text(encoding="utf-8").split("\n") if line.strip()] for side in sides)
    pairs = enumerate(zip(zh, en, strict=False), start=1)
    return Review(name, tuple(Unit(f"{n}", *pair, source_numbers=(n,), target_numbers=(n,)) for n, pair in pairs))


def edit_of(units: tuple[Unit, ...], chance: Random) -> tuple[Unit, ...]:
    """One unit shortened, doubled, misspelt, emptied, given another's English, merged with the next one or deleted."""
    place = chance.randrange(len(units) - 1)
    unit, following = units[place : place + 2]
    words = unit.target.split(" ")
    cut = chance.randrange(len(words))
    texts = (
        " ".join(words[:cut]),
        " ".join([*words[: cut + 1], *words[cut:]]),
        " ".join([*words[:cut], words[cut][1:2] + words[cut][:1] + words[cut][2:], *words[cut + 1 :]]),
        "",
        chance.choice(units).target,
        f"{unit.target}”",
    )
    edits = [(replace(unit, target=text), following) for text in texts]
    edits.append((replace(unit, source=unit.source[: len(unit.source) // 2]), following))
    merged = replace(unit, source=f"{unit.source}\n{following.source}", target=f"{unit.target}\n{following.target}")
    numbers = unit.source_numbers + following.source_numbers
    merged = replace(merged, source_numbers=numbers, target_numbers=numbers)
    return (*units[:place], *chance.choice([*edits, (merged,), (following,)]), *units[place + 2 :])


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_edited_has_at_once_the_findings_of_a_run_over_everything(repository: Path, seed: int) -> None:
    """Of single units: what an edit changes far away, for one names a treaty first, may wait for the next run."""
    review = sample(repository, "lintor-joint-statement-2022")
    other = sample(repository, "working-group-summary-2020")
    terms = read_termbase(repository / "terms.csv")
    single = {check.id for check in own_checks() if check.run_unit is not None}
    live = LiveChecks(TermMatcher(terms), ((), [other]))
    live.check_all(review)
    chance, seen = Random(seed), 0
    for _ in range(6):
        before = {f for f in live.in_order(review) if f.check in single}
        later = review.with_units(edit_of(tuple(review.units), chance))
        live.check_edited(later)
        now = {f for f in live.in_order(later) if f.check in single}
        whole = {f for f in run_checks([later, other], terms) if f.document == later.name and f.check in single}
        edited = {unit.id for unit in later.units if unit not in review.units}
        assert {f for f in now if f.unit in edited} == {f for f in whole if f.unit in edited}
        assert now <= before | whole
        assert before & whole <= now
        review, seen = later, seen + len(whole)
    assert seen
