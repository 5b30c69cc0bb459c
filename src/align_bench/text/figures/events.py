"""Days that give an event its name: 9·11, 五四运动, 九一八事变."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from align_bench.text.figures.chinese import HAN_DIGITS, value_of
from align_bench.text.figures.values import Figure, Value

_EVENT = re.compile("恐怖|事件|事变|运动|惨案|袭击|起义|讲话|地震|屠杀|国际(?:劳动|妇女)节|劳动节|妇女节")
_DOTTED_DAY = (
    r"(?P<m>1[0-2]|[1-9]|十[一二]|一[一二]|[一二三四五六七八九十])[·・.•]"
    r"(?P<d>[123]?\d|[一二三]?[十一二三四五六七八九])"
)
# 9·11 as well as 五四 and 九一八, digit by digit.
_NAMED_DAY = re.compile(
    rf"(?:{_DOTTED_DAY}"
    rf"|(?<![{HAN_DIGITS}第])(?P<month>[一二三四五六七八九])(?P<day>[一二三]?[一二三四五六七八九]|[一二三]〇|卅)"
    r"|(?P<nine>9)(?P<eleven>11))(?=”?$)"
)
_QUOTED_DAY = re.compile(rf"(?<=“){_DOTTED_DAY}(?=”)")
_LONGEST_DAY = 8
_LONGEST_MONTH = 31


def named_days(text: str) -> Iterator[Figure]:
    """9·11, 五四: a day that gives an event its name; in quotation marks, “三·一五”, whatever the event is called."""
    found = {match.start(): match for match in (_QUOTED_DAY.finditer(text) if "“" in text else ())}
    for event in _EVENT.finditer(text):
        match = _NAMED_DAY.search(text, max(0, event.start() - _LONGEST_DAY), event.start())
        if match is not None:
            found[match.start()] = match
    for match in found.values():
        month, day = (_part_of_date(part) for part in match.groups() if part)
        if month is not None and day is not None and day <= _LONGEST_MONTH:
            value: Value = (None, int(month), int(day))
            yield Figure("date", value, *match.span(), in_digits=True, loose=True)


def _part_of_date(written: str) -> Fraction | None:
    """九一八 is read digit by digit, 十二·九 is not."""
    by_digit = not written[0].isdigit() and written[0] != "卅" and "十" not in written
    return value_of(f"〇{written}" if by_digit else written)
