"""The concepts that a document has named and rendered, unit by unit.

Read in order, as far as somebody asks; so a run that goes through a document needs to keep no hits.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import inf

from align_bench.checks.views import UnitView
from align_bench.model.termbase import Concept

# Hits of so many units may be kept until the run comes to them.
_KEPT = 2_000


class Mentions:
    """The mentions in one document."""

    def __init__(self, views: Sequence[UnitView]) -> None:
        """All units of the document, in order."""
        self._views = views
        self._read = 0
        self._sources: dict[str, tuple[Concept, int]] = {}
        self._renderings: dict[str, list[int]] = defaultdict(list)
        self._named: Counter[str] = Counter()
        self._lacking: Counter[str] = Counter()

    @property
    def length(self) -> int:
        """In units."""
        return len(self._views)

    def sources(self, index: int) -> Mapping[str, tuple[Concept, int]]:
        """By concept id, the concept and the unit that has its Chinese first: all that stand before unit `index`."""
        self._read_to(index)
        return self._sources

    def renderings(self, index: int | None = None) -> Mapping[str, Sequence[int]]:
        """By concept id, the units with a rendering, right or wrong: all that stand before unit `index`, or all."""
        self._read_to(inf if index is None else index)
        return self._renderings

    def share_lacking(self, concept_id: str) -> float:
        """Of the units that name a concept in Chinese, the share that has no rendering of it; one of these is left out.

        0 where no unit has one: then the English has another word for it all through, which is no variation.
        """
        self._read_to(inf)
        named, lacking = self._named[concept_id], self._lacking[concept_id]
        return 0.0 if lacking == named else max(0, lacking - 1) / named

    def _read_to(self, index: float) -> None:
        while self._read < len(self._views) and self._views[self._read].index < index:
            view = self._views[self._read]
            self._read += 1
            is_known = view.has_hits
            for hit in view.source_hits:
                self._sources.setdefault(hit.concept.id, (hit.concept, view.index))
            rendered = {hit.concept.id for hit in view.target_hits}
            for concept_id in rendered:
                self._renderings[concept_id].append(view.index)
            if view.is_pair:
                named = {hit.concept.id for hit in view.source_hits if not hit.embedded}
                self._named.update(named)
                self._lacking.update(named - rendered)
            if not is_known and len(self._views) > _KEPT:
                view.forget()
