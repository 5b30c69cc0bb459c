"""Numbers of resolutions with their years: 第2270(2016)号 that has become `2270 (2006)`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from align_bench.checks.registry import Place
from align_bench.checks.views import UnitView

_NUMBERED = re.compile(r"(?<![\d/])(?P<number>\d{2,5})\s?[(（](?P<year>(?:19|20)\d\d)[)）]")


@lru_cache(maxsize=1)
def other_years(view: UnitView) -> Sequence[tuple[Place, Place, str]]:
    """Places of the Chinese and the English where a number has another year, and what the Chinese has."""
    return tuple(_other_years(view)) if view.is_pair and "(" in view.target.text else ()


def _other_years(view: UnitView) -> Iterator[tuple[Place, Place, str]]:
    target = view.target.text
    theirs: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in _NUMBERED.finditer(target):
        theirs[match["number"]].append(match)
    for match in _NUMBERED.finditer(view.source.text) if theirs else ():
        found = theirs[match["number"]]
        if found and all(other["year"] != match["year"] for other in found):
            yield match.span(), found[0].span(), f"{match['number']} ({match['year']})"
