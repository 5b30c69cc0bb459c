"""Functions called in other processes, beside what this one does.

Owns the processes and the way back of what they find; knows nothing of what is called.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Literal

Method = Literal["fork", "spawn"]


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
            with redirect_stderr(sys.__stderr__):
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


def received(connection: Connection) -> Any:
    """What a call gave, or the error that ended it."""
    outcome = connection.recv()
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def best_method() -> Method:
    """A fork shares what has been learnt; beside other threads it is not safe, and not every system has it."""
    has_fork = "fork" in multiprocessing.get_all_start_methods()
    return "fork" if has_fork and threading.active_count() == 1 else "spawn"


def _work(connection: Connection, call: Callable[[], Any]) -> None:
    """What a process does: who interrupts the first one ends them all."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        outcome = call()
    except Exception as error:  # noqa: BLE001 - the first process raises it
        outcome = error
    connection.send(outcome)
