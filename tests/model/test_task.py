"""Long work as those see it who wait for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from align_bench.model.task import Stopped, Task


def test_steps_are_counted_when_the_next_one_is_asked_for() -> None:
    task = Task("checks")
    seen = [(step, task.done) for step in task.over("abc", "pair by pair", 3)]
    assert seen == [("a", 0), ("b", 1), ("c", 2)]
    assert (task.what, task.part, task.done, task.total) == ("checks", "pair by pair", 3, 3)


def test_steps_of_several_at_once_count_for_all() -> None:
    task = Task()
    assert [task.done for _ in task.over("abc", "", 6, 2)] == [0, 2, 4]
    assert task.done == 6


def test_a_part_that_is_begun_within_a_step_ends_with_it() -> None:
    task = Task()
    for step in task.over("ab", "outer", 2):
        assert step == "a" or (task.part, task.done) == ("outer", 1)
        task.begin("inner", 10)
        task.step(4)
        assert (task.part, task.done, task.total) == ("inner", 4, 10)
    assert (task.part, task.done, task.total) == ("outer", 2, 2)


def test_work_that_was_stopped_ends_at_its_next_step() -> None:
    task = Task("checks")
    steps = task.over("abc", "")
    assert next(steps) == "a"
    task.stop()
    with pytest.raises(Stopped, match="checks"):
        next(steps)
    for each in (task.heed, task.step, lambda: task.begin("more"), lambda: next(task.over("abc", ""))):
        with pytest.raises(Stopped):
            each()


def test_what_goes_on_behind_the_steps_is_ended_with_them() -> None:
    closed = []

    def steps() -> Iterator[int]:
        try:
            yield from range(9)
        finally:
            closed.append(True)

    task = Task()
    seen = task.over(steps(), "")
    assert [next(seen), next(seen)] == [0, 1]
    task.stop()
    with pytest.raises(Stopped):
        next(seen)
    del seen
    assert closed == [True]


def test_within_a_step_nothing_is_told_and_all_is_stopped_with_it() -> None:
    whole = Task("reading")
    for _ in whole.over("ab", "documents", 2):
        inner = whole.within()
        inner.begin("rows", 100)
        inner.step(50)
        assert (whole.part, whole.total) == ("documents", 2)
    whole.stop()
    with pytest.raises(Stopped):
        inner.step()
