"""What only a look over all documents shows: one term rendered in two ways, one paragraph translated in two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from align_bench.checks.context import CheckContext
from align_bench.checks.registry import Place, Report, check, project_check
from align_bench.checks.views import UnitView
from align_bench.model.finding import Severity
from align_bench.model.termbase import Concept
from align_bench.terms.english import is_abbreviation, loose_key
from align_bench.terms.learning.deviations import deviations
from align_bench.terms.learning.passages import Passage
from align_bench.terms.wording import content_words, stem

# A rendering is the usual one where it stands so often, and an exception where others are so rare.
_USUAL = 3
_RARE_SHARE = 0.25
_ROOT = 3


Form = tuple[str, str]
"""The id of a concept, and the loose key of one of its renderings."""


# The same few forms stand in all units: each is kept once.
@lru_cache(maxsize=1 << 14)
def _form(concept_id: str, text: str) -> Form | None:
    """What a rendering is called here; None for an abbreviation."""
    return None if is_abbreviation(text) else (concept_id, loose_key(text))


def _allowed_forms(view: UnitView, _context: CheckContext) -> tuple[Form, ...]:
    """The form of each rendering of a unit."""
    forms = (_form(source.concept.id, target.text) for source, target in view.renderings.matched)
    return tuple(form for form in forms if form is not None)


@project_check("inconsistent-term", family="terminology", severity=Severity.HINT, notes=_allowed_forms)
def inconsistent_term(context: CheckContext) -> Iterator[Report]:
    """A term has an allowed rendering that the documents otherwise hardly use for it.

    Abbreviations are not compared.

    Example: "world free of nuclear weapons" once, "nuclear-weapon-free world" elsewhere.
    """
    uses: dict[str, dict[Form, list[UnitView]]] = defaultdict(lambda: defaultdict(list))
    for view, forms in zip(context.views, context.noted(_allowed_forms), strict=True):
        for form in forms:
            uses[form[0]][form].append(view)
    for concept in context.termbase.concepts:
        known = uses.get(concept.id, {})
        total = sum(map(len, known.values()))
        usual = max(known, key=lambda form: len(known[form]), default=None)
        if usual is None or len(known[usual]) < _USUAL:
            continue
        rare = [form for form in known if form != usual and len(known[form]) <= _RARE_SHARE * total]
        if rare:
            first, count = known[usual][0], len(known[usual])
            expected = first.target.text[slice(*_places(first, usual)[0])]
            where = f"{expected!r} in {counted(count)}, as in {context.place(first.index)}"
            for form in rare:
                yield from _shown_otherwise(known[form], form, concept, expected, where)


def _shown_otherwise(
    views: Iterable[UnitView], form: Form, concept: Concept, expected: str, where: str
) -> Iterator[Report]:
    for view in dict.fromkeys(views):
        for place in _places(view, form):
            found = view.target.text[slice(*place)]
            if not _is_shortened(found, expected):
                message = f"{found!r} here, {where}"
                yield Report(view, message, target=place, zh_term=concept.source_terms[0], expected=expected)


def _places(view: UnitView, form: Form) -> list[Place]:
    """Where a unit has a rendering of this form."""
    return [
        (target.start, target.stop)
        for source, target in view.renderings.matched
        if _form(source.concept.id, target.text) == form
    ]


@check("inconsistent-rendering", family="terminology", severity=Severity.HINT)
def inconsistent_rendering(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A term, listed or not, is rendered otherwise than in most other places of the project.

    Reported only where something like the usual rendering stands in its place, for which the Chinese gives no other
    reason. Terms of the termbase are the matter of other checks.

    Example: 霍兰高原, "Horan Highland" once, "Horan Plateau" elsewhere.
    """
    if not view.is_pair:
        return
    for found in deviations(Passage(view.source.text, view.target.text, view.words), context.usage):
        if found.rendered.zh in context.listed_terms:
            continue
        usual = found.rendered.usual
        yield Report(
            view,
            f"{found.found!r} here, {usual.text!r} in {counted(len(usual.passages))},"
            f" as in {context.learnt_place(usual.passages[0])}",
            source=found.source,
            target=found.target,
            zh_term=found.rendered.zh,
            expected=usual.text,
        )


@check("inconsistent-translation", family="terminology", severity=Severity.HINT)
def inconsistent_translation(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """The same Chinese paragraph is translated differently elsewhere.

    Example: 会议通过了下列决定。, "The meeting adopted the following:" once, "It was decided:" elsewhere.
    """
    first = context.first_of_same(view)
    if first is None:
        return
    other = context.views[first]
    if other.target.text.split() != view.target.text.split():
        message = f"the same Chinese reads otherwise in {context.place(first)}"
        yield Report(view, message, target=(0, len(view.target.text)), expected=other.target.text)


def counted(places: int) -> str:
    """`1 other place`, `5 other places`."""
    return "1 other place" if places == 1 else f"{places} other places"


def _is_shortened(one: str, other: str) -> bool:
    """Whether one form is the other with words left out or inflected: `the Council`, `enter into force`."""
    first, second = ([stem(token.key) for token in content_words(form)] for form in (one, other))
    if "".join(first) in "".join(second) or "".join(second) in "".join(first):
        return True
    return len(first) == len(second) and all(map(_share_a_root, first, second))


def _share_a_root(one: str, other: str) -> bool:
    """`entry` and `enter`: one word in two parts of speech, as far as its first letters tell."""
    return one == other or (len(one) > _ROOT and one[:_ROOT] == other[:_ROOT])
