"""Sequences held in runs of neighbours, so that a change costs no more in a long one than in a short one.

A sequence never changes. One that is made of another shares all runs with it but those that were changed: both take
little more room than one, and where they differ is seen without looking at what they hold.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from operator import is_
from typing import Any, Self, TypeVar, overload

Member = TypeVar("Member")

# Members of a new run. A change copies a run and the list of all runs: at 100,000 members both are about as long.
_LENGTH = 256


class Runs(Sequence[Member]):
    """Members by place; a slice is a tuple."""

    __slots__ = ("_runs", "_starts")

    def __init__(self, members: Iterable[Member] = ()) -> None:
        self._hold(self._parted(tuple(members)))

    @classmethod
    def _run(cls, members: Iterable[Any]) -> tuple[Any, ...]:
        """Some neighbours; heirs may hold them otherwise."""
        return tuple(members)

    @classmethod
    def _parted(cls, members: tuple[Any, ...]) -> tuple[tuple[Any, ...], ...]:
        """Members in runs, none of them empty."""
        if len(members) <= 2 * _LENGTH:
            return (cls._run(members),) if members else ()
        return tuple(cls._run(members[start : start + _LENGTH]) for start in range(0, len(members), _LENGTH))

    def _hold(self, runs: tuple[tuple[Member, ...], ...]) -> None:
        self._runs = runs
        self._starts = (0, *accumulate(map(len, runs)))

    def __len__(self) -> int:
        return self._starts[-1]

    def __iter__(self) -> Iterator[Member]:
        return chain.from_iterable(self._runs)

    def __reversed__(self) -> Iterator[Member]:
        return chain.from_iterable(map(reversed, reversed(self._runs)))

    @overload
    def __getitem__(self, place: int) -> Member: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Member, ...]: ...
    def __getitem__(self, place: int | slice) -> Member | tuple[Member, ...]:
        if isinstance(place, slice):
            places = range(len(self))[place]
            return self._between(places.start, places.stop) if places.step == 1 else tuple(self)[place]
        place = range(len(self))[place]
        run = self._run_at(place)
        return self._runs[run][place - self._starts[run]]

    def __eq__(self, other: object) -> bool:
        """Whether the other, in runs or as a tuple, holds the same."""
        if isinstance(other, Runs):
            return self._runs == other._runs or tuple(self) == tuple(other)
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({tuple(self)!r})"

    def below(self, place: int) -> Iterator[Member]:
        """Those at and behind a place."""
        run = self._run_at(place)
        first = (each[max(0, place - self._starts[run]) :] for each in self._runs[run : run + 1])
        return chain(*first, chain.from_iterable(self._runs[run + 1 :]))

    def above(self, place: int) -> Iterator[Member]:
        """Those before a place, the nearest first."""
        run = self._run_at(place)
        last = (each[: max(0, place - self._starts[run])][::-1] for each in self._runs[run : run + 1])
        return chain(*last, chain.from_iterable(map(reversed, reversed(self._runs[:run]))))

    def replaced(self, others: Mapping[int, Member]) -> Self:
        """These with others at some of their places."""
        runs: dict[int, list[Member]] = {}
        for place, member in others.items():
            number = self._run_at(place)
            run = runs.get(number) or runs.setdefault(number, list(self._runs[number]))
            run[place - self._starts[number]] = member
        made = {number: self._run(run) for number, run in runs.items()}
        return self._with(tuple(made.get(number, run) for number, run in enumerate(self._runs)))

    def spliced(self, start: int, stop: int, members: Sequence[Member]) -> Self:
        """These with others in the place of those from `start` to `stop`; 0 <= start <= stop <= length."""
        first, last = self._run_at(start), self._run_at(max(start, stop - 1))
        head = self._between(self._starts[first], start)
        tail = self._between(stop, self._starts[min(last + 1, len(self._runs))])
        runs = self._parted((*head, *members, *tail))
        return self._with((*self._runs[:first], *runs, *self._runs[last + 1 :]))

    def changed(self, after: Runs[Any]) -> tuple[int, int, int]:
        """(start, stop here, stop in `after`): outside of these places both hold the same objects."""
        ours, theirs = self._runs, after._runs
        head = _alike(ours, theirs)
        tail = _alike(ours[head:][::-1], theirs[head:][::-1])
        start, stop, other_stop = self._starts[head], self._starts[len(ours) - tail], after._starts[len(theirs) - tail]
        one, other = self._between(start, stop), after._between(start, other_stop)
        head = _alike(one, other)
        tail = _alike(one[head:][::-1], other[head:][::-1])
        return start + head, stop - tail, other_stop - tail

    def _with(self, runs: tuple[tuple[Member, ...], ...]) -> Self:
        after = object.__new__(type(self))
        after._hold(runs)
        return after

    def _run_at(self, place: int) -> int:
        """The number of the run that holds a place; that of the last run for a place behind all."""
        return max(0, min(bisect_right(self._starts, place), len(self._runs)) - 1)

    def _between(self, start: int, stop: int) -> tuple[Member, ...]:
        first, last = self._run_at(start), self._run_at(max(start, stop - 1))
        parts = zip(self._starts[first : last + 1], self._runs[first : last + 1], strict=False)
        return tuple(chain.from_iterable(run[max(0, start - begin) : max(0, stop - begin)] for begin, run in parts))


def _alike(one: Sequence[object], other: Sequence[object]) -> int:
    """How many objects two sequences begin with that are the same."""
    return next((place for place, same in enumerate(map(is_, one, other)) if not same), min(len(one), len(other)))
