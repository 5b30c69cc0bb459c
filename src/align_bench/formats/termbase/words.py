"""The words of termbases: statuses, parts of speech and options, in every usual spelling.

Owns what a word means; where it stands is the readers' matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from align_bench.formats.xml_text import legal_text
from align_bench.model.document import Language
from align_bench.model.termbase import PartOfSpeech, TermStatus

EXACT = "exact"
CASE_SENSITIVE = "case-sensitive"

_STATUSES = {
    TermStatus.PREFERRED: "preferred approved recommended standardized standardised legal regulated 首选 规范 推荐",
    TermStatus.ADMITTED: "admitted allowed permitted alternative synonym proposed 许用 可用",
    TermStatus.DEPRECATED: "deprecated forbidden prohibited notrecommended rejected banned 禁用 弃用 拒用",
    TermStatus.SUPERSEDED: "superseded obsolete outdated archaic 被取代 已取代 废止 过时",
}
_STATUS_OF = {word: status for status, words in _STATUSES.items() for word in words.split()}
# preferredTerm-admn-sts, preferredTermAdmnSts, preferredTerm, preferred term: one word to us.
_STATUS_ENDING = re.compile("(?:term)?(?:admnsts|adminsts|normauth|admsts)?$")

_PARTS_OF_SPEECH = {
    PartOfSpeech.NOUN: "noun n propernoun propn commonnoun nounphrase 名词 专有名词",
    PartOfSpeech.VERB: "verb v verbphrase 动词",
    PartOfSpeech.ADJECTIVE: "adjective adj 形容词",
    PartOfSpeech.ADVERB: "adverb adv 副词",
    PartOfSpeech.OTHER: "other 其他 其它",
}
_PART_OF_SPEECH_OF = {word: part for part, words in _PARTS_OF_SPEECH.items() for word in words.split()}

_LANGUAGES: Mapping[str, Language] = {
    **dict.fromkeys(("zh", "cmn", "zho", "chi", "chinese", "中文", "汉语"), "zh"),
    **dict.fromkeys(("en", "eng", "english", "英文", "英语"), "en"),
}
# Soft hyphen, zero-width characters, marks of direction, byte order mark.
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
# Control characters, halves of pairs, and what is no character at all.
_IMPOSSIBLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_YES = frozenset({"yes", "y", "true", "1", "x", "是"})
_NO = frozenset({"", "no", "n", "false", "0", "否"})


def parse_status(text: str) -> TermStatus | None:
    """The administrative status in any spelling; None where it is none that is known."""
    return _STATUS_OF.get(_STATUS_ENDING.sub("", _letters(text), count=1))


def parse_part_of_speech(text: str) -> PartOfSpeech | None:
    return _PART_OF_SPEECH_OF.get(_letters(text))


def parse_language(code: str) -> Language | None:
    """Chinese or English by a language code (`zh-Hant`, `EN_us`, `eng`) or name; None for any other language."""
    return _LANGUAGES.get(re.split("[-_]", code.strip().casefold(), maxsplit=1)[0])


def parse_options(text: str) -> tuple[bool, bool] | None:
    """`exact, case-sensitive` as (is exact, is case-sensitive); None where something else stands there."""
    words = {_letters(word) for word in re.split(r"[,;|]", text)} - {"", "inflected"}
    if words - {"exact", "exactly", "casesensitive"}:
        return None
    return bool(words & {"exact", "exactly"}), "casesensitive" in words


def parse_yes(text: str) -> bool | None:
    word = text.strip().casefold()
    return True if word in _YES else False if word in _NO else None


def show_options(*, is_exact: bool, is_case_sensitive: bool) -> str:
    """What `parse_options` reads; empty for a term that may be inflected and has any capitals."""
    return ", ".join([EXACT] * is_exact + [CASE_SENSITIVE] * is_case_sensitive)


def clean_term(text: str) -> str:
    """White space as single spaces, characters that nobody sees left out."""
    if is_clean(text):
        return text.strip()
    return " ".join(_UNSEEN.sub("", text).split())


def is_clean(text: str) -> bool:
    """Whether there is nothing to clean but white space at its ends; then there is nothing in its parts either."""
    return text.isprintable() and "  " not in text


def clean_note(text: str) -> str:
    """Lines without white space at their ends, nothing that XML cannot hold."""
    lines = legal_text(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join(line.strip() for line in lines).strip()


def impossible_character(term: str) -> str:
    """The first control character, or other that XML cannot hold, as it is named to people; empty without any."""
    found = None if term.isprintable() else _IMPOSSIBLE.search(term)
    return f"U+{ord(found[0]):04X}" if found else ""


def _letters(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", text).casefold() if character.isalnum())
