"""The compiled counting of renderings, held against the Python that defines it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.kernels import kernel
from align_bench.model.termbase import Concept, TermStatus
from align_bench.terms.hits import TermHit
from align_bench.terms.rendering.renderings import count_renderings
from align_bench.terms.rendering.spans import outermost
from terms.definitions import without_kernels

pytestmark = pytest.mark.skipif(kernel("renderings") is None, reason="the kernels are not compiled, or out of date")

SOURCE = "该条约核武器(条约)的缔约国非核武器国家条约组织"
TARGET = "The Treaty of the non-nuclear States, the treaty (NPT) and states"
_CONCEPTS = [Concept(name, ()) for name in "abcd"]


def hits(text: str, most: int) -> st.SearchStrategy[list[TermHit]]:
    places = st.tuples(st.integers(0, len(text) - 2), st.integers(1, 12))
    hit = st.builds(
        lambda concept, place, status, embedded: TermHit(
            concept, place[0], min(len(text), sum(place)), text[place[0] : sum(place)], status, embedded
        ),
        st.sampled_from(_CONCEPTS),
        places,
        st.sampled_from(TermStatus),
        st.sampled_from((False, False, False, True)),
    )
    return st.lists(hit, max_size=most).map(lambda found: sorted(found, key=lambda each: (each.start, -each.stop)))


@given(source_hits=hits(SOURCE, 6), target_hits=hits(TARGET, 8), is_plain=st.booleans())
def test_renderings_are_those_of_the_definition(
    source_hits: list[TermHit], target_hits: list[TermHit], is_plain: bool
) -> None:
    source = SOURCE.replace("(", "，").replace(")", "，") if is_plain else SOURCE
    target = TARGET.replace("non-", "non ") if is_plain else TARGET
    counted = count_renderings(source, source_hits, target, target_hits)
    with without_kernels():
        assert count_renderings(source, source_hits, target, target_hits) == counted


@given(found=hits(TARGET, 8))
def test_the_outermost_are_those_of_the_definition(found: list[TermHit]) -> None:
    outer = outermost(found)
    with without_kernels():
        assert outermost(found) == outer
    assert outer == [
        hit
        for hit in found
        if not any(
            other.start <= hit.start and hit.stop <= other.stop and hit.stop - hit.start < other.stop - other.start
            for other in found
        )
    ]
