from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align_bench.errors import InputError, StorageError, UsageError
from align_bench.formats.workbook import write_workbook
from align_bench.model.edits import Stamp, edit_target
from align_bench.model.finding import Severity
from align_bench.model.report import CheckReport, Rule
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review, Status, Unit
from align_bench.model.waiver import Waiver, finding_id
from align_bench.model.waiving import waive_finding
from align_bench.storage.project import Project
from align_bench.storage.waivers import read_waivers
from align_bench.workflow.checking import check_project, report_on_files, report_on_project
from align_bench.workflow.counting import count_project
from align_bench.workflow.live import LiveChecking
from align_bench.workflow.reviewing import Session
from align_bench.workflow.signature import signature
from align_bench.workflow.waiving import entries_called, noted_waivers, restore, waive

STAMP = Stamp("Li", "2026-03-01T09:30:00+00:00")
UNIT = Unit("u", "共456次", "465  times", source_numbers=(1,), target_numbers=(1,))
REVIEW = Review("one", (UNIT, Unit("v", "二", "two  of them", source_numbers=(2,), target_numbers=(2,))))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "sources").mkdir()
    (tmp_path / "review").mkdir()
    with (tmp_path / "review" / "one.xlsx").open("wb") as stream:
        write_workbook(REVIEW, (), stream)
    return Project(tmp_path)


def checks(report: CheckReport) -> list[tuple[str, bool]]:
    return [(entry.finding.check, entry.waiver is not None) for entry in report.entries]


def waive_first(project: Project, check: str) -> str:
    entry = next(entry for entry in report_on_project(project).open if entry.finding.check == check)
    (waiver,) = waive(project.waivers, [entry], " as in the source ", STAMP)
    assert (waiver.reason, waiver.who, waiver.when) == ("as in the source", "Li", STAMP.time)
    return waiver.finding


def test_a_waived_finding_stays_waived_in_a_new_run(project: Project) -> None:
    before = check_project(project)
    waive_first(project, "doubled-space")
    assert checks(report_on_project(project)) == [
        ("number-mismatch", False),
        ("doubled-space", True),
        ("doubled-space", False),
    ]
    assert check_project(project) == (before[0], before[2])
    (count,) = count_project(project, ["one"])
    assert count.open_findings == 2


def test_it_dies_when_the_text_changes_and_lives_again_when_it_is_undone(project: Project) -> None:
    waive_first(project, "doubled-space")
    with Session.open(project, "one", reviewer="Li", clock=lambda: datetime(2026, 3, 1, tzinfo=UTC)) as session:
        session.apply(edit_target(session.review.units[0], "465  times.", session.stamp()))
        report = report_on_project(project)
        assert checks(report)[1] == ("doubled-space", False)
        assert [noted.holds for noted in noted_waivers(project.waivers, report)] == [False]
        session.undo()
    report = report_on_project(project)
    assert checks(report)[1] == ("doubled-space", True)
    assert [noted.holds for noted in noted_waivers(project.waivers, report)] == [True]


def test_it_survives_a_workbook_that_is_made_anew(project: Project) -> None:
    waive_first(project, "number-mismatch")
    project.workbook("one").unlink()
    added = Unit("w", "〇", "nil", source_numbers=(1,), target_numbers=(1,))
    moved = tuple(replace(unit, source_numbers=(n,), target_numbers=(n,)) for n, unit in enumerate(REVIEW.units, 2))
    with project.workbook("one").open("wb") as stream:
        write_workbook(Review("one", (added, *moved)), (), stream)
    assert ("number-mismatch", True) in checks(report_on_project(project))


def test_it_can_be_taken_back(project: Project) -> None:
    finding = waive_first(project, "number-mismatch")
    restore(project.waivers, [finding])
    assert not any(waived for _, waived in checks(report_on_project(project)))


def test_a_waiver_needs_a_reason(project: Project) -> None:
    with pytest.raises(UsageError, match="with a reason"):
        waive(project.waivers, report_on_project(project).entries, "  ", STAMP)
    assert not project.waivers.exists()


def test_findings_are_called_by_the_beginning_of_their_id(project: Project) -> None:
    report = report_on_project(project)
    first = report.entries[0]
    assert entries_called(report, [first.id[:6].upper()]) == (first,)
    with pytest.raises(UsageError, match="too short"):
        entries_called(report, [first.id[:3]])
    with pytest.raises(UsageError, match="there is no finding 'zzzz'"):
        entries_called(report, ["zzzz"])


def test_the_signature_tells_what_a_report_depends_on(project: Project) -> None:
    def parts() -> dict[str, str]:
        return dict(part.split(":", 1) for part in report_on_project(project).signature.split("|"))

    usual = parts()
    assert list(usual) == ["align-bench", "checks", "texts", "terms"]
    assert parts() == usual
    (project.root / "terms.csv").write_text("zh,en_preferred\n次,time\n", "utf-8")
    assert {name for name, value in parts().items() if value != usual[name]} == {"terms"}
    waive_first(project, "number-mismatch")
    assert parts()["waivers"].startswith("1.")
    (project.root / "align-bench.toml").write_text('[checks]\ndoubled-space = "off"\n', "utf-8")
    assert parts()["levels"] == "doubled-space=off"
    assert int(parts()["checks"]) == int(usual["checks"]) - 1
    report = report_on_project(project, ["one"], only=["doubled-space"])
    assert "only:doubled-space" in report.signature
    with project.workbook("two").open("wb") as stream:
        write_workbook(Review("two", (UNIT,)), (), stream)
    assert "|of:one|" in report_on_project(project, ["one"]).signature


def test_the_signature_names_who_adds_checks() -> None:
    rule = Rule("shouting", "form", Severity.ERROR, "Loud.", "Loud.", "loud-checks 1.2")
    made = signature([rule], Termbase(), [REVIEW], levels={}, only=None, waivers=(), shown=["one"])
    assert made.endswith("|with:loud-checks 1.2")


def test_the_open_review_follows_the_waivers_and_the_settings(project: Project) -> None:
    (project.root / "align-bench.toml").write_text('[checks]\nnumber-mismatch = "off"\n', "utf-8")
    checking = LiveChecking(project)
    checking.read_terms()

    def found() -> dict[str, list[str]]:
        checked = checking.check_edited(REVIEW)
        assert checked.count == sum(map(len, checked.findings.values()))
        return {unit: [finding.check for finding in group] for unit, group in checked.findings.items()}

    assert found() == {"u": ["doubled-space"], "v": ["doubled-space"]}
    waived = waive_first(project, "doubled-space")
    assert found() == {"v": ["doubled-space"]}
    saved = checking.for_saving(REVIEW)
    assert saved is not None
    assert [finding.unit for finding in saved] == ["v"]
    restore(project.waivers, [waived])
    assert list(found()) == ["u", "v"]


def test_waivers_that_cannot_be_read_are_told_once(project: Project) -> None:
    checking = LiveChecking(project)
    checking.read_terms()
    waive_first(project, "doubled-space")
    before = checking.check_edited(REVIEW).findings
    with project.waivers.open("a") as stream:
        stream.write("[[waived]\n")
    with pytest.raises(InputError, match=r"waivers\.toml"):
        checking.check_edited(REVIEW)
    assert checking.check_edited(REVIEW).findings == before


# Words with faults among them; findings of several units and several of one.
_ENGLISH = st.lists(st.sampled_from(["465", "times", "a", "the  the", "of,and", "456", "（"]), min_size=1, max_size=6)
_CHINESE = st.lists(st.sampled_from(["共456次", "会议", "百分之五", "核武器", "第七十四届"]), min_size=1, max_size=3)


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    texts = draw(st.lists(st.tuples(_CHINESE, _ENGLISH), min_size=2, max_size=5))
    return Review(
        "one",
        tuple(
            Unit(f"u{n}", "".join(chinese), " ".join(english), source_numbers=(n,), target_numbers=(n,))
            for n, (chinese, english) in enumerate(texts, start=1)
        ),
    )


def report_on(review: Review, waivers: tuple[Waiver, ...] = ()) -> CheckReport:
    return report_on_files(review, Termbase(), ("zh", "en"), waivers=waivers)


def all_waived(report: CheckReport) -> tuple[Waiver, ...]:
    return tuple(
        Waiver(finding_id(e.finding, e.unit), "one", e.unit.id, e.finding.check, "so it is", "Li", "")
        for e in report.entries
    )


@given(reviews())
@settings(max_examples=40, deadline=None)
def test_waivers_survive_whatever_is_not_the_text(review: Review) -> None:
    waivers = all_waived(report_on(review))
    assert report_on(review, waivers).open == ()
    first = Unit("new", "二", "two", source_numbers=(1,), target_numbers=(1,))
    moved = (
        replace(unit, source_numbers=(n,), target_numbers=(n,), status=Status.FINAL, comment="seen")
        for n, unit in enumerate(review.units, start=2)
    )
    after = report_on(Review("one", (first, *moved)), waivers)
    assert {entry.unit.id for entry in after.open} <= {"new"}


@given(reviews(), st.data())
@settings(max_examples=40, deadline=None)
def test_waivers_die_with_any_change_of_their_texts_and_no_others(review: Review, data: st.DataObject) -> None:
    waivers = all_waived(report_on(review))
    place = data.draw(st.integers(0, len(review.units) - 1))
    unit = review.units[place]
    side = data.draw(st.sampled_from(["source", "target"]))
    text = getattr(unit, side)
    at = data.draw(st.integers(0, len(text)))
    changed = replace(unit, **{side: text[:at] + data.draw(st.sampled_from(["x", " ", "，", "7", "\n"])) + text[at:]})
    after = report_on(Review("one", (*review.units[:place], changed, *review.units[place + 1 :])), waivers)
    assert all(entry.waiver is None for entry in after.entries if entry.unit.id == unit.id)
    known = {waiver.finding for waiver in waivers}
    assert all(entry.waiver for entry in after.entries if entry.id in known)
    # Put back, all is waived again.
    assert report_on(review, waivers).open == ()


def test_an_edit_that_is_not_on_disk_waives_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    (entry, *_) = report_on_project(project).open
    with Session.open(project, "one", reviewer="Li", clock=lambda: datetime(2026, 3, 1, tzinfo=UTC)) as session:
        with monkeypatch.context() as patch:
            patch.setattr("align_bench.storage.journal.Journal.append", _full)
            with pytest.raises(StorageError):
                session.apply(waive_finding(entry.unit, entry.finding, "agreed", STAMP))
        assert read_waivers(project.waivers) == ()
        assert session.undo_action is None
        session.apply(waive_finding(entry.unit, entry.finding, "agreed", STAMP))
        assert [waiver.finding for waiver in read_waivers(project.waivers)] == [entry.id]


def _full(*_: object) -> None:
    raise StorageError("no space left")
