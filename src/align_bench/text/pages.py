"""Pages: what stands at the head and foot of every page, and how it is told from text that recurs.

Owns page numbers, document symbols, job numbers and running headers.  A short line that recurs is no proof: headings,
captions, formulae and rows of tables recur too.  A page's line counts up with the pages, interrupts sentences, or has
a form feed or another page's line beside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from align_bench.text.kinds import is_standing_heading
from align_bench.text.labels import split_marker
from align_bench.text.lines import Layout, Line, ends_sentence
from align_bench.text.scripts import Language, without_space

_PAGE_NUMBER = re.compile(
    r"""
      \d{1,4}\s?/\s?\d{1,4}                                        # 3/12
    | [-–—]\s?\d{1,4}\s?[-–—]                                      # - 3 -
    | 第\s?\d{1,4}\s?页(?:[\s,，/／]*共\s?\d{1,4}\s?页)?             # 第 3 页，共 12 页
    | [Pp]age\s\d{1,4}(?:\s(?:of|/)\s\d{1,4})?                     # Page 3 of 12
    """,
    re.VERBOSE,
)
_JOB_NUMBER = r"GE\.\d{2}-\d{4,6}|\d{2}-\d{5}"  # GE.16-16124, 13-54243
# One word of a United Nations page foot or head: document symbol, job number, date code, bar code, language.
_PAGE_WORD = re.compile(
    rf"""
      [A-Z]{{1,8}}(?:\.\d+)?(?:/(?:[A-Z]{{1,6}}|[A-Z]{{0,6}}[-.]?\d+)(?:[.\-][A-Z0-9]+)*(?:\(\w+\))?)+  # A/68/563
    | {_JOB_NUMBER}
    | \d{{6}}                                                                                 # 220916
    | \*\d{{5,8}}\*                                                                           # *1616124*
    | \([A-Z]\)                                                                             # (C)
    | \d{{1,4}}/\d{{1,4}}                                                                       # 3/12
    """,
    re.VERBOSE,
)
_JOB_LINE = re.compile(rf"(?:\d{{1,3}}\s+)?(?:{_JOB_NUMBER})(?:\s+\d{{1,3}})?")
# The number that changes from page to page stands at one end of the line, apart from the words, or is called a page.
_CHANGING = re.compile(
    r"^[-–—]?\s?(?P<first>\d{1,4})(?=\s*$|\s+[^\s/])(?:\s?[-–—|·])?"
    r"|(?:^|(?<=[\s|·]))[-–—]?\s?(?P<last>\d{1,4})(?:\s?/\s?\d{1,4})?(?:\s?[-–—])?$"
    r"|第\s?(?P<page>\d{1,4})\s?页"
    r"|\b[Pp](?:age|\.)\s?(?P<english>\d{1,4})\b"
)
# Words that are counted in the text itself: 表 1, Annex 2.
_COUNTED = re.compile(
    r"表|图|附件|附录|附文|附表|专栏|插文|方框|议题|建议|决定|决议|(?:问题?|答)[:：]?|第?[项条章节]|"
    r"(?:draft\s?)?(?:table|figure|fig\.|box|annex|appendix|chapter|article|section|part|rule|question|item|principle|"
    r"recommendation|decision|resolution|no\.|session|meeting|step|group|option|case|example|note|schedule|lot)",
    re.IGNORECASE,
)
_LONGEST = 80
_WIDE_GAP = re.compile(r"\s{3}|\t")
_BARE = re.compile(r"[0-9]{1,4}")
_ROMAN = re.compile(r"[ivxl]{1,6}")
_PAGE = 8
"""Lines that a page has at least, where nothing but their number speaks for pages."""

_YEARS = range(1900, 2101)
_FOUND_NUMBER = "a page number"
_FOUND_HEADER = "a running header or footer"


def page_line(text: str) -> str:
    """What a line is that can stand nowhere but at a page's edge; empty for any other."""
    if _PAGE_NUMBER.fullmatch(text):
        return _FOUND_NUMBER
    if _is_symbols(text) or _JOB_LINE.fullmatch(text):
        return "a document symbol or job number"
    return ""


def _is_symbols(text: str) -> bool:
    words = text.split()
    return all(_PAGE_WORD.fullmatch(word) for word in words) and any(re.search(r"[A-Z*-]", word) for word in words)


def page_edges(lines: Sequence[Line], layout: Layout, noise: Mapping[int, str]) -> dict[int, str]:
    """The lines at page edges that only the whole file gives away; `noise` is what is known before."""
    file = _File(lines, layout, dict(noise))
    # A line beside a page's line is at the edge too: headers of several lines are found from outside inwards.
    for _ in range(3):
        found = _numbers_at_form_feeds(file) | _recurring(file) | _counting(file)
        if not found:
            break
        file.noise.update(found)
    return {index: reason for index, reason in file.noise.items() if index not in noise}


@dataclass(frozen=True, slots=True)
class _File:
    lines: Sequence[Line]
    layout: Layout
    noise: dict[int, str]

    def candidates(self) -> Iterator[tuple[int, Line]]:
        # A full line is text, however often it recurs, except where its parts stand at both margins.
        widest = self.layout.full - self.layout.tail if self.layout.full else 10_000
        for index, line in enumerate(self.lines):
            if index in self.noise or len(line.text) > _LONGEST or ends_sentence(line.text):
                continue
            if line.reach < widest or _WIDE_GAP.search(line.text):
                yield index, line

    def is_at_form_feed(self, index: int) -> bool:
        after = index + 1
        return self.lines[index].begins_page or (after < len(self.lines) and self.lines[after].begins_page)

    def edges(self, indices: Sequence[int]) -> list[int]:
        """Those that have a form feed or another line of the page's edge beside them."""
        return [
            i
            for i in indices
            if self.is_at_form_feed(i) or any(self.noise.get(j, "").startswith("a ") for j in (i - 1, i + 1))
        ]

    def interruptions(self, indices: Sequence[int]) -> list[int]:
        """Those that part a full, unfinished line from one that goes on, where no heading or caption stands."""
        return [i for i in indices if self.layout.full and self._goes_on(self._text(i, -1), self._text(i, 1))]

    def _text(self, index: int, step: int) -> Line | None:
        """The next line of text in one direction; a page's edge has few lines."""
        for i in range(index + step, index + 8 * step, step):
            if 0 <= i < len(self.lines) and i not in self.noise:
                return self.lines[i]
        return None

    def _goes_on(self, above: Line | None, below: Line | None) -> bool:
        if above is None or below is None or ends_sentence(above.text):
            return False
        if above.reach < self.layout.full - self.layout.tail:
            return False
        # A page break may leave one space in front of the line that goes on.
        return below.indent <= self.layout.indent + 1 and not split_marker(below.text, self.layout.language)[0]


def _numbers_at_form_feeds(file: _File) -> dict[int, str]:
    found: dict[int, str] = {}
    for index, line in file.candidates():
        if file.is_at_form_feed(index) and (_ROMAN.fullmatch(line.text) or _BARE.fullmatch(line.text)):
            # In a table of numbered rows the next number stands a few lines further, inside the page.
            following = {str(int(line.text) + step) for step in (-1, 1)} if line.text.isdecimal() else set()
            near = range(max(0, index - _PAGE), min(len(file.lines), index + _PAGE))
            if not any(file.lines[i].text in following and not file.is_at_form_feed(i) for i in near):
                found[index] = _FOUND_NUMBER
    return found


def _recurring(file: _File) -> dict[int, str]:
    """Equal lines at page edges, or again and again inside sentences.

    A heading that recurs (`建议` in every chapter) stands between finished paragraphs, away from page numbers.
    """
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for index, line in file.candidates():
        if not _is_counted(line.text, file.layout.language):
            groups[without_space(line.text)].append(index)
    found: dict[int, str] = {}
    for indices in groups.values():
        edges = file.edges(indices)
        if _most(edges, indices, 0.6):
            # The first page's header and the last page's footer have nothing on their other side.
            outermost = [i for i in indices if i in {0, len(file.lines) - 1}]
            found |= dict.fromkeys([*edges, *outermost], _FOUND_HEADER)
        elif len(indices) >= 3 and _is_short(file, indices[0]) and _interrupt(file, indices):
            found |= dict.fromkeys(indices, _FOUND_HEADER)
    return found


def _is_short(file: _File, index: int) -> bool:
    line = file.lines[index]
    return line.reach < 0.75 * file.layout.full or _WIDE_GAP.search(line.text) is not None


def _counting(file: _File) -> dict[int, str]:
    """Lines that are equal but for a number that counts up with the pages."""
    groups: defaultdict[tuple[str, bool], list[tuple[int, int]]] = defaultdict(list)
    for index, line in file.candidates():
        for match in _CHANGING.finditer(line.text):
            around = f"{without_space(line.text[: match.start()])} {without_space(line.text[match.end() :])}"
            called_page = bool(match["page"] or match["english"])
            groups[around.strip(" -–—|·"), called_page].append((index, int(match[match.lastindex or 0])))
    early = {without_space(line.text) for line in file.lines[:10]}
    found: dict[int, str] = {}
    for (words, called_page), places in groups.items():
        for chain in _chains(places, most_skipped=2 if words else 1):
            indices = [index for index, _ in chain]
            if words and (called_page or _is_symbols(words) or _heads_pages(file, indices, words, words in early)):
                found |= dict.fromkeys(indices, _FOUND_HEADER)
            elif not words and _counts_pages(file, indices, [value for _, value in chain]):
                found |= dict.fromkeys(indices, _FOUND_NUMBER)
    return found


def _chains(places: Sequence[tuple[int, int]], *, most_skipped: int) -> list[list[tuple[int, int]]]:
    """Runs of places whose numbers rise, not side by side; pages without a number may be skipped."""
    chains: dict[int, list[tuple[int, int]]] = {}
    for index, value in places:
        for before in range(value - 1, value - 2 - most_skipped, -1):
            if before in chains and index - chains[before][-1][0] >= 2:
                chains[value] = [*chains.pop(before), (index, value)]
                break
        else:
            chains.setdefault(value, [(index, value)])
    return [chain for chain in chains.values() if len(chain) >= 2]


def _counts_pages(file: _File, indices: Sequence[int], values: Sequence[int]) -> bool:
    """Whether numbers that rise by one, each alone on its line, are pages: rows of tables and years rise too."""
    many_edges = 3 * len(file.edges(indices)) >= len(indices)
    if values[-1] - values[0] >= len(values):  # every other page bears a word beside its number
        return many_edges and len(indices) >= 3
    is_apart = _distance(indices) >= _PAGE
    if is_apart and 3 * len(file.interruptions(indices)) >= len(indices):
        return True
    if values[-1] in _YEARS or len(indices) < 3:
        return False
    if len(indices) >= 5 and file.layout.full and not file.interruptions(indices) and not file.edges(indices):
        return False  # numbers of paragraphs, printed above them
    return is_apart or many_edges


def _heads_pages(file: _File, indices: Sequence[int], words: str, is_title: bool) -> bool:
    """Whether words with a rising number are a running header; what the text itself counts (表 1, Annex 2) is none."""
    if _COUNTED.fullmatch(words):
        return False
    if _most(file.edges(indices), indices, 0.6):
        return True
    if is_title and len(words) >= 4 and _distance(indices) >= _PAGE:
        return True
    return _interrupt(file, indices)


def _interrupt(file: _File, indices: Sequence[int]) -> bool:
    """Whether lines stand inside sentences so often that they were not written there.

    A heading seems to do so once in a long while; a page's line does about every second time, and less often in a text
    of short paragraphs, where its distances are the pages'.
    """
    if _distance(indices) < _PAGE:
        return False
    found = len(file.interruptions(indices))
    if len(indices) == 2:
        return found == 2
    return found >= 0.3 * len(indices) or (found >= 1 and _is_regular([file.lines[i].number for i in indices]))


def _is_regular(numbers: Sequence[int]) -> bool:
    """Whether lines stand as far from each other as pages, the last of which may be short."""
    gaps = [b - a for a, b in pairwise(numbers)][:-1]
    return len(gaps) >= 3 and max(gaps) <= 1.2 * min(gaps)


def _is_counted(text: str, language: Language) -> bool:
    return is_standing_heading(text, language) or _COUNTED.fullmatch(text.rstrip(" 0123456789")) is not None


def _most(some: Sequence[int], indices: Sequence[int], share: float) -> bool:
    return len(some) >= max(2, share * len(indices))


def _distance(indices: Sequence[int]) -> int:
    """The least distance between two; the last page may be short."""
    gaps = [b - a for a, b in pairwise(indices)]
    return min(gaps[:-1] or gaps)
