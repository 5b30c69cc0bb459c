"""The order of the pairs at the review screen: that of the document, or the least sure first.

Pairs do not move while they are worked on: how sure they are is looked at when the order is asked for.
"""

from __future__ import annotations

from align_bench.model.doubt import ranks
from align_bench.tui.screens.desk_seeking import SeekingDesk


class OrderingDesk(SeekingDesk):
    """What shows the pairs in another order; the document keeps its own."""

    def toggle_order(self) -> None:
        """The least sure first, or the order of the document; the current pair stays the current one."""
        if self.session is None:
            return
        self.shown.rank(None if self.shown.is_ranked else ranks(self.session.review.units))
        self._show_review()

    @property
    def viewed(self) -> str:
        order = "least sure first" if self.shown.is_ranked else ""
        return ", ".join(filter(None, (order, super().viewed)))
