"""Chinese figures that are no plain numbers: dates, times, decades, ordinals, shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from align_bench.text.dates import chinese_dates
from align_bench.text.figures.shared import GROUPED, time_of_day
from align_bench.text.figures.values import Figure, FigureKind, Value
from align_bench.text.numbers import CHINESE_DIGITS, chinese_value, digits_value, roman_value

HAN_DIGITS = "〇零○一二三四五六七八九两十百千万亿兆廿卅"
HAN_NUMERAL = rf"[{HAN_DIGITS}]+"

_NUMERAL = re.compile(HAN_NUMERAL)
_RATIO = re.compile(
    rf"百分(?P<of>之)?(?P<all>百)|(?P<unit>百万|十万|[百千万])分之\s*(?P<value>{GROUPED}|{HAN_NUMERAL}(?:点{HAN_NUMERAL})?)"
)
_POINTS = re.compile(rf"(?P<value>{HAN_NUMERAL}(?:点{HAN_NUMERAL})?)\s*个百分点")
_TENTHS = re.compile(
    # 统一成为, 七成员国; 四成为, 六成都, 八成人口.
    r"(?P<value>\d(?:\.\d)?|[一二三四五六七八九两])成(?P<half>[一二三四五六七八九半](?![分个项名次种倍十百千万亿]))?"
    r"(?![立员果功本就长品年分份因套]|(?<=一成)[为都人不])"
    r"|(?<![打曲转])(?P<price>[一二三四五六七八九\d])折(?![叠磨算合射扣])"
)
# A number before it is rare, and most of 完成 and 时间 is found soon.
_MAY_BE_TENTHS = re.compile(r"[成折](?<=[\d一二三四五六七八九两].)")
_MAY_BE_TIME = re.compile(r"[时点](?<=[\d一二两三四五六七八九十\s].)")
_FRACTION = re.compile(rf"(?P<bottom>\d+|{HAN_NUMERAL})分之(?P<top>\d+|{HAN_NUMERAL})")
_DECADE = r"(?:\d{4}|\d0|[二三四五六七八九]{1,2}十)"
_DECADES = re.compile(
    rf"(?:(?P<century>\d\d|[{HAN_DIGITS}]{{1,3}})\s*世纪\s*)?"
    rf"(?P<decades>{_DECADE}(?:\s*[、和至到与及或—–-]\s*{_DECADE})*)\s*年代"
)
_CENTURY = re.compile(rf"(?P<value>\d\d?|[{HAN_DIGITS}]{{1,3}})\s*世纪")
_TIME = re.compile(
    r"(?P<part>上午|早上|早晨|清晨|凌晨|中午|下午|傍晚|晚上?|夜里|当晚)?\s*"
    r"(?P<hour>\d{1,2}|[一二两三四五六七八九十]{1,3})\s*"
    r"(?:时(?![期代间而常])|点(?=[钟半整]|\s*[\d一二三四五]+\s*分|[一三]刻)钟?|(?(part)点|(?!)))\s*"
    r"(?:(?P<minute>\d{1,2}|[〇零一二三四五六七八九十]{1,3})\s*分|(?P<half>半)|(?P<quarters>[一三])刻)?"
)
_MORNING = ("上午", "早上", "早晨", "清晨", "凌晨")
_WEEKDAY = re.compile(
    r"(?:星期|礼拜)(?P<long>[一二三四五六日天])|(?<![一两二三四五六七八九十每\d几])周(?P<short>[一二三四五六日])(?![次天年个期回周])"
)
_PLAN = re.compile(r"(?P<number>十[一二三四五六七八])(?P<years>五)(?=”?(?:规划|计划|时期|期间))")
_PART_OF_YEAR = re.compile(
    r"(?P<half>[上下])半(?=年|月)|第?(?P<quarter>[一二三四1-4])\s*季度|前(?P<quarters>[一二三两])个?季度"
)
_BRACKETED = re.compile(r"[(（]\s*(?P<value>[一二三四五六七八九十]{1,3})\s*[)）]")
_IN_LIST = r"\s*(?:[、,，和至到与及或—–-]|以及)\s*"
_ORDINAL = re.compile(
    rf"第\s*(?P<bracket>[(（]\s*)?(?P<value>{GROUPED}|{HAN_NUMERAL})(?(bracket)\s*[)）])"
    rf"(?P<more>(?:{_IN_LIST}[{HAN_DIGITS}]{{1,4}})+(?=\s*(?:条|段|款|章|节|项|号|届|次|部分|卷|编|委员会|阶段|组|类|附件|号)))?"
    rf"|(?P<first>首)(?=次|届|任|个|批|份|轮)"
    rf"|(?:附件|附录|附表|附文)\s*(?P<annex>[一二三四五六七八九十]+|[IVX]+(?![A-Za-z]))"
)


@lru_cache(maxsize=1 << 12)
def value_of(text: str) -> Fraction | None:
    """The value of digits or a Chinese numeral, a single character included; 三点五 is 3.5."""
    if text[0].isdigit():
        return digits_value(text)
    whole, _, decimals = text.partition("点")
    if len(whole) == 1 and whole in "〇零○一二三四五六七八九两":
        value = chinese_value("十" + whole)
        value = None if value is None else value - 10
    else:
        value = chinese_value(whole)
    if value is not None and decimals:
        tail = chinese_value("〇" + decimals)
        value = None if tail is None else value + tail / 10 ** len(decimals)
    return value


def percents(text: str) -> Iterator[Figure]:
    """百分之五, 千分之五, 三个百分点."""
    for match in _RATIO.finditer(text) if "分之" in text or "百分百" in text else ():
        value = Fraction(100) if match["all"] else value_of(match["value"])
        if value is not None:
            share = value / {"百": 1, "千": 10, "万": 100, "十万": 1000, "百万": 10000}[match["unit"] or "百"]
            loose = bool(match["all"]) and not match["of"]
            yield Figure("percent", (share,), *match.span(), in_digits=True, loose=loose, unit="percent")
    for match in _POINTS.finditer(text) if "个百分点" in text else ():
        value = value_of(match["value"])
        if value is not None:
            yield Figure("percent", (value,), *match.span(), in_digits=False, unit="percentage point")


def tenths(text: str) -> Iterator[Figure]:
    """七成 are 70 per cent; 八折 is the price, or 20 per cent off."""
    for match in _TENTHS.finditer(text) if _MAY_BE_TENTHS.search(text) else ():
        value = value_of(match["value"] or match["price"])
        if value is None:
            continue
        rest = Fraction(0) if not match["half"] else Fraction(5) if match["half"] == "半" else value_of(match["half"])
        share = value * 10 + (rest or 0)
        others = ((100 - share,),) if match["price"] else ()
        loose = bool(match["price"])
        yield Figure("percent", (share,), *match.span(), in_digits=False, loose=loose, others=others)


def fractions(text: str) -> Iterator[Figure]:
    """三分之一."""
    for match in _FRACTION.finditer(text) if "分之" in text else ():
        top, bottom = value_of(match["top"]), value_of(match["bottom"])
        if top is not None and bottom:
            yield Figure("fraction", (top / bottom,), *match.span(), in_digits=False)


def decades(text: str) -> Iterator[Figure]:
    """20世纪90年代, 上世纪五六十年代, 60、70年代."""
    for match in _DECADES.finditer(text) if "年代" in text else ():
        century = value_of(match["century"]) if match["century"] else None
        before = 0 if century is None else (century - 1) * 100
        for written in re.finditer(_DECADE, match["decades"]):
            # 五六十: the fifties and the sixties.
            numerals = [c + "十" for c in written.group()[:-1]] if written.group()[-1] == "十" else [written.group()]
            start = match.start("decades") + written.start()
            last = match.end() if written.end() == len(match["decades"]) else start + len(written.group())
            for place, numeral in enumerate(numerals):
                decade = value_of(numeral)
                if decade is not None:
                    stop = last if numeral is numerals[-1] else start + place + 1
                    begin = match.start() if not written.start() and not place else start + place
                    yield Figure("decade", (decade + before,), begin, stop, in_digits=decade > 100)


def centuries(text: str) -> Iterator[Figure]:
    """二十一世纪."""
    for match in _CENTURY.finditer(text) if "世纪" in text else ():
        value = value_of(match["value"])
        if value is not None and value > 1:
            yield Figure("century", (value,), *match.span(), in_digits=False)


def times(text: str) -> Iterator[Figure]:
    """下午 5 时 30 分, 三点半."""
    for match in _TIME.finditer(text) if _MAY_BE_TIME.search(text) else ():
        if match["hour"] == "一" and not match["part"] and not match["minute"]:
            # 一时: for a while.
            continue
        hour = value_of(match["hour"])
        minute = Fraction(30) if match["half"] else value_of(match["minute"] or "0")
        if match["quarters"]:
            minute = Fraction(15 if match["quarters"] == "一" else 45)
        if hour is not None and minute is not None and hour <= 24 and minute < 60:
            part = match["part"]
            half = None if part is None or part == "夜里" else 0 if part in _MORNING else 12
            yield time_of_day(match, int(hour), minute, half)


def weekdays(text: str) -> Iterator[Figure]:
    """星期三, 周三."""
    for match in _WEEKDAY.finditer(text):
        day = "一二三四五六日天".index(match["long"] or match["short"]) % 7
        yield Figure("weekday", (min(day, 6),), *match.span(), in_digits=False)


def dates(text: str) -> Iterator[Figure]:
    """Dates as far as they are written; a year alone is a year."""
    for date in chinese_dates(text):
        kind: FigureKind = "date"
        value: Value = (date.year, date.month, date.day)
        if date.month is None:
            kind, value = "year", (Fraction(date.year or 0),)
        yield Figure(kind, value, date.start, date.stop, in_digits=True)


def plans(text: str) -> Iterator[Figure]:
    """十三五规划: the Thirteenth Five-Year Plan."""
    for match in _PLAN.finditer(text):
        value = value_of(match["number"])
        if value is not None:
            yield Figure("ordinal", (value,), *match.span("number"), in_digits=False)
            yield Figure("number", (Fraction(5),), *match.span("years"), in_digits=False, unit="year")


def parts_of_years(text: str) -> Iterator[Figure]:
    """上半年 is the first half, 一季度 the first quarter, 前三季度 three of them."""
    for match in _PART_OF_YEAR.finditer(text):
        if match["half"]:
            yield Figure("ordinal", (Fraction(1 + (match["half"] == "下")),), *match.span(), in_digits=False)
            continue
        value = value_of(match["quarter"] or match["quarters"])
        if value is not None:
            kind: FigureKind = "ordinal" if match["quarter"] else "number"
            yield Figure(kind, (value,), *match.span(), in_digits=False)


def bracketed(text: str) -> Iterator[Figure]:
    """（三）: the number of an item, which English writes `(3)` or `(c)`."""
    for match in _BRACKETED.finditer(text):
        value = value_of(match["value"])
        if value is not None:
            yield Figure("number", (value,), *match.span(), in_digits=False, loose=True)


def ordinals(text: str) -> Iterator[Figure]:
    """第七十四, 第四、五、六条, 首届, 附件二."""
    for match in _ORDINAL.finditer(text):
        written = match["value"] or match["annex"] or "一"
        value = _roman(written) if written[0] in "IVX" else value_of(written)
        if value is None and len(written) > 2 and set(written) <= set(CHINESE_DIGITS):
            # 第一五四届: digit by digit.
            value = Fraction("".join(str(CHINESE_DIGITS[character]) for character in written))
        if value is None:
            continue
        # 第（三）项 may be (c).
        digits = written[0].isdigit() and not match["bracket"]
        end = match.start("more") if match["more"] else match.end()
        yield Figure("ordinal", (value,), match.start(), end, in_digits=digits)
        for more in _NUMERAL.finditer(match["more"]) if match["more"] else ():
            following = value_of(more.group())
            if following is not None:
                start = end + more.start()
                yield Figure("ordinal", (following,), start, start + len(more.group()), in_digits=False)


def _roman(text: str) -> Fraction | None:
    value = roman_value(text)
    return None if value is None else Fraction(value)
