"""Consistency of the Chinese: one thing under several names, which a translator cannot mend but should know of."""

from __future__ import annotations

from collections.abc import Iterator

from align_bench.checks.consistency.consistency import counted
from align_bench.checks.context import CheckContext
from align_bench.checks.registry import Report, project_check
from align_bench.checks.views import UnitView
from align_bench.model.finding import Severity
from align_bench.terms.learning.consistency import Group, Spot, Use, name_groups, short_form_groups
from align_bench.terms.shortforms import chinese_short_forms


@project_check("inconsistent-source", family="terminology", severity=Severity.HINT)
def inconsistent_source(context: CheckContext) -> Iterator[Report]:
    """The Chinese has another name for what it calls otherwise in most places, and the English has one for both.

    Also one of several short forms of a full name. Names that the termbase lists are meant.

    Example: 《全面禁试条约》 once, 《禁核试条约》 elsewhere.
    """
    usage = context.usage
    short_forms = chinese_short_forms((passage.source for passage in usage.passages), usage.holders)
    for group in (*short_form_groups(usage, short_forms), *name_groups(usage)):
        usual, *others = group.uses
        for other in others:
            if other.text not in context.listed_terms:
                for spot in other.spots:
                    view = context.learnt_view(spot.passage)
                    if view is not None:
                        yield _report(view, context, group, (usual, other), spot)


def _report(view: UnitView, context: CheckContext, group: Group, uses: tuple[Use, Use], spot: Spot) -> Report:
    usual, other = uses
    places = f"{counted(len(usual.spots))}, as in {context.learnt_place(usual.spots[0].passage)}"
    return Report(
        view,
        f"{other.text} here, {usual.text} in {places}, both for {group.term}",
        source=spot.source,
        target=spot.target,
        zh_term=other.text,
    )
