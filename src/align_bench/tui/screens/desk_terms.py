"""The termbase at the review screen: a term is looked up, put in, or added, while the text is written.

Owns what is looked up first; what is like what is decided in `terms.matching.lookup`, how a file takes a term in
`workflow`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from align_bench.text.scripts import han_count
from align_bench.tui.screens.desk_suggesting import SuggestingDesk
from align_bench.tui.screens.terms import AddTermScreen, LookUpScreen, TermWanted

if TYPE_CHECKING:
    from align_bench.terms.matching.lookup import Found
    from align_bench.workflow.adding_terms import AddedTerm

_MOST_FOUND = 30


class TermsDesk(SuggestingDesk):
    """What looks into the termbase and adds to it."""

    def ask_term(self) -> None:
        """Look up what is selected in the editor, or what is typed."""

        def answered(wanted: TermWanted | None) -> None:
            if wanted is None:
                return
            if wanted.is_new:
                self.ask_new_term(wanted.new_chinese, wanted.new_english)
            else:
                self.put_in(wanted.english)

        may_change = self.session is not None and not self.session.read_only
        self.app.push_screen(LookUpScreen(self._look_up, self._selected(), may_change=may_change), answered)

    def ask_new_term(self, chinese: str = "", english: str = "") -> None:
        """Add a term, with what is selected in the editor as its English or Chinese."""
        selected = self._selected()
        if selected and han_count(selected):
            chinese = chinese or selected
        else:
            english = english or selected

        def answered(added: AddedTerm | None) -> None:
            if added is not None:
                self._aside = lambda: self._take_term_back(added)
                what = "added to" if added.is_new else "allowed beside what was there, in"
                way_back = "" if self.is_writing else "; u takes it back"
                self.say(f"{added.chinese}, {added.english}: {what} {added.place.name}{way_back}")
                self.look_at_terms()

        unit = self.view.unit
        texts = {} if unit is None else {"chinese": unit.source, "english": self.english}
        shown = {side: text for side, text in texts.items() if text}
        asking = AddTermScreen(chinese, english, self._known_english, self.services.add_term, shown)
        self.app.push_screen(asking, answered)

    def _take_term_back(self, added: AddedTerm) -> str:
        self.services.take_back(added)
        self.look_at_terms()
        return f"taken back: {added.chinese}, {added.english} is no more in {added.place.name}"

    def _selected(self) -> str:
        return self.editor.area.selected_words if self.is_writing else ""

    def _look_up(self, text: str) -> Sequence[Found]:
        from align_bench.terms.matching.lookup import look_up

        return () if self.checking is None else look_up(self.checking.matcher.termbase, text, limit=_MOST_FOUND)

    def _known_english(self, chinese: str) -> str:
        """The allowed English of a Chinese term that is in the termbase."""
        from align_bench.workflow.adding_terms import concept_of

        concept = None if self.checking is None else concept_of(self.checking.matcher.termbase, chinese.strip())
        return "" if concept is None else " | ".join(concept.allowed)
