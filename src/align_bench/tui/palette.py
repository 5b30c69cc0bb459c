"""The command palette: every action of the registry by its name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider

from align_bench.tui.actions import ACTIONS, Action
from align_bench.tui.base import BenchApp


class ActionProvider(Provider):
    """Finds actions for the palette."""

    async def discover(self) -> Hits:
        for each, run in self._offered():
            yield DiscoveryHit(_title(each), run, text=each.label, help=each.description)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for each, run in self._offered():
            score = max(matcher.match(each.label), matcher.match(each.description))
            if score > 0:
                yield Hit(score, _title(each), run, text=each.label, help=each.description)

    def _offered(self) -> list[tuple[Action, Callable[[], Any]]]:
        do = getattr(self.screen, "action_do", None)
        actions = self.app.actions if isinstance(self.app, BenchApp) else ACTIONS
        return [] if do is None else [(each, partial(do, each.id)) for each in actions.values()]


def _title(each: Action) -> str:
    return (f"{each.label} ({each.key_names})" if each.keys else each.label).replace("[", "\\[")
