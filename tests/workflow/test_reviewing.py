from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

import pytest
from openpyxl import load_workbook

from align_bench.errors import AlignBenchError, AlignmentError, InputError, LockedError, StorageError, WorkbookError
from align_bench.formats.workbook import read_workbook, update_workbook, write_workbook
from align_bench.model.edits import edit_target, set_comment, set_status
from align_bench.model.pairing import merge_units, split_unit
from align_bench.model.task import Stopped, Task
from align_bench.model.unit import Review, Status, Unit
from align_bench.storage.journal import Journal, read_journal, write_records
from align_bench.storage.journal_lines import SCHEMA
from align_bench.storage.project import Project
from align_bench.workflow import reviewing
from align_bench.workflow.opening import note_base
from align_bench.workflow.restoring import put_backup_back, restoring
from align_bench.workflow.reviewing import Session
from workflow.desk import NAME, UNITS, clock, new_project, opened

OFFICE = b"Wang\\, Li,wli,desk-7,21.11.2026 10:00,file:///home/wli/.config/libreoffice/4;"
EXCEL = b"\x04" + b"? Li".ljust(54) + b"\x04\x00" + "王 Li".ljust(54).encode("utf-16-le")


class NoLock:
    """A lock on a share that has none."""

    warning = ""

    def __init__(self, *_: object, **__: object) -> None:
        """Let everybody in."""

    def release(self) -> None:
        """Keep nobody out."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return new_project(tmp_path / "project")


def type_english(session: Session, index: int, text: str) -> None:
    session.apply(edit_target(session.review.units[index], text, session.stamp()))


def in_excel(project: Project, cell: str, value: str) -> None:
    path = project.workbook(NAME)
    workbook = load_workbook(path)
    workbook["Review"][cell] = value
    workbook.save(path)


def delete_rows(project: Project, *rows: int) -> None:
    workbook = load_workbook(project.workbook(NAME))
    for row in rows:
        workbook["Review"].delete_rows(row)
    workbook.save(project.workbook(NAME))


def fail(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_it_opens_with_what_the_workbook_holds(project: Project) -> None:
    with opened(project) as session:
        assert session.review == Review(NAME, UNITS)
        assert (session.unsaved, session.recovered, session.read_only, session.holder) == (0, 0, False, "")
        assert (session.undo_action, session.redo_action, session.notices) == (None, None, ())
        assert session.undo() is None
        assert session.redo() is None


def test_an_edit_is_in_the_journal_when_apply_returns(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 0, "new")
        assert session.review.units[0].target == "new"
        assert (session.unsaved, session.undo_action) == (1, "edit")
        assert read_journal(project.journal(NAME)).records[-1]["changes"][0]["after"][0]["target"] == "new"


def test_what_was_not_saved_is_there_after_opening_again(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 0, "new")
        session.apply(merge_units(session.review.units[1], session.review.units[2], session.stamp()))
        session.apply(set_status(session.review.units[3:5], Status.FINAL, session.stamp()))
        state = session.review
    with opened(project) as session:
        assert session.review == state
        assert (session.recovered, session.unsaved, session.undo_action) == (3, 3, "status")
        assert read_workbook(project.workbook(NAME)).units == UNITS


def test_undo_and_redo_survive_too(project: Project) -> None:
    with opened(project) as session:
        states = [session.review]
        for index in range(3):
            type_english(session, index, "new")
            states.append(session.review)
        session.undo()
        session.undo()
        assert session.review == states[1]
    with opened(project) as session:
        assert session.review == states[1]
        session.redo()
        assert session.review == states[2]
    with opened(project) as session:
        session.redo()
        assert session.review == states[3]
        assert session.redo() is None
        for state in reversed(states[:-1]):
            session.undo()
            assert session.review == state
        assert session.undo() is None


def test_an_edit_after_undo_ends_what_could_be_redone(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 0, "first")
        session.undo()
        assert session.redo_action == "edit"
        session.apply(set_comment(session.review.units[1], "x", session.stamp()))
        assert session.redo_action is None


def test_saving_makes_the_workbook_the_state(project: Project) -> None:
    with opened(project) as session:
        session.apply(split_unit(session.review.units[0], 1, 0, session.stamp()))
        type_english(session, 2, "new")
        session.save()
        assert read_workbook(project.workbook(NAME)) == session.review
        assert (session.unsaved, session.saved_at, session.undo_action) == (0, clock(), "edit")
        assert "saved" in read_journal(project.journal(NAME)).records[-1]
        session.undo()
        state = session.review
    assert project.workbook(NAME).with_name("note.xlsx.bak").exists()
    with opened(project) as session:
        assert session.review == state
        assert session.recovered == 1


def test_saving_twice_gives_the_same_bytes(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 0, "new")
        session.save()
        content = project.workbook(NAME).read_bytes()
        session.save()
        assert project.workbook(NAME).read_bytes() == content


def test_what_stands_in_the_workbook_is_enough(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 0, "new")
        session.save()
        state = session.review
    shutil.rmtree(project.private)
    with opened(project) as session:
        assert session.review == state


def test_an_impossible_edit_leaves_state_and_journal(project: Project) -> None:
    with opened(project) as session:
        late = edit_target(session.review.units[0], "late", session.stamp())
        type_english(session, 0, "first")
        state, journal = session.review, project.journal(NAME).read_bytes()
        with pytest.raises(AlignmentError):
            session.apply(late)
        with pytest.raises(WorkbookError, match="32,768"):
            type_english(session, 1, "e" * 32_768)
        with pytest.raises(WorkbookError, match=r"U\+D800"):
            type_english(session, 1, "\ud800")
        assert session.review == state
        assert project.journal(NAME).read_bytes() == journal


def test_an_edit_that_the_disk_does_not_take_is_not_made(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(project) as session:
        type_english(session, 0, "first")
        state = session.review
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", fail)
            with pytest.raises(StorageError, match=r"note\.jsonl"):
                type_english(session, 1, "lost")
            with pytest.raises(StorageError):
                session.undo()
        assert session.review == state
        assert (session.unsaved, session.undo_action, session.redo_action) == (1, "edit", None)
    with opened(project) as session:
        assert session.review == state


@pytest.mark.parametrize("step", [
    "tempfile.mkstemp",
    "pathlib.Path.replace",
    "pathlib.Path.chmod",
    "align_bench.workflow.reviewing.update_workbook",
    "align_bench.storage.atomic.sync_folder",
    "os.fsync",
])  # fmt: skip
def test_a_save_that_fails_at_any_step_loses_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with opened(project) as session:
        type_english(session, 0, "first")
        with monkeypatch.context() as patch:
            patch.setattr(step, fail)
            with suppress(StorageError):
                session.save()
        units = read_workbook(project.workbook(NAME)).units
        assert units in (UNITS, session.review.units)
        type_english(session, 1, "second")
        session.save()
        type_english(session, 2, "third")
        state = session.review
    assert not list(project.reviews.glob(".*"))
    with opened(project) as session:
        assert session.review == state
        assert not session.notices
        session.save()
        assert read_workbook(project.workbook(NAME)) == state


def test_a_journal_that_cannot_begin_anew_goes_on(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise StorageError("no space left")

    with opened(project) as session:
        type_english(session, 0, "first")
        with monkeypatch.context() as patch:
            patch.setattr("align_bench.storage.journal.write_atomically", refuse)
            session.save()
        type_english(session, 1, "second")
        state = session.review
    with opened(project) as session:
        assert session.review == state
        assert (session.recovered, session.notices) == (1, ())


class _StoppedIn(Task):
    """Stopped in one of its parts, behind so many steps."""

    def __init__(self, part: str) -> None:
        super().__init__()
        self._wanted = part
        self.told: list[str] = []

    def begin(self, part: str, total: int = 0) -> None:
        self.told.append(part)
        super().begin(part, total)

    def heed(self) -> None:
        if self.part == self._wanted:
            self.stop()
        super().heed()


@pytest.mark.parametrize(
    "part",
    ["the rows of the workbook", "what changes in the rows", "packing it", "the cells of the workbook"],
)
def test_a_save_that_is_stopped_leaves_the_workbook_and_no_file(project: Project, part: str) -> None:
    before = project.workbook(NAME).read_bytes()
    with opened(project) as session:
        type_english(session, 0, "first")
        state, task = session.review, _StoppedIn(part)
        with pytest.raises(Stopped):
            session.save(task=task)
        assert part in task.told
        assert (project.workbook(NAME).read_bytes(), session.unsaved) == (before, 1)
        assert [path.name for path in project.reviews.iterdir() if path.name.endswith(".tmp")] == []
    with opened(project) as session:
        assert (session.review, session.unsaved) == (state, 1)
        session.save()
        assert read_workbook(project.workbook(NAME)) == state


def test_an_opening_that_is_stopped_lets_go_of_the_project(project: Project) -> None:
    with pytest.raises(Stopped):
        Session.open(project, NAME, reviewer="Li", clock=clock, task=_StoppedIn("the rows of the workbook"))
    with opened(project) as session:
        assert not session.read_only


def test_an_edit_that_is_stopped_was_not_made(project: Project) -> None:
    with opened(project) as session:
        before, journal = session.review, project.journal(NAME).read_bytes()
        with pytest.raises(Stopped):
            session.apply(
                set_status(session.review.units[:2], Status.REVIEWED, session.stamp()),
                _StoppedIn("whether cells can hold them"),
            )
        assert (session.review, project.journal(NAME).read_bytes()) == (before, journal)


def test_a_workbook_that_reads_back_otherwise_does_not_replace(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forget(_: Path, review: Review, __: object, stream: object, ___: Task) -> None:
        write_workbook(Review(NAME, review.units[:-1]), (), stream)  # type: ignore[arg-type]

    before = project.workbook(NAME).read_bytes()
    with opened(project) as session:
        type_english(session, 0, "first")
        monkeypatch.setattr("align_bench.workflow.reviewing.update_workbook", forget)
        with pytest.raises(StorageError, match="5 of 6 units"):
            session.save()
    assert project.workbook(NAME).read_bytes() == before


def test_a_crash_between_workbook_and_new_journal_loses_and_repeats_nothing(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 0, "first")
        session.apply(merge_units(session.review.units[1], session.review.units[2], session.stamp()))
        before = project.journal(NAME).read_bytes()
        session.save()
        state = session.review
        records = read_journal(project.journal(NAME)).records
    # The old journal, with the mark that it gets before the workbook is written.
    mark = b'{"checkpoint":"%s"}\n' % records[0]["state"].encode()
    project.journal(NAME).write_bytes(before + mark)
    with opened(project) as session:
        assert session.review == state
        assert session.recovered == 0
        type_english(session, 2, "later")
        state = session.review
    with opened(project) as session:
        assert session.review == state
        assert session.recovered == 1


def test_a_journal_cut_anywhere_gives_a_state_that_was(project: Project) -> None:
    with opened(project) as session:
        states = [session.review]
        for index in range(3):
            type_english(session, index, "new")
            states.append(session.review)
    content = project.journal(NAME).read_bytes()
    for length in range(0, len(content) + 1, 37):
        project.journal(NAME).write_bytes(content[:length])
        with opened(project, read_only=True) as session:
            assert session.review == states[max(content[:length].count(b"\n") - 1, 0)]


def test_edits_are_carried_into_a_workbook_that_was_changed_elsewhere(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 0, "mine")
        type_english(session, 1, "also mine")
        type_english(session, 2, "mine too")
    in_excel(project, "E2", "a comment from Excel")
    in_excel(project, "C3", "theirs")
    with opened(project) as session:
        assert [unit.target for unit in session.review.units[:3]] == ["mine", "theirs", "mine too"]
        assert session.review.units[0].comment == "a comment from Excel"
        assert session.recovered == 2
        assert len(session.notices) == 2
        kept = project.history(NAME) / "unfit.jsonl"
        assert str(kept) in session.notices[1]
        assert read_journal(kept).records[0]["changes"][0]["after"][0]["target"] == "also mine"
        state = session.review
    with opened(project) as session:
        assert session.review == state
        assert session.notices == ()
        session.save()
    assert len(read_journal(kept).records) == 1


def test_a_change_elsewhere_while_it_is_open_is_never_overwritten(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 0, "mine")
        in_excel(project, "C3", "theirs")
        with pytest.raises(StorageError, match="another program") as caught:
            session.save()
        assert "taken in" in caught.value.hint
    with opened(project) as session:
        session.save()
        assert [unit.target for unit in session.review.units[:2]] == ["mine", "theirs"]


def test_a_change_elsewhere_is_taken_in_while_it_is_open(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 0, "saved")
        session.save()
        type_english(session, 2, "mine")
        assert session.look_outside() is None
        in_excel(project, "C3", "theirs")
        theirs = session.look_outside()
        assert theirs is not None
        assert len(session.take_in(theirs)) == 1
        assert [unit.target for unit in session.review.units[:3]] == ["saved", "theirs", "mine"]
        assert session.look_outside() is None
        assert (session.unsaved, session.recovered, session.conflicts) == (1, 0, ())
        session.undo()
        session.undo()
        assert [unit.target for unit in session.review.units[:3]] == [UNITS[0].target, "theirs", UNITS[2].target]
        session.redo()
        state = session.review
        session.save()
        assert read_workbook(project.workbook(NAME)) == state
    with opened(project) as session:
        assert (session.review, session.notices) == (state, ())


def test_an_edit_between_looking_and_taking_in_stays(project: Project) -> None:
    with opened(project) as session:
        in_excel(project, "C3", "theirs")
        theirs = session.look_outside()
        assert theirs is not None
        type_english(session, 0, "meanwhile")
        session.take_in(theirs)
        assert [unit.target for unit in session.review.units[:2]] == ["meanwhile", "theirs"]


def test_what_was_taken_in_is_there_after_a_crash(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 0, "mine")
        in_excel(project, "C3", "theirs")
        theirs = session.look_outside()
        assert theirs is not None
        session.take_in(theirs)
        type_english(session, 2, "later")
        state = session.review
    with opened(project) as session:
        assert (session.review, session.notices, session.recovered) == (state, (), 2)


def test_who_changed_the_same_field_elsewhere_is_a_conflict(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 1, "mine")
        type_english(session, 2, "mine too")
        in_excel(project, "C3", "theirs")
        theirs = session.look_outside()
        assert theirs is not None
        assert "1 edit no longer fits the workbook (pair 2): kept in" in session.take_in(theirs)[1]
        assert [unit.target for unit in session.review.units[1:3]] == ["theirs", "mine too"]
        assert [edit.changes[0].after[0].target for edit in session.conflicts] == ["mine"]
        kept = read_journal(project.history(NAME) / "unfit.jsonl").records
        assert kept[0]["changes"][0]["after"][0]["target"] == "mine"


@pytest.mark.parametrize("rows", [(3,), (3, 3), (2, 2, 2, 2)])
def test_a_row_that_was_kept_stays_where_its_neighbours_are_deleted_next(
    project: Project, rows: tuple[int, ...]
) -> None:
    with opened(project) as session:
        type_english(session, 0, "mine")
        for deleted in ((4,), rows):
            delete_rows(project, *deleted)
            theirs = session.look_outside()
            assert theirs is not None
            assert "no longer fits" not in " ".join(session.take_in(theirs))
        assert [unit.id for unit in session.review.units] == [unit.id for unit in UNITS]


def test_a_row_that_is_deleted_elsewhere_stays_and_that_is_told(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 0, "mine")
        session.save()
        type_english(session, 2, "mine too")
        state = session.review
        delete_rows(project, 4)
        theirs = session.look_outside()
        assert theirs is not None
        assert "(pair 3): the pair stays" in session.take_in(theirs)[1]
        assert session.review == state
        assert session.undo_action
    with opened(project) as session:
        assert (session.review, session.notices) == (state, ())
        session.save()
        assert read_workbook(project.workbook(NAME)) == state
    assert restoring(project, NAME, "4").after.units[0].target == "mine"


@pytest.mark.parametrize("saved", [True, False])
def test_rows_that_were_deleted_before_it_is_opened_stay(tmp_path: Path, saved: bool) -> None:
    added = Unit("added", "", "Nobody's English")
    project = new_project(tmp_path / "project", [*UNITS[:3], added, *UNITS[3:]])
    with opened(project) as session:
        if saved:
            session.apply(set_comment(session.review.units[0], "seen", session.stamp()))
            session.save()
        state = session.review
    delete_rows(project, 5, 2)
    in_excel(project, "C4", "theirs")
    with opened(project, read_only=True) as session:
        told = session.notices
    with opened(project) as session:
        assert session.notices == told
        assert "2 rows of note.xlsx were deleted there" in told[1]
        assert [u.id for u in session.review.units] == [u.id for u in state.units]
        assert session.review.units[4].target == "theirs"
        assert session.unsaved == 1
        session.save()
        state = session.review
    with opened(project) as session:
        assert (session.review, session.notices) == (state, ())


def test_an_edit_of_a_pair_whose_row_was_deleted_stays_too(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 3, "mine")
        state = session.review
    delete_rows(project, 5)
    with opened(project) as session:
        assert session.review == state
        assert session.conflicts == ()


def test_pairs_that_were_merged_in_another_copy_are_not_deleted(project: Project, tmp_path: Path) -> None:
    with opened(project) as session:
        session.save()
    copy = Project(Path(shutil.copytree(project.root, tmp_path / "copy")))
    with opened(copy) as session:
        session.apply(merge_units(session.review.units[1], session.review.units[2], session.stamp()))
        session.save()
        state = session.review
    shutil.copy(copy.workbook(NAME), project.workbook(NAME))
    with opened(project) as session:
        assert session.review == state
        (told,) = session.notices
        assert told == (
            "note.xlsx was changed by another program since it was last saved here: 2 pairs taken over, which"
            " `align-bench history note` shows"
        )


def test_a_workbook_without_any_row_is_refused_and_got_back(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 0, "mine")
        state = session.review
    delete_rows(project, *[2] * len(UNITS))
    with pytest.raises(WorkbookError, match="all rows were deleted") as caught:
        opened(project)
    assert "align-bench recover note" in caught.value.hint
    put_backup_back(project, NAME, reviewer="Li", clock=clock)
    with opened(project) as session:
        assert session.review == state


def test_an_edit_that_was_taken_back_is_no_conflict(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 1, "mine")
        type_english(session, 1, "mine again")
        session.undo()
        session.undo()
        in_excel(project, "C3", "theirs")
        theirs = session.look_outside()
        assert theirs is not None
        assert len(session.take_in(theirs)) == 1
        assert session.conflicts == ()
        assert session.review.units[1].target == "theirs"


def test_what_cannot_be_noted_is_not_taken_in(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(project) as session:
        type_english(session, 0, "mine")
        state = session.review
        in_excel(project, "C3", "theirs")
        theirs = session.look_outside()
        assert theirs is not None
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", fail)
            with pytest.raises(StorageError):
                session.take_in(theirs)
        assert session.review == state
        session.take_in(theirs)
        assert [unit.target for unit in session.review.units[:2]] == ["mine", "theirs"]


def test_a_workbook_that_somebody_takes_away_is_named(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 0, "mine")
        state = session.review
        kept = project.workbook(NAME).rename(project.root / "away.xlsx")
        with pytest.raises(StorageError, match="is not there any more; your edits are safe"):
            session.save()
        kept.rename(project.workbook(NAME))
        session.save()
        assert read_workbook(project.workbook(NAME)) == state


def test_a_program_that_held_an_older_workbook_undoes_nothing(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 0, "first")
        session.save()
        held = project.workbook(NAME).read_bytes()
        type_english(session, 1, "second")
        session.save()
        type_english(session, 2, "third")
    project.workbook(NAME).write_bytes(held)
    in_excel(project, "C5", "theirs")
    with opened(project) as session:
        assert [unit.target for unit in session.review.units[:4]] == ["first", "second", "third", "theirs"]
        session.save()
    with opened(project) as session:
        assert session.notices == ()
        assert session.review.units[1].target == "second"


def test_an_older_workbook_that_comes_back_gets_the_edits_made_since(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 0, "first")
        session.save()
        held = project.workbook(NAME).read_bytes()
        type_english(session, 1, "second")
        session.save()
        state = session.review
    project.workbook(NAME).write_bytes(held)
    with opened(project) as session:
        assert session.review == state
        assert "1 edit made since" in session.notices[0]
        assert session.unsaved == 1


def test_undo_reaches_back_over_saves_and_openings(project: Project) -> None:
    states = []
    for index in range(3):
        with opened(project) as session:
            states.append(session.review)
            type_english(session, index, "new")
            session.save()
    with opened(project) as session:
        final = session.review
        for state in reversed(states):
            session.undo()
            assert [unit.target for unit in session.review.units] == [unit.target for unit in state.units]
        session.save()
    with opened(project) as session:
        for _ in states:
            session.redo()
        assert session.review == final


@pytest.mark.parametrize("step", ["review_digest", "update_workbook", "content_hash"])
def test_an_edit_that_is_made_while_a_save_runs_is_there_and_unsaved(
    project: Project, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """The screen saves in a thread: edits go on."""
    with opened(project) as session:
        type_english(session, 0, "before")
        during = getattr(reviewing, step)
        edits = iter(["meanwhile"])

        def and_edit(*given: Any) -> Any:
            result = during(*given)
            for text in edits:
                type_english(session, 1, text)
            return result

        with monkeypatch.context() as patch:
            patch.setattr(reviewing, step, and_edit)
            session.save()
        in_workbook = read_workbook(project.workbook(NAME)).units[1].target == "meanwhile"
        assert session.unsaved == (0 if in_workbook else 1)
        assert in_workbook == (step == "review_digest")
    with opened(project) as session:
        assert [unit.target for unit in session.review.units[:2]] == ["before", "meanwhile"]


def test_a_workbook_that_changes_while_it_is_saved_is_left_alone(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(path: Path, review: Review, _: object, stream: BinaryIO, task: Task) -> None:
        update_workbook(path, review, None, stream, task)
        in_excel(project, "C3", "theirs")

    with opened(project) as session:
        type_english(session, 0, "mine")
        with monkeypatch.context() as patch:
            patch.setattr("align_bench.workflow.reviewing.update_workbook", meanwhile)
            with pytest.raises(StorageError, match="another program"):
                session.save()
        assert read_workbook(project.workbook(NAME)).units[1].target == "theirs"
        assert session.look_outside() is not None


@pytest.mark.parametrize(("mark", "content", "told"), [
    pytest.param("~$note.xlsx", EXCEL, "王 Li has it open in Excel", id="excel"),
    pytest.param(".~lock.note.xlsx#", OFFICE, "Wang, Li on desk-7 has it open in LibreOffice", id="libreoffice"),
    pytest.param("~$note.xlsx", b"", "somebody has it open in Excel", id="without a name"),
])  # fmt: skip
def test_a_workbook_that_is_open_in_another_program_is_not_saved(
    project: Project, mark: str, content: bytes, told: str
) -> None:
    (project.reviews / mark).write_bytes(content)
    with opened(project) as session:
        assert told in session.notices[0]
        type_english(session, 0, "mine")
        with pytest.raises(StorageError, match="has it open") as caught:
            session.save()
        assert mark in caught.value.hint
        (project.reviews / mark).unlink()
        session.save()


def begun(made: list[Thread], call: Callable[[], None]) -> None:
    """Call it in another thread, which has time enough to come to its end where nothing holds it up."""
    made.append(Thread(target=call))
    made[-1].start()
    made[-1].join(0.2)


def test_an_edit_and_taking_in_what_others_changed_take_turns(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen changes many pairs in a thread, and looks at the workbook in another."""
    others: list[Thread] = []

    def and_edit(*given: Any) -> None:
        begun(others, lambda: type_english(session, 1, "meanwhile"))
        note_base(*given)

    with opened(project) as session:
        type_english(session, 0, "mine")
        in_excel(project, "F4", "theirs")
        trail = session.look_outside()
        assert trail is not None
        with monkeypatch.context() as patch:
            patch.setattr(reviewing, "note_base", and_edit)
            session.take_in(trail)
        others[0].join()
        state = session.review
        assert [unit.target for unit in state.units[:2]] == ["mine", "meanwhile"]
        assert state.units[2] == trail.base.units[2] != UNITS[2]
        session.save()
        assert read_workbook(project.workbook(NAME)) == state
    with opened(project) as session:
        assert (session.review, session.notices) == (state, ())


def test_closing_waits_for_an_edit_that_is_being_made(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    others: list[Thread] = []
    append = Journal.append

    def and_close(journal: Journal, record: Any) -> None:
        begun(others, session.close)
        assert others[0].is_alive()
        append(journal, record)

    session = opened(project)
    monkeypatch.setattr(Journal, "append", and_close)
    type_english(session, 0, "mine")
    others[0].join()
    with pytest.raises(LockedError):
        type_english(session, 1, "too late")
    with opened(project) as again:
        assert again.review == session.review


def test_two_writers_where_locks_do_not_hold_lose_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(project) as first:
        with monkeypatch.context() as patch:
            patch.setattr("align_bench.workflow.reviewing.ProjectLock", NoLock)
            second = opened(project, reviewer="Wang")
        type_english(first, 0, "first")
        with pytest.raises(StorageError, match="another program writes"):
            type_english(second, 1, "second")
        first.save()
        with pytest.raises(StorageError):
            second.save()
        type_english(first, 2, "first again")
        state = first.review
        second.close()
    with opened(project) as session:
        assert (session.review, session.notices) == (state, ())


def test_what_a_killed_writer_left_behind_is_swept(project: Project) -> None:
    left = [project.reviews / ".note.xlsx.abcdefgh.tmp", project.root / ".waivers.toml.abcdefgh.tmp"]
    for path in left:
        path.write_bytes(b"half")
    opened(project, read_only=True).close()
    assert all(path.exists() for path in left)
    opened(project).close()
    assert not any(path.exists() for path in left)


def test_a_project_of_version_1_is_read_and_its_journal_kept(project: Project) -> None:
    old = Path(__file__).parent / "version_1"
    shutil.copy(old / "note.xlsx", project.workbook(NAME))
    project.journal(NAME).parent.mkdir(parents=True)
    shutil.copy(old / "note.jsonl", project.journal(NAME))
    with opened(project, read_only=True) as session:
        state = session.review
        assert [unit.target for unit in state.units] == [
            "1. Saved by version 1",
            "2. Only in the journal of version 1 — “中文”",
            "3. Paragraph 3",
            "4. Paragraph 4\n5. Paragraph 5",
            "6. Paragraph 6",
        ]
    assert project.journal(NAME).read_bytes() == (old / "note.jsonl").read_bytes()
    with opened(project) as session:
        assert (session.review, session.notices, session.redo_action) == (state, (), "status")
        type_english(session, 0, "by version 2")
        state = session.review
    kept = project.history(NAME) / "journal-version-1-0001.jsonl"
    assert kept.read_bytes() == (old / "note.jsonl").read_bytes()
    with opened(project) as session:
        assert session.review == state
        session.save()
    assert project.workbook(NAME).with_name("note.xlsx.bak").read_bytes() == (old / "note.xlsx").read_bytes()


def test_a_long_journal_is_parted(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(project) as session:
        for number in range(20):
            type_english(session, number % 6, f"edit {number}")
        session.save()
        type_english(session, 0, "not saved")
        state = session.review
    whole = project.journal(NAME).read_bytes()
    monkeypatch.setattr("align_bench.workflow.opening._LONG", 1000)
    monkeypatch.setattr("align_bench.workflow.opening.UNDOABLE", 8)
    for _ in range(2):
        with opened(project) as session:
            assert (session.review, session.notices, session.unsaved) == (state, (), 1)
            assert session.undo_action
        assert len(project.journal(NAME).read_bytes()) < len(whole) * 0.7
    assert [path.read_bytes() for path in project.history(NAME).iterdir()] == [whole]
    with opened(project) as session:
        session.undo()
        session.undo()
        assert session.review.units[1].target == "edit 13"


def test_a_change_of_looks_meanwhile_is_kept(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 0, "mine")
        in_excel(project, "Z9", "a note")
        session.save()
    assert load_workbook(project.workbook(NAME))["Review"]["Z9"].value == "a note"


def test_the_second_one_reads_and_is_told_who_writes(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 0, "new")
        with pytest.raises(LockedError, match="Li"):
            opened(project, reviewer="Wang")
        with opened(project, reviewer="Wang", read_only=True) as reader:
            assert reader.read_only
            assert "Li" in reader.holder
            assert reader.review == session.review
            with pytest.raises(LockedError, match="read-only"):
                type_english(reader, 1, "no")
            with pytest.raises(LockedError):
                reader.save()
        type_english(session, 1, "goes on")
    opened(project).close()


def test_reading_only_writes_nothing(project: Project) -> None:
    before = sorted(project.root.rglob("*"))
    with opened(project, read_only=True) as session:
        assert session.review.units == UNITS
        assert session.holder == ""
    assert sorted(project.root.rglob("*")) == before


def test_a_damaged_line_of_the_journal_is_kept_apart(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 0, "one")
        type_english(session, 1, "two")
    lines = project.journal(NAME).read_bytes().splitlines(keepends=True)
    project.journal(NAME).write_bytes(lines[0] + b"#" + lines[1] + lines[2])
    with opened(project) as session:
        assert [unit.target for unit in session.review.units[:2]] == [UNITS[0].target, "two"]
        assert (project.history(NAME) / "unfit.jsonl").read_bytes() == b"#" + lines[1]
        assert "line 2 is damaged" in session.notices[0]
        state = session.review
    with opened(project) as session:
        assert (session.review, session.notices) == (state, ())


def test_a_newer_journal_is_left_alone(project: Project) -> None:
    with opened(project) as session:
        type_english(session, 0, "one")
    records = read_journal(project.journal(NAME)).records
    write_records(project.journal(NAME), [{**records[0], "schema": SCHEMA + 1}, *records[1:]])
    content = project.journal(NAME).read_bytes()
    with pytest.raises(InputError, match=f"version {SCHEMA + 1}"):
        opened(project)
    assert project.journal(NAME).read_bytes() == content


def test_without_a_workbook_there_is_a_way_out(project: Project) -> None:
    with pytest.raises(InputError, match=r"other\.xlsx") as caught:
        Session.open(project, "other", reviewer="Li", clock=clock)
    assert "align-bench align" in caught.value.hint
    opened(project).close()


def test_after_an_error_at_opening_the_lock_is_free(project: Project) -> None:
    content = project.workbook(NAME).read_bytes()
    project.workbook(NAME).write_bytes(b"PK")
    with pytest.raises(AlignBenchError):
        opened(project)
    project.workbook(NAME).write_bytes(content)
    opened(project).close()


def test_an_edit_without_changes_is_none(project: Project) -> None:
    with opened(project) as session:
        session.apply(set_status([], Status.FINAL, session.stamp()))
        assert session.unsaved == 0
