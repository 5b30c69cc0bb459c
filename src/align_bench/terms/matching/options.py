"""The options of a term at a place of an English text: whether it is written there as it must be.

Owns what `exact` and `case-sensitive` mean; which words could be the term at all is the matcher's matter.
"""

from __future__ import annotations

import re

from align_bench.model.termbase import Term
from align_bench.terms.english import tokens

_HYPHENS = str.maketrans("‐‑", "--")
# Behind these, and behind a label like (a) or 12., a sentence begins; what it begins with has a capital.
_BEFORE_SENTENCE = re.compile(r"(?:^|[.!?:;…\n]|(?:^|\n)\s*\(?\w{1,4}\))[\s\"'“‘(\[]*$")
_REACH = 12
_ENDS = ".,;:"


def has_options(term: Term) -> bool:
    return term.is_exact or term.is_case_sensitive


def is_as_wished(term: Term, text: str, start: int, stop: int) -> bool:
    """Whether text[start:stop], which could be the term, is written as the term's options want it."""
    write = _as_written if term.is_exact else _singular_with_capitals
    found, wanted = write(text[start:stop]), write(term.text)
    if not term.is_case_sensitive or capitals_say_nothing(text, start, stop):
        return found.casefold() == wanted.casefold()
    return found == wanted or (begins_sentence(text, start) and found[:1].lower() + found[1:] == wanted)


def begins_sentence(text: str, start: int) -> bool:
    return _BEFORE_SENTENCE.search(text[max(0, start - _REACH) : start]) is not None


def capitals_say_nothing(text: str, start: int, stop: int) -> bool:
    """In a heading that is all capitals."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", stop)
    line = text[first : last if last >= 0 else len(text)]
    return line.isupper() and len(line) > stop - start


def _as_written(text: str) -> str:
    return " ".join(text.translate(_HYPHENS).split()).strip(_ENDS)


def _singular_with_capitals(text: str) -> str:
    """The keys of the words, joined, each letter a capital where it is written as one."""
    return "".join(
        "".join(
            letter.upper() if index < len(token.text) and token.text[index].isupper() else letter
            for index, letter in enumerate(token.key)
        )
        for token in tokens(text)
    )
