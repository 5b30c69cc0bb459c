"""Clauses: the first and the last part of a sentence, as its punctuation cuts it.

Owns where a clause ends; knows nothing of grammar. What translators move across the end of a sentence is mostly its
first or last clause.
"""

from __future__ import annotations

import re
from functools import cache

from align_bench.text.scripts import Language

# Characters that a clause has at least: shorter ones (道：“, 'Well, ') tell nothing by themselves.
_LEAST = {"zh": 4, "en": 8}


@cache
def _ends(language: Language) -> re.Pattern[str]:
    if language == "zh":
        return re.compile("[，；：。！？…—]+[”」』’]*")
    # Commas in figures and colons in times have no space behind them.
    return re.compile(r"[,;:.!?—…]+['\"’”]*(?=\s|$)")


def outer_clauses(text: str, language: Language) -> tuple[str, str, str]:
    """The first clause, what stands between, and the last clause; all in the middle where there is only one."""
    least = _LEAST[language]
    cuts = [end for match in _ends(language).finditer(text) if least <= (end := match.end()) <= len(text) - least]
    return (text[: cuts[0]], text[cuts[0] : cuts[-1]], text[cuts[-1] :]) if cuts else ("", text, "")
