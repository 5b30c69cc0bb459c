"""English suggested by a machine-translation service, where a person has switched one on.

Owns which service it is, what is sent of a unit (its Chinese without the markers, and nothing else) and what is known
already: no text is sent twice.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Mapping
from importlib.metadata import entry_points

from align_bench.config import Preferences
from align_bench.errors import SettingsError
from align_bench.suggesters import Suggester
from align_bench.text.labels import split_marker

ENTRY_POINTS = "align_bench.suggesters"
KEY_VARIABLE = "ALIGN_BENCH_SUGGESTER_KEY"

_MOST_KEPT = 1000


class Suggestions:
    """What one service suggests, each text asked for once."""

    def __init__(self, suggester: Suggester) -> None:
        self._suggester = suggester
        self._known: OrderedDict[str, str] = OrderedDict()

    @property
    def host(self) -> str:
        return self._suggester.host

    def known(self, source: str) -> str | None:
        """The English that was suggested before; None where nobody has asked."""
        return self._known.get(source)

    async def suggest(self, source: str) -> str:
        """English for the Chinese of a unit, line by line; SuggestionError where the service has none."""
        found = self._known.get(source)
        if found is None:
            lines = [split_marker(line, "zh")[2] for line in source.split("\n")]
            found = "\n".join(await self._suggester.suggest(lines))
            self._known[source] = found
            if len(self._known) > _MOST_KEPT:
                self._known.popitem(last=False)
        return found

    async def close(self) -> None:
        await self._suggester.close()


def suggestions_of(preferences: Preferences, environment: Mapping[str, str] = os.environ) -> Suggestions | None:
    """The service that a person has switched on; None where there is none, as it is at first.

    SettingsError names the setting that is wrong, or what has to be installed.
    """
    name = preferences.suggester.strip()
    if not name:
        return None
    known = {entry.name: entry for entry in entry_points(group=ENTRY_POINTS)}
    if name not in known:
        raise SettingsError(
            f"suggester = {name!r} is unknown", hint=f"use one of {', '.join(sorted(known)) or 'those you install'}"
        )
    try:
        make = known[name].load()
        return Suggestions(make(preferences.suggester_url, environment.get(KEY_VARIABLE, "")))
    except ImportError as error:
        raise SettingsError(
            f"suggester = {name!r} cannot be loaded: {error}", hint="install it: pip install 'align-bench[suggest]'"
        ) from error
