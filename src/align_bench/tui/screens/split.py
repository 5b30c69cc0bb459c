"""Where to split a pair: a cut in each text, moved by key, with both halves in sight.

Owns the cuts and what is proposed: first by each text alone; as soon as the sentences are paired, between two pairs of
them, unless the reviewer has moved a cut by then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from align_bench.model.document import Language
from align_bench.model.unit import Unit
from align_bench.tui.screens.working import WorkingBox
from align_bench.tui.widgets.marks import Mark
from align_bench.tui.widgets.text_pane import TextPane

if TYPE_CHECKING:
    from align_bench.workflow.sentence_pairs import Cut, SentencePair

# Below so many lines there is no room for blanks; from so many on, there is room for long texts.
_LOW, _HIGH = 20, 36

_HINT = "enter split  esc back  up/down sentence  n/p both  tab other  F1 help"
_TITLE = "Split this pair"
_PAIRED = "Split this pair: between sentences that stand for each other"
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
    from align_bench.text.sentences import sentence_spans

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


class SplitScreen(WorkingBox[tuple[int, int] | None]):
    """Answers with the offsets (source, target) of the cut."""

    class Paired(Message):
        """The places between pairs of sentences."""

        def __init__(self, cuts: Sequence[Cut]) -> None:
            super().__init__()
            self.cuts = cuts

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", id="split.back"),
        Binding("enter,f2", "split", "split", id="split.split"),
        Binding("tab,shift+tab", "other_side", "other side", id="split.side", priority=True),
        Binding("left", "step(-1)", id="split.left"),
        Binding("right", "step(1)", id="split.right"),
        Binding("up,ctrl+left", "jump(-1)", id="split.up"),
        Binding("down,ctrl+right", "jump(1)", id="split.down"),
        Binding("n", "both(1)", "next pair of sentences", id="split.next"),
        Binding("p", "both(-1)", "previous pair of sentences", id="split.previous"),
        Binding("home", "step(-100000)", id="split.home"),
        Binding("end", "step(100000)", id="split.end"),
    ]

    def __init__(self, unit: Unit, *, english_first: bool, pairs: Callable[[], Sequence[SentencePair]] = tuple) -> None:
        """`pairs` gives the sentences of the unit, paired; it may take a while."""
        super().__init__()
        self._pairs = pairs
        self._cuts: Sequence[Cut] = ()
        self._is_touched = False
        self.english = SplitSide(unit.target, "en")
        self.chinese = SplitSide(unit.source, "zh")
        self._order = ["english", "chinese"] if english_first else ["chinese", "english"]
        # Begin where there is something to cut.
        self.active = next((side for side in self._order if getattr(self, side).text), self._order[0])

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(_TITLE, id="split-title", markup=False)
            for side in self._order:
                yield Static(id=f"{side}-title", classes="side-title", markup=False)
                yield TextPane(id=f"{side}-cut")
            yield Static(_HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        self._show()
        self._pair_sentences()

    @work(thread=True, exit_on_error=False, group="sentences", description="sentences")
    def _pair_sentences(self) -> None:
        from align_bench.workflow.sentence_pairs import cuts

        self.post_message(self.Paired(cuts(self._pairs())))

    @on(Paired)
    def _paired(self, message: Paired) -> None:
        self._cuts = message.cuts
        if self._cuts and not self._is_touched:
            self._cut_at(_nearest_middle(self.chinese.text, self._cuts))

    def on_resize(self) -> None:
        self.set_class(self.size.height < _LOW, "-low")
        self.set_class(self.size.height >= _HIGH, "-high")

    def action_other_side(self) -> None:
        """Move the cut of the other text from now on."""
        self._is_touched = True
        self.active = next(side for side in self._order if side != self.active)
        self._show()

    def action_step(self, characters: int) -> None:
        """Move the cut by characters."""
        self._is_touched = True
        self._side.step(characters)
        self._show()

    def action_jump(self, direction: int) -> None:
        """Move the cut by sentences."""
        self._is_touched = True
        self._side.jump(direction)
        self._show()

    def action_both(self, direction: int) -> None:
        """Cut both texts at the next place between two pairs of sentences, or at the one before."""
        here = self.chinese.place
        ahead = [cut for cut in self._cuts if (cut[0] > here if direction > 0 else cut[0] < here)]
        if ahead:
            self._is_touched = True
            self._cut_at(ahead[0] if direction > 0 else ahead[-1])

    def _cut_at(self, cut: Cut) -> None:
        self.chinese.place, self.english.place = cut
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
        is_paired = (self.chinese.place, self.english.place) in self._cuts
        self.query_one("#split-title", Static).update(_PAIRED if is_paired else _TITLE)
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


def _nearest_middle(text: str, cuts: Sequence[Cut]) -> Cut:
    """The first cut at a line end of the Chinese; without one, that which halves it best."""
    at_lines = [cut for cut in cuts if text[: cut[0]].endswith("\n")]
    return at_lines[0] if at_lines else min(cuts, key=lambda cut: abs(2 * cut[0] - len(text)))


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
