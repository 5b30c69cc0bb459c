"""The texts of a pair as HTML, with the places of findings marked.

Owns what of a text is shown otherwise than it is: characters that cannot be seen, or that would turn the line round,
stand as their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from align_bench.formats.marking import Mark
from align_bench.model.finding import Severity

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A place to mark, for the finding with this number on the page."""

    number: int
    severity: Severity
    mark: Mark


def shown(text: str) -> str:
    """The text, safe inside elements and attributes' quotes."""
    return escape(_UNSEEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", text))


def painted(lines: Sequence[str], marks: Sequence[Marked]) -> str:
    """A paragraph for each line."""
    return "".join(
        f"<p>{_line(line, [marked for marked in marks if marked.mark.line == index])}</p>"
        for index, line in enumerate(lines)
    )


def _line(line: str, marks: Sequence[Marked]) -> str:
    """The line cut wherever a mark begins or ends, so that marks may overlap."""
    cuts = sorted({0, len(line), *(place for each in marks for place in (each.mark.start, each.mark.stop))})
    parts = []
    for start, stop in pairwise(cuts):
        over = [each for each in marks if each.mark.start <= start and stop <= each.mark.stop]
        parts.append(_piece(line[start:stop], over, [each for each in over if each.mark.stop == stop]))
    return "".join(parts)


def _piece(text: str, over: Sequence[Marked], ending: Sequence[Marked]) -> str:
    """A run of text under the same marks; where one ends, its number stands and leads to the finding."""
    if not over:
        return shown(text)
    gravest = max((each.severity for each in over), key=lambda severity: severity.rank)
    numbers = " ".join(str(each.number) for each in over)
    links = "".join(f'<a href="#f{n}" aria-label="finding {n}">{n}</a>' for n in (each.number for each in ending))
    note = f"<sup>{links}</sup>" if links else ""
    return f'<mark class="{gravest.value}" data-of="{numbers}">{shown(text)}</mark>{note}'
