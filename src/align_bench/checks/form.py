"""Typography of the English: what is left of the Chinese, and slips of the keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from align_bench.checks.context import CheckContext
from align_bench.checks.registry import Report, check
from align_bench.checks.views import UnitView
from align_bench.model.finding import Severity
from align_bench.text.scripts import HAN

_WIDE = re.compile(r"[，。、；：！？（）【】《》〈〉「」『』％／～．＂＇０-９Ａ-Ｚａ-ｚ＋－＝＆＠＃＊\u3000]+")
_HALF = {
    "，": ",",
    "。": ".",
    "、": ",",
    "．": ".",
    "《": "“",
    "》": "”",
    "【": "[",
    "】": "]",
    "「": "“",
    "」": "”",
    "\u3000": " ",
}
_DOUBLED_SPACE = re.compile(r"(?<=\S)(?: {2,}|[ \u00a0]*\u00a0[ \u00a0]+)(?=\S)")
_REPEATED = re.compile(r"\b(?P<word>[A-Za-z]+)(?P<gap>[ \n]+)(?P=word)\b(?![-’'])", re.IGNORECASE)
# Words that English doubles rightly; two capitalised words in a row may be a name.
_MAY_REPEAT = frozenset(
    {"that", "had", "bora", "pago", "baden", "tuk", "aye", "very", "so", "no", "many", "never", "again"}
)
_SPACE_BEFORE = re.compile(r"(?<=\w)[ \u00a0]+(?=[,;:!?)\]”](?:\s|$)|\.(?:\s|$))")
# The mark stands first in these patterns, so that most places are passed over at once.
_MISSING_SPACE = re.compile(r"[,;:.](?:(?<=[a-z]{2}[,;:])(?=[A-Za-z]{2})|(?<=[a-z]{3}\.)(?=[A-Z][a-z]+\s))")
_TWO_MARKS = re.compile(r"[.,;:]{2}")
_SPACE_AND_MARK = re.compile(r"[ \u00a0][,;:!?)\]”.]")
_DOUBLED_MARK = re.compile(r"(?<![.,;:!?])(?:,{2,}|;{2,}|:{2,}|(?<!\.)\.{2}(?!\.)|,\.|\.,(?!\s?[a-z]))")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")
_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»"}
_CLOSERS = {closing: opening for opening, closing in _PAIRS.items()}
_PLAIN_BRACKETS = str.maketrans("（）【】", "()[]")
_MARK = re.compile("[()\\[\\]{}“”«»（）【】]")
# A quotation that runs on longer than this many units has lost its end.
_QUOTATION = 10
# A reference to a list item has a closing bracket only.
_LIST_MARK = re.compile(r"(?:^|[\s(])(?:[a-z]{1,4}|[A-Z]|\d{1,2})\)", re.MULTILINE)


@check("untranslated-chinese", family="form", severity=Severity.ERROR)
def untranslated_chinese(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """Chinese characters are left in the English.

    Example: "inspections in 塞梅".
    """
    for match in re.finditer(rf"[{HAN}][{HAN}·《》（）\s]*[{HAN}]|[{HAN}]", view.target.text):
        term = next((h for h in view.matcher.source_hits(match.group()) if not h.embedded), None)
        yield Report(
            view,
            f"{match.group()} is left in Chinese",
            target=match.span(),
            zh_term=term.text if term else "",
            expected=" or ".join(term.concept.preferred) if term else "",
        )


@check("full-width-punctuation", family="form")
def full_width(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """Full-width punctuation, digits or letters stand in the English.

    Example: "world，and".
    """
    if not re.search("[A-Za-z]", view.target.text):
        return
    for match in _WIDE.finditer(view.target.text):
        half = "".join(_HALF.get(c, chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c) for c in match.group())
        yield Report(view, f"full-width {match.group()!r} in the English", target=match.span(), expected=half)


@check("doubled-space", family="form")
def doubled_space(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """Two or more spaces stand in a row.

    Example: "the  treaties".
    """
    if "  " not in view.target.text and "\u00a0" not in view.target.text:
        return
    for match in _DOUBLED_SPACE.finditer(view.target.text):
        yield Report(view, "more than one space in a row", target=match.span(), expected=" ")


@check("repeated-word", family="form")
def repeated_word(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """A word stands twice in a row.

    Example: "of of".
    """
    for match in _REPEATED.finditer(view.target.text):
        word = match["word"]
        # Two capitals in a row are a name (`Wagga Wagga`), and a paragraph may begin with the last one's last word.
        if (
            word.lower() in _MAY_REPEAT
            or "\n" in match["gap"]
            or (word[0].isupper() and match.group()[-len(word)].isupper())
        ):
            continue
        yield Report(view, f"{word!r} stands twice in a row", target=match.span(), expected=word)


@check("space-before-punctuation", family="form")
def space_before_punctuation(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """A space stands before a comma, full stop, colon, semicolon or closing bracket.

    Example: "modernization , it".
    """
    if not _SPACE_AND_MARK.search(view.target.text):
        return
    for match in _SPACE_BEFORE.finditer(view.target.text):
        yield Report(
            view,
            f"a space before {view.target.text[match.end()]!r}",
            target=(match.start(), match.end() + 1),
            expected=view.target.text[match.end()],
        )


@check("missing-space", family="form")
def missing_space(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """No space stands behind a comma, semicolon, colon or full stop between words.

    Example: "peace,and".
    """
    suspects = list(_MISSING_SPACE.finditer(view.target.text))
    addresses = [match.span() for match in _ADDRESS.finditer(view.target.text)] if suspects else []
    for match in suspects:
        if not any(start <= match.start() < stop for start, stop in addresses):
            yield Report(view, f"no space behind {match.group()!r}", target=match.span(), expected=f"{match.group()} ")


@check("doubled-punctuation", family="form")
def doubled_punctuation(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """Two marks stand where one belongs (`,,` `..`).

    Example: "weapons,, and".
    """
    if not _TWO_MARKS.search(view.target.text):
        return
    for match in _DOUBLED_MARK.finditer(view.target.text):
        yield Report(view, f"{match.group()!r} where one mark belongs", target=match.span(), expected=match.group()[0])


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
    for view in views:
        for mark, _ in _lonely_marks(view.target.text):
            if mark in "“”":
                return mark
    return ""


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


@check("untranslated-unit", family="form")
def untranslated_unit(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """The English is the same as the Chinese."""
    if view.is_pair and view.source.text == view.target.text and re.search(rf"[{HAN}]", view.source.text):
        yield Report(view, "the English is a copy of the Chinese", target=(0, len(view.target.text)))
