"""Whether a Chinese term is that term at a place, or part of a longer word or name that no termbase may list.

Owns questions about the characters around a term; the words are those of the dictionary.
"""

from __future__ import annotations

import re

from align_bench.checks.views import UnitView
from align_bench.terms.hits import TermHit
from align_bench.terms.wording import is_name
from align_bench.text.scripts import HAN

# Two characters of which neither can end a phrase before a noun.
_COMPOUND = re.compile(rf"[{HAN}]{{2}}(?<![的了和与及在对为是由将向从以该本各这那等个名次项届些所有其此])")
# What bodies and groups are called: their names are made with these, and differ in English.
_BODY_ENDS = "会组团处署局院部所厅室司队庭社约"
_NO_BODIES = ("社会", "机会")
_SHORT_NOUN = 4
_SHORT_NAME = 3
_BODY = re.compile(
    "Assembly|Agency|Agreement|Board|Bureau|Centre|Charter|Commission|Committee|Conference|Congress|Convention|Council"
    "|Court|Covenant|Declaration|Forum|Fund|Meeting|Ministry|Mission|Office|Organization|Panel|Parliament|Party"
    "|Programme|Protocol|Regulations|Rules|Secretariat|Statute|Treaty|Tribunal|Union"
)
_LONG_NAME = re.compile(r"[A-Z][\w’]+(?:[ -](?:(?:of|for|on|and|the|in) ){0,2}[A-Z][\w’]+)+")
_SENTENCE_START = re.compile(r"(?:^|[.:;!?]\s+|\n)(?:\S{1,5}[.)]\s+)?$")
# Characters that make longer words of a term: 无核武器, 核试验场.
_PREFIXES = frozenset("无非反防超准副")
_SUFFIXES = frozenset("区国场厅署院部团组局站法权性化者员学堂")


def is_in_word(view: UnitView, hit: TermHit) -> bool:
    """核试验 in 核试验场, 核武器 in 无核武器区: beside a character that makes longer words and stands alone here."""
    from align_bench.align.dictionary import dictionary

    text = view.simplified
    before, after = text[max(0, hit.start - 2) : hit.start], text[hit.stop : hit.stop + 2]
    words = dictionary()
    prefixed = before[-1:] in _PREFIXES and (len(before) < 2 or before not in words)
    suffixed = after[:1] in _SUFFIXES and (len(after) < 2 or after not in words)
    return prefixed or suffixed or after == "国家"


def straddles_words(view: UnitView, hit: TermHit) -> bool:
    """大会 in 扩大会议: a term of two characters of which each belongs to the word beside it."""
    around = view.simplified[max(0, hit.start - 1) : hit.stop + 1]
    if len(hit.text) != 2 or len(around) != 4:
        return False
    from align_bench.align.dictionary import dictionary

    words = dictionary()
    return around[:2] in words and around[2:] in words


def ends_compound(view: UnitView, hit: TermHit) -> bool:
    """Whether a short noun stands behind others: 委员会 in 国家人权委员会."""
    before = view.simplified[max(0, hit.start - 2) : hit.start]
    if hit.text.endswith(_NO_BODIES):
        return False
    return len(hit.text) <= _SHORT_NOUN and hit.text[-1] in _BODY_ENDS and _COMPOUND.fullmatch(before) is not None


def long_names(view: UnitView) -> list[tuple[int, int]]:
    """The English names of several words that are no terms."""
    known = [(other.start, other.stop) for other in view.target_hits if len(other.text.split()) > 1]
    return [
        match.span()
        for match in _LONG_NAME.finditer(view.target.text)
        if not any(start < match.end() and match.start() < stop for start, stop in known)
        and not _is_begun(view.target.text, *match.span())
    ]


def _is_begun(text: str, start: int, stop: int) -> bool:
    """Whether a capital is that of a sentence, before one other name: `Request IAEA to`."""
    return len(text[start:stop].split()) == 2 and _SENTENCE_START.search(text, 0, start) is not None


def may_be_in_name(view: UnitView, hit: TermHit) -> bool:
    """A short noun that heads a Chinese compound (综合监管评审工作组), beside an English name that is no term.

    Where the term is a name itself (大会 for one assembly), the English name has to be one of a body or a text as well.
    """
    if not ends_compound(view, hit):
        return False
    named = any(is_name(form) for form in hit.concept.allowed)
    if named and len(hit.text) > _SHORT_NAME:
        return False
    return any(not named or _BODY.search(view.target.text[start:stop]) for start, stop in long_names(view))
