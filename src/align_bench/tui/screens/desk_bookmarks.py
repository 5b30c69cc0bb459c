"""Bookmarks at the review screen: places that a reviewer wants to come back to, seen by nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from textual import on

from align_bench.errors import AlignBenchError
from align_bench.model.edits import Edit
from align_bench.model.query_fields import Knowledge
from align_bench.model.unit import Unit
from align_bench.storage.bookmarks import Bookmarks
from align_bench.text import cells
from align_bench.text.wording import counted
from align_bench.tui.screens.asking import Choose
from align_bench.tui.screens.desk import Desk
from align_bench.tui.screens.desk_ordering import OrderingDesk
from align_bench.tui.services import Services
from align_bench.tui.widgets.hanging import Hanging

_LISTED_CELLS = 60


class BookmarkDesk(OrderingDesk):
    """What marks pairs and goes to them."""

    _bookmarks: Bookmarks | None = None

    def __init__(self, services: Services, name: str) -> None:
        super().__init__(services, name)
        self._stand_ins: dict[str, str] = {}
        """Marked units that went into another one, and that one: it is marked until they are there again."""

    @on(Desk.Opened)
    def _begin_bookmarks(self) -> None:
        self._bookmarks = self.services.bookmarks(self.document)

    @property
    def bookmarked(self) -> frozenset[str]:
        """The ids of the units that the reviewer has marked; some may be gone."""
        marked = {} if self._bookmarks is None else self._bookmarks.marked
        return frozenset(marked.get(self.services.reviewer, ()))

    def margin_words(self) -> Mapping[str, tuple[str, ...]]:
        return {**super().margin_words(), **dict.fromkeys(self.bookmarked, ("bookmark",))}

    def knowledge(self) -> Knowledge:
        return replace(super().knowledge(), bookmarks={} if self._bookmarks is None else self._bookmarks.marked)

    def toggle_bookmark(self) -> None:
        """Mark the current pair, or clear its mark."""
        unit = self.view.unit
        if unit is None:
            return
        is_marked = unit.id in self.bookmarked
        if self._mark((), (unit.id,)) if is_marked else self._mark((unit.id,), ()):
            self.show_kept()
            marks = counted(len(self._marked_units()), "bookmark")
            self.say(f"bookmark {'cleared' if is_marked else 'set'}: {marks} in this document")

    def next_bookmark(self, direction: int) -> None:
        """To the next marked pair in a direction."""
        marked = self.bookmarked
        rows = [row for row, unit in enumerate(self.view.units) if unit.id in marked]
        further = [row for row in rows if (row - self.view.cursor) * direction > 0]
        if further:
            row = further[0] if direction > 0 else further[-1]
            self.view.move_to(row)
            self.say(f"bookmark {rows.index(row) + 1:,} of {len(rows):,}")
        else:
            self.say(f"no bookmarks {'below' if direction > 0 else 'above'}, {len(rows):,} in all; * sets one")

    def ask_bookmark(self) -> None:
        """Choose a marked pair to go to."""
        marked = self._marked_units()
        if not marked:
            self.say("no pair is bookmarked; * sets a bookmark")
            return
        here = self.view.unit.id if self.view.unit is not None else ""

        def answered(unit_id: str | None) -> None:
            if unit_id is not None:
                self.go_to_unit(unit_id)

        rows = [(unit.id, _line(unit)) for unit in marked]
        self.app.push_screen(Choose(counted(len(marked), "bookmark"), rows, here), answered)

    def _marked_units(self) -> list[Unit]:
        ids = self.bookmarked
        return [] if self.session is None else [unit for unit in self.session.review.units if unit.id in ids]

    def _mark(self, marked: tuple[str, ...], cleared: tuple[str, ...]) -> bool:
        if self._bookmarks is None:
            return False
        try:
            self._bookmarks.change(self.services.reviewer, marked=marked, cleared=cleared)
        except AlignBenchError as error:
            self.complain(error)
            return False
        return True

    def _follow(self, edit: Edit) -> None:
        """A mark goes with its text into another unit, and back when that is taken back."""
        super()._follow(edit)
        ids = self.bookmarked
        for change in edit.changes if ids else ():
            before, after = {unit.id for unit in change.before}, {unit.id for unit in change.after}
            gone = [unit_id for unit_id in before - after if unit_id in ids]
            if gone and change.after and change.after[0].id not in ids:
                self._stand_ins.update(dict.fromkeys(gone, change.after[0].id))
                self._mark((change.after[0].id,), ())
            back = [unit_id for unit_id in after - before if unit_id in self._stand_ins]
            if back:
                self._mark((), tuple({self._stand_ins.pop(unit_id) for unit_id in back}))


def _line(unit: Unit) -> Hanging:
    label = cells.fit(unit.label or unit.paragraph or "-", 8)
    text = cells.shown(" ".join((unit.target or unit.source).split()))
    return Hanging(cells.fit(text, min(_LISTED_CELLS, cells.width(text))), f"{label} ")
