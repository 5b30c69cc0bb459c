"""Mending the pairing: merge, split, move text to a neighbour, unlink and link texts, say that one stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align_bench.model.linking import mark_intended, unlink_unit
from align_bench.model.moving import move_source, move_target
from align_bench.model.pairing import merge_units
from align_bench.tui.actions import Group, action

if TYPE_CHECKING:
    from align_bench.tui.screens.review import ReviewScreen


@action("merge", "m", label="merge", group=Group.PAIR, changes=True, rank=11, reach=(0, 1))
def merge(screen: ReviewScreen) -> None:
    """Make one pair of this one and the next."""
    other = screen.neighbour(1)
    if other is None:
        screen.say("there is no pair below to merge with")
    else:
        screen.change(lambda unit, stamp: merge_units(unit, other, stamp))


@action("split", "s", label="split", group=Group.PAIR, changes=True, rank=12, reach=(0,))
def split(screen: ReviewScreen) -> None:
    """Make two pairs of this one: choose the place in each text."""
    screen.ask_split()


@action("english-up", "[", "shift+up", "alt+up", label="English up", group=Group.PAIR, changes=True, reach=(-1, 0))
def english_up(screen: ReviewScreen) -> None:
    """Move the first paragraph of the English to the pair above."""
    other = screen.neighbour(-1)
    if other is None:
        screen.say("there is no pair above")
    else:
        screen.change(lambda unit, stamp: move_target(unit, other, stamp, down=False))


@action(
    "english-down", "]", "shift+down", "alt+down", label="English down", group=Group.PAIR, changes=True, reach=(0, 1)
)
def english_down(screen: ReviewScreen) -> None:
    """Move the last paragraph of the English to the pair below."""
    other = screen.neighbour(1)
    if other is None:
        screen.say("there is no pair below")
    else:
        screen.change(lambda unit, stamp: move_target(unit, other, stamp, down=True))


@action("chinese-up", "{", label="Chinese up", group=Group.PAIR, changes=True, reach=(-1, 0))
def chinese_up(screen: ReviewScreen) -> None:
    """Move the first paragraph of the Chinese to the pair above."""
    other = screen.neighbour(-1)
    if other is None:
        screen.say("there is no pair above")
    else:
        screen.change(lambda unit, stamp: move_source(unit, other, stamp, down=False))


@action("chinese-down", "}", label="Chinese down", group=Group.PAIR, changes=True, reach=(0, 1))
def chinese_down(screen: ReviewScreen) -> None:
    """Move the last paragraph of the Chinese to the pair below."""
    other = screen.neighbour(1)
    if other is None:
        screen.say("there is no pair below")
    else:
        screen.change(lambda unit, stamp: move_source(unit, other, stamp, down=True))


@action("english-sentence-up", "-", label="English sentence up", group=Group.PAIR, changes=True, reach=(-1, 0))
def english_sentence_up(screen: ReviewScreen) -> None:
    """Shift the boundary: move the first sentence of the English to the pair above."""
    screen.shift("target", -1)


@action("english-sentence-down", "+", label="English sentence down", group=Group.PAIR, changes=True, reach=(0, 1))
def english_sentence_down(screen: ReviewScreen) -> None:
    """Shift the boundary: move the last sentence of the English to the pair below."""
    screen.shift("target", 1)


@action("chinese-sentence-up", "_", label="Chinese sentence up", group=Group.PAIR, changes=True, reach=(-1, 0))
def chinese_sentence_up(screen: ReviewScreen) -> None:
    """Shift the boundary: move the first sentence of the Chinese to the pair above."""
    screen.shift("source", -1)


@action("chinese-sentence-down", "|", label="Chinese sentence down", group=Group.PAIR, changes=True, reach=(0, 1))
def chinese_sentence_down(screen: ReviewScreen) -> None:
    """Shift the boundary: move the last sentence of the Chinese to the pair below."""
    screen.shift("source", 1)


@action("unlink", "X", label="unlink", group=Group.PAIR, changes=True, reach=(0,))
def unlink(screen: ReviewScreen) -> None:
    """Make two pairs of this one, the Chinese without English and the English without Chinese."""
    if screen.change(unlink_unit):
        screen.say("unlinked; J links either text with another, R looks for their partners")


@action("link", "J", label="link", group=Group.PAIR, changes=True, reach=(0,))
def link(screen: ReviewScreen) -> None:
    """Take the English of this pair in hand; at another pair, link it with the Chinese there, however far it is."""
    screen.link()


@action("intended", "Z", label="meant so", group=Group.PAIR, changes=True, reach=(0,))
def intended(screen: ReviewScreen) -> None:
    """Say that a text without counterpart is meant so: omitted or added on purpose; once more takes it back."""
    if screen.change(mark_intended) and screen.view.unit is not None:
        screen.say(f"{screen.view.unit.status.value}; u takes it back")


@action("realign", "R", label="realign", group=Group.PAIR, changes=True)
def realign(screen: ReviewScreen) -> None:
    """Pair anew what stands around the pairs just mended, or around this one; shown before it is done."""
    screen.ask_realign()


@action("why", "w", label="why paired", group=Group.PAIR)
def why(screen: ReviewScreen) -> None:
    """Why the two texts are one pair: words, names, figures and labels on both sides."""
    screen.ask_why()


@action("sentences", "S", "shift+f2", label="sentences", group=Group.PAIR, reach=(0,))
def sentences(screen: ReviewScreen) -> None:
    """The sentences of the pair beside each other, as the aligner pairs them; enter splits the pair in front of one."""
    screen.show_sentences()
