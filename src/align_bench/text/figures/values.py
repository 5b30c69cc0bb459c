"""What a figure is: its kind, its value and its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

FigureKind = Literal[
    "time", "date", "weekday", "year", "decade", "century", "ordinal", "number", "multiple", "percent", "fraction",
    "symbol", "code", "address",
]  # fmt: skip
Value = tuple[Fraction | int | str | None, ...]


class Figure(NamedTuple):
    """A figure with its value and place."""

    kind: FigureKind
    value: Value
    """date: (year, month, day), unwritten parts None; time: (hour of 12, minute, 0 or 12, None where not said);
    symbol, code, address: (text,); else (number,). Empty where the place is no figure at all."""

    start: int
    stop: int
    in_digits: bool
    """Written with digits, on which a translator has no choice but to keep them."""

    approximate: bool = False
    """五千多, 20余: roughly so many, which English may put otherwise."""

    loose: bool = False
    """A word like `centenary` or `both` that counts, but need not stand for a figure."""

    others: tuple[Value, ...] = ()
    """What the same words may say as well: 高出两倍 is three times as much, `5 to 6 million` begins with 5,000,000."""

    exact: bool = False
    """Of a multiple: 增长两倍 and 增长到两倍, `doubled`, which leave no doubt what is as many times as before."""

    unit: str = ""
    """A key of `units.UNITS` where a unit of measure or a currency stands with the number."""

    @property
    def readings(self) -> tuple[Value, ...]:
        return (self.value, *self.others)

    @property
    def number(self) -> Fraction:
        """The value as a number; -1 where it is none."""
        return number_of(self.value)


def number_of(value: Value) -> Fraction:
    """A value as a number; -1 where it is none."""
    first = value[0]
    return first if isinstance(first, Fraction) else Fraction(first if isinstance(first, int) else -1)


Finder = Callable[[str], Iterator[Figure]]

WordFinder = Callable[[str, Sequence[int]], Iterator[Figure]]
"""A finder that gets the places of its words in the text, in order."""
