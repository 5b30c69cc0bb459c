"""Brackets and quotation marks of the English without their partners."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from align_bench.checks.context import CheckContext
from align_bench.checks.registry import Report, check
from align_bench.checks.views import UnitView
from align_bench.model.finding import Severity

_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»"}
_CLOSERS = {closing: opening for opening, closing in _PAIRS.items()}
_PLAIN_BRACKETS = str.maketrans("（）【】", "()[]")
_MARK = re.compile("[()\\[\\]{}“”«»（）【】]")
# A quotation that runs on longer than this many units has lost its end.
_QUOTATION = 10
# A reference to a list item has a closing bracket only.
_LIST_MARK = re.compile(r"(?:^|[\s(])(?:[a-z]{1,4}|[A-Z]|\d{1,2})\)", re.MULTILINE)


@check("unpaired-bracket", family="form")
def unpaired(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A bracket or a curly double quote has no partner; a quotation may run over several units.

    Example: "(OPANAL and".
    """
    for mark, index in _lonely_marks(view.target.text):
        before, after = context.around(view, _QUOTATION)
        if mark == "“" and _first_lonely_quote(after) == "”":
            continue
        if mark == "”" and _first_lonely_quote(reversed(before)) == "“":
            continue
        closing = _PAIRS.get(mark)
        message = f"{mark} is never closed by {closing}" if closing else f"{mark} closes no {_CLOSERS[mark]}"
        yield Report(view, message, target=(index, index + 1))


def _first_lonely_quote(views: Iterable[UnitView]) -> str:
    return next((quote for view in views for quote in lonely_quotes(view.target.text)), "")


def lonely_quotes(text: str) -> list[str]:
    """The curly double quotes of a text without partner, in order."""
    return [mark for mark, _ in _lonely_marks(text) if mark in "“”"]


def _lonely_marks(text: str) -> list[tuple[str, int]]:
    """Brackets and quotes without partner in a text, with their places."""
    if not _MARK.search(text):
        return []
    text = text.translate(_PLAIN_BRACKETS)
    listed = {match.end() - 1 for match in _LIST_MARK.finditer(text)}
    opened: list[tuple[str, int]] = []
    lonely: list[tuple[str, int]] = []
    for match in _MARK.finditer(text):
        mark, index = match.group(), match.start()
        if mark in _PAIRS:
            # A new paragraph of a quotation repeats the opening quote.
            if mark != "“" or all(other != "“" for other, _ in opened):
                opened.append((mark, index))
        elif opened and opened[-1][0] == _CLOSERS[mark]:
            opened.pop()
        elif index not in listed:
            lonely.append((mark, index))
    return sorted(lonely + opened, key=lambda entry: entry[1])


@check("unpaired-quote", family="form", severity=Severity.HINT)
def unpaired_quote(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """An odd number of straight double quotes stands in the unit."""
    places = [match.start() for match in re.finditer('"', view.target.text)]
    if len(places) % 2:
        yield Report(view, "a straight quote without partner", target=(places[-1], places[-1] + 1))
