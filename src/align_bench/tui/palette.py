"""The command palette: every action of the registry by its name, then what the application offers everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from textual.command import DiscoveryHit, Hit, Hits, Provider

from align_bench.tui.actions import ACTIONS, Action
from align_bench.tui.base import BenchApp


class Offer(NamedTuple):
    """What can be chosen."""

    title: str
    label: str
    description: str
    run: Callable[[], Any]


class ActionProvider(Provider):
    """Finds actions for the palette; one provider for all of them keeps their order."""

    async def discover(self) -> Hits:
        for each in self._offered():
            yield DiscoveryHit(each.title, each.run, text=each.label, help=each.description)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for each in self._offered():
            score = max(matcher.match(each.label), matcher.match(each.description))
            if score > 0:
                yield Hit(score, each.title, each.run, text=each.label, help=each.description)

    def _offered(self) -> Iterator[Offer]:
        do = getattr(self.screen, "action_do", None)
        if do is not None:
            actions = self.app.actions if isinstance(self.app, BenchApp) else ACTIONS
            for each in actions.values():
                yield Offer(_title(each), each.label, each.description, partial(do, each.id))
        for name, description, run, _ in self.app.get_system_commands(self.screen):
            yield Offer(name, name, description, run)


def _title(each: Action) -> str:
    return (f"{each.label} ({each.key_names})" if each.keys else each.label).replace("[", "\\[")
