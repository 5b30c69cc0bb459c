"""Edits that say which texts belong together wherever they stand: a pair unlinked, texts linked across the document.

Owns what becomes of the English that loses its place; edits of neighbours are `pairing`.
"""

from __future__ import annotations

from dataclasses import replace

from align_bench.errors import AlignmentError
from align_bench.model.edits import Change, Edit, Stamp, refuse_locked, set_status
from align_bench.model.pairing import joined, labelled, reopened, split_unit
from align_bench.model.unit import Review, Unit, initial_status


def unlink_unit(unit: Unit, stamp: Stamp) -> Edit:
    """Make two units of one, each with one of its texts; the Chinese keeps the id."""
    refuse_locked([unit], "unlink")
    if not (unit.source and unit.target):
        raise AlignmentError(f"{unit.called} has one text only: there is nothing to unlink", hint="link it instead")
    return Edit("unlink", split_unit(unit, len(unit.source_lines), 0, stamp).changes)


def link_units(review: Review, chinese: str, english: str, stamp: Stamp) -> Edit:
    """Pair the Chinese of one unit with the English of another, wherever it stands.

    `chinese` and `english` are ids. The English that the Chinese had goes the other way; a unit that has no text left
    goes, and leaves its comment.
    """
    taker, giver = (review.units[review.position(name)] for name in (chinese, english))
    refuse_locked([taker, giver], "link")
    for text, unit, language in ((taker.source, taker, "Chinese"), (giver.target, giver, "English")):
        if not text:
            raise AlignmentError(
                f"{unit.called} has no {language} to link",
                hint="take the English of one pair to the Chinese of another",
            )
    if taker is giver:
        raise AlignmentError(f"the texts of {taker.called} are linked already", hint="choose another pair")
    linked = replace(taker, target=giver.target, target_numbers=giver.target_numbers, confidence=None)
    left = replace(giver, target=taker.target, target_numbers=taker.target_numbers, confidence=None)
    if not (left.source or left.target):
        linked = replace(linked, comment=joined(taker.comment, giver.comment))
        return Edit("link", _removing(review, taker, giver, stamp.on(reopened(linked))))
    after = [(taker, linked), (giver, labelled(left))]
    return Edit("link", tuple(Change((was,), (stamp.on(reopened(unit)),)) for was, unit in after))


def mark_intended(unit: Unit, stamp: Stamp) -> Edit:
    """Say of a unit with one text that this is meant so; where that was said, take it back."""
    if unit.intended is None:
        raise AlignmentError(
            f"{unit.called} has both texts: nothing is omitted or added", hint="unlink them first, or split the pair"
        )
    if unit.status is unit.intended:
        return set_status([unit], initial_status(unit.target), stamp)
    return set_status([unit], unit.intended, stamp)


def _removing(review: Review, taker: Unit, giver: Unit, linked: Unit) -> tuple[Change, ...]:
    """The taker gets its text and the giver goes; a neighbour that stays says where the giver stood."""
    place, of_taker = review.position(giver.id), review.position(taker.id)
    if abs(place - of_taker) == 1:
        both = (taker, giver) if of_taker < place else (giver, taker)
        return (Change(both, (linked,)),)
    if place:
        neighbour = review.units[place - 1]
        gone = Change((neighbour, giver), (neighbour,))
    else:
        neighbour = review.units[1]
        gone = Change((giver, neighbour), (neighbour,))
    return Change((taker,), (linked,)), gone
