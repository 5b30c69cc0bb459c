"""Places where English lacks a word: `the of`, `between and`, `Mr. ,`.

Owns the signs of a hole in a sentence. They are few and come up in good English now and then (`adhere to and develop`),
so they only tell which way something is to be decided that is suspected anyway.
"""

from __future__ import annotations

import re

_DETERMINER = "the|an?|every|its|their|our|his"
_PREPOSITION = "of|by|with|from|between|among|into|towards?|against|concerning|regarding|without|within|during"
# `called upon,` and `and so on,` are whole.
_PARTICLE = r"(?<!ed )(?<!so )on"
_FINITE = "is|are|was|were|has|have|had|would|shall|should|could"
_PAST = "held|met|took|began|came|went|gave|became"
# What begins with a word.
_WORDS = (
    # A determiner or a preposition without its noun.
    rf"({_DETERMINER})\s+(?!\1\b)(?:of|and|or|nor|by|for|with|to|from|in|on|at|as|into|that|which|who|whose|the|{_FINITE}|{_PAST})\b(?!-)",
    rf"(?<![(\d] )(?<!\()(?:{_DETERMINER})\s*[,.;:)”\n](?!\S*@)",
    rf"(?:{_DETERMINER})\s+\((?!\w\))",
    rf"(?:{_PREPOSITION})\s*(?:[.;:)]|,(?! (?:and|or|as|but)\b))",
    rf"{_PARTICLE}\s*[,;]",
    rf"(?:of|by|with|from|between|among|into|against)\s+(?:and|or|of|will|{_FINITE})\b(?!-)",
    r"(?:of|between|among|into|against)\s+(?:by|to|in|for|with|on)\b(?!-)",
    rf"(?:in|on|to|for|as)\s+(?:of|will|{_FINITE})\b(?!-)",
    r"(?:Mr|Ms|Mrs|Dr)\.\s*[,.;(]",
    # A conjunction without what it joins.
    r"(?:and|or|nor)\s*[.;:)]",
    r"and\s+(?:or|and)\b(?!-)",
)
# Two marks in a row, a sentence that begins with its verb.
_MARKS = (
    r"[,;:]\s*[,.;:]|\(\s*\)|(?:^|[.!?;]\s+)[,;:.)]",
    rf"(?:^|[.!?]\s+)(?:{_FINITE}|of)\b",
)
# Where no word begins, none is tried: twice as quick.
_GAP = re.compile(rf"\b(?:{'|'.join(_WORDS)})|{'|'.join(_MARKS)}", re.MULTILINE)


def has_gap(text: str) -> bool:
    """Whether a word seems to be lost somewhere in a text."""
    return _GAP.search(text) is not None
