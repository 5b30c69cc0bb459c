"""Terms that are forbidden, misspelt, or those of another concept.

Every occurrence of a Chinese term asks for a rendering; what stands for it is worked out by
`terms.rendering.renderings`. One rule goes through all checks here: a longer correct name excuses what lies in it, and
nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from align_bench.checks.context import CheckContext
from align_bench.checks.registry import Place, Report, check
from align_bench.checks.terminology.forbidden import forbidden_hits, is_extra
from align_bench.checks.views import UnitView
from align_bench.kernels import lasting
from align_bench.model.finding import Severity
from align_bench.model.termbase import Concept
from align_bench.terms.english import Token, is_abbreviation, loose_key, outside, tokens
from align_bench.terms.hits import TermHit
from align_bench.terms.matching.options import has_options
from align_bench.terms.rendering.evidence import is_turned_round, stands_apart
from align_bench.terms.rendering.nearforms import are_confusable, near_form, slip
from align_bench.terms.rendering.references import pronouns, references
from align_bench.terms.wording import is_name

_LONG = 5
# What lacks more terms is no translation of its Chinese; to look for them all takes time that grows with the square.
_MOST = 100


@check("forbidden-term", family="terminology", severity=Severity.ERROR)
def forbidden_term(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A form that the termbase forbids for a Chinese term of this unit stands in the English.

    No fault: a forbidden form inside a longer allowed name, or one that is allowed for another term of the unit. A hint
    for a single common word where the term has its rendering beside it.

    Example: 裁军谈判会议, "Disarmament Conference".
    """
    forbidden = forbidden_hits(view, context)
    if not forbidden:
        return
    # `Atomic Energy Agency` in a misspelt `Internatonal Atomic Energy Agency` is no fault of its own.
    slips = [place for _, place, _ in _misspelt(view, context, set())]
    forbidden = [
        hit
        for hit in forbidden
        if not any(
            start <= hit.start and hit.stop <= stop and hit.text != view.target.text[start:stop]
            for start, stop in slips
        )
    ]
    for place, hits in groupby(forbidden, key=lambda hit: (hit.start, hit.stop)):
        hit = next(iter(hits))
        yield Report(
            view,
            f"{hit.text!r} is a forbidden rendering of {hit.concept.source_terms[0]}",
            source=source_place(view, hit.concept),
            target=place,
            zh_term=hit.concept.source_terms[0],
            expected=expected_form(hit.concept),
            severity=Severity.HINT if is_extra(hit, view) else None,
        )


@check("near-form", family="terminology", severity=Severity.ERROR)
def misspelt_term(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A term is almost right: a letter, a word, the order of the words or a hyphen differs from the termbase.

    Where the termbase says that a term is exact or case-sensitive, so do its number and its capitals.

    Example: 裁研所, "UNIDR".
    """
    for hit, place, form in near_forms(view, context):
        found = view.target.text[slice(*place)]
        yield Report(
            view,
            f"{found!r} is almost {form!r}, but not quite",
            source=(hit.start, hit.stop),
            target=place,
            zh_term=hit.concept.source_terms[0],
            expected=form,
        )


@check("wrong-term", family="terminology", severity=Severity.ERROR)
def wrong_term(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """The rendering of another, similar term stands where this term's is missing (CTBT for CTBTO).

    Example: 禁核试组织, "CTBT".
    """
    for hit, other in wrong_terms(view, context):
        yield Report(
            view,
            f"{other.text!r} renders {other.concept.source_terms[0]}, not {hit.concept.source_terms[0]}",
            source=(hit.start, hit.stop),
            target=(other.start, other.stop),
            zh_term=hit.concept.source_terms[0],
            expected=expected_form(hit.concept),
        )


@lru_cache(maxsize=4)
def near_forms(view: UnitView, context: CheckContext) -> tuple[tuple[TermHit, Place, str], ...]:
    """Occurrences with the place that comes near a form, and that form."""
    if not view.is_pair:
        return ()
    found = _near_missing(view, context)
    return (*found, *_misspelt(view, context, {hit.concept.id for hit, _, _ in found}))


def _near_missing(view: UnitView, context: CheckContext) -> list[tuple[TermHit, Place, str]]:
    """For occurrences without rendering."""
    renderings = view.renderings
    found: list[tuple[TermHit, Place, str]] = []
    if not renderings.unmatched and not renderings.optional:
        return found
    words = view.words
    taken = [(hit.start, hit.stop) for hit in view.target_hits if hit.status.is_allowed and len(tokens(hit.text)) > 1]
    taken += [(span.start, span.stop) for _, span in renderings.matched]
    taken += [(hit.start, hit.stop) for hit in forbidden_hits(view, context)]
    known = context.abbreviations
    rendered = {hit.concept.id for hit, _ in renderings.matched}
    # One fault is told once; where one occurrence has nothing near it, the next one has not either.
    looked_for: set[tuple[str, bool]] = set()
    for hit, is_optional in (
        *((hit, False) for hit in renderings.unmatched),
        *((hit, True) for hit in renderings.optional),
    ):
        wanted = hit.concept.id, is_optional
        if wanted in looked_for or any(other.concept.id == hit.concept.id for other, _, _ in found):
            continue
        if len(looked_for) == _MOST:
            break
        looked_for.add(wanted)
        free = outside(words, taken)
        forms = [form for form in hit.concept.allowed if loose_key(form)]
        # A short form in brackets stands for its abbreviation only.
        if is_optional:
            forms = [form for form in forms if is_abbreviation(form)]
        near = near_form(
            forms,
            view.target.text,
            words,
            taken,
            repeated=hit.concept.id in rendered,
            particular={term.text for term in hit.concept.in_language("en") if has_options(term)},
            varied={form for form in forms if _is_varied(form, view, free)},
        )
        if near is not None and view.target.text[slice(*near[0])] not in known:
            found.append((hit, *near))
            taken.append(near[0])
    return found


def _is_varied(form: str, view: UnitView, free: Sequence[Token]) -> bool:
    """Whether a common noun is there with its words apart or turned round: no slip."""
    text = view.target.text
    is_common = not is_name(form)
    return is_common and (stands_apart(form, text, view.words, free) or is_turned_round(form, text, free))


def _misspelt(view: UnitView, context: CheckContext, found: set[str]) -> Iterator[tuple[TermHit, Place, str]]:
    """Slips in long forms of which a part is a form too: `United Natoins General Assembly`."""
    strange = _strange(view.words, context.vocabulary)
    if not strange:
        return
    # One occurrence of each: the next one has the same forms.
    for hit in {hit.concept.id: hit for hit in reversed(view.source_hits) if not hit.embedded}.values():
        if hit.concept.id in found:
            continue
        for form in hit.concept.allowed:
            if is_name(form) and (place := slip(form, view.target.text, view.words, strange)):
                found.add(hit.concept.id)
                yield hit, place, form
                break


def _strange(words: Sequence[Token], known: Container[str]) -> Collection[int]:
    """Where words begin in which a slip can show; `known`: the keys of the others."""
    compiled = lasting("english")
    if compiled is not None:
        strange: Collection[int] = compiled.strange(words, known, _LONG)
        return strange
    return {word.start for word in words if _may_be_slip(word.text) and word.key not in known}


def _may_be_slip(word: str) -> bool:
    """Of a name or, in capitals, of an abbreviation."""
    return word[0].isupper() and (len(word) >= _LONG or (len(word) == _LONG - 1 and word.isupper()))


@lru_cache(maxsize=4)
def wrong_terms(view: UnitView, context: CheckContext) -> tuple[tuple[TermHit, TermHit], ...]:
    """Occurrences without rendering beside an unneeded rendering of a similar term."""
    if not view.is_pair:
        return ()
    renderings = view.renderings
    if not renderings.unmatched:
        return ()
    near = {hit.concept.id for hit, _, _ in near_forms(view, context)}
    surplus = list(renderings.surplus)
    pairs: list[tuple[TermHit, TermHit]] = []
    lacking = Counter(hit.concept.id for hit in renderings.unmatched)
    looked_for: set[str] = set()
    for hit in renderings.unmatched:
        if len(pairs) == _MOST or (len(looked_for) == _MOST and hit.concept.id not in looked_for):
            break
        if hit.concept.id in near or not surplus:
            continue
        looked_for.add(hit.concept.id)
        rival = next((span for span in surplus if are_confusable(hit.concept, span)), None)
        if rival is None:
            rival = _strange_abbreviation(hit, surplus, view, context)
            if rival is None or lacking[hit.concept.id] <= _referring(hit.concept, view):
                continue
        # In other words it is there.
        if not any(_is_varied(form, view, view.words) for form in hit.concept.allowed):
            pairs.append((hit, rival))
            surplus = [span for span in surplus if (span.start, span.stop) != (rival.start, rival.stop)]
    return tuple(pairs)


def _referring(concept: Concept, view: UnitView) -> int:
    """How many words of the English may refer to it."""
    return references([concept], view.words) + pronouns(view.words, person=False)


def _strange_abbreviation(
    hit: TermHit, surplus: Iterable[TermHit], view: UnitView, context: CheckContext
) -> TermHit | None:
    """An abbreviation for which neither this unit nor the one before has any Chinese, where this term's is missing."""
    if not any(is_abbreviation(form) for form in hit.concept.allowed):
        return None
    here = {other.concept.id for each in (view, *context.before(view, 1)) for other in each.source_hits}
    return next((span for span in surplus if is_abbreviation(span.text) and span.concept.id not in here), None)


def source_place(view: UnitView, concept: Concept) -> Place | None:
    """Where the Chinese has a concept first."""
    places: Iterable[Place] = ((hit.start, hit.stop) for hit in view.source_hits if hit.concept.id == concept.id)
    return next(iter(places), None)


def expected_form(concept: Concept) -> str:
    """The preferred English terms, else the admitted ones, as a finding tells them."""
    return " or ".join(concept.preferred or concept.allowed)
