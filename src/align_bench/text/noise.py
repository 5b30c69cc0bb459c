"""Noise: lines that the printing or the extraction put between the paragraphs.

Owns what the debris of hyperlinks looks like and joins it to what stands at page edges (`text.pages`); takes no line
away, only says which ones they are and why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from align_bench.text.lines import Line, ends_sentence, measure
from align_bench.text.pages import page_edges, page_line
from align_bench.text.scripts import Language

_URL = re.compile(r"(?:https?://|ftp://|www\.)[^\s\u2e80-\uffff]+")
_SYMBOL = re.compile(r"[A-Z]{1,8}(?:\.\d+)?/[A-Z0-9./\-()]+")


def find_noise(lines: Sequence[Line], language: Language) -> dict[int, str]:
    """The indices of the lines that are noise, and what each is."""
    noise = {index: reason for index, line in enumerate(lines) if (reason := page_line(line.text))}
    for first, last in _runs(lines, _SYMBOL):
        # A page bears one symbol; several in a row are a list of documents.
        if len({line.text for line in lines[first : last + 1]}) >= 3:
            noise = {index: reason for index, reason in noise.items() if not first <= index <= last}
    noise |= _hyperlinks(lines, noise)
    layout = measure([line for index, line in enumerate(lines) if index not in noise], language)
    return noise | page_edges(lines, layout, noise)


def _hyperlinks(lines: Sequence[Line], noise: Mapping[int, str]) -> dict[int, str]:
    """Addresses that the extraction prints at a page's end, one for each link on the page.

    An address is text where it is announced (`: `, `at`): the line before it does not end a sentence then. Two
    addresses in a row, or one behind a finished sentence, were announced by nobody.
    """
    found: dict[int, str] = {}
    for first, last in _runs(lines, _URL):
        before = next((i for i in range(first - 1, -1, -1) if i not in noise), None)
        announced = before is not None and (
            not ends_sentence(lines[before].text) or lines[before].text.endswith((":", "："))
        )
        repeated = len({line.text for line in lines[first : last + 1]}) < last + 1 - first
        if not announced or repeated:
            found |= dict.fromkeys(range(first, last + 1), "the debris of a hyperlink")
    return found


def _runs(lines: Sequence[Line], pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """First and last index of each run of lines that the pattern matches from end to end."""
    runs: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        if pattern.fullmatch(line.text):
            if runs and runs[-1][1] == index - 1:
                runs[-1] = (runs[-1][0], index)
            else:
                runs.append((index, index))
    return runs
