"""How sentences and paragraphs of the English begin and end, beside the Chinese and beside their neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from align_bench.checks.context import CheckContext
from align_bench.checks.registry import Report, check, project_check
from align_bench.checks.views import UnitView
from align_bench.model.finding import Severity
from align_bench.text.labels import label_places

# Behind the last mark: quotes, brackets, a number or sign that refers to a note.
_CLOSING = re.compile(r"""[\s"'”’』」）)\]》】]*(?:[¹²³⁰-⁹*†]+|\[\d+\]|(?<=[.。])\d{1,3})?[\s"'”’』」）)\]]*$""")
# What it ends with, besides blanks and digits.
_CLOSERS = frozenset("\"'”’』」）)]】》¹²³⁰ⁱ⁴⁵⁶⁷⁸⁹*†")
# What closes a text is no longer.
_TAIL = 12
_ENDS = {"。": ".", "！": "!", "？": "?", ".": ".", "!": "!", "?": "?"}
# A full stop behind an address may be taken for a part of it.
_ENDS_IN_ADDRESS = re.compile(r"(?:://|www\.|@)\S*$")
_OPEN_ENDS = (",", ";", ":", "—", "–", "-", "…", "/")
_ABBREVIATIONS = (
    "etc|Inc|Ltd|Co|Corp|Jr|Sr|No|Nos|vol|ed|et al|p\\.m|a\\.m|U\\.S|U\\.N|approx|incl|Dr|Mr|Ms|Mrs|St|Rev|Add|Corr"
)
_ABBREVIATION = re.compile(rf"(?:\b(?:{_ABBREVIATIONS})|\b[A-Z]|\.\.)\.$")
# Fewer words than this are a heading or an entry of a table in either language.
_SENTENCE = 5
_BEGINS_SMALL = re.compile(r"[\"'“‘(\[]*([a-z][a-z]+)(?![\w@/]|[.-]\w)")
_BEGINS_CAPITAL = re.compile(r"[\"'“‘(\[]*[A-Z][a-z]*")
# A sentence that ends, and a word of ordinary length in small letters; not behind an abbreviation.
_SMALL_SENTENCE = re.compile(r"[.][”’)]? (?P<word>[a-z]{2,})\b(?![./@-])")
_WHOLE_WORD = re.compile(r"(?:[a-z]{4}|[a-z][)”]|\d\d)$")
_SHORTENED = re.compile(
    r"\b(?:approx|resp|incl|excl|paras?|arts?|vols?|etc|seq|cont|dept|univ|prof|cert|corr|encl|figs?|sect|chap|ibid"
    r"|i\.e|e\.g|viz|misc|intl|govt|natl|admin)$",
    re.IGNORECASE,
)
_LEAST_SIBLINGS = 2
_MOST_ODD = 0.34


@check("sentence-end", family="form")
def sentence_end(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """The Chinese ends with a full stop, question or exclamation mark, and the English with none.

    A hint where one of them asks and the other does not, and where only the English ends like a sentence.

    Example: 会议结束。, "The meeting closed".
    """
    if not view.is_pair or len(view.source.starts) != len(view.target.starts):
        return
    for source, target, start in zip(
        view.source.text.split("\n"), view.target.text.split("\n"), view.target.starts, strict=True
    ):
        ours, theirs = _without_closing(source), _without_closing(target)
        if not ours or not theirs:
            continue
        message, severity = _compared(ours, theirs, source, target)
        if message:
            end = start + len(theirs)
            yield Report(view, message, target=(end - 1, end), expected=_ENDS.get(ours[-1], ""), severity=severity)


def _without_closing(text: str) -> str:
    """The text up to its last mark or word."""
    if not text or (text[-1] not in _CLOSERS and not text[-1].isspace() and not text[-1].isdigit()):
        return text
    tail = text[-_TAIL:]
    return text[: len(text) - len(tail)] + _CLOSING.sub("", tail)


def _compared(ours: str, theirs: str, source: str, target: str) -> tuple[str, Severity | None]:
    """What is said of two ends, and how grave it is."""
    end, other = _ENDS.get(ours[-1], ""), theirs[-1] if theirs[-1] in ".!?" else ""
    # What stands behind the last blank is enough, and most texts are long.
    if end and not other and not _ENDS_IN_ADDRESS.search(theirs, theirs.rfind(" ") + 1):
        if theirs.endswith(_OPEN_ENDS) or not (theirs[-1].isalnum() or theirs[-1] == "%"):
            return "", None
        severity = None if len(target.split()) >= _SENTENCE and "……" not in ours[-3:] else Severity.HINT
        return f"no {end!r} at the end, as in the Chinese", severity
    asked = "?" in target, "？" in source or "?" in source
    if end and other and "?" in (end, other) and asked[0] != asked[1]:
        return f"{other!r} at the end, {ours[-1]!r} in the Chinese", Severity.HINT
    if end or other != "." or not (ours[-1].isalnum() or ours[-1] == "》"):
        return "", None
    if len(target.split()) >= _SENTENCE and not _ABBREVIATION.search(theirs):
        return "a full stop at the end, where the Chinese has no mark", Severity.HINT
    return "", None


@check("small-sentence", family="form")
def small_sentence(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """A sentence begins with a small letter.

    Example: "The meeting closed. it was".
    """
    for match in _SMALL_SENTENCE.finditer(view.target.text):
        before = view.target.text[max(0, match.start() - 8) : match.start()]
        if _WHOLE_WORD.search(before) and not _SHORTENED.search(before):
            word = match["word"]
            yield Report(view, f"{word!r} begins a sentence", target=match.span("word"), expected=word.capitalize())


@project_check("label-case", family="form")
def label_case(context: CheckContext) -> Iterator[Report]:
    """Behind its number or letter a paragraph begins with a small letter, the others of its list with a capital.

    Or the other way round, as a hint: capitals belong to names.

    Example: (a) Conduct …; (b) Ensure …; "(c) consider …".
    """
    for _, group in groupby(context.views, key=lambda view: view.document):
        for siblings in _lists(group):
            small = [entry for entry in siblings if _BEGINS_SMALL.match(_text(entry))]
            capital = [entry for entry in siblings if _BEGINS_CAPITAL.match(_text(entry))]
            odd, usual = (small, capital) if len(small) <= len(capital) else (capital, small)
            if len(usual) < _LEAST_SIBLINGS or len(odd) > _MOST_ODD * len(siblings):
                continue
            for view, start in odd:
                word = view.target.text[start:].split(maxsplit=1)[0]
                if odd is capital and _is_name(word):
                    continue
                what = ("a small letter", "a capital") if odd is small else ("a capital", "a small letter")
                place = (start, start + len(word))
                message = f"begins with {what[0]}, the others of its list with {what[1]}"
                yield Report(view, message, target=place, severity=None if odd is small else Severity.HINT)


_Entry = tuple[UnitView, int]
"""A paragraph of the English by its unit and its beginning in the text of the unit."""


def _is_name(word: str) -> bool:
    return word.strip("“”\"'(").isupper() or len(word) < _LEAST_SIBLINGS


def _text(entry: _Entry) -> str:
    view, start = entry
    return view.target.text[start : start + 80]


def _lists(views: Iterator[UnitView]) -> Iterator[Sequence[_Entry]]:
    """The paragraphs of the English that are numbered in a row in one way, list by list."""
    open_lists: dict[str, tuple[list[_Entry], int]] = {}
    for view in views:
        # A unit without English has a beginning and no label.
        for start, label in zip(view.target.starts, view.target.labels, strict=False):
            if not label:
                continue
            # `(i)` is the ninth letter behind (h), else the first Roman number.
            places = label_places(label)
            going_on = [
                (look, place) for look, place in places if look in open_lists and open_lists[look][1] == place - 1
            ]
            look, place = (going_on or sorted(places, key=lambda entry: entry[1]))[0]
            entries = open_lists[look][0] if going_on else []
            if not going_on and look in open_lists:
                yield open_lists[look][0]
            entries.append((view, start))
            open_lists[look] = (entries, place)
    for entries, _ in open_lists.values():
        yield entries
