"""A program that edits a review and is killed, again and again, as a script: `python killing.py PROJECT SEED KILLS`.

It prints a JSON object a round: how many edits were acknowledged, and what of the state afterwards is not as it
should be. The editor is the program's own session in a process of its own; it tells each edit over a pipe as soon
as it is made. What the state should be is worked out beside it, from the plan of the edits alone.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from align_bench.model.edits import Edit, Stamp, apply, edit_target, set_comment, set_status
from align_bench.model.pairing import merge_units, split_unit
from align_bench.model.unit import Review, Status
from align_bench.storage.project import Project
from align_bench.workflow import opening
from align_bench.workflow.reviewing import Session

NAME = "note"
STAMP = Stamp("Li", "2026-03-01T09:30:00+00:00")
# Seconds that an editor lives at most after its first edit; most live much shorter.
LONGEST = 0.09
# So many in a hundred are killed while they still open the document.
EARLY = 15
SAVE_EVERY = 11


def clock() -> datetime:
    return datetime.fromisoformat(STAMP.time).astimezone(UTC)


def opened(project: Project) -> Session:
    return Session.open(project, NAME, reviewer=STAMP.reviewer, clock=clock)


class Plan:
    """The states that a stream of edits leads through; which edit comes next follows from its number and the state."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self.done: list[Review] = []
        self.undone: list[Review] = []

    def step(self, number: int) -> Review:
        """The state after the edit with this number."""
        kind = random.Random(number).randrange(10)
        if kind == 0 and self.done:
            self.undone.append(self.review)
            self.review = self.done.pop()
        elif kind == 1 and self.undone:
            self.done.append(self.review)
            self.review = self.undone.pop()
        else:
            self.done.append(self.review)
            self.undone.clear()
            self.review = apply(next_edit(self.review, number), self.review)
        return self.review

    def make(self, session: Session, number: int) -> None:
        """The same in a session, by the ways of the program."""
        kind = random.Random(number).randrange(10)
        if kind == 0 and session.undo_action:
            session.undo()
        elif kind == 1 and session.redo_action:
            session.redo()
        else:
            session.apply(next_edit(session.review, number))


def next_edit(review: Review, number: int) -> Edit:
    """An edit of one of the usual kinds."""
    units = review.units
    place = random.Random(-number).randrange(len(units))
    unit = units[place]
    kind = random.Random(number).randrange(2, 10)
    if kind == 2 and place + 1 < len(units) and len(units) > 4:
        return merge_units(unit, units[place + 1], STAMP)
    if kind == 3 and len(unit.source_lines) > 1:
        return split_unit(unit, 1, min(1, len(unit.target_lines)), STAMP)
    if kind == 4:
        return set_comment(unit, f"comment {number}", STAMP)
    if kind == 5 and unit.target:
        return set_status([unit], (Status.TRANSLATED, Status.FINAL)[unit.status is Status.TRANSLATED], STAMP)
    return edit_target(unit, f"edit {number} — “中文”\nsecond line", STAMP)


def edit_until_killed(project: Project, start: int, pipe: int) -> None:
    with opened(project) as session:
        plan = Plan(session.review)
        number = start
        while True:
            number += 1
            plan.make(session, number)
            os.write(pipe, b"%d\n" % number)
            if number % SAVE_EVERY == 0:
                session.save()


def killed(project: Project, start: int, delay: float, *, early: bool) -> int:
    """The last edit that an editor acknowledged before it was killed; `start` where it came to none."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            edit_until_killed(project, start, writing)
        finally:
            os._exit(1)
    os.close(writing)
    told = b"%d\n" % start if early else os.read(reading, 65536)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the editor ended by itself"
    while more := os.read(reading, 65536):
        told += more
    os.close(reading)
    # A line that was cut off was not acknowledged.
    return int(told[: told.rfind(b"\n")].rsplit(b"\n", 1)[-1])


def main(root: str, seed: str, kills: str) -> None:
    project, chance = Project(Path(root)), random.Random(int(seed))
    # Journals are parted again and again, so that some are killed in the middle of that too.
    vars(opening).update(_LONG=100_000, UNDOABLE=40)
    with opened(project) as session:
        plan = Plan(session.review)
        # What a save needs is imported here once, and not by each editor anew.
        session.save()
    last = 0
    for _ in range(int(kills)):
        acknowledged = killed(project, last, chance.random() ** 2 * LONGEST, early=chance.randrange(100) < EARLY)
        states = {last: plan.review}
        for number in range(last + 1, acknowledged + 1):
            states = {number: plan.step(number)}
        with opened(project) as session:
            found, notices = session.review, session.notices
        last = acknowledged
        if states[acknowledged] != found:
            # The edit that was on disk and not yet acknowledged may be there; nothing else.
            states[acknowledged + 1] = plan.step(acknowledged + 1)
            last = acknowledged + 1
        wrong = [] if found == states[last] else [u.id for u in found.units if u not in states[last].units] or ["order"]
        told = {"acknowledged": acknowledged, "last": last, "wrong": wrong, "notices": notices}
        sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
