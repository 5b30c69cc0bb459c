"""Search patterns: a text as a person types it, found however it is printed.

Owns which differences do not count: capitals, width, the form of quotes and dashes, how much white space there is and,
in Chinese, whether there is any.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from align_bench.text.folding import fold
from align_bench.text.scripts import is_han

# Printable ASCII and its full-width forms, and what folding makes one of.
_VARIANTS = (
    "".join(map(chr, range(0x21, 0x7F)))
    + "".join(map(chr, range(0xFF01, 0xFF5F)))
    + "“”„‟〝〞‘’‚‛‐‑‒–—―−﹣・•‧·〈〉《》"
)


@lru_cache(maxsize=256)
def search_pattern(text: str) -> re.Pattern[str] | None:
    """What finds the text in texts as they are; None where there is nothing to look for."""
    characters = fold(text).split()
    if not characters:
        return None
    return re.compile("".join(_parts(" ".join(characters))))


def _parts(text: str) -> list[str]:
    variants = _variants()
    parts = []
    for character, following in pairwise(f"{text}\n"):
        if character == " ":
            parts.append(r"\s+")
            continue
        capital = character.upper()
        forms = variants.get(character, character + capital if len(capital) == 1 else character)
        parts.append(f"[{re.escape(forms)}]" if len(forms) > 1 else re.escape(forms))
        # Lines of Chinese end anywhere.
        if is_han(character) and is_han(following):
            parts.append(r"\s*")
    return parts


@lru_cache(maxsize=1)
def _variants() -> dict[str, str]:
    """For each folded character, all that fold to it: named one by one, they are found faster than by ignoring case."""
    found: dict[str, str] = {}
    for character in _VARIANTS:
        found[fold(character)] = found.get(fold(character), "") + character
    return found
