"""What a unit's English is compared with: the text that was confirmed last, or that of the beginning."""

from __future__ import annotations

from dataclasses import replace

from align_bench.model.baselines import Baselines, confirm
from align_bench.model.edits import Change, Edit, Stamp, apply, edit_target, set_comment, set_status
from align_bench.model.finding import Finding, Severity
from align_bench.model.moving import move_target
from align_bench.model.pairing import merge_units, split_unit_at
from align_bench.model.unit import Review, Status, Unit
from align_bench.model.waiving import waive_finding

LI = Stamp("Li", "2031-04-08T09:30:00+00:00")
WANG = Stamp("Wang", "2031-04-09T10:00:00+00:00")

ONE = Unit("u1", "一", "The first text", Status.TRANSLATED)
TWO = Unit("u2", "二", "The second text", Status.TRANSLATED)


class Reviewing:
    """A review and the baselines that follow it."""

    def __init__(self, *units: Unit) -> None:
        self.review = Review("r", units)
        self.baselines = Baselines()

    def make(self, edit: Edit) -> Edit:
        self.review = apply(edit, self.review)
        self.baselines.take(edit)
        return edit

    def __getitem__(self, unit_id: str) -> Unit:
        return self.review.units[self.review.position(unit_id)]

    def edit(self, unit_id: str, text: str) -> Edit:
        return self.make(edit_target(self[unit_id], text, WANG))

    def approve(self, unit_id: str, status: Status = Status.REVIEWED) -> Edit:
        return self.make(set_status([self[unit_id]], status, LI))

    def changed(self) -> list[str]:
        return [unit.id for unit in self.review.units if self.baselines.has_changed(unit)]

    def changed_since_review(self) -> list[str]:
        return [unit.id for unit in self.review.units if self.baselines.has_changed_since_review(unit)]


def test_what_was_never_confirmed_is_compared_with_the_beginning() -> None:
    reviewing = Reviewing(ONE, TWO)
    reviewing.edit("u1", "Another text")
    reviewing.edit("u1", "Yet another text")
    baseline = reviewing.baselines.of(reviewing["u1"])
    assert (baseline.text, baseline.is_confirmed) == ("The first text", False)
    assert reviewing.changed() == ["u1"]
    assert reviewing.changed_since_review() == []


def test_a_waiver_confirms_no_text() -> None:
    reviewing = Reviewing(ONE, TWO)
    reviewing.approve("u1")
    reviewing.edit("u1", "Another text")
    finding = Finding("doubled-space", "form", Severity.WARNING, "r", "u1", (1,), (1,), "two spaces")
    edit = reviewing.make(waive_finding(reviewing["u1"], finding, "agreed", LI))
    reviewing.make(waive_finding(reviewing["u1"], finding, "agreed again", LI))
    reviewing.make(edit.inverse())
    assert reviewing.changed_since_review() == ["u1"]


def test_what_was_confirmed_is_compared_with_that() -> None:
    reviewing = Reviewing(ONE, TWO)
    reviewing.edit("u1", "Another text")
    reviewing.approve("u1")
    assert reviewing.changed() == []
    reviewing.edit("u1", "Yet another text")
    baseline = reviewing.baselines.of(reviewing["u1"])
    assert (baseline.text, baseline.reviewer, baseline.time) == ("Another text", "Li", LI.time)
    assert reviewing.changed_since_review() == ["u1"]
    reviewing.approve("u1", Status.FINAL)
    assert reviewing.changed() == []


def test_what_was_confirmed_before_the_first_edit_counts_too() -> None:
    done = replace(ONE, status=Status.REVIEWED, reviewer="Zhao", updated="2031-01-01T00:00:00+00:00")
    reviewing = Reviewing(done)
    reviewing.make(set_comment(done, "why?", WANG))
    reviewing.edit("u1", "Another text")
    assert reviewing.baselines.of(reviewing["u1"]).reviewer == "Zhao"
    assert reviewing.changed_since_review() == ["u1"]


def test_what_was_changed_can_be_confirmed_as_it_stands() -> None:
    reviewing = Reviewing(ONE)
    reviewing.approve("u1")
    reviewing.edit("u1", "Another text")
    reviewing.make(set_comment(reviewing["u1"], "why?", WANG))
    assert reviewing.changed_since_review() == ["u1"]
    confirmation = reviewing.make(confirm(reviewing["u1"], LI))
    assert reviewing.changed() == []
    reviewing.make(confirmation.inverse())
    assert reviewing.changed_since_review() == ["u1"]


def test_who_comes_back_to_the_text_has_changed_nothing() -> None:
    reviewing = Reviewing(ONE)
    reviewing.edit("u1", "Another text")
    reviewing.edit("u1", "The first text")
    assert reviewing.changed() == []


def test_a_confirmation_that_is_taken_back_is_none() -> None:
    reviewing = Reviewing(ONE)
    reviewing.edit("u1", "Another text")
    approval = reviewing.approve("u1")
    reviewing.make(approval.inverse())
    assert reviewing.baselines.of(reviewing["u1"]).text == "The first text"
    reviewing.make(approval)
    assert reviewing.baselines.of(reviewing["u1"]).text == "Another text"


def test_everything_taken_back_leaves_no_trace() -> None:
    reviewing = Reviewing(ONE, TWO)
    edits = [reviewing.edit("u1", "Another text"), reviewing.approve("u1"), reviewing.edit("u1", "A third")]
    edits.append(reviewing.make(merge_units(reviewing["u1"], reviewing["u2"], WANG)))
    for edit in reversed(edits):
        reviewing.make(edit.inverse())
    assert reviewing.review.units == (ONE, TWO)
    assert reviewing.changed() == []


def test_pairing_anew_changes_no_text() -> None:
    reviewing = Reviewing(replace(ONE, source="一\n三", target="The first text\nThe third text"), TWO)
    reviewing.edit("u2", "The 2nd text")
    reviewing.make(merge_units(reviewing["u1"], reviewing["u2"], WANG))
    assert reviewing.baselines.of(reviewing["u1"]).text == "The first text\nThe third text\nThe second text"
    reviewing.make(split_unit_at(reviewing["u1"], 2, 15, WANG))
    first, second = reviewing.review.units
    assert reviewing.baselines.of(first).text == "The first text"
    assert reviewing.baselines.of(second).text == "The third text\nThe second text"
    assert reviewing.changed() == [second.id]


def test_english_that_moves_to_a_neighbour_is_not_changed() -> None:
    reviewing = Reviewing(replace(ONE, target="The first text\nThe third text"), TWO)
    reviewing.make(move_target(reviewing["u1"], reviewing["u2"], WANG, down=True))
    assert reviewing["u2"].target == "The third text\nThe second text"
    assert reviewing.changed() == []


def test_a_unit_that_comes_beside_a_confirmed_one_with_a_text_of_its_own_has_changed_nothing() -> None:
    reviewing = Reviewing(ONE, TWO)
    reviewing.approve("u1")
    one = reviewing["u1"]
    new = Unit("u1.new", "", "Added by the file later", Status.DRAFT)
    reviewing.make(Edit("update", (Change((one,), (one, new)),)))
    assert reviewing.changed() == reviewing.changed_since_review() == []
    reviewing.edit("u1", "The first text, reworded")
    assert reviewing.changed_since_review() == ["u1"]
