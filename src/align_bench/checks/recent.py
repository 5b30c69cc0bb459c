"""Units of long documents: what is worked out for one is given up when many others have been looked at since.

Owns how much is remembered, so that no check has to know how long a document is.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cached_property

from align_bench.checks.context import CheckContext
from align_bench.checks.views import SideText, UnitView, Views

# Texts that are remembered, some 20 kB each. A check of single units looks to a few neighbours only.
_MOST = 1_000


class Recent:
    """The units of which something is remembered, those looked at first in front."""

    def __init__(self) -> None:
        self._views: deque[UnitView] = deque()

    def enter(self, view: UnitView) -> None:
        """Remember a unit, in the place of another."""
        self._views.append(view)
        if len(self._views) > _MOST:
            self._views.popleft().forget()


@dataclass(frozen=True, eq=False)
class RecentView(UnitView):
    """A unit that is remembered for a while. All that is worked out begins with one of its texts."""

    recent: Recent

    @cached_property
    def source(self) -> SideText:
        self.recent.enter(self)
        return super().source

    @cached_property
    def target(self) -> SideText:
        self.recent.enter(self)
        return super().target


def remembering_little(context: CheckContext) -> CheckContext:
    """The same context with views that are remembered for a while."""
    recent = Recent()
    views = (RecentView(view.document, view.index, view.unit, view.matcher, recent) for view in context.views)
    return CheckContext(context.termbase, context.matcher, Views(views), context.processes, context.task)
