"""Figures that English writes as one: `4 to 28 January`, `5 to 10 per cent`, `first half of 2023`, `2310 (2016)`.

Owns which neighbours belong together; a figure alone is written by `writing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from align_bench.text.dates import MONTHS
from align_bench.text.figures.values import Figure
from align_bench.text.figures.writing import write_figure
from align_bench.text.numbers import SCALES

Run = tuple[Figure, ...]

# 5公里至10公里: the unit may stand behind both.
_RANGE = re.compile(r"[^\d\s、，。；：]{0,5}\s*(?:至|到|[~～—–-]{1,2})\s*")
_ALSO = re.compile(r"\s*(?:[、和与及]|以及)\s*")
_HYPHEN = re.compile(r"\s*[~～—–-]")
_BRACKET = re.compile(r"\s*[(（]\s*")
_NOON = 12


def together(figures: Sequence[Figure], text: str) -> Iterator[Run]:
    """The figures of the Chinese `text`, in order, in runs of those that may be written as one."""
    run: Run = ()
    for figure in figures:
        if run and not _belongs(run, figure, text):
            yield run
            run = ()
        run = (*run, figure)
    if run:
        yield run


def write_run(run: Run, text: str) -> str:
    """The English of a run; empty where there is no certain form of it."""
    if len(run) == 1:
        return write_figure(run[0], text)
    first, second = run[0], run[-1]
    if first.kind == "date":
        is_range = len(run) == 2 and not _ALSO.fullmatch(text, first.stop, second.start)
        return _date_range(first, second) if is_range else _days(run)
    if second.kind == "ordinal" and first.kind == "year":
        return f"{write_figure(second, text).removesuffix(' of the year')} of {int(first.number)}"
    if _BRACKET.fullmatch(text, first.stop, second.start):
        return f"{int(first.number)} ({int(second.number)})"
    if second.kind == "year":
        return _years(first, second, text)
    return _range(first, second, text)


def _belongs(run: Run, figure: Figure, text: str) -> bool:
    """Whether a figure is written as one with those before it."""
    last = run[-1]
    between = text[last.stop : figure.start]
    kinds = (last.kind, figure.kind)
    if kinds == ("date", "date"):
        same_month = last.value[1] is not None and last.value[:2] == figure.value[:2]
        is_list = bool(_ALSO.fullmatch(between)) and same_month and not _has_month(figure, text)
        return is_list if len(run) > 1 else is_list or bool(_RANGE.fullmatch(between))
    if len(run) > 1:
        return False
    match kinds:
        case ("year", "ordinal"):
            return not between.strip() and bool(re.search("[半度]$", text[figure.start : figure.stop]))
        case ("ordinal" | "number", "number") if _BRACKET.fullmatch(between):
            return _is_bare(figure, text) and text.startswith((")", "）"), figure.stop)
        case ("year", "year"):
            return between == "/" or bool(_RANGE.fullmatch(between))
        case ("number", "year"):
            return _is_bare(last, text) and bool(_RANGE.fullmatch(between))
        case ("number", "number"):
            return last.unit == figure.unit and bool(_RANGE.fullmatch(between))
        case ("percent", "percent") | ("time", "time") | ("ordinal", "ordinal" | "number"):
            return bool(_RANGE.fullmatch(between))
    return False


def _is_bare(figure: Figure, text: str) -> bool:
    """Whether a number is written like a year."""
    return write_figure(figure, text) == str(int(figure.number))


def _has_month(figure: Figure, text: str) -> bool:
    return "月" in text[figure.start : figure.stop]


def _date_range(first: Figure, last: Figure) -> str:
    """`4 to 28 January 2022`, `4 January to 3 February`: what both share stands once."""
    parts = [_parts(first), _parts(last)]
    shared = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(*(part[::-1] for part in parts), strict=True))))
    start = " ".join(filter(None, parts[0][: 3 - shared]))
    return f"{start} to {' '.join(filter(None, parts[1]))}" if start else ""


def _days(run: Run) -> str:
    """`4, 5 and 8 January 2022`."""
    *days, last = (_parts(figure) for figure in run)
    before = ", ".join(day for day, *_ in days)
    return f"{before} and {' '.join(filter(None, last))}"


def _parts(figure: Figure) -> tuple[str, str, str]:
    year, month, day = figure.value
    return str(day or ""), MONTHS[int(month) - 1] if month else "", str(year or "")


def _years(first: Figure, last: Figure, text: str) -> str:
    """`2020/21`, `2019-2021` with a hyphen in the Chinese as well, else `2019 to 2021`."""
    if text.startswith("/", first.stop):
        return f"{int(first.number)}/{int(last.number) % 100:02}"
    joint = "-" if _HYPHEN.match(text, first.stop) else " to "
    return f"{int(first.number)}{joint}{int(last.number)}"


def _range(first: Figure, last: Figure, text: str) -> str:
    """`5 to 10 per cent`, `$30,000 to $50,000`, `11 a.m. to 1 p.m.`, `3 to 5` of paragraphs."""
    if first.kind == "ordinal":
        last = last._replace(kind="ordinal")
    if first.kind == "time" and first.value[2] is None and last.value[2] is not None:
        # Who writes 13时 writes 11时 of the morning.
        first = first._replace(value=(*first.value[:2], 0 if first.number < _NOON else _NOON))
    start, end = write_figure(first, text), write_figure(last, text)
    if not (start and end):
        return start or end
    words = start.split(" ")
    return f"{' '.join(words[: len(words) - _shared(words, end.split(' '))])} to {end}"


def _shared(start: Sequence[str], end: Sequence[str]) -> int:
    """How many words at the end are the same, but for the plural; `million` is said twice."""
    pairs = list(zip(start[:0:-1], end[:0:-1], strict=False))
    same = len(list(takewhile(lambda pair: pair[0].rstrip("s") == pair[1].rstrip("s"), pairs)))
    while same and start[-same] in SCALES:
        same -= 1
    return same
