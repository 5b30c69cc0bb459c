"""Where to split a pair: a cut in each text, moved by key, with both halves in sight."""

from __future__ import annotations

import re
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from align_bench.model.document import Language
from align_bench.model.unit import Unit
from align_bench.text.sentences import sentence_spans
from align_bench.tui.widgets.marks import Mark
from align_bench.tui.widgets.text_pane import TextPane

# Below so many lines there is no room for blanks; from so many on, there is room for long texts.
_LOW, _HIGH = 20, 36

_HINT = "enter split  esc back  up/down sentence  left/right character  tab other text  F1 help"
_NOTHING = "One of the pairs would be empty: choose a place inside one of the texts"
_CLAUSE_END = re.compile(r"[,;:][ \n]+|[，；：、]")


class SplitSide:
    """A text and the place where it is cut."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.places = boundaries(text, language)
        self.place = _proposal(text, self.places)

    def step(self, characters: int) -> None:
        """Move the cut by characters."""
        self.place = max(0, min(self.place + characters, len(self.text)))

    def jump(self, direction: int) -> None:
        """Move the cut to the next end of a line or sentence; over the last one to the end of the text."""
        if direction > 0:
            self.place = next((place for place in self.places if place > self.place), len(self.text))
        else:
            self.place = next((place for place in reversed(self.places) if place < self.place), 0)


def boundaries(text: str, language: Language) -> list[int]:
    """The offsets where a line or a sentence begins, the first one left out; in a single sentence, where a clause does.

    A clause ends behind a comma, colon or semicolon that is followed by a blank, in Chinese by anything.
    """
    found = {match.end() for match in re.finditer("\n", text)}
    position = 0
    for line in text.split("\n"):
        found.update(position + start for start, _ in sentence_spans(line, language) if start)
        position += len(line) + 1
    if not found - {0}:
        found = {match.end() for match in _CLAUSE_END.finditer(text)}
    return sorted(found - {0, len(text)})


def _proposal(text: str, places: list[int]) -> int:
    """The first line end; without one, the end of a sentence that is nearest to the middle."""
    feed = text.find("\n")
    if feed >= 0:
        return feed + 1
    return min(places, key=lambda place: abs(2 * place - len(text)), default=len(text))


class SplitScreen(ModalScreen[tuple[int, int] | None]):
    """Answers with the offsets (source, target) of the cut."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", id="split.back"),
        Binding("enter,f2", "split", "split", id="split.split"),
        Binding("tab,shift+tab", "other_side", "other side", id="split.side", priority=True),
        Binding("left", "step(-1)", id="split.left"),
        Binding("right", "step(1)", id="split.right"),
        Binding("up,ctrl+left", "jump(-1)", id="split.up"),
        Binding("down,ctrl+right", "jump(1)", id="split.down"),
        Binding("home", "step(-100000)", id="split.home"),
        Binding("end", "step(100000)", id="split.end"),
    ]

    def __init__(self, unit: Unit, *, english_first: bool) -> None:
        super().__init__()
        self.english = SplitSide(unit.target, "en")
        self.chinese = SplitSide(unit.source, "zh")
        self._order = ["english", "chinese"] if english_first else ["chinese", "english"]
        # Begin where there is something to cut.
        self.active = next((side for side in self._order if getattr(self, side).text), self._order[0])

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static("Split this pair", id="split-title", markup=False)
            for side in self._order:
                yield Static(id=f"{side}-title", classes="side-title", markup=False)
                yield TextPane(id=f"{side}-cut")
            yield Static(_HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        self._show()

    def on_resize(self) -> None:
        self.set_class(self.size.height < _LOW, "-low")
        self.set_class(self.size.height >= _HIGH, "-high")

    def action_other_side(self) -> None:
        """Move the cut of the other text from now on."""
        self.active = next(side for side in self._order if side != self.active)
        self._show()

    def action_step(self, characters: int) -> None:
        """Move the cut by characters."""
        self._side.step(characters)
        self._show()

    def action_jump(self, direction: int) -> None:
        """Move the cut by sentences."""
        self._side.jump(direction)
        self._show()

    def action_split(self) -> None:
        """Answer with the places, once both pairs get something."""
        sides = (self.chinese, self.english)
        if all(_has_all_before(side) for side in sides) or all(_has_all_behind(side) for side in sides):
            self.query_one("#split-title", Static).update(_NOTHING)
        else:
            self.dismiss((self.chinese.place, self.english.place))

    @property
    def _side(self) -> SplitSide:
        return self.english if self.active == "english" else self.chinese

    def _show(self) -> None:
        for name, side in (("english", self.english), ("chinese", self.chinese)):
            is_active = name == self.active
            title = self.query_one(f"#{name}-title", Static)
            title.set_class(is_active, "-active")
            title.update(f"{'>' if is_active else ' '} {name.capitalize()}: {_halves(side)}")
            pane = self.query_one(f"#{name}-cut", TextPane)
            # The second half is set off, and its first character stands for the cut.
            end = len(side.text)
            pane.show(side.text, (Mark(side.place, end, "after"), Mark(side.place, min(side.place + 1, end), "cut")))
            pane.bring_into_sight(side.place)


def _has_all_before(side: SplitSide) -> bool:
    return not side.text[side.place :].strip()


def _has_all_behind(side: SplitSide) -> bool:
    return not side.text[: side.place].strip()


def _halves(side: SplitSide) -> str:
    if _has_all_before(side):
        return "all of it stays in the first pair"
    if _has_all_behind(side):
        return "all of it goes to the second pair"
    return "the underlined part goes to the second pair"
