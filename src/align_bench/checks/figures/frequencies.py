"""How often: 每季度 that has become `monthly`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from align_bench.checks.registry import Place
from align_bench.checks.views import UnitView


@dataclass(frozen=True, slots=True)
class _Period:
    every: re.Pattern[str]
    """What the Chinese says for once a period."""

    chinese: re.Pattern[str]
    """What any word for the period has in it."""

    english: re.Pattern[str]
    adverb: str


def _period(every: str, chinese: str, english: str, adverb: str) -> _Period:
    return _Period(
        re.compile(f"每一?个?(?:{every})"),
        re.compile(chinese),
        re.compile(rf"\b(?:{english})\b", re.IGNORECASE),
        adverb,
    )


_PERIODS = (
    _period("小时|钟头", "时|钟头|分钟", "hourly|hours?|minutes?", "hourly"),
    _period("[日天]", "[日天]", "daily|days?", "daily"),
    _period(
        "周|星期|礼拜", "周|星期|礼拜", r"(?:bi-?)?weekly|weeks?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?", "weekly"
    ),
    _period("月", "月", r"(?:bi-?)?monthly|months?", "monthly"),
    _period("季度?", "季", "quarterly|quarters?|seasons?|seasonal(?:ly)?", "quarterly"),
    _period("年", "[年岁]", r"(?:bi-?|semi-?)?annual(?:ly)?|yearly|years?|biennial(?:ly)?", "annually"),
)
_ADVERB = re.compile(r"\b(?:hourly|daily|weekly|monthly|quarterly|annual(?:ly)?|yearly)\b", re.IGNORECASE)


def frequency_slip(view: UnitView) -> tuple[Place, Place, str] | None:
    """The place in the Chinese, that of a word for another period in the English, and the word for the right one.

    Only where neither side has any word for the other's period: monthly reports may well be due 每年.
    """
    source, target = view.simplified, view.target.text
    if "每" not in source or not (written := _ADVERB.search(target)):
        return None
    other = next(period for period in _PERIODS if period.english.fullmatch(written[0]))
    for period in _PERIODS:
        said = period.every.search(source)
        if said and not period.english.search(target) and not other.chinese.search(source):
            return said.span(), written.span(), period.adverb
    return None
