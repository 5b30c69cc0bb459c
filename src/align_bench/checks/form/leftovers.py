"""What does not belong in a finished text: invisible and broken characters, mark-up, letters of another alphabet.

In the Chinese as well: half-width marks among full-width ones. What the eye takes for right is right only for the eye.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from align_bench.checks.context import CheckContext
from align_bench.checks.registry import Report, check, project_check
from align_bench.checks.views import UnitView
from align_bench.model.finding import Severity
from align_bench.text.scripts import HAN

# Joiners, marks of direction, soft hyphens, byte order marks, controls, the replacement character, private use.
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffc\ufffd\ue000-\uf8ff\x00-\x08\x0b-\x1f\x7f-\x9f]+"
)
_NAMES = {
    "\u00ad": "a soft hyphen", "\u200b": "a space of no width", "\ufeff": "a byte order mark",
    "\ufffd": "a broken character", "\ufffc": "a placeholder for an object",
}  # fmt: skip
# UTF-8 read as Windows-1252: `â€™` for ’, `Ã©` for é.
_MISREAD = re.compile("â€[\u0080-\u00bf™œ\u201c\u201d˜¢“”¦]?|Ã[\u0080-\u00bf©¨¤¶¼§±³¡º]|Â(?=[\u00a0-\u00bf])")
# A word that holds letters of two alphabets: СТBТО.
_WORD = re.compile(r"[^\W\d_]{2,}")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LOOKALIKE = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MARKUP = re.compile(
    r"&(?:[a-z]{2,8}|#\d{2,5}|#x[0-9a-f]{2,5});|</?[a-z][a-z0-9]{0,9}(?:\s[^<>]{0,80})?/?>|\\[nt](?![a-z])|\{\\?\w*\}",
    re.IGNORECASE,
)
_MAY_BE_MARKUP = re.compile(r"[&<\\{]")
_HALF_WIDTH = re.compile(rf"(?<=[{HAN}])[,;:?!](?=[{HAN}])|(?<=[{HAN}])\.(?=[{HAN}]|$)")
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}


@check("odd-character", family="form")
def odd_character(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """An invisible, broken or misread character stands in the English, or a letter of another alphabet in a word.

    Example: "the â€œTreaty", a Cyrillic С in "CTBT".
    """
    text = view.target.text
    if not _NOT_ASCII.search(text) and text.isprintable():
        return
    for match in _INVISIBLE.finditer(text):
        character = match.group()[0]
        name = _NAMES.get(character, f"the character U+{ord(character):04X}, which cannot be seen,")
        yield Report(view, f"{name} in the English", target=match.span())
    for match in _MISREAD.finditer(text):
        yield Report(view, f"{match.group()!r} looks like a character read in a wrong encoding", target=match.span())
    for match in _WORD.finditer(text) if _LOOKALIKE.search(text) else ():
        strange = _LOOKALIKE.search(match.group())
        if strange and _LATIN.search(match.group()):
            what = "Cyrillic" if strange.group() >= "\u0400" else "Greek"
            yield Report(view, f"{match.group()} has a {what} letter among Latin ones", target=match.span())


@check("leftover-markup", family="form")
def leftover_markup(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """A tag, an entity or an escape that the Chinese does not have stands in the English.

    Example: "peace &amp; security", "<b>peace".
    """
    if not _MAY_BE_MARKUP.search(view.target.text):
        return
    for match in _MARKUP.finditer(view.target.text):
        if match.group() not in view.source.text:
            yield Report(view, f"{match.group()!r} is left of mark-up", target=match.span())


@project_check("half-width-punctuation", family="form", severity=Severity.HINT)
def half_width(context: CheckContext) -> Iterator[Report]:
    """A half-width mark stands between Chinese characters, in a document that otherwise has the full-width one.

    Example: 和平,与安全.
    """
    usual: dict[str, Counter[str]] = {}
    for view in context.views:
        counts = usual.setdefault(view.document, Counter())
        for full in _FULL.values():
            counts[full] += view.source.text.count(full)
        counts.update(_HALF_WIDTH.findall(view.source.text))
    for view in context.views:
        for match in _HALF_WIDTH.finditer(view.source.text):
            mark = match.group()
            if usual[view.document][_FULL[mark]] > usual[view.document][mark]:
                yield Report(view, f"half-width {mark!r} in the Chinese", source=match.span(), expected=_FULL[mark])
