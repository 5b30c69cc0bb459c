"""States of one review, as people make them: strategies for property tests."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from align_bench.errors import AlignmentError
from align_bench.model.edits import Stamp, apply, edit_target, set_comment, set_locked, set_status
from align_bench.model.linking import link_units, mark_intended, unlink_unit
from align_bench.model.moving import move_source, move_target, shift_boundary
from align_bench.model.pairing import merge_units, split_unit, split_unit_at
from align_bench.model.unit import Review, Status, Unit

UNITS = tuple(
    Unit(
        f"u{i}",
        f"{i}. 第{i}段。甲。\n乙{i}",
        f"{i}. Paragraph {i}.\nSecond {i}",
        Status.DRAFT,
        label=str(i),
        source_numbers=(2 * i, 2 * i + 1),
        target_numbers=(2 * i, 2 * i + 1),
        confidence=0.5,
    )
    for i in range(1, 7)
)
BASE = Review("note", UNITS)
ACTIONS = (
    "edit",
    "empty",
    "comment",
    "approve",
    "reject",
    "lock",
    "unlock",
    "merge",
    "split",
    "cut",
    "move up",
    "move down",
    "source up",
    "source down",
    "sentence up",
    "sentence down",
    "source sentence up",
    "source sentence down",
    "unlink",
    "link",
    "intended",
)

Steps = list[tuple[str, int, int]]
"""What is done, to which unit (by its place), and a number that makes the doing its own."""


def steps(
    *, actions: tuple[str, ...] = ACTIONS, places: tuple[int, int] = (0, 7), size: int = 5
) -> st.SearchStrategy[Steps]:
    return st.lists(st.tuples(st.sampled_from(actions), st.integers(*places), st.integers(0, 3)), max_size=size)


def made(review: Review, done: Steps, who: str) -> Review:
    """The review after the steps; what cannot be done is left out."""
    for number, (action, place, variant) in enumerate(done):
        stamp = Stamp(who, f"2026-03-01T09:{number:02}:{variant:02}+00:00")
        try:
            review = _made(review, action, place % len(review.units), variant, stamp)
        except AlignmentError:
            continue
    return review


def _made(review: Review, action: str, place: int, variant: int, stamp: Stamp) -> Review:
    unit = review.units[place]
    following = review.units[(place + 1) % len(review.units)]
    edit = {
        "edit": lambda: edit_target(unit, f"Text {variant} of {unit.id}", stamp),
        "empty": lambda: edit_target(unit, "", stamp),
        "comment": lambda: set_comment(unit, f"remark {variant}", stamp),
        "approve": lambda: set_status([unit], Status.REVIEWED, stamp),
        "reject": lambda: set_status([unit], Status.REJECTED, stamp),
        "lock": lambda: set_locked(unit, True, stamp),
        "unlock": lambda: set_locked(unit, False, stamp),
        "merge": lambda: merge_units(unit, following, stamp),
        "split": lambda: split_unit(unit, 1, 1, stamp),
        "cut": lambda: split_unit_at(unit, 3 + variant, 5, stamp),
        "move up": lambda: move_target(following, unit, stamp, down=False),
        "move down": lambda: move_target(unit, following, stamp, down=True),
        "source up": lambda: move_source(following, unit, stamp, down=False),
        "source down": lambda: move_source(unit, following, stamp, down=True),
        "sentence up": lambda: shift_boundary("target", following, unit, stamp, down=False),
        "sentence down": lambda: shift_boundary("target", unit, following, stamp, down=True),
        "source sentence up": lambda: shift_boundary("source", following, unit, stamp, down=False),
        "source sentence down": lambda: shift_boundary("source", unit, following, stamp, down=True),
        "unlink": lambda: unlink_unit(unit, stamp),
        "link": lambda: link_units(review, unit.id, review.units[(place + 2) % len(review.units)].id, stamp),
        "intended": lambda: mark_intended(unit, stamp),
    }[action]()
    if place + 1 == len(review.units) and action in (
        *("merge", "move up", "move down"),
        *("source up", "source down"),
        *("sentence up", "sentence down", "source sentence up", "source sentence down"),
    ):
        return review
    return apply(edit, review)


def renamed(review: Review, name: str) -> Review:
    return replace(review, name=name)
