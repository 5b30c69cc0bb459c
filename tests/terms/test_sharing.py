"""Places shared out among occurrences of terms."""

from __future__ import annotations

from align_bench.model.termbase import Concept, TermStatus
from align_bench.terms.hits import TermHit
from align_bench.terms.rendering.sharing import shared_out

_MANY = 3000
_CONCEPT = Concept("c", ())


def hits(count: int) -> list[TermHit]:
    return [TermHit(_CONCEPT, i, i + 1, "条", TermStatus.PREFERRED, False) for i in range(count)]


def test_the_last_of_thousands_moves_all_the_others() -> None:
    edges = [[(i, i + 1), (i + 1, i + 2)] for i in range(_MANY - 1)] + [[(0, 1)]]
    given = shared_out(hits(_MANY), [(False, False)] * _MANY, edges, [])
    assert given == [(i + 1, i + 2) for i in range(_MANY - 1)] + [(0, 1)]


def test_one_that_gets_none_moves_nobody() -> None:
    edges = [[(0, 1)], [(0, 1), (4, 5)], [(4, 5)]]
    assert shared_out(hits(3), [(False, False)] * 3, edges, []) == [(0, 1), (4, 5), None]
