"""Functions called in other processes, beside what this one does.

Owns the processes and the way back of what they find; knows nothing of what is called. None of them outlives this one,
however it ends.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Literal

from align_bench.errors import AlignBenchError
from align_bench.model.task import Task

Method = Literal["fork", "spawn"]

# Seconds between two looks whether what is waited for was given up.
_LOOK = 0.1


def together(calls: Sequence[Callable[[], Any]], processes: int) -> list[Any]:
    """What each call gives, in order: the first is made here, and where it is safe to fork, each other one in a fork.

    With one process, and in one of those that were begun, all are made here.
    """
    is_other = multiprocessing.current_process().daemon
    if processes < 2 or best_method() != "fork" or is_other:
        return [call() for call in calls]
    first, *others = calls
    with begun(others, "fork") as connections:
        return [first(), *map(received, connections)]


@contextmanager
def begun(calls: Sequence[Callable[[], Any]], method: Method) -> Iterator[list[Connection]]:
    """Each call in a process of its own; behind it these are ended. For what it gives, see `received`."""
    beginning = multiprocessing.get_context("fork") if method == "fork" else multiprocessing.get_context("spawn")
    started: list[tuple[BaseProcess, Connection]] = []
    gc.freeze()
    try:
        for call in calls:
            ours, theirs = beginning.Pipe(duplex=False)
            process = beginning.Process(target=_work, args=(theirs, call), daemon=True)
            # The first one hands on where errors are told, which must be a file: a screen puts something else there.
            with _deaf(), redirect_stderr(sys.__stderr__):
                process.start()
            theirs.close()
            started.append((process, ours))
        yield [connection for _, connection in started]
    finally:
        gc.unfreeze()
        for running, connection in started:
            running.terminate()
            running.join()
            connection.close()


@contextmanager
def _deaf() -> Iterator[None]:
    """A process that begins here is never interrupted: who interrupts the first one ends them all."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def received(connection: Connection, task: Task | None = None) -> Any:
    """What a call gave, or the error that ended it; `Stopped` where the task is stopped meanwhile.

    AlignBenchError where its process was ended by somebody else.
    """
    while task is not None and not connection.poll(_LOOK):
        task.heed()
    try:
        outcome = connection.recv()
    except EOFError:
        # Linux ends the process that takes most where memory is short.
        raise AlignBenchError(
            "a process that ran checks was ended from outside",
            hint="most likely memory is short: close other programs, or check fewer documents at once",
        ) from None
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def best_method() -> Method:
    """A fork shares what has been learnt; beside other threads it is not safe, and not every system has it."""
    has_fork = "fork" in multiprocessing.get_all_start_methods()
    return "fork" if has_fork and threading.active_count() == 1 else "spawn"


def _work(connection: Connection, call: Callable[[], Any]) -> None:
    """What a process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_first, daemon=True).start()
    try:
        outcome = call()
    except Exception as error:  # noqa: BLE001 - the first process raises it
        outcome = error
    connection.send(outcome)


def _end_with_the_first() -> None:
    """A process that was killed ends no others: they have to see it."""
    first = multiprocessing.parent_process()
    assert first is not None
    wait([first.sentinel])
    os._exit(1)
