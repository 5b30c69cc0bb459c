"""Two texts as one, word by word, with marks for what went and what came."""

from __future__ import annotations

from collections.abc import Iterator

from align_bench.text.tokens import word_runs
from align_bench.tui.widgets.marks import Mark


def difference(before: str, after: str) -> tuple[str, tuple[Mark, ...]]:
    """Both texts in one: what goes is marked `cut`, what comes `added`; a blank keeps two words apart."""
    text = ""
    marks = []
    for same, cut, added in _hunks(word_runs(before), word_runs(after)):
        text += same
        if cut:
            marks.append(Mark(len(text), len(text) + len(cut), "cut"))
            text += cut
        if added:
            # Two words would look like one where a terminal strikes nothing out.
            text += " " if cut[-1:].isalnum() and added[0].isalnum() else ""
            marks.append(Mark(len(text), len(text) + len(added), "added"))
            text += added
    return text, tuple(marks)


def _hunks(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    """(what is the same, what went behind it, what came); hunks between which there is only a blank are one."""
    from rapidfuzz.distance import Levenshtein

    same = cut = added = ""
    for step in Levenshtein.opcodes(old, new):
        went, came = "".join(old[step.src_start : step.src_end]), "".join(new[step.dest_start : step.dest_end])
        is_blank_between = (cut or added) and not came.strip() and step.dest_end < len(new)
        if step.tag != "equal" or is_blank_between:
            cut, added = cut + went, added + came
        else:
            yield same, cut, added
            same, cut, added = came, "", ""
    yield same, cut, added
