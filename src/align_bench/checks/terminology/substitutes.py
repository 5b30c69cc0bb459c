"""What may stand in one unit for terms that have no rendering there: counted, or only supposed.

Owns how much of it there is; `omissions` weighs it against what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from align_bench.checks.context import CheckContext
from align_bench.checks.terminology.compounds import is_in_word, may_be_in_name, straddles_words
from align_bench.checks.terminology.rewordings import is_in_longer, is_in_other_words, refers_to_its_words
from align_bench.checks.views import UnitView
from align_bench.model.termbase import Concept
from align_bench.terms.english import Token, outside
from align_bench.terms.hits import TermHit
from align_bench.terms.rendering.references import (
    chinese_pronouns,
    has_bare_head,
    has_bare_relation,
    has_class_name,
    has_passive,
    has_request,
    is_named_by_kind,
    pronouns,
    references,
    subject_pronouns,
)
from align_bench.terms.rendering.renderings import Piece, Renderings, refers_back
from align_bench.terms.shortforms import is_short_for
from align_bench.terms.wording import is_name

_COMMON_NOUN = 2
# A reference by kind (the practice) reaches so many units back.
_NEAR = 2
# Of a text, by which a place must be nearer to be the one that is meant.
_MARGIN = 0.1
# A pronoun behind so many other terms stands for one of these.
_NAMED = 1
# 提倡裁军教育，特别是对青年进行裁军教育: what is repeated behind these, English leaves out.
_RESUMED = re.compile(r"特别是|尤其是?|包括|例如|比如|即")
JOINTS = ("、", "和", "与", "及", "以及", "或")
_MEETING = re.compile("会议|大会|论坛|峰会")
# In characters; no sentence is longer.
_SENTENCE = 400
# Those who act, of whom English says nothing in a passive, an imperative or a noun for what they do.
_ACTOR = re.compile("[国方府会署局处部院所厅团司庭者员人]$|组织$|机构$|小组$|基金$|中心$|当局$|银行$")
# Who is asked to do something: `recommended that the plan be revised`, `requested their release`.
_ASKED = re.compile("(?:请|要求|吁请|呼吁|建议|敦促|鼓励|促请|授权|允许|支持|协助|帮助|让|使)$")
_OFFICE = re.compile("秘书长|总干事|主席|主任|秘书处|总裁|行长|代表|成员|官员|工作人员")
_OFFICE_LENGTH = 4
# What one belongs to, agrees to or does what it says: `upon accession`.
_JOINED = re.compile("加入|参加|退出|批准|核准|签署|执行|实施|遵守|通过|履行|订立|缔结")
_CLAUSE_START = re.compile(r"(?:^|[。；！？：，,\n])[\s“]*$")
_SENTENCE_START = re.compile(r"(?:^|[。；！？\n])[\s“]*$")


@dataclass(frozen=True, slots=True)
class Group:
    """Concepts of one unit that share an English form, with what they lack."""

    concepts: tuple[Concept, ...]
    unmatched: tuple[TermHit, ...]
    rendered: tuple[TermHit, ...]
    """The renderings that the unit has for them."""


@dataclass(frozen=True, eq=False)
class Substitutes:
    """What the English of a unit has beside the renderings of its terms."""

    view: UnitView
    context: CheckContext
    renderings: Renderings
    _there: dict[tuple[str, str], bool] = field(default_factory=dict)

    def count(self, group: Group, piece: Piece) -> int:
        """How many references and pronouns of a piece may stand for the group's terms."""
        free = [word for word in self.free if piece.target[0] <= word.start < piece.target[1]]
        known = self._is_known(group)
        count = references(group.concepts, self._not_needed(piece)) if known else 0
        named_by = group.rendered or self._full_names(group)
        if named_by:
            # What a pronoun stands for is named before it.
            named = min(span.start for span in named_by)
            behind = [word for word in free if word.start > named]
            person = any("·" in term for concept in group.concepts for term in concept.source_terms)
            first = min(hit.start for hit in self.view.source_hits if hit.concept in group.concepts)
            chinese = self.view.simplified[max(first, piece.source[0]) : piece.source[1]]
            count += max(0, pronouns(behind, person=person) - chinese_pronouns(chinese))
        elif known and any(_SENTENCE_START.search(self._before(hit)) for hit in group.unmatched):
            count += subject_pronouns(free)
        return count

    def _full_names(self, group: Group) -> Sequence[TermHit]:
        """The renderings of longer names before it for which the Chinese uses the group's terms as short forms."""
        first = group.unmatched[0]
        return [
            span
            for other, span in self.renderings.matched
            if other.stop <= first.start and is_short_for(first.text, other.text)
        ]

    def excuse(self, hit: TermHit, group: Group) -> bool:
        """Whether something in the unit stands for this occurrence after all, or the term is none here."""
        view = self.view
        if straddles_words(view, hit) or is_in_word(view, hit):
            return True
        if self._is_there(hit) or is_in_longer(hit, view, self.renderings):
            return True
        if refers_back(view.simplified, hit) and (group.rendered or self._has_pronouns):
            return True
        return bool(group.rendered) and _is_resumed(view.simplified, hit)

    def _is_there(self, hit: TermHit) -> bool:
        """Whether the English has the term in other words; the same for all occurrences of one concept in one form."""
        key = hit.concept.id, hit.text
        if key not in self._there:
            self._there[key] = is_in_other_words(hit, self.view, self.free)
        return self._there[key]

    def may_be_meant(self, hit: TermHit, group: Group, piece: Piece) -> bool:
        """Whether something in the English may be this occurrence: a name around it, its kind, its head alone."""
        is_parted = "第" in hit.text and not any("第" in term for term in hit.concept.source_terms)
        if is_parted or may_be_in_name(self.view, hit) or hit.text in self.context.learnt_terms:
            return True
        if group.rendered and not self._is_listed(hit) and not self._is_first(group, piece):
            return True
        words = [word for word in self.free if piece.target[0] <= word.start < piece.target[1]]
        if has_class_name(group.concepts, words) or self._is_named_by_kind(hit, group, words):
            return True
        common = [form for form in hit.concept.allowed if not is_name(form)]
        return len(hit.text) <= _COMMON_NOUN and any(has_bare_head(form, words) for form in common)

    def may_be_understood(self, hit: TermHit, group: Group, piece: Piece) -> bool:
        """Whether a term that the English has named before may be meant without being named again."""
        words = [word for word in self.free if piece.target[0] <= word.start < piece.target[1]]
        if refers_to_its_words(hit, self.view, words):
            return True
        if not self._is_known(group):
            return False
        english = self.view.target.text[slice(*piece.target)]
        before, behind = self._before(hit), self.view.simplified[hit.stop : hit.stop + _OFFICE_LENGTH]
        has_lost_subject = has_passive(english) or has_request(english)
        is_subject = _CLAUSE_START.search(before) is not None
        if _ACTOR.search(hit.text) and (
            _ASKED.search(before) or _OFFICE.match(behind) or (is_subject and has_lost_subject)
        ):
            return True
        if self._is_near(group) and any(has_bare_head(form, words) for form in hit.concept.allowed):
            return True
        if self._is_near(group) and self._has_pronoun(group, piece, words):
            return True
        if _JOINED.search(before) and has_bare_relation(words):
            return True
        is_actor = any(self.context.is_everywhere(self.view.document, concept) for concept in group.concepts)
        return is_subject and is_actor and has_lost_subject

    def _has_pronoun(self, group: Group, piece: Piece, words: Sequence[Token]) -> bool:
        """Whether there is a pronoun of which the Chinese has none; behind other terms it stands rather for these."""
        person = any("·" in term for concept in group.concepts for term in concept.source_terms)
        named = sorted({span.start for _, span in self.renderings.matched if span.start >= piece.target[0]})
        limit = named[_NAMED] if len(named) > _NAMED else piece.target[1]
        early = [word for word in words if word.start < limit]
        return pronouns(early, person=person) > chinese_pronouns(self.view.simplified[slice(*piece.source)])

    def _is_first(self, group: Group, piece: Piece) -> bool:
        """Whether the first occurrence is the one without rendering: what comes again may be left out."""
        if self._is_near(group):
            return False
        view, first = self.view, min(span.start for span in group.rendered)
        if first >= piece.target[1]:
            return True
        share = first / len(view.target.text)
        places = [hit.start / len(view.source.text) for hit in view.source_hits if hit.concept in group.concepts]
        return len(places) > 1 and abs(places[0] - share) > abs(places[1] - share) + _MARGIN

    def _is_near(self, group: Group) -> bool:
        """Whether one of the two units before names the term."""
        before = self.context.before(self.view, _NEAR)
        return any(other.concept in group.concepts for each in before for other in each.source_hits)

    def _is_listed(self, hit: TermHit) -> bool:
        """Whether the term is joined to another one that is rendered: English names each of them."""
        text = self.view.simplified
        joined = {other.stop for other, _ in self.renderings.matched if text[other.stop : hit.start] in JOINTS}
        before = any(other.start < hit.start for other, _ in self.renderings.matched if other.stop in joined)
        return before or any(text[hit.stop : other.start] in JOINTS for other, _ in self.renderings.matched)

    def _is_named_by_kind(self, hit: TermHit, group: Group, words: Sequence[Token]) -> bool:
        """`the practice` for what the unit before names; `the Meeting` for 缔约国会议, which is not listed."""
        behind = _MEETING.match(self.view.simplified, hit.stop)
        if behind and is_named_by_kind(behind.group(), words, is_proper=True):
            return True
        near = self._is_near(group)
        is_proper = any(is_name(form) for form in hit.concept.allowed)
        if group.rendered:
            near = is_proper
        return near and is_named_by_kind(hit.text, words, is_proper=is_proper)

    @cached_property
    def free(self) -> Sequence[Token]:
        """The words of the English that render no term."""
        return outside(self.view.words, [(span.start, span.stop) for _, span in self.renderings.matched])

    def _not_needed(self, piece: Piece) -> Sequence[Token]:
        """The words of a piece that render no term, or a term with another rendering left: session, the Meeting."""
        spare = {span.concept.id for span in self.renderings.surplus}
        taken = [(span.start, span.stop) for hit, span in self.renderings.matched if hit.concept.id not in spare]
        return [word for word in outside(self.view.words, taken) if piece.target[0] <= word.start < piece.target[1]]

    @cached_property
    def _has_pronouns(self) -> bool:
        return pronouns(self.free, person=False) > 0

    def _is_known(self, group: Group) -> bool:
        """Whether the English has named one of the concepts, here or before."""
        return bool(group.rendered) or any(
            self.context.was_rendered_before(self.view, concept) for concept in group.concepts
        )

    def _before(self, hit: TermHit) -> str:
        return self.view.simplified[max(0, hit.start - 4) : hit.start]


def _is_resumed(text: str, hit: TermHit) -> bool:
    """A repetition behind 特别是 in the same sentence."""
    first = max(0, hit.start - _SENTENCE)
    sentence = max(first, *(text.rfind(mark, first, hit.start) + 1 for mark in "。；\n"))
    before = text[sentence : hit.start]
    resumed = [match.start() for match in _RESUMED.finditer(before)]
    return any(text[hit.start : hit.stop] in before[:start] for start in resumed)
