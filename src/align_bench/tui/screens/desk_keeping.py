"""Texts that were typed and not accepted, at the review screen: kept on disk, shown in the margin, never passed over.

Owns what is asked about them before a pair is done with; where they lie is `storage.drafts`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from align_bench.errors import AlignBenchError
from align_bench.model.edits import edit_target, set_comment
from align_bench.model.threads import add_comment
from align_bench.model.unit import Unit
from align_bench.storage.drafts import COMMENT, REPLY
from align_bench.text import cells
from align_bench.tui.actions import Action, Group
from align_bench.tui.screens.asking import Choose
from align_bench.tui.screens.desk_changing import ChangingDesk

_NOUNS = {"": "kept text", REPLY: "kept comment", COMMENT: "kept comments"}

# So much of a kept text is shown when it is asked about.
_SHOWN = 300
# So many characters before the first change are shown with it.
_LEAD = 60


def comment_key(unit: Unit) -> str:
    """The name under which all that the comment of a unit is to say is kept."""
    return unit.id + COMMENT


def reply_key(unit: Unit) -> str:
    """The name under which an entry for its thread is kept."""
    return unit.id + REPLY


def kept_keys(unit: Unit) -> tuple[str, ...]:
    """All names under which something may be kept for a unit."""
    return tuple(unit.id + suffix for suffix in _NOUNS)


class Kept(NamedTuple):
    """A text that waits for its reviewer."""

    unit_id: str
    text: str
    suffix: str = ""

    @classmethod
    def under(cls, key: str, text: str) -> Kept:
        suffix = next((suffix for suffix in (COMMENT, REPLY) if key.endswith(suffix)), "")
        return cls(key.removesuffix(suffix), text, suffix)

    @property
    def key(self) -> str:
        return self.unit_id + self.suffix

    @property
    def noun(self) -> str:
        return _NOUNS[self.suffix]


class KeepingDesk(ChangingDesk):
    """What keeps texts, and asks what becomes of them."""

    def keep(self, key: str, text: str) -> None:
        """Write a text down, so that nothing can lose it."""
        try:
            if self._drafts is not None:
                self._drafts.keep(key, text)
        except AlignBenchError as error:
            self.complain(error)

    def drop_kept(self, key: str) -> None:
        """Forget a text."""
        try:
            if self._drafts is not None:
                self._drafts.drop(key)
        except AlignBenchError as error:
            self.complain(error)

    def write_kept(self) -> bool:
        """Write down what could not be written before; whether all of it is on disk."""
        if self._drafts is None:
            return True
        try:
            self._drafts.write()
        except AlignBenchError as error:
            self.complain(error)
        return self._drafts.is_written

    def show_kept(self) -> None:
        """Tell in margin and state line what is kept."""
        kept = self._all_kept()
        self._kept_count = len(kept)
        notes = dict(self.margin_words())
        for each in kept:
            notes[each.unit_id] = (*notes.get(each.unit_id, ()), each.noun)
        self.view.show_kept(notes)

    def margin_words(self) -> Mapping[str, tuple[str, ...]]:
        """What else stands in the margin: unit id -> words."""
        return {}

    def kept_within(self, each: Action) -> list[Kept]:
        """What is kept for the pairs that an action treats as done with; a locked pair takes no text."""
        if self._drafts is None or self.view.unit is None or self.view.unit.locked:
            return []
        found = []
        for step in each.reach if self._drafts.texts else ():
            unit = self.neighbour(step)
            if unit is None:
                continue
            keys = kept_keys(unit) if each.group is Group.PAIR else (unit.id,)
            found += [Kept.under(key, self._drafts.texts[key]) for key in keys if key in self._drafts.texts]
        return found

    def ask_about_kept(self, kept: list[Kept], label: str, then: Callable[[], None]) -> None:
        """Ask what becomes of kept texts; then do the action, or nothing."""

        def answered(choice: str | None) -> None:
            if choice not in {"accept", "drop"}:
                return
            for text in kept:
                if choice == "accept" and not self._accept_kept(text):
                    return
                self.drop_kept(text.key)
            self._show_review()
            then()
            self._tell_state()

        nouns = " and the ".join(dict.fromkeys(text.noun for text in kept))
        question = "\n".join(f"Typed and not accepted:\n{self._what_is_new(text)}" for text in kept)
        choices = [
            ("accept", f"accept the {nouns}, then: {label}"),
            ("drop", f"drop the {nouns} for good, then: {label}"),
            ("back", "go back"),
        ]
        self.app.push_screen(Choose(question, choices, "accept"), answered)

    def first_kept(self) -> str | None:
        """The id of the first unit for which something is kept."""
        ids = self.kept_ids
        units = self.session.review.units if self.session is not None else ()
        return next((unit.id for unit in units if unit.id in ids), None)

    @property
    def kept_ids(self) -> frozenset[str]:
        """The units for which something is kept."""
        return frozenset(each.unit_id for each in self._all_kept())

    def _what_is_new(self, kept: Kept) -> str:
        if self.session is None or kept.suffix:
            return _from_difference(kept.text, "")
        review = self.session.review
        return _from_difference(kept.text, review.units[review.position(kept.unit_id)].target)

    def _accept_kept(self, kept: Kept) -> bool:
        if self.session is None:
            return False
        review = self.session.review
        unit = review.units[review.position(kept.unit_id)]
        text = kept.text.strip()
        if kept.suffix:
            make = add_comment if kept.suffix == REPLY else set_comment
            return self.change(lambda _, stamp: make(unit, text, stamp))
        return text == unit.target or self.change(lambda _, stamp: edit_target(unit, text, stamp))

    def _all_kept(self) -> list[Kept]:
        """What is kept for units that are there; an undone split may bring back others."""
        session = self.session
        if self._drafts is None or not self._drafts.texts or session is None or session.read_only:
            return []
        places = session.review.places
        found = [Kept.under(key, text) for key, text in self._drafts.texts.items()]
        return [each for each in found if each.unit_id in places]


def _from_difference(text: str, before: str) -> str:
    """A text from a few words before the place where it is another one than before."""
    shorter = min(len(text), len(before))
    same = next((place for place in range(shorter) if text[place] != before[place]), shorter)
    start = text.rfind(" ", 0, max(0, same - _LEAD)) + 1
    shown = " ".join(cells.shown(line) for line in text[start:].split("\n"))
    return ("... " if start else "") + (shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]} ...")
