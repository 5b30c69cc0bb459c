"""Typography of the English: what is left of the Chinese, and slips of the keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import eq
from string import ascii_lowercase

from align_bench.checks.context import CheckContext
from align_bench.checks.registry import Report, check
from align_bench.checks.views import UnitView
from align_bench.model.finding import Severity
from align_bench.text.scripts import HAN

_WIDE = re.compile(
    r"[，。、；：！？（）【】《》〈〉「」『』％／～．＂＇０-９Ａ-Ｚａ-ｚ＋－＝＆＠＃＊\u3000]+|——|…{2,}|(?<=[a-z])·(?=[A-Z])"
)
_MAY_BE_WIDE = re.compile(r"[—…·\u3000-\u303f\uff00-\uff60]")
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
    "·": " ",
}
# —— and …… are one mark each in English.
_TWICE = re.compile("([—…])[—…]+")
_DOUBLED_SPACE = re.compile(r"(?<=\S)(?: {2,}|[ \u00a0]*\u00a0[ \u00a0]+)(?=\S)")
_REPEATED = re.compile(r"\b(?P<word>[A-Za-z]+)(?P<gap>[ \n]+)(?P=word)\b(?![-’'])", re.IGNORECASE)
_REPEATED_PHRASE = re.compile(r"\b(?P<phrase>[A-Za-z]{2,} [A-Za-z]+(?: [A-Za-z]+)?) (?P=phrase)\b", re.IGNORECASE)
_JOINTS = frozenset({"the", "a", "an", "of", "in", "at", "with", "from"})
_LINKS = frozenset({"and", "by", "after", "upon", "for", "or", "to", "on", "over"})
# Words that English doubles rightly; two capitalised words in a row may be a name.
_MAY_REPEAT = frozenset(
    {"that", "had", "her", "bora", "pago", "baden", "tuk", "aye", "ha", "very", "so", "no", "many", "never", "again"}
)
_THREE_LETTERS = re.compile(r"\b(?!i{3}\b|w{3}\b)[a-z]*(?P<letter>[a-z])(?P=letter){2}[a-z]*\b")
_THREE_ALIKE = tuple(letter * 3 for letter in ascii_lowercase)
_TWO_CAPITALS = re.compile(r"[A-Z](?<!\w[A-Z])[A-Z](?!s\b)[a-z]+\b")
# MHz, GWh, MPa: a prefix and the symbol of a unit.
_UNIT = re.compile("[MGTPEZY](?:Hz|Pa|W(?:h|e|p|th)|Bq|Gy|Sv|Bps|Jy)")
_SPACE_INSIDE = re.compile(r"(?<=[(\[“])[ \u00a0]+(?=\w)")
_SPACE_BEFORE = re.compile(r"(?<=\w)[ \u00a0]+(?=[,;:!?)\]”](?:\s|$)|\.(?! \.)(?:\s|$)|[,;][A-Za-z]{2})")
# The mark stands first in these patterns, so that most places are passed over at once.
_MISSING_SPACE = re.compile(r"[,;:.](?:(?<=[a-z]{2}[,;:])(?=[A-Za-z]{2})|(?<=[a-z]{3}\.)(?=[A-Z][a-z]+\s))")
_TWO_MARKS = re.compile(r"[.,;:]{2}")
_SPACE_AND_MARK = re.compile(r"[ \u00a0][,;:!?)\]”.]|[(\[“][ \u00a0]")
_DOUBLED_MARK = re.compile(r"(?<![.,;:!?])(?:,{2,}|;{2,}|:{2,}|(?<!\.)\.{2}(?!\.)|,\.|\.,(?!\s?[a-z]))")
# Treaty(CTBT), (CTBT)and, in2019, 29August: words that have grown together.
_MONTH_OR_WORD = "January|February|March|April|May|June|July|August|September|October|November|December|and|of"
_GROWN = re.compile(
    r"\((?<=[a-z]{2}\()(?=[A-Z]{2}|[A-Z][a-z]+ )|\)(?<=[A-Z]{2}\))(?=[A-Za-z]{2})"
    rf"|[12](?<=[a-z]{{2}}[12])(?=[09]\d\d\b)|\d(?=(?:{_MONTH_OR_WORD})\b)"
)
_BRACKET_OR_DIGIT = re.compile(r"[()\d]")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")


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
    """Full-width punctuation, digits or letters stand in the English, or Chinese dashes (——) and ellipses (……).

    Example: "world，and".
    """
    if not _MAY_BE_WIDE.search(view.target.text) or not re.search("[A-Za-z]", view.target.text):
        return
    for match in _WIDE.finditer(view.target.text):
        written = _TWICE.sub(r"\1", match.group())
        half = "".join(_HALF.get(c, chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c) for c in written)
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
    """A word, or two or three words, stand twice in a row.

    Example: "of of", "in the in the".
    """
    if not _comes_again([word.key for word in view.words]):
        return
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
    for match in _REPEATED_PHRASE.finditer(view.target.text):
        phrase = match["phrase"]
        words = phrase.lower().split()
        # Step by step by step; wherever you are you are.
        if not _LINKS & {words[0], words[-1]} and len(set(words)) > 1 and _JOINTS & set(words):
            yield Report(view, f"{phrase!r} stands twice in a row", target=match.span(), expected=phrase)


def _comes_again(words: Sequence[str]) -> bool:
    """Whether one to three words in a row come again at once."""
    for size in (1, 2, 3):
        if any(map(eq, words, words[size:])):
            runs = list(zip(*(words[place:] for place in range(size)), strict=False))
            if any(map(eq, runs, runs[size:])):
                return True
    return False


@check("repeated-letter", family="form")
def repeated_letter(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """A letter stands three times in a row in a word.

    Example: "agreeement".
    """
    if not any(map(view.target.text.__contains__, _THREE_ALIKE)):
        return
    for match in _THREE_LETTERS.finditer(view.target.text):
        yield Report(view, f"{match['letter'] * 3!r} in {match.group()}", target=match.span())


@check("capitals-slip", family="form")
def capitals_slip(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A word that the texts otherwise use in small letters begins with two capitals.

    Example: "THe meeting".
    """
    for match in _TWO_CAPITALS.finditer(view.target.text):
        word = match.group()
        if word.lower() in context.vocabulary and not _is_meant(word, view):
            yield Report(view, f"{word!r} begins with two capitals", target=match.span(), expected=word.capitalize())


def _is_meant(word: str, view: UnitView) -> bool:
    """Whether it is the symbol of a unit, or stands in the same letters in the Chinese or in a term of the English."""
    if _UNIT.fullmatch(word) or word in view.source.text:
        return True
    return any(word in form for hit in view.target_hits for form in hit.concept.allowed)


@check("space-before-punctuation", family="form")
def space_before_punctuation(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """A space stands before a comma, full stop, colon, semicolon or closing bracket, or behind an opening one.

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
    for match in _SPACE_INSIDE.finditer(view.target.text):
        mark = view.target.text[match.start() - 1]
        yield Report(view, f"a space behind {mark!r}", target=(match.start() - 1, match.end()), expected=mark)


@check("missing-space", family="form")
def missing_space(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """No space stands behind a comma, semicolon, colon or full stop between words, or at a bracket, year or month.

    Example: "peace,and", "the Treaty(CTBT)", "29August".
    """
    text = view.target.text
    suspects = list(_MISSING_SPACE.finditer(text))
    grown = list(_GROWN.finditer(text)) if _BRACKET_OR_DIGIT.search(text) else []
    addresses = [match.span() for match in _ADDRESS.finditer(text)] if suspects or grown else []
    for match in (*suspects, *grown):
        if any(start <= match.start() < stop for start, stop in addresses):
            continue
        if match.group() == "(":
            yield Report(view, "no space before '('", target=match.span(), expected=" (")
        elif match.group().isdigit():
            start = match.start() - text[max(0, match.start() - 1) : match.start()].isalpha()
            together = text[start : start + 2]
            yield Report(view, f"no space in {together!r}", target=(start, start + 2), expected=" ".join(together))
        else:
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


@check("untranslated-unit", family="form")
def untranslated_unit(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """The English is the same as the Chinese."""
    if view.is_pair and view.source.text == view.target.text and re.search(rf"[{HAN}]", view.source.text):
        yield Report(view, "the English is a copy of the Chinese", target=(0, len(view.target.text)))
