"""Terms without a rendering: where none stands in the unit, and where there are fewer than the Chinese has.

Terms that share an English form (全称 and 简称) are counted together. What English may put instead (the Treaty, it,
such weapons, a shared head) is counted too (`substitutes`): an omission is reported when there is less of that than of
omissions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from operator import attrgetter

from align_bench.checks.context import CheckContext
from align_bench.checks.registry import Report, check
from align_bench.checks.sentences import pieces
from align_bench.checks.terminology.compounds import is_in_word, may_be_in_name
from align_bench.checks.terminology.forbidden import forbidden_hits
from align_bench.checks.terminology.liberties import log_odds
from align_bench.checks.terminology.substitutes import JOINTS, Group, Substitutes
from align_bench.checks.terminology.terminology import expected_form, near_forms, wrong_terms
from align_bench.checks.terminology.variants import variant
from align_bench.checks.views import UnitView
from align_bench.model.finding import Severity
from align_bench.terms.english import is_abbreviation, loose_key
from align_bench.terms.hits import TermHit
from align_bench.terms.rendering.gaps import has_gap
from align_bench.terms.rendering.renderings import Piece, Renderings, count_renderings, is_short_form
from align_bench.terms.rendering.spans import Place, outermost

# Between neighbours of a list.
_LISTED = re.compile(r",?\s+(?:(?:and|or|as well as)\s+)?(?:the\s+)?")
# Between a name and its short form stands a bracket, perhaps with 以下简称 and a mark.
_BRACKET = 12
# What lacks more than so many terms, or one of them so often, is no translation of its Chinese; to weigh them all takes
# time that grows with the square.
_MOST = 100


@check("missing-term", family="terminology")
def missing_term(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A Chinese term has no allowed rendering in the unit, or fewer than it has occurrences, and nothing stands for it.

    References (the Treaty, such weapons, it), coordination (the Central Asian and South Pacific zones), words of the
    term standing apart and words derived from it count as renderings.

    Where other words stand in a form of the term (`voluntary payment` for voluntary contribution) and nothing in the
    Chinese accounts for them, they are marked.

    Also a bracketed short form whose abbreviation the English uses later without having introduced it. A hint where the
    English may mean the term without naming it: for repetitions, unless a word is lost or the term is one of a list,
    and for what may be named by its kind or by its head alone. Also where it is rather put otherwise than lost: the
    sentence has English that nothing else in the Chinese accounts for, above all a word of the term that stands alone,
    several terms of the unit have no rendering, other units do without this one as well, or it was named before and may
    be a pronoun or whoever acts in a passive or a request.

    Example: 联系人, no "focal point".
    """
    yield from _not_introduced(view, context)
    renderings = _localised(view)
    if renderings is None:
        return
    explained = {hit.concept.id for hit, _, _ in near_forms(view, context)}
    explained |= {hit.concept.id for hit, _ in wrong_terms(view, context)}
    forbidden = {hit.concept.id for hit in forbidden_hits(view, context)}
    substitutes = Substitutes(view, context, renderings)
    for group in islice(_groups(view, renderings), _MOST):
        wrong = {part.id for concept in group.concepts for part in (concept, *context.parts(concept))} & forbidden
        if not wrong and not any(concept.id in explained for concept in group.concepts):
            yield from _missing(view, group, substitutes)


def _missing(view: UnitView, group: Group, substitutes: Substitutes) -> Iterator[Report]:
    for piece in pieces(view):
        hits = [hit for hit in group.unmatched if piece.source[0] <= hit.start < piece.source[1]]
        left = [hit for hit in hits if not substitutes.excuse(hit, group)]
        if not left:
            continue
        # A name that is introduced, 全称(简称), is never put as a pronoun.
        introduced = [hit for hit in left if _is_introduced(view, hit)]
        # Where a word is lost, or another one written, nothing stands for it.
        other = variant(left[:_MOST], piece, substitutes)
        is_sure = other is not None or bool(introduced) or has_gap(view.target.text[slice(*piece.target)])
        if not is_sure and len(left) <= substitutes.count(group, piece):
            continue
        hit = (introduced or left)[0]
        is_lost = other is not None or bool(introduced) or any(_is_left_out(each, substitutes) for each in left)
        doubtful = not is_lost and _is_doubtful(left, group, piece, substitutes)
        yield Report(
            view,
            _message(view, hit, group, other),
            source=(hit.start, hit.stop),
            target=other,
            zh_term=hit.concept.source_terms[0],
            expected=expected_form(hit.concept),
            severity=Severity.HINT if doubtful else None,
        )
        if not group.rendered:
            return


def _is_doubtful(left: Sequence[TermHit], group: Group, piece: Piece, substitutes: Substitutes) -> bool:
    """Whether the English rather means the term than lacks it."""
    if all(len(hit.text) == 1 for hit in left):
        # It may mean this and that.
        return True
    looked_at = left[:_MOST]
    meant = any(substitutes.may_be_meant(hit, group, piece) for hit in looked_at)
    understood = any(substitutes.may_be_understood(hit, group, piece) for hit in looked_at)
    if meant or group.rendered:
        return (meant or understood) and not has_gap(substitutes.view.target.text[slice(*piece.target)])
    return log_odds(left[0], piece, substitutes, is_understood=understood) < 0


def _is_left_out(hit: TermHit, substitutes: Substitutes) -> bool:
    """Whether it stands in a list between two terms whose renderings follow on each other."""
    view = substitutes.view
    matched = substitutes.renderings.matched
    before = [span for other, span in matched if view.simplified[other.stop : hit.start] in JOINTS]
    behind = [span for other, span in matched if view.simplified[hit.stop : other.start] in JOINTS]
    return any(_LISTED.fullmatch(view.target.text, a.stop, b.start) for a in before for b in behind)


def _is_introduced(view: UnitView, hit: TermHit) -> bool:
    """Whether its short form follows in brackets."""
    behind = bisect_right(view.source_hits, hit.stop, key=attrgetter("start"))
    near = takewhile(lambda other: other.start - hit.stop <= _BRACKET, view.source_hits[behind : behind + _BRACKET])
    return any(is_short_form(view.simplified, other, [hit]) for other in near)


def _not_introduced(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """Short forms in brackets whose English abbreviation stands nowhere up to here, but is used later."""
    if not view.is_pair or not (optional := view.renderings.optional):
        return
    for hit in optional:
        for form in (form for form in hit.concept.allowed if is_abbreviation(form)):
            if _is_used_before_introduced(form, hit.concept.id, view, context):
                yield Report(
                    view,
                    f"{form} for {hit.text} is not introduced here, though the English uses it later",
                    source=(hit.start, hit.stop),
                    zh_term=hit.concept.source_terms[0],
                    expected=f"({form})",
                )


def _is_used_before_introduced(form: str, concept: str, view: UnitView, context: CheckContext) -> bool:
    """Whether the document has an abbreviation behind a unit first, and not in brackets."""
    for other in context.views:
        if other.document != view.document:
            continue
        for span in outermost(other.target_hits):
            if span.concept.id == concept and span.text.removesuffix("s") == form.removesuffix("s"):
                return other.index > view.index and other.target.text[span.start - 1 : span.start] != "("
    return False


def _message(view: UnitView, hit: TermHit, group: Group, other: Place | None) -> str:
    term = hit.concept.source_terms[0]
    if other is not None:
        return f"{view.target.text[slice(*other)]!r} is no rendering of {term}"
    if may_be_in_name(view, hit):
        return f"{term} has no rendering in the English, unless it is part of a longer name"
    if group.rendered:
        return f"{term} has fewer renderings in the English than it stands in the Chinese"
    return f"{term} has no rendering in the English"


def _localised(view: UnitView) -> Renderings | None:
    """The renderings with omissions in the sentences where they are; None where nothing is missing."""
    if not view.is_pair:
        return None
    renderings = view.renderings
    if not renderings.unmatched:
        return None
    doubtful = {hit for hit in view.source_hits if is_in_word(view, hit)}
    texts = (view.simplified, view.source_hits, view.target.text, view.target_hits)
    return count_renderings(*texts, pieces(view), doubtful)


def _groups(view: UnitView, renderings: Renderings) -> Iterator[Group]:
    """The concepts that lack a rendering, each with those of the unit that share English with it."""
    present = {hit.concept.id: hit.concept for hit in view.source_hits if not hit.embedded}
    keys = {concept.id: {loose_key(form) for form in concept.allowed} for concept in present.values()}
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
        yield Group(tuple(present[i] for i in sorted(together)), unmatched, rendered)


def _connected(start: str, keys: dict[str, set[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        known = keys[waiting.pop()]
        new = {other for other, theirs in keys.items() if other not in found and known & theirs}
        found |= new
        waiting += sorted(new)
    return found
