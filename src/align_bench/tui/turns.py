"""What is typed acts in turn: each key on what the one before it has opened.

Slow links, and programs that type for somebody, bring several keys in one packet. Textual hands all of them to what
has the focus when they come, before the first one has done anything. Owns the keys that wait for their turn.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from typing import Any, TypeVar

from textual import events
from textual.app import App, ScreenError
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

Goal = TypeVar("Goal")

_PATIENCE = 1.0
"""Seconds after which the next key acts anyway: something may have gone away with a message that is waited for."""

_STEADY = 2
"""So many rounds that change neither screen nor focus; what a key sets off may need one round to begin."""


class TakesTurns(App[Goal]):
    """An application in which a key waits until the one before it is through; text goes into a text area at once."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[events.Event] = deque()
        self._turn: asyncio.Task[None] | None = None
        """Ends when the last key is through."""

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
        elif self._turn is not None:
            self._waiting.append(event)
        else:
            await self._act(event)

    async def _act(self, event: events.Event) -> None:
        first, *later = _as_typed(event) if self._is_left_by_escape() else (event,)
        self._waiting.extendleft(reversed(later))
        is_text = _is_text(first) and isinstance(self.focused, TextArea)
        await super().on_event(first)
        if not is_text:
            self._turn = asyncio.create_task(self._end_turn())

    def _is_left_by_escape(self) -> bool:
        """Whether escape ends what has the keys: a text, or a box in which nothing else means a letter with alt."""
        return isinstance(self.focused, (Input, TextArea)) or isinstance(self.screen, ModalScreen)

    async def _end_turn(self) -> None:
        with suppress(TimeoutError, ScreenError):
            async with asyncio.timeout(_PATIENCE):
                await self._steady()
        self.call_later(self._next_turn)

    async def _next_turn(self) -> None:
        self._turn = None
        while self._waiting and self._turn is None:
            await self._act(self._waiting.popleft())

    async def _steady(self) -> None:
        """Wait until what was set off is through, and screen and focus stay."""
        seen, rounds = self._place(), 0
        while rounds < _STEADY:
            await self._round()
            now = self._place()
            seen, rounds = now, rounds + 1 if now == seen else 0

    async def _round(self) -> None:
        """Wait for the messages of all that a key passes, from what has the focus up to the application."""
        for node in (*(self.focused or self.screen).ancestors_with_self, self):
            through = asyncio.Event()
            if node.call_later(through.set):
                await through.wait()

    def _place(self) -> tuple[Any, Any]:
        return self.screen, self.focused


def _as_typed(event: events.Event) -> tuple[events.Event, ...]:
    """Escape and a letter soon behind it look like the letter with alt, which Textual would put into the text."""
    if not isinstance(event, events.Key):
        return (event,)
    if not event.key.startswith("alt+") or not event.is_printable:
        return (event,)
    return events.Key("escape", "\x1b"), events.Key(event.key.removeprefix("alt+"), event.character)


def _is_text(event: events.Event) -> bool:
    """Whether it opens nothing in a text area; in a line, a list may come of it."""
    return isinstance(event, events.Paste) or (isinstance(event, events.Key) and event.is_printable)
