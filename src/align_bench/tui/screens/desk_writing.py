"""Writing at the review screen: the editor, comments, the place of a split. Nothing that is typed gets lost."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.timer import Timer

from align_bench.model.edits import edit_target, set_comment
from align_bench.model.pairing import split_unit_at
from align_bench.model.unit import Unit
from align_bench.text import cells
from align_bench.tui.panels.terms import terms_content
from align_bench.tui.screens.asking import AskText, Written
from align_bench.tui.screens.desk_keeping import comment_key
from align_bench.tui.screens.desk_sentences import SentencesDesk
from align_bench.tui.screens.split import SplitScreen
from align_bench.tui.widgets.editor import KEEP_AFTER, Editor
from align_bench.tui.widgets.panel import Panel


class WritingDesk(SentencesDesk):
    """What asks the reviewer for text or places."""

    _keep_timer: Timer | None = None

    def open_editor(self) -> None:
        """Edit the English of the current unit."""
        unit = self.view.unit
        if unit is None or self._drafts is None:
            return
        if unit.locked:
            self.say("this pair is locked: x opens it")
            return
        self.add_class("-writing")
        kept = self._drafts.texts.get(unit.id)
        self.editor.open(unit, kept, self._matcher, english_first=self.view.columns.english_first)
        self.editor.area.claims = self.do_in_editor
        self._tell_state()

    def do_in_editor(self, key: str) -> bool:
        """Do the action that a key has while the editor is open; whether there is one."""
        raise NotImplementedError

    def accept_text(self) -> None:
        """Make the typed text the English of its unit; where that fails, the editor stays open."""
        unit = self.editor.unit
        if unit is None or self._drafts is None:
            return
        text = self.editor.text.strip()
        if self.editor.is_changed and text != unit.target:
            self.keep_text()
            if not self.change(lambda _, stamp: edit_target(unit, text, stamp)):
                return
        self.drop_kept(unit.id)
        self._close_editor()

    def drop_text(self) -> None:
        """Forget what was typed for the current unit."""
        unit = self.editor.unit or self.view.unit
        if unit is None or self._drafts is None:
            return
        keys = [key for key in (unit.id, comment_key(unit)) if key in self._drafts.texts]
        if self.is_writing:
            keys = [unit.id]
        elif not keys:
            self.say("nothing is kept for this pair")
            return
        for key in keys:
            self.drop_kept(key)
        if self.is_writing:
            self._close_editor()
        self.show_kept()
        self._tell_state()
        self.say("what was typed is dropped")

    @on(Editor.Typed)
    def _typed(self) -> None:
        if self._keep_timer is not None:
            self._keep_timer.stop()
        self._keep_timer = self.set_timer(KEEP_AFTER, self.keep_text)
        unit = self.editor.unit
        if unit is not None:
            typed = replace(unit, target=self.editor.text)
            self.query_one(Panel).pane("terms").show(terms_content(typed, self._matcher))

    def keep_text(self) -> None:
        """Write what stands in the editor down, so that nothing can lose it."""
        if self._keep_timer is not None:
            self._keep_timer.stop()
        unit = self.editor.unit
        if unit is not None:
            if self.editor.is_changed:
                self.keep(unit.id, self.editor.text)
            else:
                self.drop_kept(unit.id)

    def _close_editor(self) -> None:
        if self._keep_timer is not None:
            self._keep_timer.stop()
        self.editor.unit = None
        self.remove_class("-writing")
        # At once: the next key may have come already.
        self.set_focus(self.view)
        self.show_kept()
        self._show_pair()
        self._tell_state()

    def ask_comment(self) -> None:
        """Write a comment on the current unit."""
        unit = self.view.unit
        if unit is None or self._drafts is None:
            return
        key = comment_key(unit)

        def keep(text: str) -> None:
            if text == unit.comment:
                self.drop_kept(key)
            else:
                self.keep(key, text)

        def finish(written: Written | None) -> None:
            if written is not None and written.is_accepted:
                text = written.text.strip()
                if text == unit.comment or self.change(lambda _, stamp: set_comment(unit, text, stamp)):
                    self.drop_kept(key)
            self.show_kept()
            self._tell_state()

        kept = self._drafts.texts.get(key)
        self.app.push_screen(AskText(f"Comment on {_called(unit)}", unit.comment, kept, keep), finish)

    def ask_split(self) -> None:
        """Choose where the current unit is cut."""
        unit = self.view.unit
        if unit is None:
            return

        def finish(places: tuple[int, int] | None) -> None:
            if places is not None:
                self.change(lambda now, stamp: split_unit_at(now, places[0], places[1], stamp))

        english_first = self.view.columns.english_first
        self.app.push_screen(
            SplitScreen(unit, english_first=english_first, pairs=lambda: self.pair_sentences(unit)), finish
        )


def _called(unit: Unit) -> str:
    return cells.shown(unit.label) or "this pair"
