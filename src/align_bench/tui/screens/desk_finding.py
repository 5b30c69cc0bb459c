"""Finding at the review screen: next and previous, labels, filter, search."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on

from align_bench.model.query import Query, parse_query
from align_bench.model.query_fields import Knowledge
from align_bench.model.unit import Unit
from align_bench.tui.filters import READY, select
from align_bench.tui.screens.asking import AskLine
from align_bench.tui.screens.desk_typing import TypingDesk
from align_bench.tui.screens.querying import QueryScreen
from align_bench.tui.search import find_place
from align_bench.tui.widgets.key_line import KeyLine
from align_bench.tui.widgets.search_bar import SearchBar

_MOST_ASKED = 5


class FindingDesk(TypingDesk):
    """What moves the cursor to where something is."""

    _awaited: tuple[int, int] | None = None
    """Direction and row from which a finding was sought before any were known."""

    _asked: Sequence[str] = ()
    """Queries that were typed, the last one first."""

    def seek(self, holds: Callable[[Unit], bool], direction: int, otherwise: str) -> None:
        """To the next unit in a direction that a condition holds for."""
        units, cursor = self.view.units, self.view.cursor
        further = units.below(cursor + 1) if direction > 0 else units.above(cursor)
        for distance, unit in enumerate(further, 1):
            if holds(unit):
                self.view.move_to(cursor + direction * distance)
                return
        self.say(otherwise)

    def seek_finding(self, direction: int) -> None:
        """To the next unit with findings; while the first checks run, as soon as they are through."""
        if self.are_findings_coming:
            self._awaited = (direction, self.view.cursor)
            self.say("still checking: goes there as soon as the findings are known")
        elif self.untold_findings:
            self.say(self.untold_findings)
        else:
            where = "below" if direction > 0 else "above"
            self.seek(lambda unit: bool(self.findings.get(unit.id)), direction, f"no findings {where}")

    def findings_came(self) -> None:
        """Go where the reviewer wanted to go, unless they went on meanwhile."""
        awaited, self._awaited = self._awaited, None
        if awaited is not None and awaited[1] == self.view.cursor and not self.is_writing and self.app.screen is self:
            self.query_one(KeyLine).say("")
            self.seek_finding(awaited[0])

    def go_to_unit(self, unit_id: str) -> None:
        """To a unit, also one that the filter hides."""
        row = self.view.units.place(unit_id)
        if row is None:
            self._show_only(Query())
            row = self.view.units.place(unit_id)
        if row is not None:
            self.view.move_to(row)

    def ask_place(self) -> None:
        """Go to a paragraph by its label."""
        self.app.push_screen(AskLine("Go to label (12, (a), 一) or place (#40)"), self._go_to)

    def _go_to(self, wanted: str | None) -> None:
        if wanted is None:
            return
        row = find_place(self.view.units, wanted, self.view.cursor)
        if row is None:
            self.say(f"no pair here is labelled {wanted}")
        else:
            self.view.move_to(row)

    def ask_filter(self) -> None:
        """Choose which pairs are shown."""
        if self.session is None:
            return
        asking = QueryScreen(self.parse, self.session.review.units, lambda: self.findings, earlier=self._asked)
        self.app.push_screen(asking, self._show_only)

    def parse(self, text: str) -> Query:
        """A query over what is known here; UsageError where it is not understood."""
        return parse_query(text, self.knowledge())

    def knowledge(self) -> Knowledge:
        """What queries may ask for."""
        from align_bench.checks import all_checks

        return Knowledge(
            self.services.clock(),
            [check.id for check in all_checks()],
            kept=self.kept_ids,
            reviewer=self.services.reviewer,
        )

    def _show_only(self, query: Query | None) -> None:
        if query is None or self.session is None:
            return
        if reason := self.not_known_yet(query.text):
            self.say(reason)
            return
        units = select(query, self.session.review.units, self.findings)
        if not units:
            self.say(f"no pair is found by {query.text}")
            return
        if query.text and query.text not in [ready.text for ready in READY]:
            self._asked = [query.text, *(text for text in self._asked if text != query.text)][:_MOST_ASKED]
        self.shown.only(query, units)
        self._show_review()

    def not_known_yet(self, query: str) -> str:
        """Why nobody can tell yet which pairs a query finds; empty where that is known."""
        if "finding:" in query.lower() and self.untold_findings:
            return f"{self.untold_findings}: which pairs have findings is not known yet"
        return ""

    def open_search(self) -> None:
        """Look for a text on both sides."""
        self.search.begin(self.view.cursor)
        self.query_one(SearchBar).open()

    @on(SearchBar.Typed)
    def _search_typed(self, message: SearchBar.Typed) -> None:
        self.search.look_for(message.text)
        self.view.show_query(self.search.pattern)
        rows, origin = self.search.rows(self.view.units), self.search.origin
        count = f"{len(rows)} of {len(self.view.units)} pairs " if message.text else ""
        self.query_one(SearchBar).show_count(count)
        self.view.move_to(next((row for row in rows if row >= origin), rows[0] if rows else origin))

    @on(SearchBar.Accepted)
    def _search_accepted(self) -> None:
        self.query_one(SearchBar).display = False
        self.view.focus()
        if self.search.pattern is not None and not self.search.rows(self.view.units):
            self._end_search()
            self.say("no pair here holds that")
        self._tell_state()

    def next_match(self, direction: int) -> None:
        """To the next unit that holds what was searched for; without a search, begin one."""
        if self.search.pattern is None:
            self.open_search()
        else:
            self.seek(self.search.holds, direction, "no more matches " + ("below" if direction > 0 else "above"))

    def back(self) -> None:
        """Leave what was opened last: editor, search, highlighting, filter."""
        bar = self.query_one(SearchBar)
        if self.is_writing:
            self.keep_text()
            self._close_editor()
        elif bar.display:
            bar.display = False
            self.view.focus()
            self.view.move_to(self.search.origin)
            self._end_search()
        elif self.search.pattern is not None:
            self._end_search()
        elif not self.bench.close_notices() and self.shown.is_filtered:
            self._show_only(Query())

    def _end_search(self) -> None:
        self.search.look_for("")
        self.view.show_query(None)
