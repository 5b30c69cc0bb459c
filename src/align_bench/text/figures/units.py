"""Units of measure, lengths of time and currencies behind or before a number, in both languages.

Owns the words and the factors; what is compared is `checks.figures.values`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from align_bench.text.figures.values import Figure
from align_bench.text.scripts import Language


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: what it measures, and how many of the least unit of that it is."""

    dimension: str
    factor: Fraction
    zh: str
    """Alternatives of a regular expression."""

    en: str
    """The same for what stands behind a number, plurals included."""

    zero: Fraction = Fraction(0)
    """Where its scale begins, in the unit itself: 32 degrees Fahrenheit."""


def _unit(dimension: str, factor: float | str, zh: str, en: str, zero: int = 0) -> Unit:
    return Unit(dimension, Fraction(str(factor)), zh, en, Fraction(zero))


_METRE, _SQUARE = r"met(?:er|re)s?", r"(?:square|sq\.?)[ -]"
# A currency measures nothing else: two of them are never the same.
UNITS = {
    "second": _unit("time", 1, "秒钟?", "seconds"),
    "minute": _unit("time", 60, "分钟", "minutes?"),
    "hour": _unit("time", 3600, "个?(?:小时|钟头)", "hours?"),
    "day": _unit("time", 86400, "天", "days?"),
    "week": _unit("time", 604800, "个?(?:星期(?![一二三四五六日天])|周(?!年))", "weeks?"),
    "fortnight": _unit("time", 1209600, "", "fortnights?"),
    "month": _unit("calendar", 1, "个月|(?<=半)月", "months?"),
    "year": _unit("calendar", 12, "(?:周?年(?![代级度龄轻])|个年头|岁)", "years?"),
    "decade": _unit("calendar", 120, "", "decades?"),
    "century": _unit("calendar", 1200, "个?世纪", "centur(?:y|ies)"),
    "millennium": _unit("calendar", 12000, "", "millenni(?:um|ums|a)"),
    "gram": _unit("mass", "0.001", "克(?!拉)", "grams?|g"),
    "kilogram": _unit("mass", 1, "公斤|千克", "kilogram(?:me)?s?|kilos?|kg"),
    "jin": _unit("mass", "0.5", "(?<!公)斤", "jin|catt(?:y|ies)"),
    "tonne": _unit("mass", 1000, "公?吨", "(?:metric )?(?:tons?|tonnes?)"),
    "kiloton": _unit("mass", 10**6, "千吨", "kilotons?|kt"),
    "megaton": _unit("mass", 10**9, "兆吨", "megatons?|Mt"),
    "millimetre": _unit("length", "0.001", "毫米", f"milli{_METRE}|mm"),
    "centimetre": _unit("length", "0.01", "厘米", f"centi{_METRE}|cm"),
    "metre": _unit("length", 1, "米", f"{_METRE}|m"),
    "kilometre": _unit("length", 1000, "公里|千米", f"kilo{_METRE}|km"),
    "mile": _unit("length", "1609.344", "英里", "miles?"),
    "nautical mile": _unit("length", 1852, "海里", "nautical miles?|nmi"),
    "foot": _unit("length", "0.3048", "英尺", "feet|foot"),
    "inch": _unit("length", "0.0254", "英寸", "inch(?:es)?"),
    "square metre": _unit("area", 1, "平方米", f"{_SQUARE}(?:{_METRE}|m)|m[2²]"),
    "square kilometre": _unit("area", 10**6, "平方公里|平方千米", f"{_SQUARE}(?:kilo{_METRE}|km)|km[2²]"),
    "square mile": _unit("area", 2589988, "平方英里", r"(?:square|sq\.?) miles?"),
    "hectare": _unit("area", 10**4, "公顷", "hectares?|ha"),
    "mu": _unit("area", "2000/3", "亩", "mu"),
    "acre": _unit("area", "4046.856", "英亩", "acres?"),
    "litre": _unit("volume", 1, "公?升(?![级至高降])", "lit(?:er|re)s?"),
    "cubic metre": _unit("volume", 1000, "立方米", f"cubic {_METRE}|m[3³]"),
    "gallon": _unit("volume", "3.785412", "加仑", "gallons?"),
    "barrel": _unit("volume", 159, "桶", "barrels?"),
    "watt": _unit("power", 1, "瓦(?!时)", "watts?|W"),
    "kilowatt": _unit("power", 1000, "千瓦(?!时)", "kilowatts?|kW"),
    "megawatt": _unit("power", 10**6, "兆瓦(?!时)", "megawatts?|MWe?"),
    "gigawatt": _unit("power", 10**9, "吉瓦(?!时)", "gigawatts?|GWe?"),
    "kilowatt-hour": _unit("energy", 1000, "千瓦时|度电", "kilowatt[- ]hours?|kWh"),
    "megawatt-hour": _unit("energy", 10**6, "兆瓦时", "megawatt[- ]hours?|MWh"),
    "gigawatt-hour": _unit("energy", 10**9, "吉瓦时", "gigawatt[- ]hours?|GWh"),
    "terawatt-hour": _unit("energy", 10**12, "太瓦时", "terawatt[- ]hours?|TWh"),
    "hertz": _unit("frequency", 1, "赫兹?", "hertz|Hz"),
    "kilohertz": _unit("frequency", 1000, "千赫兹?", "kilohertz|kHz"),
    "megahertz": _unit("frequency", 10**6, "兆赫兹?", "megahertz|MHz"),
    "gigahertz": _unit("frequency", 10**9, "(?:吉|千兆)赫兹?", "gigahertz|GHz"),
    "volt": _unit("voltage", 1, "伏特", "volts?"),
    "kilovolt": _unit("voltage", 1000, "千伏", "kilovolts?|kV"),
    "millisievert": _unit("dose", "0.001", "毫(?:西弗|希沃特|希)", "millisieverts?|mSv"),
    "degree Celsius": _unit("temperature", 1, "摄氏度|℃|°C", "degrees? (?:Celsius|centigrade)|°\\s?C|℃"),
    "degree Fahrenheit": _unit("temperature", "5/9", "华氏度|℉|°F", "degrees? Fahrenheit|°\\s?F|℉", zero=32),
    "percent": _unit("percent", 1, "", ""),
    "percentage point": _unit("point", 1, "", ""),
    "dollar": _unit("dollar", 1, "", "dollars?"),
    "US dollar": _unit("USD", 1, "美元|美金", "(?:US|U\\.S\\.|United States) dollars?|USD"),
    "euro": _unit("EUR", 1, "欧元", "euros?|EUR"),
    "pound": _unit("GBP", 1, "英镑", "pounds? sterling|pounds?|GBP"),
    "yen": _unit("JPY", 1, "日元", "yen|JPY"),
    "yuan": _unit("CNY", 1, "元(?:人民币)?|人民币", "yuan|renminbi|RMB|CNY"),
    "franc": _unit("CHF", 1, "瑞士?法郎", "(?:Swiss )?francs?|CHF"),
    "rouble": _unit("RUB", 1, "卢布", "rou?bles?|RUB"),
    "rupee": _unit("INR", 1, "卢比", "(?:Indian )?rupees?|INR"),
    "Hong Kong dollar": _unit("HKD", 1, "港元|港币", "Hong Kong dollars?|HKD"),
    "Canadian dollar": _unit("CAD", 1, "加元|加拿大元", "Canadian dollars?|CAD"),
    "Australian dollar": _unit("AUD", 1, "澳元|澳大利亚元", "Australian dollars?|AUD"),
}  # fmt: skip
_CONVERTED = frozenset({"length", "area", "mass", "volume", "temperature"})
_FINEST = 10**6
_DOLLARS = frozenset({"US dollar", "Hong Kong dollar", "Canadian dollar", "Australian dollar"})
_SIGNS = {
    "HK$": "Hong Kong dollar", "C$": "Canadian dollar", "CAN$": "Canadian dollar", "A$": "Australian dollar",
    "US$": "US dollar", "$": "dollar", "USD": "US dollar", "€": "euro", "EUR": "euro", "£": "pound", "GBP": "pound",
    "RMB": "yuan", "CNY": "yuan", "CHF": "franc", "¥": "", "￥": "",
}  # fmt: skip
_SIGN_ENDS = frozenset(sign[-1] for sign in _SIGNS)
_BEFORE = re.compile("(?:" + "|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True))) + r")\s?$")


def _names(language: Language) -> dict[str, str]:
    """The alternatives of each unit, the longest first: 平方公里 before 公里."""
    words = {key: unit.zh if language == "zh" else unit.en for key, unit in UNITS.items()}
    return {key: words[key] for key in sorted(words, key=lambda key: -len(words[key])) if words[key]}


def _behind(language: Language, pattern: str, unit: str) -> re.Pattern[str]:
    """The pattern with the alternatives of all units, of which each is written as `unit` says."""
    words = enumerate(_names(language).values())
    alternatives = "|".join(unit.format(index=index, words=alternative) for index, alternative in words)
    return re.compile(pattern.replace("UNIT", f"(?:{alternatives})"), re.IGNORECASE)


_KEYS: dict[Language, tuple[str, ...]] = {"zh": tuple(_names("zh")), "en": tuple(_names("en"))}
_PLACE: dict[Language, str] = {
    # 三个半小时, 二十多年, 三年半: what stands between, and a half behind it.
    "zh": r"\s*(?:(?:个?(?P<inner>半)|[多余来])\s*)?UNIT(?P<half>半)?",
    "en": r"(?:[ -]|\s)?(?:(?:full|whole|calendar|consecutive|additional|further|more)[ -])?UNIT(?![A-Za-z])",
}
_LANGUAGES: tuple[Language, ...] = ("zh", "en")
_BEHIND = {language: _behind(language, _PLACE[language], "(?P<u{index}>{words})") for language in _LANGUAGES}
# Behind most numbers stands no unit, and alternatives without groups are many times as quick to fail.
_MAY_STAND = {language: _behind(language, _PLACE[language], "(?:{words})") for language in _LANGUAGES}


# 摄氏40度.
_SCALES = {"摄氏": "degree Celsius", "华氏": "degree Fahrenheit"}
_SCALE = re.compile(rf"({'|'.join(_SCALES)})(?:零[上下])?\s?$")
_LONGEST_SCALE = 5
# 港币100元, 新台币100元.
_OTHER_MONEY = re.compile(r"(?<!人民)币\s?$")


# In English a unit begins with a letter or a degree sign, maybe behind a blank or a hyphen.
_BEGINNING = re.compile(r".?[^\W\d_]|.?[°℃℉]", re.DOTALL)


def with_unit(figure: Figure, text: str, language: Language) -> Figure:
    """The number with the unit that stands behind it, or the currency sign before it, and half a unit more."""
    signed = _with_sign(figure, text) if language == "en" and figure.start else figure
    # The pattern is slow to fail.
    if signed.unit or (language == "en" and not _BEGINNING.match(text, figure.stop)):
        return signed
    if language == "zh" and text.startswith("度", figure.stop):
        scale = _SCALE.search(text, max(0, figure.start - _LONGEST_SCALE), figure.start)
        return figure._replace(unit=_SCALES[scale[1]]) if scale else figure
    match = _MAY_STAND[language].match(text, figure.stop) and _BEHIND[language].match(text, figure.stop)
    if match is None:
        return signed
    named = match.lastgroup
    if named is None or named == "half":
        named = next(name for name, found in match.groupdict().items() if found and name[0] == "u")
    unit = _KEYS[language][int(named[1:])]
    if unit == "yuan" and _OTHER_MONEY.search(text, max(0, figure.start - 4), figure.start):
        return figure
    figure = figure._replace(unit=unit)
    if language == "zh" and (match["inner"] or (match["half"] and text[match.end() : match.end() + 1] != "数")):
        return figure._replace(value=(figure.number + Fraction(1, 2),), stop=match.end())
    return figure


def _with_sign(figure: Figure, text: str) -> Figure:
    if text[max(0, figure.start - 5) : figure.start].rstrip()[-1:] not in _SIGN_ENDS:
        return figure
    sign = _BEFORE.search(text, max(0, figure.start - 5), figure.start)
    return figure._replace(unit=_SIGNS[sign.group().strip()]) if sign else figure


def measures(figure: Figure) -> tuple[tuple[str, Fraction], ...]:
    """What the figure measures, in the least unit of its dimension; nothing where no unit stands with it."""
    unit = UNITS.get(figure.unit)
    if unit is None:
        return ()
    numbers = [Fraction(value[0]) for value in figure.readings if isinstance(value[0], (int, Fraction))]
    measured = [(unit.dimension, (number - unit.zero) * unit.factor) for number in numbers]
    if unit.dimension == "temperature":
        # A rise by 2 degrees Celsius is one by 3.6 degrees Fahrenheit.
        measured += [("step of temperature", number * unit.factor) for number in numbers]
    return tuple(measured)


def are_converted(one: Figure, other: Figure) -> bool:
    """Whether a measure of which one unit is no multiple by ten of the other was converted, and rounded as written."""
    units = UNITS.get(one.unit), UNITS.get(other.unit)
    if units[0] is None or units[1] is None or units[0].dimension != units[1].dimension:
        return False
    if units[0].dimension not in _CONVERTED or _is_power_of_ten(units[0].factor / units[1].factor):
        return False
    return any(
        kind == theirs and (_is_rounded(mine, value, units[1]) or _is_rounded(value, mine, units[0]))
        for kind, mine in measures(one)
        for theirs, value in measures(other)
    )


def _is_rounded(exact: Fraction, written: Fraction, unit: Unit) -> bool:
    """Whether a measure is what was written with the precision that shows from its last digit but zeros."""
    step = Fraction(1)
    number = written / unit.factor + unit.zero
    while number and (number / step).denominator == 1 and (number / (step * 10)).denominator == 1:
        step *= 10
    while (number / step).denominator != 1 and step.denominator < _FINEST:
        step /= 10
    return abs(exact - written) <= step * unit.factor / 2


def _is_power_of_ten(ratio: Fraction) -> bool:
    return {str(ratio.numerator).rstrip("0"), str(ratio.denominator).rstrip("0")} == {"1"}


def are_of_one_kind(one: str, other: str) -> bool:
    """Whether two units may stand for each other with the same number; where one is not known they may."""
    if not one or not other or one == other:
        return True
    if "dollar" in (one, other):
        return bool({one, other} & _DOLLARS)
    return UNITS[one].dimension == UNITS[other].dimension and UNITS[one].factor == UNITS[other].factor
