"""Kinds: whether a paragraph is a title, heading, date, note, numbered or plain.

Owns the signs by which each kind is known; joins no lines.  Kinds are named as `model.document.Kind` spells them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from align_bench.text.labels import label_places
from align_bench.text.lines import ends_in_comma, ends_sentence
from align_bench.text.scripts import HAN, Language, line_width

_LONGEST_TITLE: dict[Language, int] = {"zh": 600, "en": 1000}
_LONGEST_HEADING: dict[Language, int] = {"zh": 200, "en": 400}
"""Cells. A title may tell what a note verbale transmits; a heading later is a line or four."""

_LONGEST_ARTICLE: dict[Language, int] = {"zh": 50, "en": 80}

_YEAR = r"(?:\d{4}|[〇○零一二三四五六七八九]{4})\s?年"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DAY = rf"{_NUMBER}\s?月(?:\s?{_NUMBER}\s?日)?"
_PLACE = rf"[{HAN}·]{{1,12}}"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
_ENGLISH_PLACE = r"[A-Z][\w.’'\-]*(?:[ ,]+[A-Z][\w.’'\-]*){0,4}"
_DAYS = r"\d{1,2}(?:\s?(?:[-–]|to|and)\s?\d{1,2})?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"

_DATES: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(
        rf"[（(]?(?:{_PLACE}[，,]?\s*)?{_YEAR}\s?{_DAY}(?:\s?(?:至|到|[-–—~～])\s?(?:{_YEAR}\s?)?(?:{_NUMBER}\s?月\s?)?"
        rf"{_NUMBER}\s?日)?(?:\s?[，,]?\s?(?:星期[一二三四五六日]|{_PLACE}))?[）)]?"
    ),
    "en": re.compile(
        rf"[(]?(?:{_ENGLISH_PLACE},? )?{_WEEKDAY}"
        rf"(?:{_DAYS} (?:{_MONTH} )?(?:(?:to|[-–]|and) ?{_DAYS} )?{_MONTH},? \d{{4}}|"
        rf"{_MONTH} {_DAYS}, \d{{4}}|{_MONTH} \d{{4}})(?:,? {_ENGLISH_PLACE})?[)]?"
    ),
}
_STANDING = {
    "zh": re.compile(r"(?:附件|附录|附表|附文)\s?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2}|[A-Z]|[IVX]{1,4})?"),
    "en": re.compile(r"(?:Annex|Appendix|Enclosure|Attachment|ANNEX|APPENDIX)(?: (?:[0-9]{1,2}|[A-Z]|[IVX]{1,4}))?"),
}
_NOTES = re.compile(
    r"[\[［【(（]?\s?(?:Translator[’']s note|Translator note|Note by the translator|译者?注|编者?注|注)\s?[:：]"
    r"|注\s?\d{1,2}\s?[:：]|\d{1,2}/\s+[^\d\s/]|\[\d{1,2}\]\s|\*{1,3}\s|[¹²³⁴⁵⁶⁷⁸⁹][¹²³⁴⁵⁶⁷⁸⁹⁰]?\s?\S"
)
_ARTICLE = {
    "zh": re.compile(r"第\s?(?:\d{1,3}|[〇零一二三四五六七八九十百]{1,5})\s?[条章节编篇]"),
    "en": re.compile(r"(?:article|section|chapter|part|rule) (?:\d{1,3}|[ivxlc]{1,6})", re.IGNORECASE),
}
_CLOSING_FORMULA = re.compile(r"(?:顺致|谨致|此致|顺颂|致以).{0,20}|.{0,20}(?:敬意|敬礼|敬上|谨启)")
# Markers of chapters; under `1.` and `(a)` there are items rather than headings.
_CHAPTER = re.compile(
    r"第.+[章节编篇]|[〇零一二三四五六七八九十百]+[、.．]|[A-Z][.．、]|[IVXLCⅠ-Ⅻ]+[.．、]|"
    r"(?:Section|Chapter|Part|SECTION|CHAPTER|PART) .+"
)


def is_date(text: str, language: Language) -> bool:
    """Whether the text is a date and at most a place: `阿斯塔纳 2018 年 8 月 29 日`."""
    return len(text) <= 60 and _DATES[language].fullmatch(text) is not None


def is_standing_heading(text: str, language: Language) -> bool:
    """Whether the words alone make it a heading: 附件, Annex II."""
    return len(text) <= 20 and _STANDING[language].fullmatch(text) is not None


def begins_note(text: str) -> bool:
    """Whether the line begins a footnote or a note of translator or editor."""
    return _NOTES.match(text) is not None


def is_article(text: str, language: Language) -> bool:
    """Whether the line is the number of an article or chapter and nothing else: 第三条, Article 3."""
    return _ARTICLE[language].fullmatch(text) is not None


def classify(paragraphs: Sequence[tuple[str, str | None, str]], language: Language) -> list[str]:
    """The kind of each paragraph, given as marker, label and text, noise left out."""
    headings = _labelled_headings(paragraphs, language)
    kinds: list[str] = []
    in_masthead = True
    for index, (_, label, text) in enumerate(paragraphs):
        if label is not None:
            kind = "heading" if index in headings else "numbered"
        elif begins_note(text):
            kind = "note"
        elif is_date(text, language):
            kind = "date"
        elif is_standing_heading(text, language) or is_article(text, language):
            kind = "heading"
        elif _is_headline(text, language, (_LONGEST_TITLE if in_masthead else _LONGEST_HEADING)[language]):
            kind = "title" if in_masthead else "heading"
        else:
            kind = "paragraph"
        if kind not in {"title", "date", "note"}:
            in_masthead = False
        kinds.append(kind)
    return kinds


def _is_headline(text: str, language: Language, longest: int) -> bool:
    """Whether a text without label is no sentence and short: a title or heading, not a closing formula."""
    if ends_sentence(text) or ends_in_comma(text) or _CLOSING_FORMULA.fullmatch(text):
        return False
    return line_width(text, language) <= longest and "://" not in text and "@" not in text


def _labelled_headings(paragraphs: Sequence[tuple[str, str | None, str]], language: Language) -> set[int]:
    """Labelled paragraphs that are headings: chapters (一. A. 第三章), and series with other text between the items."""
    headings: set[int] = set()
    series: dict[str, list[int]] = {}
    for index, (marker, label, text) in enumerate(paragraphs):
        if label is None:
            continue
        if _CHAPTER.fullmatch(marker) and _is_headline(text, language, _LONGEST_HEADING[language]):
            headings.add(index)
        # An article may have its heading behind its number (`第三条 定义`), and then its text below it.
        above_text = index + 1 < len(paragraphs) and not is_article(paragraphs[index + 1][0], language)
        if is_article(marker, language) and above_text and _is_headline(text, language, _LONGEST_ARTICLE[language]):
            headings.add(index)
        # Letters and Roman numerals are read in two ways, and stand before items rather than headings.
        for name, _ in label_places(marker):
            if name[0] in "1一":
                series.setdefault(name, []).append(index)
    for indices in series.values():
        if _are_headings(indices, paragraphs, language):
            headings |= set(indices)
    return headings


def _are_headings(
    indices: Sequence[int], paragraphs: Sequence[tuple[str, str | None, str]], language: Language
) -> bool:
    """Whether no item of a series is a sentence, and (nearly) each has other text before the next one."""
    if not all(_is_headline(paragraphs[i][2], language, _LONGEST_HEADING[language]) for i in indices):
        return False
    members = set(indices)
    followed = [i for i in indices if i + 1 < len(paragraphs) and i + 1 not in members]
    return len(followed) >= 0.6 * len(indices)
