"""What excuses a figure that one side of a unit lacks: vague words for it, a reference to it, an earlier mention.

Owns the words and how far back a reader remembers; which figures are lacking is `differences`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from align_bench.checks.context import CheckContext
from align_bench.checks.figures.values import are_many, is_satisfied, must_be_kept, said_again, said_more
from align_bench.checks.views import UnitView
from align_bench.text.figures import Figure, Value

_MENTIONED_BEFORE = 3
_VAGUE = re.compile(
    r"\b(?:dozens?|scores?|hundreds|thousands|millions|billions|decades|centuries|many|several|numerous)\b"
)
_VAGUE_SHARE = re.compile(r"\b(?:most|many|few|several|some|all|majority|minority) of\b", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\b(?:the|this|that|its|said)\s(?:same\s|said\s)?(?:session|meeting|conference|congress|report|resolution|decision|article|paragraph"
    r"|anniversary|assembly|round|committee)s?\b",
    re.IGNORECASE,
)
# Small numbers in words come and go with the wording: `the three countries`, `one of them`.
_FREELY_ADDED = 10
# The March Protocol: a month, though it stands as a word might.
_LIKE_WORDS: dict[Value, re.Pattern[str]] = {
    (None, month, None): re.compile(rf"\b{name}\b") for month, name in ((3, "March"), (5, "May"))
}
_HYPHENED = re.compile(r"[A-Za-z][-‐‑]$")
_NARROW = str.maketrans("（）", "()")
_YEAR_OF_TITLE = re.compile(r"[(（]\d{4}[)）]")


# Every figure of a unit asks for the same words.
@lru_cache(maxsize=64)
def _has(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


def is_missed(figure: Figure, view: UnitView) -> bool:
    """Whether the English lacks it; 20多 may be `dozens`, 三分之一 is not `most of`; a symbol may tell the year."""
    text = view.target.text
    if figure.kind == "date" and figure.value in _LIKE_WORDS:
        return not _has(_LIKE_WORDS[figure.value], text)
    if figure.kind == "year":
        return f".{figure.number}/" not in _symbols(view)
    if figure.kind == "fraction" and not figure.loose and _has(_VAGUE_SHARE, text):
        return True
    return must_be_kept(figure) and not (figure.approximate and _has(_VAGUE, text))


def is_noticed(figure: Figure) -> bool:
    """Whether the English cannot have it of itself: `twelve delegates`, but not `three` or `twelve months`."""
    if must_be_kept(figure):
        return True
    counts = figure.kind == "number" and not (figure.loose or figure.approximate or figure.unit)
    return counts and figure.number > _FREELY_ADDED


@lru_cache(maxsize=1)
def _symbols(view: UnitView) -> str:
    """The symbols of the English, one a line."""
    return "\n".join(str(figure.value[0]) for figure in view.target_figures if figure.kind == "symbol")


def said_instead(figure: Figure, view: UnitView) -> Figure | None:
    """The figure that the English has once more in place of this one."""
    share, length = figure.start / len(view.source.text), len(view.target.text)
    return said_again(figure, _again(view), share, length)


def said_for_another(figure: Figure, view: UnitView) -> Figure | None:
    """The figure with a unit that the Chinese has once more, where the English has this one: `three years` for 五年."""
    if not figure.unit or figure.loose:
        return None
    share, length = figure.start / len(view.target.text), len(view.source.text)
    return said_again(figure, _said_more_in_chinese(view), share, length)


def named_instead(figure: Figure, view: UnitView) -> Figure | None:
    """The number of another name in place of this one: `plutonium-239` for 钚-238."""
    others = _in_names(view) if figure.kind == "number" else ()
    return others[0] if len(others) == 1 else None


@lru_cache(maxsize=1)
def _in_names(view: UnitView) -> Sequence[Figure]:
    """The numbers in names of the English that the Chinese does not have."""
    known = {other.number for other in view.source_figures if other.kind == "number"}
    named = (other for other in view.target_figures if other.kind == "number" and other.loose and not other.unit)
    return [other for other in named if other.number not in known and _is_in_name(view.target.text, other.start)]


def _is_in_name(text: str, start: int) -> bool:
    return _HYPHENED.search(text, max(0, start - 2), start) is not None


@lru_cache(maxsize=1)
def _again(view: UnitView) -> Sequence[Figure]:
    ours, theirs = view.source_figures, view.target_figures
    return () if are_many(ours, theirs) else said_more(ours, theirs)


@lru_cache(maxsize=1)
def _said_more_in_chinese(view: UnitView) -> Sequence[Figure]:
    ours, theirs = view.source_figures, view.target_figures
    return () if are_many(ours, theirs) else said_more(theirs, ours)


def is_referred_to(figure: Figure, view: UnitView, context: CheckContext) -> bool:
    """第二十八届会议 is `the session`, where the English has just said which."""
    if figure.kind != "ordinal" or not _has(_REFERENCE, view.target.text):
        return False
    nearby = [earlier.target_figures for earlier in context.before(view, _MENTIONED_BEFORE)]
    return any(is_satisfied(figure, figures) for figures in nearby if not are_many(view.source_figures, figures))


def stood_before(figure: Figure, view: UnitView, context: CheckContext) -> bool:
    """A year that the reader has just met may be repeated where the Chinese leaves it to the context."""
    year = figure.value[0] if figure.kind in ("date", "number", "year") else None
    if year is None or (figure.kind == "date" and figure.value[2] is not None) or not 1500 < Fraction(year) < 2200:
        return False
    written = view.target.text[max(0, figure.start - 1) : figure.stop + 1]
    if written == f"({year})" and written in _years_of_titles(view.document, context):
        return True
    return year in _years_before(view, context)


@lru_cache(maxsize=1)
def _years_before(view: UnitView, context: CheckContext) -> frozenset[Fraction | int | str | None]:
    nearby = context.before(view, _MENTIONED_BEFORE)
    return frozenset(figure.value[0] for earlier in nearby for figure in earlier.source_figures)


@lru_cache(maxsize=1)
def _years_of_titles(document: str, context: CheckContext) -> frozenset[str]:
    """The years in brackets that belong to titles which a document gives in full: 《国际卫生条例(2005)》."""
    texts = (view.source.text for view in context.views if view.document == document)
    found = (match for text in texts for match in _YEAR_OF_TITLE.findall(text))
    return frozenset(match.translate(_NARROW) for match in found)
