"""English numbers: digits with scale words, number words, lengths of time, words that count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from align_bench.text.figures.shared import ANY_DIGIT, DIGIT_RUN, GROUPED
from align_bench.text.figures.units import with_unit
from align_bench.text.figures.values import Figure, FigureKind
from align_bench.text.numbers import CARDINALS, ORDINAL_SCALES, ORDINALS, SCALES, digits_value, english_value
from align_bench.text.scanning import lowered, matches_from, matches_near

WORD = "|".join(sorted({*CARDINALS, *ORDINALS, *SCALES, *ORDINAL_SCALES}, key=lambda word: (-len(word), word)))
WORDS = rf"(?:a\s+(?=hundred|thousand|million|billion))?(?:{WORD})(?:(?:[\s\-‐‑]+(?:and\s+)?)(?:{WORD}))*"
NUMBER_WORDS = frozenset({*CARDINALS, *ORDINALS, *SCALES, *ORDINAL_SCALES})
LONGEST_NUMBER = 40
"""How far before its end a number in words begins, at most, that has something to tell."""

_NUMBER_WORDS = re.compile(rf"\b(?:{WORDS})(?!\w)")
_A = 3
"""How far the article of `a hundred` stands before it, at most."""

_ONE_WORD = re.compile(rf"(?:{WORD})(?!\w)", re.IGNORECASE)
_ARTICLE = re.compile(r"a\s+", re.IGNORECASE)
_SHARE = re.compile(r"[\s-]+(?:(?P<points>percentage points?)|per\s?cent)\b")
_DIGITS = re.compile(rf"(?<![\w.])(?P<value>{GROUPED})(?!\d|\w{{4}}|[A-Za-z]+\d)")
_HYPHENS = frozenset("-‐‑")
_SCALE = r"(?:hundred|thousand|million|billion|trillion)"
_SCALED = re.compile(
    rf"(?<![\w.,])(?P<digits>{GROUPED})(?:[\s-]*(?P<scale>{_SCALE}(?:\s+million|\s+billion)?)\b|\s?(?P<short>bn|tn|mn)\b"
    rf"|(?<=\d)(?P<letter>[mMkKB])\b)",
    re.IGNORECASE,
)
_SHORT_SCALES = {"bn": 10**9, "tn": 10**12, "mn": 10**6, "m": 10**6, "k": 1000, "b": 10**9}
_MONEY = re.compile(r"[$€£¥]\s?$")
UNDER_TEN = "one|two|three|four|five|six|seven|eight|nine"
LENGTH_WORDS = frozenset(("half", "quarter"))
_LENGTH = r"year|month|week|day|hour|minute|decade|century|centuries|millennium|quarter"
_LENGTHS = re.compile(
    # A year and a half; two and a half years; half a million.
    rf"\b(?P<count>an?|{UNDER_TEN}|\d+)[\s-](?P<unit>{_LENGTH}|million|billion|thousand|dozen)s?[\s-]and[\s-]a[\s-](?P<after>half|quarter)\b"
    rf"|\b(?P<count2>{WORDS}|\d+)[\s-]and[\s-]a[\s-](?P<inner>half|quarter)(?:[\s-](?P<unit2>million|billion|thousand))?\b"
    rf"|\b(?P<part>half|quarter)[\s-](?:of[\s-])?(?:an?|the)[\s-](?P<unit3>{_LENGTH}|million|billion|thousand|dozen|kilomet(?:er|re)|per\s?cent|percentage\spoint)\b"
    r"|\b(?P<halfyear>half-(?P<unit4>year|hour|century|day|month))",
    re.IGNORECASE,
)
_SINGULAR = {"centuries": "century", "kilometer": "kilometre"}
# A word that counts, what it counts, and in which unit. Chinese may say it with a number, or not at all.
_COUNTING = {
    "centenary": (100, "year"), "centennial": (100, "year"), "bicentenary": (200, "year"),
    "bicentennial": (200, "year"), "tricentenary": (300, "year"), "tercentenary": (300, "year"),
    "sesquicentennial": (150, "year"), "biennium": (2, "year"), "biennial": (2, "year"), "biennially": (2, "year"),
    "triennial": (3, "year"), "triennium": (3, "year"), "quadrennial": (4, "year"), "quinquennial": (5, "year"),
    "quinquennium": (5, "year"), "decennial": (10, "year"),
    "both": (2, ""), "either": (2, ""), "neither": (2, ""), "twice": (2, ""), "dual": (2, ""), "twin": (2, ""),
    "pair": (2, ""), "couple": (2, ""), "bilateral": (2, ""), "thrice": (3, ""), "trilateral": (3, ""),
    **dict.fromkeys(("around the clock", "round the clock", "around-the-clock", "round-the-clock"), (24, "hour")),
    "tripartite": (3, ""), "quadrilateral": (4, ""), "score": (20, ""),
}  # fmt: skip
_MULTIPLES = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5}
_ENDINGS = ("e", "ed", "es", "ing")
_FOLD = "two|three|four|five|six|seven|eight|nine|ten|hundred"
_SPANS = "decade|year|month|week|day|hour|century|minute|millennium|fortnight"
COUNTING_SIGNS = frozenset(
    (
        *("dozen", "fold", "clock", *_COUNTING),
        *(f"{stem}{ending}" for stem in _MULTIPLES for ending in _ENDINGS),
        *(f"{count}fold" for count in _FOLD.split("|")),
    )
)
_COUNTING_WORDS = re.compile(
    rf"\b(?:(?P<dozens>{UNDER_TEN}|a|\d+)[\s-]dozen|(?P<word>{'|'.join(_COUNTING)})"
    rf"|(?P<multiple>{'|'.join(_MULTIPLES)})(?:{'|'.join(_ENDINGS)})"
    rf"|(?P<fold>(?:{_FOLD})|\d+(?:\.\d+)?)[\s-]?fold"
    r"|[GP]-?(?P<group>\d{1,3}))\b",
    re.IGNORECASE,
)
GROUP_SIGNS = frozenset(("G0", "g0", "P0", "p0", "-0"))
_GROUP = re.compile(r"[GP](?=-?\d)", re.IGNORECASE)
_LONGEST_COUNT = 15
_TIMES_AS_MUCH = re.compile("(?:twice|thrice) as", re.IGNORECASE)
SPAN_WORDS = frozenset(_SPANS.split("|"))
_SPAN = re.compile(rf"(?<=\s)(?P<length>{_SPANS})\b", re.IGNORECASE)
_BEFORE_SPAN = re.compile(
    r"\b(?:an?|the (?:past|last|next|coming|previous|following)|per|every|each|this)\s\Z", re.IGNORECASE
)
_LONGEST_BEFORE = 14
SCALE_WORDS = frozenset(("hundred", "thousand", "million", "billion", "trillion", "bn", "tn", "mn"))


def lengths(text: str, places: Sequence[int]) -> Iterator[Figure]:
    """`a year and a half`, `two and a half years`, `half a century`, `half a million`."""
    for match in matches_near(places, LONGEST_NUMBER, _LENGTHS, text):
        half = Fraction(1, 2)
        part = (match["after"] or match["inner"] or match["part"] or "half").lower()
        extra = half if part == "half" else half / 2
        count = match["count"] or match["count2"]
        whole = Fraction(0) if count is None else count_of(count)
        if whole is None:
            continue
        word = (match["unit"] or match["unit2"] or match["unit3"] or match["unit4"] or "").lower()
        scale = {"dozen": 12, **SCALES}.get(word, 1)
        unit = "" if word in SCALES or word == "dozen" else _SINGULAR.get(word, word)
        if word.startswith("per"):
            share = "percentage point" if word.endswith("point") else "percent"
            yield Figure("percent", (extra,), *match.span(), in_digits=False, unit=share)
            continue
        # Half a year may be 半年 or may be nothing; a year and a half is a figure.
        loose = count is None and scale in (1, 12)
        figure = Figure("number", ((whole + extra) * scale,), *match.span(), in_digits=False, loose=loose, unit=unit)
        yield figure if unit else with_unit(figure, text, "en")


def count_of(written: str) -> Fraction | None:
    """The value of digits, an article or a number word; None for an ordinal and for what is no number."""
    if written[0].isdigit():
        return digits_value(written)
    if written.lower() in ("a", "an"):
        return Fraction(1)
    read = english_value(written)
    return None if read is None or read[1] else read[0]


def counting_words(text: str, places: Sequence[int]) -> Iterator[Figure]:
    """`both`, `a dozen`, `centenary`, `doubled`, `threefold`, `G20`."""
    groups = [match.start() for match in _GROUP.finditer(text)]
    for match in matches_near(sorted((*places, *groups)), _LONGEST_COUNT, _COUNTING_WORDS, text):
        kind: FigureKind = "number"
        unit = ""
        exact = False
        if match["word"]:
            number, unit = _COUNTING[match["word"].lower()]
            value = Fraction(number)
            kind = "multiple" if _TIMES_AS_MUCH.fullmatch(text, match.start(), match.end() + 3) else kind
        elif match["multiple"]:
            kind, value = "multiple", Fraction(_MULTIPLES[match["multiple"].lower()])
            exact = True
        elif match["fold"]:
            kind, value = "multiple", count_of(match["fold"]) or Fraction(100)
        elif match["group"]:
            value = Fraction(match["group"])
        else:
            value = (count_of(match["dozens"]) or Fraction(1)) * 12
        yield Figure(kind, (value,), *match.span(), in_digits=False, loose=True, exact=exact, unit=unit)


def spans(text: str, places: Sequence[int]) -> Iterator[Figure]:
    """`a decade`, `the past year`, `every month`."""
    for match in matches_near(places, 0, _SPAN, text):
        before = _BEFORE_SPAN.search(text, max(0, match.start() - _LONGEST_BEFORE), match.start())
        if before is not None:
            value, unit = Fraction(1), match["length"].lower()
            if unit in ("decade", "century"):
                value, unit = Fraction(10 if unit == "decade" else 100), "year"
            yield Figure("number", (value,), before.start(), match.end(), in_digits=False, loose=True, unit=unit)


def scaled(text: str) -> Iterator[Figure]:
    """`1.5 billion`, `$3m`."""
    for match in matches_from(ANY_DIGIT, _SCALED, text):
        value = digits_value(match["digits"])
        if match["letter"] and not _MONEY.search(text[max(0, match.start() - 2) : match.start()]):
            continue
        for word in (match["scale"] or "").lower().split():
            value *= SCALES[word]
        value *= _SHORT_SCALES.get((match["short"] or match["letter"] or "").lower(), 1)
        yield with_unit(Figure("number", (value,), *match.span(), in_digits=True), text, "en")


def numbers(text: str) -> Iterator[Figure]:
    """Digits; with letters in one word they are a name (`uranium-235`, `3D`), and need no counterpart."""
    for match in matches_from(DIGIT_RUN, _DIGITS, text):
        figure = Figure("number", (digits_value(match["value"]),), *match.span(), in_digits=True)
        measured = with_unit(figure, text, "en")
        named = _is_in_name(text, match.start()) or text[match.end() : match.end() + 1].isalpha()
        yield (figure._replace(in_digits=False, loose=True) if named and not measured.unit else measured)


def _is_in_name(text: str, start: int) -> bool:
    """Whether a letter and a hyphen stand in front: `uranium-235`."""
    return start > 1 and text[start - 1] in _HYPHENS and text[start - 2].isascii() and text[start - 2].isalpha()


def words(text: str, places: Sequence[int]) -> Iterator[Figure]:
    """`one hundred and fifty-two`, `seventy-fourth`, `ten per cent`."""
    for match in matches_near(places, _A, _NUMBER_WORDS, lowered(text)):
        for figure in _words(match.group(), match.start()):
            share = _SHARE.match(text, figure.stop)
            if share and figure.kind == "number":
                unit = "percentage point" if share["points"] else "percent"
                yield figure._replace(kind="percent", stop=share.end(), unit=unit)
            else:
                yield (with_unit(figure, text, "en") if figure.kind == "number" else figure)


def _words(written: str, offset: int) -> Iterator[Figure]:
    """Number words in a row: one number where they make one, else one by one (`twenty twenty`, `one and two`)."""
    article = _ARTICLE.match(written)
    read = english_value(written[article.end() :] if article else written)
    if read is not None:
        value, ordinal = read
        # `hundreds of`, `the million`: many, not how many; `a hundred` may be as many.
        if written.lower() not in SCALES:
            kind: FigureKind = "ordinal" if ordinal else "number"
            stop = offset + len(written)
            yield Figure(kind, (value,), offset, stop, in_digits=False, approximate=bool(article))
        return
    for match in _ONE_WORD.finditer(written):
        read = english_value(match.group())
        if read is not None and match.group().lower() not in SCALES:
            one_kind: FigureKind = "ordinal" if read[1] else "number"
            yield Figure(one_kind, (read[0],), offset + match.start(), offset + match.end(), in_digits=False)
