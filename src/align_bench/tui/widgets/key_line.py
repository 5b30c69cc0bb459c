"""The last line: the most needed keys, as many as fit, or what there is to say. All keys stand in the help.

Owns the choice by width: the first ones always stand, with fewer words where room is short.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.timer import Timer

from align_bench.text import cells
from align_bench.tui.actions import Action, Situation, key_name
from align_bench.tui.widgets.line_area import LineArea
from align_bench.tui.widgets.paint import Palette, line_strip, over, palette_of

# So many of the actions stand in every width.
_ALWAYS = 10
# And of the keys of a mode.
_OF_MODE = 4
_LEAST = 20
"""Cells of a line."""

_MOST_LINES = 4
# Seconds that a word to the reviewer stands.
_SAID_FOR = 4.0


class Key(NamedTuple):
    """A key and a word for it."""

    key: str
    label: str
    action: str = ""
    is_refused: bool = False

    @property
    def text(self) -> str:
        return f"{self.key} {self.label}" if self.label else self.key


class KeyLine(LineArea):
    """Keys with a word each; what cannot be done now is dim, what can never be done here is left out."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key", "keys--label", "keys--dim", "keys--said"}

    def __init__(self, actions: Sequence[Action] = (), **options: Any) -> None:
        super().__init__(**options)
        self._actions = actions
        self._situation = Situation()
        self._words: Sequence[tuple[str, str]] = ()
        self._said = ""
        self._timer: Timer | None = None
        self._palette: Palette = {}

    def show(self, situation: Situation, words: Sequence[tuple[str, str]] = ()) -> None:
        """Show what can be done now; `words` are (key, label) of a mode with its own keys, in place of the actions."""
        if (situation, words) != (self._situation, self._words):
            self._situation, self._words = situation, words
            self.refresh()

    def say(self, text: str) -> None:
        """Show a few words in place of the keys for a while; others take their place at once."""
        if text == self._said == "":
            return
        if self._timer is not None:
            self._timer.stop()
        self._said = text
        # What is long takes more lines; no key stands in so much.
        self.styles.height = min(_MOST_LINES, len(self._lines(text)))
        self._timer = self.set_timer(_SAID_FOR, lambda: self.say("")) if text else None
        self.refresh()

    def notify_style_update(self) -> None:
        """Another theme."""
        super().notify_style_update()
        self._palette = {}

    def _lines(self, text: str) -> Sequence[str]:
        """The words in lines, with a blank at either side."""
        return [text[start:stop] for start, stop in cells.wrap(text, max(_LEAST, self.size.width - 2))]

    def render_line(self, y: int) -> Strip:
        if not self._palette:
            plain = palette_of(self, "keys", ("key", "label", "dim", "said"))
            self._palette = over(plain["ground"], plain)
        palette, width = self._palette, self.size.width
        if self._said:
            lines = self._lines(self._said)
            segments = [Segment(cells.fit(f" {lines[y]}" if y < len(lines) else "", width), palette["said"])]
        else:
            segments = list(self._key_segments(palette))
        return line_strip(segments, width, palette["ground"])

    def _key_segments(self, palette: Palette) -> Iterator[Segment]:
        """Each key can be clicked."""
        yield Segment(" ", palette["ground"])
        keys, gap = self._chosen()
        for each in keys:
            click = Style(meta={"@click": f"screen.do('{each.action}')"}) if each.action else Style()
            yield Segment(each.key, palette["dim" if each.is_refused else "key"] + click)
            if each.label:
                yield Segment(f" {each.label}", palette["dim" if each.is_refused else "label"] + click)
            yield Segment(" " * gap, palette["ground"])

    def _chosen(self) -> tuple[list[Key], int]:
        if self._words:
            return choose([Key(key, label) for key, label in self._words], [], self.size.width, always=_OF_MODE)
        offered = [each for each in self._actions if not (self._situation.is_read_only and each.changes)]
        long, short = [], []
        for each in offered:
            refused = bool(each.refusal(self._situation))
            key = key_name(each.keys[0])
            long.append(Key(key, each.label, each.id, refused))
            short.append(Key(key.replace("ctrl+", "^"), each.brief, each.id, refused))
        return choose(long, short, self.size.width)


def choose(long: Sequence[Key], short: Sequence[Key], width: int, *, always: int = _ALWAYS) -> tuple[list[Key], int]:
    """What stands in so many cells, and the blanks between: first with all words, then with short ones, then bare.

    `always` of them stand in any width.
    """
    short = short or long
    for keys, gap in ((long, 3), (short, 2), (short, 1)):
        if _width(keys[:always], gap) <= width:
            chosen = list(keys[:always])
            for key in keys[always:]:
                if _width([*chosen, key], gap) <= width:
                    chosen.append(key)
            return chosen, gap
    bare = list(short[:always])
    for place in reversed(range(len(bare))):
        if _width(bare, 1) <= width:
            break
        bare[place] = bare[place]._replace(label="")
    return bare, 1


def _width(keys: Sequence[Key], gap: int) -> int:
    return 1 + sum(cells.width(key.text) for key in keys) + gap * (len(keys) - 1)
