"""Mending the pairing: merge, split, move text to a neighbour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align_bench.model.pairing import merge_units, move_target
from align_bench.tui.actions import Group, action

if TYPE_CHECKING:
    from align_bench.tui.screens.review import ReviewScreen


@action("merge", "m", label="merge", group=Group.PAIR, changes=True, rank=10, reach=(0, 1))
def merge(screen: ReviewScreen) -> None:
    """Make one pair of this one and the next."""
    other = screen.neighbour(1)
    if other is None:
        screen.say("there is no pair below to merge with")
    else:
        screen.change(lambda unit, stamp: merge_units(unit, other, stamp))


@action("split", "s", label="split", group=Group.PAIR, changes=True, rank=11, reach=(0,))
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
