"""Where the English has a form that the termbase forbids for a term of the Chinese.

Owns what excuses such a form: a longer allowed name around it, or that it is an ordinary word beside the term, which
has its rendering. Reports nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter

from rapidfuzz.distance import Levenshtein

from align_bench.checks.context import CheckContext
from align_bench.checks.terminology.compounds import ends_compound, long_names
from align_bench.checks.views import UnitView
from align_bench.model.termbase import TermStatus
from align_bench.terms.english import is_joint, loose_key, tokens
from align_bench.terms.hits import TermHit
from align_bench.terms.rendering.evidence import is_derived
from align_bench.terms.rendering.spans import Spans, outermost
from align_bench.terms.wording import EMPTY_WORDS

# Asked for every unit, where a property of the status takes three times as long.
_ALLOWED = (TermStatus.PREFERRED, TermStatus.ADMITTED)


@lru_cache(maxsize=4)
def forbidden_hits(view: UnitView, context: CheckContext) -> Sequence[TermHit]:
    """The forbidden English of terms that the Chinese names or shortens; none inside a longer one."""
    if all(hit.status in _ALLOWED for hit in view.target_hits) or not view.is_pair:
        return ()
    present = {hit.concept.id: hit.concept for hit in view.source_hits}
    concerned = set(present) | {part.id for concept in present.values() for part in context.parts(concept)}
    others = [hit for hit in view.target_hits if not hit.status.is_allowed and hit.concept.id not in concerned]
    shortened = {concept.id for concept in context.shortened(view, {hit.concept.id for hit in others})}
    allowed = [hit for hit in view.target_hits if hit.status.is_allowed]
    masks = Spans((hit.start, hit.stop) for hit in allowed if hit.concept.id in concerned)
    names = Spans((hit.start, hit.stop) for hit in allowed)
    found = [
        hit
        for hit in view.target_hits
        if not hit.status.is_allowed
        and (hit.concept.id in concerned or (hit.concept.id in shortened and _may_be_short(hit, view)))
        and not masks.hold(hit.start, hit.stop)
        and not names.exceed(hit.start, hit.stop)
    ]
    return outermost(_meant(found, view)) if found else ()


def _may_be_short(hit: TermHit, view: UnitView) -> bool:
    """Whether it can stand for a term that the Chinese shortens to its last word: no single word, no attribute.

    `nuclear power programmes` is no name of nuclear powers for 国家.
    """
    behind = bisect_left(view.words, hit.stop, key=attrgetter("start"))
    before, after = view.words[behind - 1], next(iter(view.words[behind : behind + 1]), None)
    is_attribute = (
        after is not None
        and not before.text.endswith("s")
        and is_joint(view.target.text, before, after)
        and after.text.lower() not in EMPTY_WORDS
    )
    return len(tokens(hit.text)) > 1 and not is_attribute


def is_extra(hit: TermHit, view: UnitView) -> bool:
    """Whether a forbidden word stands beside renderings for all occurrences of its term: `the report on the account`.

    It may be a slip where the English names the term once more than the Chinese, or any other word; a name, several
    words or another spelling of an allowed form are never any other word.
    """
    if hit.concept.id not in _rendered(view) or len(tokens(hit.text)) > 1:
        return False
    words = [form for form in hit.concept.forbidden if len(tokens(form)) == 1]
    return all(map(str.islower, words)) and not _is_other_spelling(hit)


def _meant(found: list[TermHit], view: UnitView) -> list[TermHit]:
    """The hits but for those in other names, and for extra words that are no more than that."""
    names = Spans(long_names(view))
    compounds = {hit.concept.id for hit in view.source_hits if ends_compound(view, hit)}
    return [
        hit
        for hit in found
        if not (hit.concept.id in compounds and _is_of_other_name(view, hit, names))
        and not (is_extra(hit, view) and (_is_inflected(hit) or names.hold(hit.start, hit.stop)))
    ]


def _is_of_other_name(view: UnitView, hit: TermHit, names: Spans) -> bool:
    """国家人权委员会, National Human Rights Commission: names that are not listed, where Commission is forbidden.

    Once such a name stands, `the Commission` may refer to it.
    """
    if names.hold(hit.start, hit.stop):
        return True
    return any(stop < hit.start and view.target.text[start:stop].endswith(hit.text) for start, stop in names.spans)


@lru_cache(maxsize=16)
def _rendered(view: UnitView) -> set[str]:
    """The concepts of which every occurrence has a rendering, or another form of one."""
    renderings = view.renderings
    lacking = {hit.concept.id: hit.concept for hit in renderings.unmatched}
    derived = {name for name, concept in lacking.items() if any(is_derived(f, view.words) for f in concept.allowed)}
    return {hit.concept.id for hit, _ in renderings.matched} - lacking.keys() | derived


def _is_inflected(hit: TermHit) -> bool:
    """Whether it is another form of the word that is forbidden, which may be another word: `programmed`."""
    return loose_key(hit.text) not in map(loose_key, hit.concept.forbidden)


def _is_other_spelling(hit: TermHit) -> bool:
    key = loose_key(hit.text)
    return any(Levenshtein.distance(key, other) <= 1 for other in map(loose_key, hit.concept.allowed))
