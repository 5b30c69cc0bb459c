"""Evidence: what speaks for and against a paragraph's end between two printed lines.

Owns the reasons and their weights, each on its own; the sum of weights decides, in `text.unwrap`.  A positive weight
speaks for a new paragraph.  The weights are judgements, set by hand: a sure sign (5) outweighs two likely ones (2),
and what cannot be (8) outweighs everything.  They were tried on extracted documents with any one sign taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from align_bench.text.kinds import begins_note, is_article, is_date, is_standing_heading
from align_bench.text.labels import label_places, split_marker
from align_bench.text.lines import Layout, Line, ends_in_comma, ends_sentence, first_unit
from align_bench.text.scripts import Language, line_width

_NEVER_FIRST = tuple("，。、；：！？）》〉”’」』…％,;!?)]}·")
_NEVER_LAST = tuple("（《〈“‘「『([{第和与及或的在、·")
_SMALL_WORDS = re.compile(
    r"(?:^|\s)(?:the|a|an|of|and|or|to|in|on|for|by|with|from|at|as|that|which|its|their|no\.|nos\.|paras?\.|arts?\.|"
    r"articles?|paragraphs?|sections?|resolutions?|chapters?|annex|pp?\.)$",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"[年月日号届个枚名](?![别人称])|人次|多[年个名人]|[万亿][人元美吨]")
_TURN = re.compile(r"(?:[问答]|Q|A|Question|Answer)\s?\d{0,3}\s?[:：]")
_OPEN_CLOSE = {"《": "》", "（": "）", "(": ")", "[": "]", "「": "」"}


@dataclass(frozen=True, slots=True)
class Sign:
    """One reason for (positive weight) or against a new paragraph."""

    weight: float
    reason: str


@dataclass(slots=True)
class Progress:
    """What is known of the text above the place in question."""

    layout: Layout
    series: dict[str, int] = field(default_factory=dict)
    """The last label of each series: `1#.` at 12, `a(#)` at 3."""

    text: str = ""
    """The paragraph so far, unjoined: for open brackets."""

    indent: int | None = None
    """The indent of the paragraph's second line."""

    is_first_line: bool = True
    """Whether the paragraph so far is one line."""

    hanging: int | None = None
    """The column where the text behind the paragraph's label begins."""


def signs(above: Line, below: Line, progress: Progress, *, at_page_edge: bool) -> Iterator[Sign]:
    """Every sign between two neighbouring lines of text (noise between them left out)."""
    layout = progress.layout
    yield from _impossible(above, below, layout)
    if not layout.full:
        yield Sign(4, "lines are not wrapped in this text")
        return
    yield from _ending(above, below, layout)
    yield from _gap(below, layout, at_page_edge=at_page_edge)
    yield from _indent(above, below, progress, at_page_edge=at_page_edge)
    yield from _label(above, below, progress)
    yield from _shape(above, below, progress)


def _impossible(above: Line, below: Line, layout: Layout) -> Iterator[Sign]:
    language = layout.language
    if is_article(above.text, language) and marker_of(below.text, language):
        yield Sign(8, f"{above.text} stands above the items of its text")
    elif is_bare_marker(above.text, language):
        yield Sign(-8, f"the label {above.text} stands alone and needs a text")
    if below.text.startswith(_NEVER_FIRST) and not below.text.startswith(("……", "...")):
        yield Sign(-8, f"no paragraph begins with {below.text[0]}")
    if above.text[-1].isdecimal() and _COUNTS.match(below.text) and above.reach >= 0.6 * layout.full > 0:
        yield Sign(-5, f"the figure at the line's end goes on with {below.text[0]}")


def _ending(above: Line, below: Line, layout: Layout) -> Iterator[Sign]:
    ended = ends_sentence(above.text)
    if layout.has_trailing_spaces:
        if above.has_trailing_space:
            yield Sign(5, "a space behind the line, as at every paragraph's end in this text")
        else:
            yield Sign(-5, "no space behind the line, as inside paragraphs of this text")
    size = _size(above, below, layout, ended=ended)
    yield size
    if ended:
        yield Sign(1.5 if size.weight > 0 else 0.5, f"it ends with {above.text[-1]}")
    elif ends_in_comma(above.text):
        yield Sign(-2.5, "it ends with a comma")
    else:
        yield Sign(-2, "its sentence is not finished")
    if above.text.endswith(_NEVER_LAST) or (layout.language == "en" and _SMALL_WORDS.search(above.text)):
        yield Sign(-3, f"no paragraph ends with {above.text.split()[-1][-12:]}")


def _size(above: Line, below: Line, layout: Layout, *, ended: bool) -> Sign:
    """Whether the line was broken because it was full."""
    if layout.limit:
        if above.reach + first_unit(below.text, layout.language) > layout.limit:
            return Sign(-2, f"the line is full ({above.reach} of {layout.limit} cells)")
        return Sign(4.5, f"the next word would have fitted behind the line ({above.reach} of {layout.limit} cells)")
    missing = layout.full - above.reach
    size = f"{above.reach} of {layout.full} cells"
    if missing <= layout.tail:
        return Sign(-2, f"the line is full ({size})")
    if above.reach < 0.5 * layout.full:
        return Sign(4, f"the line is short ({size})")
    if missing > 0.32 * layout.full or ended:
        return Sign(3, f"the line is not full ({size})")
    return Sign(0.5, f"the line is not quite full ({size})")


def _gap(below: Line, layout: Layout, *, at_page_edge: bool) -> Iterator[Sign]:
    if below.blank_before > layout.blank_lines:
        if at_page_edge:
            yield Sign(1, "blank lines, but a page ends here")
        elif layout.blank_lines_part:
            yield Sign(8, "a blank line, as between all paragraphs of this text")
        elif layout.blank_lines:
            yield Sign(4, "more blank lines than between other lines")
        else:
            yield Sign(4, "a blank line")
    elif layout.separates_by_blank:
        yield Sign(-1, "no blank line")


def _indent(above: Line, below: Line, progress: Progress, *, at_page_edge: bool) -> Iterator[Sign]:
    if below.indent and below.indent in (progress.indent, progress.hanging):
        yield Sign(-1.5, "indented like the line above it")
        return
    usual = progress.layout.indent if progress.indent is None else progress.indent
    deeper = below.indent - usual
    if deeper > 0:
        if at_page_edge and deeper == 1:
            yield Sign(0.5, "one space in front, which a page break may have left")
        elif progress.layout.indents_part:
            # One space is what a page break leaves as well.
            yield Sign(5 if deeper > 1 else 3, "the next line is indented, as first lines are in this text")
        else:
            yield Sign(2.5 if deeper < 4 else 3, "the next line is indented")
    elif _follows_first_line(above, progress) and deeper <= 0 and not marker_of(below.text, progress.layout.language):
        yield Sign(-2.5, "the line is a first line by its indent and the next is not")
    elif deeper < 0:
        yield Sign(1.5, "the next line is less indented")


def _follows_first_line(above: Line, progress: Progress) -> bool:
    """Whether the line above begins its paragraph by its indent, and is long enough to go on."""
    layout = progress.layout
    return progress.is_first_line and above.indent > layout.indent and above.reach >= 0.5 * layout.full


def _label(above: Line, below: Line, progress: Progress) -> Iterator[Sign]:
    language = progress.layout.language
    marker = marker_of(below.text, language)
    if not marker:
        return
    places = label_places(marker)
    loose = ends_sentence(above.text) or above.reach < progress.layout.full - progress.layout.tail
    if not places:
        yield Sign(3 if loose else 1, f"a bullet {marker}")
        return
    match standing(places, progress.series):
        case "continues":
            yield Sign(5, f"label {marker} continues the numbering")
        case "begins":
            yield Sign(4 if loose else 2, f"label {marker} begins a numbering")
        case "jumps":
            yield Sign(2.5 if loose else 0, f"label {marker} stands near the last one")
        case "first":
            yield Sign(2.5 if loose else 0, f"label {marker} is the first of its kind")
        case _:
            yield Sign(0, f"{marker} looks like a label and continues nothing")


def _shape(above: Line, below: Line, progress: Progress) -> Iterator[Sign]:
    layout = progress.layout
    for line, where in ((above, "this"), (below, "the next")):
        if is_standing_heading(line.text, layout.language):
            yield Sign(5, f"{where} line is a heading by its words")
        elif is_date(line.text, layout.language):
            yield Sign(3, f"{where} line is a date by itself")
    if ends_sentence(above.text) and not ends_sentence(below.text) and below.reach < 0.6 * layout.full:
        yield Sign(2, "the next line is short and no sentence")
    if begins_note(below.text):
        yield Sign(3, "the next line begins a note")
    elif _TURN.match(below.text):
        yield Sign(3, "the next line begins a question or answer")
    open_bracket = _open_bracket(progress.text)
    if open_bracket:
        yield Sign(-2.5, f"{open_bracket} is still open")
    if layout.language == "en" and below.text[0].islower():
        yield Sign(-3, "the next line begins with a small letter")


def marker_of(text: str, language: Language) -> str:
    """The marker a line begins with, also where it stands alone on its line."""
    return text if is_bare_marker(text, language) else split_marker(text, language)[0]


def is_bare_marker(text: str, language: Language) -> bool:
    """Whether the line is nothing but a label: `12.`, `(a)`."""
    if len(text) > 12:
        return False
    marker, label, _ = split_marker(f"{text} 文" if language == "zh" else f"{text} Text", language)
    return label is not None and marker == text


def standing(places: tuple[tuple[str, int], ...], series: Mapping[str, int]) -> str:
    """How a label stands to the ones before: it continues, begins, repeats or jumps, is the first, or is far off."""
    found = "far"
    for look, value in places:
        last = series.get(look)
        if last is not None and value == last + 1:
            return "continues"
        if value == 1:
            found = "begins"
        elif last is None and found == "far":
            found = "first"
        elif last is not None and last <= value <= last + 3 and found != "begins":
            found = "jumps"
    return found


def take_place(marker: str, series: dict[str, int]) -> None:
    """Record the label of a new paragraph in the series that it continues, or else begins."""
    places = label_places(marker)
    for look, value in places:
        if series.get(look) == value - 1:
            series[look] = value
            return
    if places:
        look, value = min(places, key=lambda place: place[1])
        series[look] = value


def hanging_column(line: Line, language: Language) -> int | None:
    """The column where the text behind a line's label begins."""
    marker, _, rest = split_marker(line.text, language)
    return line.indent + line.width - line_width(rest, language) if marker else None


def _open_bracket(text: str) -> str:
    """The opening bracket that nothing has closed near the end of the text; a title may span lines, seldom many."""
    tail = text[-160:]
    for opening, closing in _OPEN_CLOSE.items():
        if tail.rfind(opening) > tail.rfind(closing):
            return opening
    return ""
