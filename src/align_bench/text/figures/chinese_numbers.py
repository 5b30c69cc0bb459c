"""Chinese numbers: digits and numerals, roughly so many, halves, multiples.

A character alone is a number only before a classifier, because 一 to 九 are parts of many words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from align_bench.text.figures.chinese import HAN_DIGITS, HAN_NUMERAL, value_of
from align_bench.text.figures.shared import GROUPED
from align_bench.text.figures.units import with_unit
from align_bench.text.figures.values import Figure
from align_bench.text.numbers import CHINESE_DIGITS, chinese_value, digits_value
from align_bench.text.scanning import matches_from

_ROUGHLY = "多余几来"
_ROUGH = re.compile(f"[{_ROUGHLY}]")
_GROUPING = re.compile(r"(?<=\d)[,，](?=\d{3})")
# 千米, 兆瓦: units of measure, whose first character is no number.
_MEASURE = "(?![瓦米克卡赫伏帕焦升字比])"
_MIXED = rf"(?:(?:{GROUPED})(?:\s*[{_ROUGHLY}])?\s*(?:[十百千万亿兆]{_MEASURE})+)+(?:\d+)?"
_CLASSIFIER = (
    "个|名|次|项|位|年|国|种|份|条|点|方|届|周年|月|天|日|小时|分钟|人|件|场|轮|章|节|段|套|批|处|座|所|家|类|级|倍|成|代|岁|册|卷|枚|艘|架"
    "|大|区|州|省|市|县|期|公里|米|吨|元|票|里|周|边|张|颗|支|笔|起|例|户|亩|度|台|辆|口|字|党|幕|层|步|股|秒|刻|世纪|公顷|公斤|平方|立方"
    "|美元|欧元|英镑|千|亿|万|余|多"
)
# 三至五万, 一、二、三级: the first number stands before the next.
_IS_COUNTED = re.compile(rf"\s*(?:{_CLASSIFIER}|[至到、][一二两三四五六七八九十])")
# 方案一, 目标一、二和三: what is numbered, with its number behind it; 方案一致 is none.
_DIGIT = "[一二三四五六七八九十]"
_NUMBERED = (
    "方案|选项|备选|案文|目标|附件|附录|情景|情形|假设|类别|类型|等级|阶段|任务|专题|主题|议题|问题|案例|例|模式|路径|原则"
    "|建议|成果|产出|支柱|单元|模块|部分|组|步骤|场景|方法|条件|指标|项目|赛道|(?<![代发列])表|(?<![企意试])图|专栏|插文"
)
_IS_BEHIND = re.compile(rf"(?:{_NUMBERED})(?:{_DIGIT}(?:以及|[、和至到与及或—–-]))*$")
_IS_INDEX = re.compile(r"(?![致样并体起些般直旦概律贯同定切向经统再面味共举应心])")
_LONGEST_NUMBERED = 14
_NUMBER = re.compile(
    rf"{_MIXED}|(?P<digits>(?:{GROUPED}))"
    rf"|(?P<han>[{HAN_DIGITS}]+(?:[{_ROUGHLY}][万亿兆]+|点[一二三四五六七八九零〇]+(?=[万亿倍个%成元米吨度公]))?)"
)
_BEGINNING = re.compile(rf"[\d{HAN_DIGITS}]")
_IDIOM = re.compile(
    "一一|万一|千万(?![人元美吨个名年家户次欧])|十分|万万|百分|三三两两|九一一|两国|两方|两者|两岸|双方|统一|十足|第一|一方"
    "|说一千|道一万|三番五|七零八落|十万八千里|不二|一度|一点|一步|一起|一类|一级|一带|十字|一次性|一期"
)
_SEVERAL = re.compile("[数几上成]")
# 三四百, 十五六, 七八: one of two neighbours.
_NEIGHBOURS = re.compile(
    r"(?P<ten>[二三四五六七八九]?十)?(?P<one>[一二两三四五六七八九])(?P<two>[二三四五六七八九])(?P<scale>[十百千万亿]*)"
)
# 百人, 上千名: a hundred, a thousand, as a way to say many.
_SET_PHRASE = re.compile(r"[百千][^\d名多余]万")
_BARE = re.compile(r"百万|千万|百亿|千亿|百|千|万|亿")
_MULTIPLE = re.compile(
    rf"(?P<value>{GROUPED}|[{HAN_DIGITS}]+(?:点{HAN_NUMERAL})?)(?P<rough>[{_ROUGHLY}])?\s*倍"
    rf"|翻(?:了|上|一?)?(?P<times>[一二两三四五])?番|(?P<twice>加倍|成倍)"
)
_GROWS = re.compile("增|涨|加|升|高|多|大|长|超|快|扩|强")
_ROUGHLY_SO_MUCH = "(?:将近|接近|近|约|大约|逾|超过|至少|不止|整整|高达)?"
# Tripled, and doubled.
_GROWS_BY = re.compile(rf"(?:增长|增加|增|上涨|涨|上升|提高|扩大)了?{_ROUGHLY_SO_MUCH}\s*$")
_GROWS_TO = re.compile(
    rf"(?:增长|增加|增|上涨|涨|上升|提高|扩大|升|长)[到至为成]了?(?:原来|过去|以前|原先)?的?{_ROUGHLY_SO_MUCH}\s*$"
)
_IS_GROWTH = re.compile("多?的?(?:增长|增幅|涨幅)")
_HOW_FAR_BY = 12
_HALF = re.compile(
    r"(?P<least>(?:近|约|不到|不足|接近)(?=[一半]))?(?P<share>[一过减]半(?![年个天小百])|半数|参半|半壁)|(?<![一两二三四五六七八九十百\d个年天月时上下前后多大夜])半(?P<unit>个?(?:世纪|月|小时|年(?!度)|天))"
)
_HALF_UNITS = {"世纪": "century", "月": "month", "小时": "hour", "年": "year", "天": "day"}
_QUARTER = re.compile("(?P<count>[一三])刻钟?")
_METRES = re.compile(
    r"(?<![\d.,一二三四五六七八九十百千万])(?P<whole>\d{1,3}|[一二两三四五六七八九])\s?米\s?"
    r"(?P<part>\d{1,2}(?![\d.,]|\s?[×xX*、至到和与或—–~-])|[〇零一二三四五六七八九]{1,2})"
    rf"(?!\s?(?:{_CLASSIFIER}|[厘毫公千十百成号]))"
)
# 年过半百: over fifty.
_HALF_HUNDRED = re.compile("半百")
# `H5N1`, `COVID-19`, `P5`: letters and digits of one name.
_NAME = re.compile(r"[A-Za-z][-‐‑]?$")
_HOW_FAR = 8


def numbers(text: str) -> Iterator[Figure]:
    """The plain numbers, with their units."""
    for match in matches_from(_BEGINNING, _NUMBER, text):
        if match["digits"]:
            if not _NAME.search(text, max(0, match.start() - 2), match.start()):
                yield with_unit(_digits(text, match), text, "zh")
        elif match["han"]:
            for figure in _numeral(text, match):
                yield with_unit(figure, text, "zh")
        else:
            plain = _GROUPING.sub("", match.group())
            value = chinese_value(_ROUGH.sub("", plain))
            if value is not None:
                rough = _ROUGH.search(plain) is not None or _is_rough(text, match.end())
                figure = Figure("number", (value,), *match.span(), in_digits=True, approximate=rough)
                yield with_unit(figure, text, "zh")


def _digits(text: str, match: re.Match[str]) -> Figure:
    value = digits_value(match.group())
    # `1 个` may be `a` in English, `0 票` may be `none`, and `3D` is a word.
    after = text[match.end() : match.end() + 1]
    is_name = after.isascii() and after.isalpha()
    in_digits = not is_name and (value > 1 or not _IS_COUNTED.match(text, match.end()))
    rough = _is_rough(text, match.end())
    return Figure("number", (value,), *match.span(), in_digits=in_digits, approximate=rough, loose=is_name)


def _is_rough(text: str, stop: int) -> bool:
    return _ROUGH.match(text, stop) is not None


def _numeral(text: str, match: re.Match[str]) -> Iterator[Figure]:
    written, start = match.group(), match.start()
    if len(written) > 1 and written[-1] == "两" and written[-2] not in "零〇":
        # 二十两: the last character is a weight; of 两年零两个月 it is a number.
        written = written[:-1]
    stop = start + len(written)
    around = text[max(0, start - 1) : stop + 1]
    # 十分 is `very`, and what is before 分 a share or a score; 十分钟 are minutes.
    if not text.startswith("分钟", stop) and (text.startswith("分", stop) or _is_idiom(around, start, written)):
        return
    before = text[start - 1] if start else ""
    if _BARE.fullmatch(written):
        is_phrase = _SET_PHRASE.search(text, max(0, start - 2), stop + 2)
        if before not in ("数", "几", "成") and not is_phrase and _IS_COUNTED.match(text, stop):
            yield from _bare(written, start, stop)
        return
    # 几十, 数百: some tens, some hundreds.
    if before and _SEVERAL.match(before):
        return
    neighbours = _NEIGHBOURS.fullmatch(written)
    if neighbours and CHINESE_DIGITS[neighbours["two"]] == CHINESE_DIGITS[neighbours["one"]] + 1:
        if neighbours["scale"] or neighbours["ten"] or _IS_COUNTED.match(text, stop):
            yield from _neighbours(neighbours, start)
        return
    if len(written) == 1 and (written in "〇零○百千万亿兆廿卅" or not _is_number(text, start, stop)):
        return
    plain = _ROUGH.sub("", written)
    value = value_of(plain)
    if value is not None:
        rough = plain != written or _is_rough(text, stop)
        yield Figure("number", (value,), start, stop, in_digits=False, approximate=rough)


def _is_idiom(around: str, start: int, written: str) -> bool:
    """Whether an idiom covers the numeral and maybe a character beside it; 万一 in 三万一千 does not."""
    if not _IDIOM.search(around):
        return False
    begin = min(start, 1)
    stop = begin + len(written)
    return any(found.start() <= begin and stop <= found.end() for found in _IDIOM.finditer(around))


def _is_number(text: str, start: int, stop: int) -> bool:
    """Whether a character alone counts what is behind it (三国), or numbers something (一号, 方案一)."""
    if _IS_COUNTED.match(text, stop) or (text.startswith("号", stop) and not text.startswith("号召", stop)):
        return True
    before = text[max(0, start - _LONGEST_NUMBERED) : start]
    return _IS_BEHIND.search(before) is not None and _IS_INDEX.match(text, stop) is not None


def _bare(written: str, start: int, stop: int) -> Iterator[Figure]:
    value = chinese_value("一" + written)
    if value is not None:
        yield Figure("number", (value,), start, stop, in_digits=False, approximate=True, loose=True)


def _neighbours(match: re.Match[str], start: int) -> Iterator[Figure]:
    """三四百: 300 and 400."""
    for name in ("one", "two"):
        value = value_of((match["ten"] or "") + match[name] + match["scale"])
        if value is not None:
            begin, end = (0, match.end("one")) if name == "one" else (match.start("two"), match.end())
            yield Figure("number", (value,), start + begin, start + end, in_digits=False, approximate=True)


def multiples(text: str) -> Iterator[Figure]:
    """三倍, 增长两倍 (three times as much), 翻一番 (doubled), 翻两番 (quadrupled)."""
    for match in _MULTIPLE.finditer(text):
        if match["value"] is None:
            times = value_of(match["times"] or "一") or Fraction(1)
            loose = bool(match["twice"])
            yield Figure("multiple", (Fraction(2) ** int(times),), *match.span(), in_digits=False, loose=loose)
            continue
        value = None if _BARE.fullmatch(match["value"]) else value_of(match["value"])
        if value is not None:
            digits = match["value"][0].isdigit()
            figure = Figure("multiple", (value,), *match.span(), digits, approximate=bool(match["rough"]))
            yield _grown(figure, value, text)


def _grown(figure: Figure, value: Fraction, text: str) -> Figure:
    """Of 增长两倍 the three times as much that it makes, of 增长到两倍 the two, of 高出两倍 or 两倍增长 either."""
    start = figure.start
    if _GROWS_BY.search(text, max(0, start - _HOW_FAR_BY), start):
        return figure._replace(value=(value + 1,), others=((value,),), exact=True)
    if _GROWS_TO.search(text, max(0, start - _HOW_FAR_BY), start):
        return figure._replace(exact=True)
    grows = _GROWS.search(text, max(0, start - _HOW_FAR), start) or _IS_GROWTH.match(text, figure.stop)
    return figure._replace(others=((value + 1,),)) if grows or value == 1 else figure


def metres(text: str) -> Iterator[Figure]:
    """1米75, 一米八: metres and parts of one."""
    for match in _METRES.finditer(text):
        written = match["part"]
        whole, part = value_of(match["whole"]), value_of(written if written.isdigit() else f"〇{written}")
        if whole is not None and part is not None:
            value = whole + part / 10 ** len(written)
            yield Figure("number", (value,), *match.span(), in_digits=written.isdigit(), unit="metre")


def halves(text: str) -> Iterator[Figure]:
    """一半, 半年, 一刻钟; 一年半 is found with its number."""
    if "半" in text:
        for match in _HALF.finditer(text):
            # 近半数 is no `most`; 一半 may be anything.
            half = Figure("fraction", (Fraction(1, 2),), *match.span(), in_digits=False, loose=not match["least"])
            if match["unit"]:
                unit = _HALF_UNITS[match["unit"].lstrip("个")]
                half = half._replace(kind="number", unit=unit)
            yield half
        for match in _HALF_HUNDRED.finditer(text):
            yield Figure("number", (Fraction(50),), *match.span(), in_digits=False, loose=True)
    if "刻" in text:
        for match in _QUARTER.finditer(text):
            count = 15 if match["count"] == "一" else 45
            yield Figure("number", (Fraction(count),), *match.span(), in_digits=False, loose=True, unit="minute")
