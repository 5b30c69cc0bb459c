"""Terms without a rendering: where none stands in the unit, and where there are fewer than the Chinese has.

Terms that share an English form (全称 and 简称) are counted together. What English may put instead (the Treaty, it,
such weapons, a shared head) is counted too: an omission is reported when there is less of that than of omissions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from align_bench.checks.context import CheckContext
from align_bench.checks.registry import Report, check
from align_bench.checks.sentences import pieces
from align_bench.checks.terminology import expected_form, forbidden_hits, near_forms, wrong_terms
from align_bench.checks.views import UnitView
from align_bench.model.finding import Severity
from align_bench.model.termbase import Concept
from align_bench.terms.english import Token, is_abbreviation, loose_key
from align_bench.terms.evidence import (
    chinese_pronouns,
    is_coordinated,
    is_derived,
    is_state_of,
    pronouns,
    references,
    stands_apart,
)
from align_bench.terms.matcher import TermHit
from align_bench.terms.renderings import Piece, Renderings, count_renderings, is_short_form, refers_back
from align_bench.terms.wording import is_name
from align_bench.text.scripts import HAN

# Two characters of which neither can end a phrase before a noun.
_COMPOUND = re.compile(rf"[{HAN}]{{2}}(?<![的了和与及在对为是由将向从以该本各这那等个名次项届些所有其此])")
_SHORT_NOUN = 4
_SHORT_NAME = 3
_BODY = re.compile(
    "Assembly|Agency|Agreement|Board|Commission|Committee|Conference|Congress|Convention|Council|Court|Declaration"
    "|Meeting|Office|Organization|Parliament|Party|Protocol|Secretariat|Treaty|Union"
)
_COMMON_NOUN = 2
_CLOSE = 8
_LONG_NAME = re.compile(r"[A-Z][\w’]+(?:[ -](?:(?:of|for|on|and|the|in) ){0,2}[A-Z][\w’]+)+")
# Between a name and its short form stands a bracket, perhaps with 下称 or a title mark.
_BRACKET = 4
# Characters that make longer words of a term: 无核武器, 核试验场.
_PREFIXES = "无非反防超准副"
_SUFFIXES = "区国场厅署院部团组局站法权性化者员学"
# 提倡裁军教育，特别是对青年进行裁军教育: what is repeated behind these, English leaves out.
_RESUMED = re.compile(r"特别是|尤其是?|包括|例如|比如|即")


@dataclass(frozen=True, slots=True)
class _Group:
    """Concepts of one unit that share an English form, with what they lack."""

    concepts: tuple[Concept, ...]
    unmatched: tuple[TermHit, ...]
    rendered: tuple[TermHit, ...]
    """The renderings that the unit has for them."""


@check("missing-term", family="terminology")
def missing_term(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A Chinese term has no allowed rendering in the unit, or fewer than it has occurrences, and nothing stands for it.

    References (the Treaty, such weapons, it), coordination (the Central Asian and South Pacific zones), words of the
    term standing apart and words derived from it count as renderings.

    Also a bracketed short form whose abbreviation the English uses later without having introduced it. A hint where the
    term may be part of a longer name, and for repetitions that English likes to leave out.

    Example: 联系人, no "focal point".
    """
    yield from _not_introduced(view, context)
    renderings = _localised(view, context)
    if renderings is None:
        return
    explained = {hit.concept.id for hit, _, _ in near_forms(view, context)}
    explained |= {hit.concept.id for hit, _ in wrong_terms(view, context)}
    explained |= {hit.concept.id for hit in forbidden_hits(view, context)}
    for group in _groups(view, renderings):
        if any(concept.id in explained for concept in group.concepts):
            continue
        yield from _missing(view, context, group, renderings)


def _missing(view: UnitView, context: CheckContext, group: _Group, renderings: Renderings) -> Iterator[Report]:
    for piece in pieces(view):
        hits = [hit for hit in group.unmatched if piece.source[0] <= hit.start < piece.source[1]]
        left = [hit for hit in hits if not _is_excused(view, hit, group, renderings)]
        # A name that is introduced, 全称(简称), is never put as a pronoun.
        introduced = [hit for hit in left if _is_introduced(view, hit)]
        if not left or (not introduced and len(left) <= _substitutes(view, context, group, renderings, piece)):
            continue
        hit = (introduced or left)[0]
        in_name = _may_be_in_name(view, hit)
        doubtful = in_name or (bool(group.rendered) and not introduced and _is_common(view, hit))
        yield Report(
            view,
            _message(hit, group, in_name=in_name),
            source=(hit.start, hit.stop),
            zh_term=hit.concept.source_terms[0],
            expected=expected_form(hit.concept),
            severity=Severity.HINT if doubtful else None,
        )
        if not group.rendered:
            return


def _is_introduced(view: UnitView, hit: TermHit) -> bool:
    """Whether its short form follows in brackets."""
    return any(
        other.start - hit.stop <= _BRACKET and other.start > hit.stop and is_short_form(view.source.text, other, [hit])
        for other in view.source_hits
    )


def _not_introduced(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """Short forms in brackets whose English abbreviation stands nowhere up to here, but is used later."""
    if not view.is_pair or not (optional := context.renderings(view).optional):
        return
    places = [other.index for other in context.views if other.document == view.document]
    for hit in optional:
        for form in (form for form in hit.concept.allowed if is_abbreviation(form)):
            used = re.compile(rf"(?<![\w(]){re.escape(form)}s?\b|\((?P<introduced>{re.escape(form)}s?)\)")
            first = next((i for i in places if used.search(context.views[i].target.text)), None)
            if first is None or first <= view.index:
                continue
            match = used.search(context.views[first].target.text)
            if match is not None and match["introduced"] is None:
                yield Report(
                    view,
                    f"{form} for {hit.text} is not introduced here, though the English uses it later",
                    source=(hit.start, hit.stop),
                    zh_term=hit.concept.source_terms[0],
                    expected=f"({form})",
                )


def _message(hit: TermHit, group: _Group, *, in_name: bool) -> str:
    term = hit.concept.source_terms[0]
    if in_name:
        return f"{term} has no rendering in the English, unless it is part of a longer name"
    if group.rendered:
        return f"{term} has fewer renderings in the English than it stands in the Chinese"
    return f"{term} has no rendering in the English"


def _localised(view: UnitView, context: CheckContext) -> Renderings | None:
    """The renderings with omissions in the sentences where they are; None where nothing is missing."""
    if not view.is_pair:
        return None
    renderings = context.renderings(view)
    if not renderings.unmatched:
        return None
    doubtful = {hit for hit in view.source_hits if _is_in_word(view.source.text, hit)}
    texts = (view.source.text, view.source_hits, view.target.text, view.target_hits)
    return count_renderings(*texts, pieces(view), doubtful)


def _groups(view: UnitView, renderings: Renderings) -> list[_Group]:
    """The concepts that lack a rendering, each with those of the unit that share English with it."""
    present = {hit.concept.id: hit.concept for hit in view.source_hits if not hit.embedded}
    keys = {concept.id: {loose_key(form) for form in concept.allowed} for concept in present.values()}
    groups: list[_Group] = []
    done: set[str] = set()
    for hit in renderings.unmatched:
        if hit.concept.id in done or not hit.concept.allowed:
            continue
        together = _connected(hit.concept.id, keys)
        done |= together
        # What is left in Chinese is reported as such.
        unmatched = tuple(
            other
            for other in renderings.unmatched
            if other.concept.id in together and other.text not in view.target.text
        )
        rendered = tuple(span for _, span in renderings.matched if span.concept.id in together)
        groups.append(_Group(tuple(present[i] for i in sorted(together)), unmatched, rendered))
    return groups


def _connected(start: str, keys: dict[str, set[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        known = keys[waiting.pop()]
        new = {other for other, theirs in keys.items() if other not in found and known & theirs}
        found |= new
        waiting += sorted(new)
    return found


def _free(view: UnitView, renderings: Renderings) -> list[Token]:
    """The words of the English that render no term."""
    taken = [(span.start, span.stop) for _, span in renderings.matched]
    return [word for word in view.words if not any(start <= word.start < stop for start, stop in taken)]


def _substitutes(view: UnitView, context: CheckContext, group: _Group, renderings: Renderings, piece: Piece) -> int:
    """How many short references and pronouns of a piece may stand for the group's terms."""
    start, stop = piece.target
    free = [word for word in _free(view, renderings) if start <= word.start < stop]
    known = group.rendered or any(context.was_rendered_before(view, concept) for concept in group.concepts)
    count = references(group.concepts, free) if known else 0
    if group.rendered:
        # What a pronoun stands for is named before it.
        named = min(span.start for span in group.rendered)
        free = [word for word in free if word.start > named]
        person = any("·" in term for concept in group.concepts for term in concept.source_terms)
        first = min(hit.start for hit in view.source_hits if hit.concept in group.concepts)
        chinese = view.source.text[max(first, piece.source[0]) : piece.source[1]]
        count += max(0, pronouns(free, person=person) - chinese_pronouns(chinese))
    return count


def _is_excused(view: UnitView, hit: TermHit, group: _Group, renderings: Renderings) -> bool:
    """Whether something in the unit may stand for this occurrence after all, or the term is none here."""
    if _straddles_words(view.source.text, hit) or _is_in_word(view.source.text, hit):
        return True
    free = _free(view, renderings)
    forms = hit.concept.allowed
    if any(stands_apart(form, view.target.text, view.words, free) for form in forms if not is_name(form)):
        return True
    if any(is_derived(form, free) or is_state_of(form, free) for form in forms):
        return True
    others = [other for other in view.source_hits if not other.embedded]
    if any(is_coordinated(hit, form, others, free, view.target_hits) for form in forms if not is_name(form)):
        return True
    if refers_back(view.source.text, hit) and (group.rendered or pronouns(free, person=False)):
        return True
    return bool(group.rendered) and _is_resumed(view.source.text, hit)


def _is_common(view: UnitView, hit: TermHit) -> bool:
    """Whether English would leave a repetition out: of a common noun of two characters, or of any term close by.

    中华民族的昨天、中华民族的今天: "the past and present of the Chinese nation".
    """
    if len(hit.text) <= _COMMON_NOUN and not any(is_name(form) for form in hit.concept.allowed):
        return True
    text = view.source.text
    for other in view.source_hits:
        if other.concept.id == hit.concept.id and other.start != hit.start:
            first, second = sorted((hit, other), key=lambda each: each.start)
            between = text[first.stop : second.start]
            if len(between) <= _CLOSE and not re.search(r"[。；\n]", between):
                return True
    return False


def _is_resumed(text: str, hit: TermHit) -> bool:
    """A repetition behind 特别是 in the same sentence."""
    sentence = max(text.rfind(mark, 0, hit.start) for mark in "。；\n") + 1
    before = text[sentence : hit.start]
    resumed = [match.start() for match in _RESUMED.finditer(before)]
    return any(hit.text in before[:start] for start in resumed)


def _is_in_word(text: str, hit: TermHit) -> bool:
    """核试验 in 核试验场, 核武器 in 无核武器区: beside a character that makes longer words and stands alone here."""
    from align_bench.align.dictionary import dictionary

    before, after = text[max(0, hit.start - 2) : hit.start], text[hit.stop : hit.stop + 2]
    words = dictionary()
    prefixed = before[-1:] in set(_PREFIXES) and (len(before) < 2 or before not in words)
    suffixed = after[:1] in set(_SUFFIXES) and (len(after) < 2 or after not in words)
    return prefixed or suffixed or after == "国家"


def _straddles_words(text: str, hit: TermHit) -> bool:
    """大会 in 扩大会议: a term of two characters of which each belongs to the word beside it."""
    around = text[max(0, hit.start - 1) : hit.stop + 1]
    if len(hit.text) != 2 or len(around) != 4:
        return False
    from align_bench.align.dictionary import dictionary

    words = dictionary()
    return around[:2] in words and around[2:] in words


def _may_be_in_name(view: UnitView, hit: TermHit) -> bool:
    """A short noun that heads a Chinese compound (综合监管评审工作组), beside an English name that is no term.

    Where the term is a name itself (大会 for one assembly), the English name has to be one of a body or a text as well.
    """
    before = view.source.text[max(0, hit.start - 2) : hit.start]
    if len(hit.text) > _SHORT_NOUN or not _COMPOUND.fullmatch(before):
        return False
    named = any(is_name(form) for form in hit.concept.allowed)
    if named and len(hit.text) > _SHORT_NAME:
        return False
    known = [(other.start, other.stop) for other in view.target_hits if len(other.text.split()) > 1]
    return any(
        not any(start < match.end() and match.start() < stop for start, stop in known)
        and (not named or _BODY.search(match.group()))
        for match in _LONG_NAME.finditer(view.target.text)
    )
