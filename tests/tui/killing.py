"""The real program, fed with keys in a terminal and killed with -9, again and again.

    PYTHONPATH=tests python -m tui.killing FOLDER SEED KILLS

It prints a JSON object a round: how many edits were asked for, shown as done and found afterwards, and what is wrong.
Shown as done is what the first line had counted when the program was killed. What is found is compared twice: with the
keys, edit by edit, and with the state that these edits lead to, worked out from the units of the beginning alone.
"""

from __future__ import annotations

import json
import math
import os
import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from align_bench.model.edits import apply
from align_bench.model.records import edit_from_record
from align_bench.model.unit import Review, Unit
from align_bench.storage.project import Project
from align_bench.workflow.history import all_records
from align_bench.workflow.workbooks import current_review, write_new_workbook
from tui.terminal import Terminal, reviewed

NAME = "note"
UNITS = tuple(Unit(f"u{i}", f"{i}. 第{i}段。", f"{i}. Paragraph {i}.", label=str(i)) for i in range(1, 401))
# So many edits are shown at most before a program is killed, within so many seconds from then on.
SHOWN = 8
LONGEST = 0.3
# Seconds that keys wait for the edit before them to be shown: the stream is as fast as the program, or a little faster.
PATIENCE = 0.3
# One edit in so many is followed by a save, which takes so many seconds at most.
SAVING = 6
SAVED = 60
# So many keys and no edit shown: something is asked.
STUCK = 60
# Seconds after which one is killed that still opens the document.
OPENING = 1.5
# So many in a hundred are killed while they still open the document.
EARLY = 15
# So many edits a project takes at most before there is a new one: each needs an open pair.
MOST = 250

_SAVE = "\x13"
_UNSAVED = re.compile(r"(\d+) edits? since|workbook (?:saved \d\d:\d\d|up to date)(?!,)")


@dataclass(frozen=True)
class Step:
    """One edit, and the keys for it."""

    keys: str
    status: str = ""
    """What a pair becomes; empty where an edit is taken back."""

    def fits(self, record: Mapping[str, Any]) -> bool:
        """Whether a record of the journal is of this edit."""
        if not self.status:
            return bool(record["move"] == "undo")
        return record["move"] == "do" and [change["after"][0]["status"] for change in record["changes"]] == [
            self.status
        ]


APPROVE, FINISH, UNDO = Step("na", "reviewed"), Step("nz", "final"), Step("u")


def steps(chance: random.Random) -> Iterator[Step]:
    """A stream of edits: the next open pair is approved or finished, and the last edit taken back."""
    yield APPROVE
    while True:
        yield chance.choices((APPROVE, FINISH, UNDO), (6, 3, 2))[0]


class Shown:
    """How many edits of a round the first line has counted as done: at least so many."""

    def __init__(self) -> None:
        self.count = 0
        self.unsaved: int | None = None
        self._reviewed: int | None = None

    def take(self, line: str) -> None:
        """Look at the first line once more: each edit is one more that is not saved, or one more or less reviewed."""
        found, is_reviewed = _UNSAVED.search(line), reviewed(line)
        unsaved = int(found[1] or 0) if found else self.unsaved
        more = _difference(unsaved, self.unsaved)
        self.count += max(more, abs(_difference(is_reviewed, self._reviewed)))
        self.unsaved = unsaved
        self._reviewed = self._reviewed if is_reviewed is None else is_reviewed


def _difference(now: int | None, before: int | None) -> int:
    """0 where either is not known."""
    return 0 if now is None or before is None else now - before


def killed(root: Path, chance: random.Random, reviewed_before: int) -> tuple[list[Step], int, list[str]]:
    """The edits that a program was asked for, how many of them it showed as done, and what it showed wrong."""
    program = [sys.executable, "-m", "align_bench", "--project", str(root), "review", NAME, "--reviewer", "Li"]
    asked: list[Step] = []
    wrong: list[str] = []
    shown = Shown()
    terminal = Terminal(program, columns=160)
    try:
        if chance.randrange(100) < EARLY:
            time.sleep(chance.random() * OPENING)
        else:
            text = terminal.wait_for(lambda text: "all edits on disk" in text and reviewed(text) is not None, 60)
            if reviewed(text) != reviewed_before:
                wrong.append(f"{reviewed(text)} shown as reviewed, not {reviewed_before}")
            shown.take(terminal.line(0))
            goal = chance.randrange(SHOWN)
            coming = steps(chance)
            while shown.count < goal:
                ask(terminal, next(coming), asked, shown, saves=chance.randrange(SAVING) == 0)
                if len(asked) > STUCK or terminal.process.poll() is not None:
                    raise AssertionError(f"edits are not shown any more:\n{terminal.text}")
            end = time.monotonic() + chance.random() * LONGEST
            while time.monotonic() < end:
                ask(terminal, next(coming), asked, shown, saves=chance.randrange(SAVING) == 0, until=end)
        terminal.kill()
        while terminal.read(0):
            shown.take(terminal.line(0))
    finally:
        terminal.close()
    # The two figures of the first line may be painted one after the other, and one edit be counted twice.
    return asked, min(shown.count, len(asked)), wrong


def ask(
    terminal: Terminal, step: Step, asked: list[Step], shown: Shown, *, saves: bool, until: float = math.inf
) -> None:
    """Type the keys of an edit, and those of a save behind it, and wait a little for the edit to be shown."""
    asked.append(step)
    terminal.type(step.keys)
    before = shown.count
    wait(terminal, shown, lambda: shown.count > before, min(until, time.monotonic() + (SAVED if saves else PATIENCE)))
    if saves:
        # While a save runs, no edit is taken.
        terminal.type(_SAVE)
        wait(terminal, shown, lambda: shown.unsaved == 0, min(until, time.monotonic() + SAVED))


def wait(terminal: Terminal, shown: Shown, holds: Callable[[], bool], until: float) -> None:
    """Read what is painted until it is as wanted, or it is time."""
    while not holds() and (left := until - time.monotonic()) > 0:
        terminal.read(left)
        shown.take(terminal.line(0))


def main(folder: str, seed: str, kills: str) -> None:
    chance = random.Random(int(seed))
    projects = iter(range(int(kills)))
    project, state, done = new_project(Path(folder), next(projects)), Review(NAME, UNITS), 0
    for _ in range(int(kills)):
        if done > MOST:
            project, state, done = new_project(Path(folder), next(projects)), Review(NAME, UNITS), 0
        asked, shown, wrong = killed(project.root, chance, sum(not unit.status.is_open for unit in state.units))
        found = [record for record in all_records(project, NAME) if "move" in record][done:]
        if not shown <= len(found) <= len(asked):
            wrong.append("edits missing" if len(found) < shown else "edits invented")
        wrong += [f"{record['move']} {record['action']} is there, unasked" for record in unasked(asked, found)]
        for record in found:
            state = apply(edit_from_record(record), state)
        losses: list[str] = []
        if current_review(project, NAME, lambda _, loss, losses=losses: losses.append(loss)) != state:  # type: ignore[misc]
            wrong.append("another state")
        wrong += [loss for loss in losses if "was not finished" not in loss]
        done += len(found)
        told = {"asked": len(asked), "shown": shown, "found": len(found), "wrong": wrong}
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def unasked(asked: Sequence[Step], found: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The records that are of no edit in the order of the keys: some keys do nothing, as while a save runs."""
    waiting = list(asked)
    for record in found:
        place = next((place for place, step in enumerate(waiting) if step.fits(record)), None)
        if place is None:
            yield record
        else:
            del waiting[: place + 1]


def new_project(folder: Path, number: int) -> Project:
    """A project that nobody has worked in."""
    project = Project(folder / str(number))
    project.sources.mkdir(parents=True)
    (project.sources / f"{NAME}.zh.txt").write_text("\n\n".join(unit.source for unit in UNITS), "utf-8")
    write_new_workbook(project.workbook(NAME), Review(NAME, UNITS), ())
    return project


if __name__ == "__main__":
    os.environ.setdefault("XDG_STATE_HOME", str(Path(sys.argv[1]) / "state"))
    os.environ.setdefault("XDG_CONFIG_HOME", str(Path(sys.argv[1]) / "config"))
    main(*sys.argv[1:])
