"""Noise: lines that the printing or the extraction put between the paragraphs.

Owns what page numbers, running headers, job numbers and the debris of hyperlinks look like; takes no line away,
only says which ones they are and why.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from align_bench.text.lines import Line, ends_sentence

_URL = re.compile(r"(?:https?://|ftp://|www\.)[^\s\u2e80-\uffff]+")
_PAGE_NUMBER = re.compile(
    r"""
      \d{1,4}\s?/\s?\d{1,4}                                        # 3/12
    | [-–—]\s?\d{1,4}\s?[-–—]                                      # - 3 -
    | 第\s?\d{1,4}\s?页(?:[\s,，/／]*共\s?\d{1,4}\s?页)?             # 第 3 页，共 12 页
    | [Pp]age\s\d{1,4}(?:\s(?:of|/)\s\d{1,4})?                     # Page 3 of 12
    """,
    re.VERBOSE,
)
# One word of a United Nations page foot or head: document symbol, job number, date code, bar code, language.
_PAGE_WORD = re.compile(
    r"""
      [A-Z]{1,8}(?:\.\d+)?(?:/(?:[A-Z]{1,6}|[A-Z]{0,6}[-.]?\d+)(?:[.\-][A-Z0-9]+)*(?:\(\w+\))?)+  # A/68/563, CD/2069
    | GE\.\d{2}-\d{4,6}                                                                     # GE.16-16124
    | \d{2}-\d{5}                                                                           # 13-54243
    | \d{6}                                                                                 # 220916
    | \*\d{5,8}\*                                                                           # *1616124*
    | \([A-Z]\)                                                                             # (C)
    | \d{1,4}/\d{1,4}                                                                       # 3/12
    """,
    re.VERBOSE,
)
_BARE_NUMBER = re.compile(r"\d{1,4}|[ivxl]{1,6}")


def find_noise(lines: Sequence[Line]) -> dict[int, str]:
    """The indices of the lines that are noise, and what each is."""
    noise: dict[int, str] = {}
    for index, line in enumerate(lines):
        if _PAGE_NUMBER.fullmatch(line.text):
            noise[index] = "a page number"
        elif _is_page_line(line.text):
            noise[index] = "a document symbol or job number"
    noise |= _hyperlinks(lines, noise)
    noise |= _bare_page_numbers(lines)
    return noise | _running_headers(lines, noise)


def _is_page_line(text: str) -> bool:
    words = text.split()
    return all(_PAGE_WORD.fullmatch(word) for word in words) and any(re.search(r"[A-Z*-]", word) for word in words)


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


def _bare_page_numbers(lines: Sequence[Line]) -> dict[int, str]:
    """Numbers alone on a line: page numbers beside a form feed, or where they count up through the whole text."""
    numbers = [i for i, line in enumerate(lines) if _BARE_NUMBER.fullmatch(line.text)]
    beside_page = [i for i in numbers if lines[i].begins_page or (i + 1 < len(lines) and lines[i + 1].begins_page)]
    counted = [i for i in numbers if lines[i].text.isdigit()]
    values = [int(lines[i].text) for i in counted]
    rising = len(values) >= 3 and all(b == a + 1 for a, b in pairwise(values))
    apart = all(b - a >= 8 for a, b in pairwise(counted))
    if rising and apart:
        beside_page += counted
    return dict.fromkeys(beside_page, "a page number")


def _running_headers(lines: Sequence[Line], noise: Mapping[int, str]) -> dict[int, str]:
    """Short lines that come again and again where pages begin or end.

    A heading that recurs (`建议` in every chapter) stands between finished paragraphs, away from page numbers and
    form feeds; a running header has one of them beside it at least twice.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if index not in noise and len(line.text) <= 80 and not ends_sentence(line.text):
            places[re.sub(r"\d+", "#", line.text)].append(index)
    found: dict[int, str] = {}
    for indices in places.values():
        at_page = [i for i in indices if _is_at_page_edge(lines, noise, i)]
        if len(at_page) >= 2 and len(at_page) >= 0.6 * len(indices):
            # The first page's header and the last page's footer have nothing on their other side.
            outermost = [i for i in indices if i in {0, len(lines) - 1}]
            found |= dict.fromkeys([*at_page, *outermost], "a running header or footer")
    return found


def _is_at_page_edge(lines: Sequence[Line], noise: Mapping[int, str], index: int) -> bool:
    beside = [i for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    page_noise = any(noise.get(i, "").startswith("a ") for i in beside)
    return lines[index].begins_page or page_noise or (index + 1 < len(lines) and lines[index + 1].begins_page)
