"""The documents of a run: the units around one, and what each document has named and rendered before it.

Owns what a document as a whole tells about one of its units; which terms stand in a unit is `views`. Judges nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cached_property

from align_bench.checks.mentions import Mentions
from align_bench.checks.views import UnitView, Views
from align_bench.model.termbase import Concept

# A term in so many units of a document, and in such a share of them, is an actor or the matter of all of it.
_STAPLE = 4
_STAPLE_SHARE = 0.2


class Documents:
    """All units of all documents."""

    views: Views

    def before(self, view: UnitView, count: int) -> Sequence[UnitView]:
        """Up to `count` units of the same document that stand before this one, nearest last."""
        earlier = self.views[max(0, view.index - count) : view.index]
        return [other for other in earlier if other.document == view.document]

    def around(self, view: UnitView, count: int) -> tuple[Sequence[UnitView], Sequence[UnitView]]:
        """Up to `count` units of the same document before this one, and as many behind it."""
        later = self.views[view.index + 1 : view.index + 1 + count]
        return self.before(view, count), [other for other in later if other.document == view.document]

    def awaits_english(self, view: UnitView) -> bool:
        """Whether the translation comes to a unit only later: nothing behind it in its document has English yet.

        A document with English that was imported is translated, to its end; what is typed here begins at the top.
        """
        return view.index >= self._translated.get(view.document, 0)

    @cached_property
    def _translated(self) -> dict[str, int]:
        """Up to which place the documents are translated."""
        places: dict[str, int] = {}
        for view in self.views:
            if view.target.text.strip():
                place = len(self.views) if any(view.unit.target_numbers) else view.index + 1
                places[view.document] = max(place, places.get(view.document, 0))
        return places

    def was_rendered_before(self, view: UnitView, concept: Concept) -> bool:
        """Whether a rendering of the concept, right or wrong, stands in an earlier unit of the document."""
        units = self._mentioned(view.document).renderings(view.index).get(concept.id)
        return units is not None and units[0] < view.index

    def is_everywhere(self, document: str, concept: Concept) -> bool:
        """Whether so many units of a document name the concept that it is one of those the document is about."""
        mentions = self._mentioned(document)
        return len(mentions.renderings().get(concept.id, ())) >= max(_STAPLE, _STAPLE_SHARE * mentions.length)

    def share_varied(self, view: UnitView, concept: Concept) -> float:
        """Of the other units of a document that name a concept, the share whose English does without its renderings."""
        return self._mentioned(view.document).share_lacking(concept.id)

    def shortened(self, view: UnitView, among: Collection[str]) -> tuple[Concept, ...]:
        """Concepts named before in the document that the unit may mean by their last word (照会 for 普通照会).

        `among`: the ids of those that are asked for.
        """
        named = self._mentioned(view.document).sources(view.index)
        known = (named[concept_id] for concept_id in sorted(among) if concept_id in named)
        concepts = [concept for concept, first in known if first < view.index]
        if not concepts:
            return ()
        text, free, reached = view.source.text, "", 0
        for hit in view.source_hits:
            free += text[reached : hit.start]
            reached = max(reached, hit.stop)
        free += text[reached:]
        return tuple(
            concept for concept in concepts if any(len(term) > 3 and term[-2:] in free for term in concept.source_terms)
        )

    def note(self, view: UnitView) -> None:
        """Keep what later units of its document ask of a unit, before what is worked out for it is forgotten."""
        self._mentioned(view.document).sources(view.index + 1)

    def _mentioned(self, document: str) -> Mentions:
        return self._mentions.get(document) or Mentions(())

    @cached_property
    def _mentions(self) -> dict[str, Mentions]:
        """The first mentions of each document."""
        of_documents: dict[str, list[UnitView]] = defaultdict(list)
        for view in self.views:
            of_documents[view.document].append(view)
        return {document: Mentions(views) for document, views in of_documents.items()}
