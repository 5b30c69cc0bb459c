"""Machine-translation services that suggest English, a module for each; loaded only when one is switched on.

Owns what a suggester is. Others bring their own by an entry point of the group `align_bench.suggesters`: a callable
that takes the address of the service and a key (either may be empty) and gives a `Suggester`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Suggester(Protocol):
    """A service that text is sent to."""

    @property
    def host(self) -> str:
        """Where text goes, as it is told to the reviewer."""

    async def suggest(self, lines: Sequence[str]) -> tuple[str, ...]:
        """English for each Chinese line; SuggestionError where there is none. May be cancelled at any time."""

    async def close(self) -> None:
        """Let go of connections."""
