"""The walk through the units shared out among processes.

Owns the processes and what goes to and fro. Each walks through neighbouring units, this one through the first of them,
and the parts are put together in order: the outcome does not depend on how many there are.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Literal

from align_bench.checks.context import CheckContext
from align_bench.checks.registry import Check
from align_bench.checks.selection import chosen_checks
from align_bench.checks.unit_run import Walked, walk
from align_bench.config import CheckLevel

Method = Literal["fork", "spawn"]

# To begin a process and to hand it the texts takes about a second.
_FEWEST_UNITS = 4_000
_FIRST_UNITS = 100
# More of them would need more memory than they save time.
_MOST_PROCESSES = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """Which checks run (see `chosen_checks`): a process of its own chooses them anew."""

    levels: Mapping[str, CheckLevel]
    only: Collection[str] | None

    def checks(self) -> tuple[Check, ...]:
        return chosen_checks(self.levels, self.only)


def worth_processes(units: int) -> int:
    """How many processes so many units are worth on this machine."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(processors, _MOST_PROCESSES, units // _FEWEST_UNITS))


def walk_shared(
    context: CheckContext, choice: Choice, checks: Sequence[Check], processes: int, *, method: Method | None = None
) -> list[Walked]:
    """The walk through all units in so many parts; by default, processes begin in the way that takes least here."""
    # What the first units ask for is worked out before it is shared.
    first = range(min(_FIRST_UNITS, len(context.views)))
    walked = [walk(context, checks, first, forgets=True)]
    left = len(context.views) - len(first)
    edges = [len(first) + left * part // processes for part in range(processes + 1)]
    own, *others = (range(*edge) for edge in pairwise(edges))
    started: list[tuple[BaseProcess, Connection]] = []
    method = method or _best_method()
    beginning = multiprocessing.get_context("fork") if method == "fork" else multiprocessing.get_context("spawn")
    gc.freeze()
    try:
        for places in others:
            ours, theirs = beginning.Pipe(duplex=False)
            process = beginning.Process(target=_work, args=(theirs, context, choice, places), daemon=True)
            process.start()
            theirs.close()
            started.append((process, ours))
        walked.append(walk(context, checks, own, forgets=True))
        return [*walked, *(_received(connection) for _, connection in started)]
    finally:
        gc.unfreeze()
        for begun, connection in started:
            begun.terminate()
            begun.join()
            connection.close()


def _best_method() -> Method:
    """A fork shares what has been learnt; beside other threads it is not safe, and not every system has it."""
    has_fork = "fork" in multiprocessing.get_all_start_methods()
    return "fork" if has_fork and threading.active_count() == 1 else "spawn"


def _received(connection: Connection) -> Walked:
    outcome = connection.recv()
    if isinstance(outcome, Exception):
        raise outcome
    assert isinstance(outcome, Walked)
    return outcome


def _work(connection: Connection, context: CheckContext, choice: Choice, places: range) -> None:
    """What a process does: who interrupts the first one ends them all."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        outcome: Walked | Exception = walk(context, choice.checks(), places, forgets=True)
    except Exception as error:  # noqa: BLE001 - the first process raises it
        outcome = error
    connection.send(outcome)
