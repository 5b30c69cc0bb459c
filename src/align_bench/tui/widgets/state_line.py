"""The first line: which document, how far it is, what is on disk, who else is at it. It never lies.

Owns the wording; the facts are handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from rich.segment import Segment
from textual.strip import Strip

from align_bench.text import cells
from align_bench.tui.widgets.line_area import LineArea
from align_bench.tui.widgets.paint import line_strip

# Less of the document's name than this says nothing.
_NAME = 14
# The most of a query where room is short.
_QUERY = 16


@dataclass(frozen=True, slots=True)
class State:
    """The facts."""

    document: str = ""
    is_loaded: bool = False
    units: int = 0
    done: int = 0
    findings: int | None = None
    """None while the checks run for the first time."""

    checking_failed: bool = False
    checks_on: str = ""
    """The key that goes on with checks that were stopped; empty where none were."""

    unsaved: int = 0
    """Edits that are in the journal and not in the workbook."""

    saved_at: datetime | None = None
    is_saving: bool = False
    recovered: int = 0
    is_read_only: bool = False
    holder: str = ""
    kept: int = 0
    """Texts and comments that were typed and not accepted."""

    is_kept_written: bool = True
    """Whether these are on disk."""

    shown: str = ""
    """The filter, where one is on, and which of its pairs is the current one: `draft (3/12)`."""

    viewed: str = ""
    """How the pairs are shown, where that is not the usual way: `changes shown`."""

    reviewer: str = ""
    place: int = 0
    """Of the current pair in the document, from 1; 0 where there is none, or a filter tells its own."""


class Phrase(NamedTuple):
    """A fact in words, and in fewer words where room is short."""

    text: str
    rank: int
    """Those with the highest rank go first; 0 and 1 stay."""

    brief: str = ""


def phrases(state: State) -> list[Phrase]:
    """From left to right."""
    if not state.is_loaded:
        return [Phrase(state.document, 0), Phrase("reading ...", 1)]
    found = [Phrase(state.document, 0)]
    if state.place:
        found.append(Phrase(f"pair #{state.place} of {state.units}", 2, f"{state.place}/{state.units}"))
    found.append(Phrase(f"{state.done} of {state.units} reviewed", 1))
    if state.checking_failed:
        found.append(Phrase("the checks failed", 2))
    elif state.findings is not None:
        found.append(Phrase(_count(state.findings, "finding"), 3))
    elif not state.checks_on:
        found.append(Phrase("checking ...", 4))
    if state.checks_on:
        found.append(Phrase(f"not all checked: {state.checks_on} goes on", 1, "unchecked"))
    if state.shown:
        found.append(Phrase(f"only {state.shown}", 1, f"only {_brief(state.shown)}"))
    if state.viewed:
        found.append(Phrase(state.viewed, 2))
    if state.kept and not state.is_kept_written:
        found.append(Phrase(f"{state.kept} kept, NOT on disk", 1))
    elif state.kept:
        found.append(Phrase(f"{state.kept} kept, not accepted", 2, f"{state.kept} kept"))
    if state.is_read_only:
        found.append(Phrase(f"read-only: {state.holder or 'nothing can be written here'}", 1, "read-only"))
    else:
        found.append(Phrase("all edits on disk", 1, "on disk"))
        found.append(_workbook(state))
    if state.recovered:
        found.append(Phrase(f"{_count(state.recovered, 'edit')} recovered", 3))
    return found


def _brief(shown: str) -> str:
    """The filter in few cells, with how many pairs it shows."""
    query, _, count = shown.rpartition(" ")
    return f"{cells.fit(cells.shown(query), min(_QUERY, cells.width(query))).rstrip()} {count}"


def _workbook(state: State) -> Phrase:
    if state.is_saving:
        return Phrase("saving the workbook ...", 2, "saving ...")
    saved = f"saved {state.saved_at.astimezone():%H:%M}" if state.saved_at else ""
    if not state.unsaved:
        return Phrase(f"workbook {saved or 'up to date'}", 4, saved)
    since = f"{_count(state.unsaved, 'edit')} since"
    return Phrase(
        f"workbook {saved}, {since}" if saved else f"workbook, {since}", 4, f"{saved} +{state.unsaved}".strip()
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number != 1 else ''}"


def compose_line(state: State, width: int) -> str:
    """The line in so many cells: the reviewer goes first, then words, then the end of the name, then facts."""
    right = f"reviewer: {state.reviewer}" if state.reviewer else ""
    left = phrases(state)
    between = "   "
    while _width(left, between) + (cells.width(right) + 3 if right else 0) > width:
        longest = max(left, key=lambda phrase: (phrase.rank, len(phrase.brief)))
        if right:
            right = ""
        elif len(between) > 2:
            between = "  "
        elif briefs := [phrase for phrase in left if phrase.brief]:
            wordy = max(briefs, key=lambda phrase: phrase.rank)
            left[left.index(wordy)] = Phrase(wordy.brief, wordy.rank)
        elif (rest := width - _width(left[1:], between) - len(between)) >= _NAME or len(left) == 1:
            left[0] = Phrase(cells.fit(left[0].text, rest).rstrip(), 0)
            break
        elif longest.rank > 1:
            left.remove(longest)
        else:
            del left[1]
    text = between.join(phrase.text for phrase in left)
    gap = max(0, width - cells.width(text) - cells.width(right) - 2)
    return cells.fit(f" {cells.shown(text)}{' ' * gap}{cells.shown(right)} ", width)


def _width(left: list[Phrase], between: str) -> int:
    return cells.width(between.join(phrase.text for phrase in left)) + 2


class StateLine(LineArea):
    """One line at the top."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._state = State()

    def show(self, state: State) -> None:
        """Show other facts."""
        if state != self._state:
            self._state = state
            self.refresh()

    @property
    def text(self) -> str:
        """What the line says, whatever fits."""
        return "   ".join(phrase.text for phrase in phrases(self._state))

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  # there is one
        width, style = self.size.width, self.rich_style
        return line_strip([Segment(compose_line(self._state, width), style)], width, style)
