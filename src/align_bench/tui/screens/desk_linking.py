"""Linking texts at the review screen: the English of one pair is taken in hand and put to the Chinese of another.

Owns what is in hand; what becomes of both pairs is decided in `model.linking`.
"""

from __future__ import annotations

from align_bench.model.edits import Edit
from align_bench.model.linking import link_units
from align_bench.model.unit import Unit
from align_bench.text import cells
from align_bench.tui.screens.desk_keeping import kept_keys
from align_bench.tui.screens.desk_pairing import PairingDesk
from align_bench.tui.widgets.search_bar import SearchBar


class LinkingDesk(PairingDesk):
    """What pairs texts that stand apart."""

    _in_hand: Unit | None = None
    """Whose English is to be linked."""

    @property
    def viewed(self) -> str:
        """Tells what is in hand before how the pairs are shown."""
        taken = "" if self._in_hand is None else f"English of {self._place_name(self._in_hand)} in hand"
        return ", ".join(filter(None, (taken, super().viewed)))

    def link(self) -> None:
        """Take the English of the current pair in hand, or put what is in hand to its Chinese."""
        unit, english = self.view.unit, self._in_hand
        if unit is None or self.session is None:
            return
        if english is None:
            self._take(unit)
        elif english.id == unit.id:
            self._lay_back()
        elif self._has_kept(english):
            self.say(f"first accept or drop what is typed for {self._place_name(english)}")
        else:
            review = self.session.review
            if self.apply(lambda stamp: link_units(review, unit.id, english.id, stamp)):
                self._in_hand = None
                self.say("linked; u takes it back")

    def back(self) -> None:
        """Lay back what is in hand, once nothing else is open."""
        if self._in_hand is None or self.is_writing or self.query_one(SearchBar).display:
            super().back()
        else:
            self._lay_back()

    def _take(self, unit: Unit) -> None:
        if unit.target:
            self._in_hand = unit
            self.say("go to the Chinese that this English belongs to and press the key again; esc leaves it here")
        else:
            self.say("this pair has no English to take: begin at the English")

    def _lay_back(self) -> None:
        self._in_hand = None
        self.say("the English stays where it is")

    def _follow(self, edit: Edit) -> None:
        super()._follow(edit)
        if (
            self._in_hand is not None
            and self.session is not None
            and self.session.review.unit(self._in_hand.id) is None
        ):
            self._in_hand = None

    def _has_kept(self, unit: Unit) -> bool:
        return self._drafts is not None and not self._drafts.texts.keys().isdisjoint(kept_keys(unit))

    def _place_name(self, unit: Unit) -> str:
        """What a pair is called where room is short."""
        place = None if self.session is None else self.session.review.units.place(unit.id)
        return cells.shown(unit.label) or f"#{(place or 0) + 1}"
