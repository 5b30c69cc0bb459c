"""Writing at the review screen: the editor, comments, the place of a split. Nothing that is typed gets lost."""

from __future__ import annotations

from textual import on
from textual.timer import Timer

from align_bench.errors import AlignBenchError
from align_bench.model.edits import edit_target, set_comment
from align_bench.model.pairing import split_unit_at
from align_bench.tui.screens.asking import AskText, Written
from align_bench.tui.screens.desk_changing import ChangingDesk
from align_bench.tui.screens.split import SplitScreen
from align_bench.tui.widgets.editor import Editor

# What is typed is written down this many seconds after the last key: seldom enough for slow disks.
KEEP_AFTER = 0.4


class WritingDesk(ChangingDesk):
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
        marks = self.view.marks_of(unit).source
        self.add_class("-writing")
        self.editor.open(unit, self._drafts.texts.get(unit.id), marks, english_first=self.view.columns.english_first)
        self._tell_state()

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
        self._drop_kept(unit.id)
        self._close_editor()

    def drop_text(self) -> None:
        """Forget what was typed for the current unit."""
        unit = self.editor.unit or self.view.unit
        if unit is None:
            return
        self._drop_kept(unit.id)
        if self.is_writing:
            self._close_editor()
        self.say("what was typed is dropped; the English is as it was")

    @on(Editor.Typed)
    def _typed(self) -> None:
        if self._keep_timer is not None:
            self._keep_timer.stop()
        self._keep_timer = self.set_timer(KEEP_AFTER, self.keep_text)

    def keep_text(self) -> None:
        """Write what stands in the editor down, so that nothing can lose it."""
        if self._keep_timer is not None:
            self._keep_timer.stop()
        unit = self.editor.unit
        if unit is not None:
            if self.editor.is_changed:
                self._keep(unit.id, self.editor.text)
            else:
                self._drop_kept(unit.id)

    def _keep(self, key: str, text: str) -> None:
        try:
            if self._drafts is not None:
                self._drafts.keep(key, text)
        except AlignBenchError as error:
            self.complain(error)

    def _drop_kept(self, key: str) -> None:
        try:
            if self._drafts is not None:
                self._drafts.drop(key)
        except AlignBenchError as error:
            self.complain(error)

    def _close_editor(self) -> None:
        if self._keep_timer is not None:
            self._keep_timer.stop()
        self.editor.unit = None
        self.remove_class("-writing")
        self.view.focus()
        self._show_kept()
        self._tell_state()

    def ask_comment(self) -> None:
        """Write a comment on the current unit."""
        unit = self.view.unit
        if unit is None or self._drafts is None:
            return
        key = f"{unit.id}#comment"

        def finish(written: Written | None) -> None:
            if written is None or written.text == unit.comment:
                self._drop_kept(key)
                return
            self._keep(key, written.text)
            if written.is_accepted and self.change(lambda now, stamp: set_comment(now, written.text.strip(), stamp)):
                self._drop_kept(key)

        kept = self._drafts.texts.get(key, unit.comment)
        self.app.push_screen(AskText(f"Comment on {unit.label or 'this pair'}", kept), finish)

    def ask_split(self) -> None:
        """Choose where the current unit is cut."""
        unit = self.view.unit
        if unit is None:
            return

        def finish(places: tuple[int, int] | None) -> None:
            if places is not None:
                self.change(lambda now, stamp: split_unit_at(now, places[0], places[1], stamp))

        self.app.push_screen(SplitScreen(unit, english_first=self.view.columns.english_first), finish)
