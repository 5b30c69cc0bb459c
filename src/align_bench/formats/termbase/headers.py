"""The headers of a termbase in a table, as we write them and as people do.

Owns which column a header means: by its whole wording, or by the words that it is made of (`Chinese (simplified)`,
`英文首选术语`, `Term (en-GB)`). A header with a word that is not known here means no column.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

Headers = Mapping[str, tuple[str, ...]]

CONCEPT_HEADERS: Headers = {
    "id": ("concept id", "编号"),
    "zh": (),
    "zh_admitted": (),
    "zh_forbidden": (),
    "en_preferred": (),
    "en_admitted": (),
    "en_forbidden": (),
    "en_superseded": (),
    "part_of_speech": ("pos", "词性"),
    "match": ("matching", "匹配"),
    "note": ("notes", "comment", "comments", "remark", "remarks", "备注", "说明", "注释", "注"),
    "domain": ("subject", "subject field", "field", "领域", "学科", "专业", "专业领域"),
    "do_not_translate": ("dnt", "不译", "不翻译"),
    "status": ("administrative status", "term status", "状态"),
}
"""The columns of a table with a row for each concept. Those of terms are known by their words."""

TERM_HEADERS: Headers = {
    "concept": ("concept id", "概念"),
    "language": ("lang", "语言", "语种"),
    "term": ("术语",),
    "status": CONCEPT_HEADERS["status"],
    "part_of_speech": CONCEPT_HEADERS["part_of_speech"],
    "match": CONCEPT_HEADERS["match"],
    "note": (*CONCEPT_HEADERS["note"], "term note"),
    "domain": CONCEPT_HEADERS["domain"],
    "concept_note": ("概念备注",),
    "do_not_translate": CONCEPT_HEADERS["do_not_translate"],
}
"""The columns of a table with a row for each term."""

# What the words of a header say. A language said by `source` or `preferred` gives way to one that is named.
_WORDS = {
    "zh": "zh zho chi cmn cn chinese 中文 汉语 中 汉",
    "en": "en eng english 英文 英语 英",
    "source": "source 原文 源语 术语 term terms",
    "target": "target translation 译文 目标语 译名 译法 翻译",
    "preferred": "preferred recommended approved 首选 推荐 规范",
    "admitted": "admitted allowed also permitted alternative alternatives variant variants synonym synonyms"
    " 可用 许用 同义词 别名 又称 traditional hant tw hk 繁体 繁體 正體",
    "forbidden": "forbidden deprecated prohibited banned not don never avoid"
    " 禁用 弃用 拒用 不用 勿用 不要用 不得使用 禁止使用",
    "superseded": "superseded obsolete 被取代 旧称",
    "": "simplified hans 简体 us gb uk ca au form forms name names word words do t to be use used language"
    " 词条 词语 名称 词 的",
}
_ROLE_OF = {word: role for role, words in _WORDS.items() for word in words.split()}
_LONGEST = max(map(len, _ROLE_OF))
_STATUSES = ("preferred", "admitted", "forbidden", "superseded")
_SUPPOSED = {"source": "zh", "target": "en"}
_RUN = re.compile(r"[a-z]+|[\u3400-\u9fff]+|[0-9]+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header means."""

    column: str
    is_supposed: bool = False
    """It names no language: another column that does goes before it."""


def normal_header(text: str) -> str:
    """`EN_preferred ` and `en preferred` are one header."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("_", " ").split()).casefold()


def concept_columns(header: Sequence[str]) -> dict[str, list[int]]:
    """The places of each column in a table with a row for each concept; more than one where it is there twice."""
    return _places([_concept_meaning(normal_header(cell)) for cell in header])


def term_columns(header: Sequence[str]) -> dict[str, list[int]]:
    """The same for a table with a row for each term."""
    names = _names(tuple(TERM_HEADERS.items()))
    found = (names.get(normal_header(cell)) for cell in header)
    return _places([None if column is None else Meaning(column) for column in found])


def _places(meanings: Sequence[Meaning | None]) -> dict[str, list[int]]:
    named = {meaning.column for meaning in meanings if meaning and not meaning.is_supposed}
    places: dict[str, list[int]] = {}
    for index, meaning in enumerate(meanings):
        if meaning and not (meaning.is_supposed and meaning.column in named):
            places.setdefault(meaning.column, []).append(index)
    return places


@cache
def _names(headers: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    return {normal_header(name): column for column, names in headers for name in (column, *names)}


def _concept_meaning(header: str) -> Meaning | None:
    column = _names(tuple(CONCEPT_HEADERS.items())).get(header)
    return Meaning(column) if column else _by_words(header)


def _by_words(header: str) -> Meaning | None:
    """The column of terms that a header's words tell; None where one of them is not known."""
    words = [part for run in _RUN.findall(header) for part in _split(run)]
    roles = [_ROLE_OF.get(word) for word in words]
    if not roles or None in roles:
        return None
    named = {role for role in roles if role in ("zh", "en")}
    supposed = {_SUPPOSED[role] for role in roles if role in _SUPPOSED}
    statuses = {role for role in roles if role in _STATUSES}
    if len(named) > 1 or len(statuses) > 1:
        return None
    status = next(iter(statuses), None)
    if not named:
        # `preferred` alone is said of the English; so is `translation of the term`.
        supposed = {"en"} if "en" in supposed or (status and not supposed) else supposed
    language = next(iter(named or supposed), None)
    if language is None:
        return None
    column = _column(str(language), str(status) if status else "preferred")
    return Meaning(column, is_supposed=not named) if column in CONCEPT_HEADERS else None


def _column(language: str, status: str) -> str:
    if language == "zh":
        return {"preferred": "zh", "superseded": "zh_forbidden"}.get(status, f"zh_{status}")
    return f"en_{status}"


def _split(run: str) -> list[str]:
    """A run of Chinese characters as known words, the longest first; the rest, and any other run, as it is."""
    words = []
    while run and not run.isascii():
        length = next((n for n in range(min(_LONGEST, len(run)), 0, -1) if run[:n] in _ROLE_OF), len(run))
        words.append(run[:length])
        run = run[length:]
    return [*words, run] if run else words
