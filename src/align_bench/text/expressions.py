"""Regular expressions that a person types: what they find, and what they put in its place.

Owns that a wrong one is told in words, and that none runs away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from align_bench.errors import UsageError

# In seconds: what keeps a single text longer than this runs away.
_PATIENCE = 0.5


@dataclass(frozen=True, slots=True)
class Expression:
    """A regular expression, and what comes in the place of what it finds, with its groups put in."""

    pattern: regex.Pattern[str]
    by: str

    @classmethod
    def of(cls, find: str, by: str, *, whole_words: bool, match_case: bool) -> Expression:
        """UsageError where it is none."""
        try:
            # Alone first: within brackets a wrong one may be right, and its places would be others.
            pattern = regex.compile(find, 0 if match_case else regex.IGNORECASE)
            if whole_words:
                pattern = regex.compile(rf"(?<!\w)(?:{find})(?!\w)", pattern.flags)
        except regex.error as error:
            raise UsageError(f"not a regular expression: {error}", hint=r"\ makes a sign stand for itself") from None
        return cls(pattern, by)

    def replaced(self, text: str) -> Iterator[tuple[tuple[int, int], str]]:
        """Each place with what comes there; UsageError where that takes too long, or `by` asks for another group."""
        try:
            for match in self.pattern.finditer(text, timeout=_PATIENCE):
                yield match.span(), match.expand(self.by)
        except TimeoutError:
            raise UsageError("this expression takes too long", hint="say more exactly what stands there") from None
        except (IndexError, regex.error) as error:
            raise UsageError(f"replace by: {error}", hint=r"groups are \1, \2, ...; a backslash is \\") from None
