"""The walk through the units shared out among processes.

Owns the shares, and when they are worth it. Each process walks through neighbouring units, this one through the first
of them, and the parts are put together in order: the outcome does not depend on how many there are.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from align_bench.checks.context import CheckContext
from align_bench.checks.processes import Method, begun, best_method, received
from align_bench.checks.registry import Check
from align_bench.checks.selection import chosen_checks
from align_bench.checks.unit_run import Walked, walk
from align_bench.config import CheckLevel

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
    """The walk through all units in so many parts; by default, processes begin in the way that takes least here.

    Where the task of the context is stopped, they are ended.
    """
    task = context.task
    # What the first units ask for is worked out before it is shared.
    first = range(min(_FIRST_UNITS, len(context.views)))
    walked = [walk(context, checks, first, forgets=True, task=task)]
    left = len(context.views) - len(first)
    edges = [len(first) + left * part // processes for part in range(processes + 1)]
    own, *others = (range(*edge) for edge in pairwise(edges))
    calls = [partial(_walk, context, choice, places) for places in others]
    with begun(calls, method or best_method()) as connections:
        walked.append(walk(context, checks, own, forgets=True, task=task, processes=processes))
        return [*walked, *(received(connection, task) for connection in connections)]


def _walk(context: CheckContext, choice: Choice, places: range) -> Walked:
    return walk(context, choice.checks(), places, forgets=True)
