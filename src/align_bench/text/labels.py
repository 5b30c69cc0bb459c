"""Labels: the number, letter or bullet that stands in front of a paragraph.

Owns how a marker looks and which place in its series it has; whether a line really begins a paragraph is
`text.unwrap`.  A marker is taken off only where text follows it.
"""

from __future__ import annotations

import re
import unicodedata

from align_bench.text.scripts import HAN, Language

_DIGITS = "[0-9０-９]"
_NUMERALS = "〇零一二三四五六七八九十百"
_DOT = "[.．]"
# What may follow `1.` without a space: a Chinese character, a capital, an opening bracket or quote. A digit may
# not (`1.5`), nor a small letter (`3.com`).
_TEXT_FOLLOWS = r"(?=\s|[^\x00-\x7f０-９]|[A-Z(\[\"'])"

# Each case: the marker in one group, the label (what stays without punctuation) read off it.
_COMMON = (
    # 1. `1.` `１．` `12、`, not a decimal (`1.5`) nor an enumeration of numbers (`1、2 号机组`).
    rf"{_DIGITS}{{1,3}}(?:{_DOT}|、){_TEXT_FOLLOWS}",
    # 2. `1.1.` `1.2.3` `2.1 Scope`; without the last dot two levels could be a decimal: `3.5 亿`, `1.1 million`.
    rf"{_DIGITS}{{1,2}}(?:{_DOT}{_DIGITS}{{1,2}}){{1,3}}{_DOT}{_TEXT_FOLLOWS}",
    rf"{_DIGITS}{{1,2}}(?:{_DOT}{_DIGITS}{{1,2}}){{2,3}}(?=\s)",
    rf"{_DIGITS}{{1,2}}{_DOT}{_DIGITS}{{1,2}}(?=\s+[A-Z])",
    rf"{_DIGITS}{{1,2}}{_DOT}{_DIGITS}{{1,2}}(?=\s+[{HAN}])(?!\s+[万亿千百十个倍成年月日元美吨米公升度分岁人枚次项国种位届])",
    # 3. `(1)` `（１）` `（１．）` `(a)` `(iv)` `（一）`, an enumeration comma behind them included.
    rf"[(（]\s?(?:{_DIGITS}{{1,3}}|[{_NUMERALS}]{{1,4}}|[a-zA-Z]{{1,2}}|[ivxlc]{{1,6}}|[IVXLC]{{1,6}}){_DOT}?\s?[)）](?:、|{_DOT}(?=\s))?",
    # 4. `1)` `a)` `２）`.
    rf"(?:{_DIGITS}{{1,3}}|[a-zA-Z])[)）](?=\s|[^\x00-\x7f]|[A-Z])",
    # 5. `A.` `IV.` `a.` `iv.`, with a space or a Chinese character behind, or `A、`.
    rf"(?:[IVXLC]{{1,6}}|[A-Z]|[ivxlc]{{2,6}}|[a-z])(?:{_DOT}(?=\s|[{HAN}《“])|、)",
    # 6. Numbers that are one character: ① ⑴ ⒈ ㈠ Ⅳ、
    r"[①-⑳⑴-⒇⒈-⒛㈠-㈩㊀-㊉][、.．]?",
    rf"[Ⅰ-Ⅻ](?:、|{_DOT})",
)
_WORDS = "Article|Section|Chapter|Part|Rule|ARTICLE|SECTION|CHAPTER|PART|RULE"
_CHINESE = (
    # 7. `一、` `十二. `; not two numbers in a row (`一、二审法院`, `三、四线城市`): see _is_enumeration.
    rf"[{_NUMERALS}]{{1,4}}(?:、|{_DOT})",
    # 8. `第三条` `第一章` with white space behind them; `第三条规定……` is a sentence.
    rf"第\s?(?:{_DIGITS}{{1,3}}|[{_NUMERALS}]{{1,5}})\s?[条章节款编篇](?=\s)",
)
_ENGLISH = (
    # 9. `Article 5.` `Section II:` `Article 5 Scope`; `Article 5 of the Treaty` is a sentence.
    rf"(?:{_WORDS})\s(?:[0-9]{{1,3}}|[IVXLC]{{1,6}})(?:[.:](?=\s)|(?=\s+[A-Z]))",
)
# 10. Bullets are markers without a label. A hyphen or en dash needs white space behind it.
_BULLET = r"[•●▪■◦‣∙]|[-–](?=\s)"

_MARKERS: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(rf"\s*(?:(?P<label>{'|'.join(_CHINESE + _COMMON)})|(?P<bullet>{_BULLET}))\s*"),
    "en": re.compile(rf"\s*(?:(?P<label>{'|'.join(_ENGLISH + _COMMON)})|(?P<bullet>{_BULLET}))\s*"),
}

_ROMAN = re.compile(r"(?=[ivxlc])(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_HAN_VALUES = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0}
_ENGLISH_WORD = re.compile(_WORDS)
_ORDINAL = re.compile(rf"[0-9]+(?:\.[0-9]+)*|[{_NUMERALS}]+|[A-Za-z]+")


def split_marker(line: str, language: Language) -> tuple[str, str | None, str]:
    """The marker as printed, its label (None for a bullet or where there is none), and the text behind it.

    With white space removed, marker and text are the line.
    """
    match = _MARKERS[language].match(line)
    if match is None:
        return "", None, line.strip()
    rest = line[match.end() :].strip()
    marker = line[: match.end()].strip()
    if not rest or (language == "zh" and _is_enumeration(marker, rest)):
        return "", None, line.strip()
    if match["bullet"] is not None:
        return marker, None, rest
    return marker, _label(marker), rest


def _label(marker: str) -> str:
    """The label in plain characters: `（１）` is `(1)`, `12．` is `12`, `一、` is `一`; brackets belong to it."""
    plain = "".join(unicodedata.normalize("NFKC", marker).split()) if not marker.isascii() else marker
    plain = plain.rstrip(".、:")
    return plain.replace(".)", ")") if plain.startswith("(") else plain


def _is_enumeration(marker: str, rest: str) -> bool:
    """Whether `一、` is the beginning of `一、二审`: the next numeral stands alone and is the next number."""
    number = _HAN_VALUES.get(marker[0]) if len(marker) == 2 and marker[1] == "、" else None
    following = _HAN_VALUES.get(rest[0])
    return number is not None and following == number + 1 and not (len(rest) > 1 and rest[1] in _NUMERALS + "、")


def label_places(marker: str) -> tuple[tuple[str, int], ...]:
    """Every series that a marker can belong to, with its place in it: `(i)` is the ninth letter or the first Roman.

    A series is named by its numerals and its look (`1#.`, `a(#)`), so that `1.` and `(1)` do not continue each other.
    """
    plain = "".join(unicodedata.normalize("NFKC", marker).split())
    word = _ENGLISH_WORD.match(plain)
    match = _ORDINAL.search(plain, word.end() if word else 0)
    if match is None:
        return ()
    ordinal = match[0]
    look = f"{plain[: match.start()]}#{plain[match.end() :]}"
    if ordinal[0].isdigit():
        parts = ordinal.split(".")
        return ((":".join(["1" + look, *parts[:-1]]), int(parts[-1])),)
    if ordinal[0] in _NUMERALS:
        return (("一" + look, _han_number(ordinal)),)
    return tuple(_letter_places(look, ordinal))


def _letter_places(look: str, ordinal: str) -> list[tuple[str, int]]:
    case = "A" if ordinal.isupper() else "a"
    lower = ordinal.lower()
    places = []
    if len(lower) == 1:
        places.append((case + look, ord(lower) - ord("a") + 1))
    elif len(set(lower)) == 1:
        places.append((case + look, 26 + ord(lower[0]) - ord("a") + 1))
    if _ROMAN.fullmatch(lower):
        places.append((("I" if case == "A" else "i") + look, _roman_number(lower)))
    return places


def _roman_number(roman: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in roman]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _han_number(numeral: str) -> int:
    """`十二` is 12, `二十` is 20, `一百零三` is 103, `一〇` is 10."""
    if "十" not in numeral and "百" not in numeral:
        return int("".join(str(_HAN_VALUES[character]) for character in numeral))
    total = digit = 0
    for character in numeral:
        if character in "百十":
            total += (digit or 1) * (100 if character == "百" else 10)
            digit = 0
        else:
            digit = _HAN_VALUES[character]
    return total + digit
