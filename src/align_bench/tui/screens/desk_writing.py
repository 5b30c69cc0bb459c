"""Writing at the review screen: the editor, comments, the place of a split. Nothing that is typed gets lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual import on
from textual.timer import Timer

from align_bench.model.edits import Edit, Stamp, edit_target, set_comment
from align_bench.model.pairing import split_unit_at
from align_bench.model.threads import RESOLVED, add_comment, is_resolved
from align_bench.model.unit import Unit
from align_bench.text import cells
from align_bench.tui.panels.terms import terms_content
from align_bench.tui.panels.threads import thread_content
from align_bench.tui.screens.asking import AskText, Written
from align_bench.tui.screens.desk_keeping import comment_key, kept_keys, reply_key
from align_bench.tui.screens.desk_sentences import SentencesDesk
from align_bench.tui.screens.looking import Look
from align_bench.tui.screens.split import SplitScreen
from align_bench.tui.widgets.editor import KEEP_AFTER, Editor
from align_bench.tui.widgets.pane import Content
from align_bench.tui.widgets.panel import Panel

LOCKED = "this pair is locked: x opens it"


class WritingDesk(SentencesDesk):
    """What asks the reviewer for text or places."""

    _keep_timer: Timer | None = None

    def open_editor(self) -> None:
        """Edit the English of the current unit."""
        unit = self.view.unit
        if unit is None or self._drafts is None:
            return
        if unit.locked:
            self.say(LOCKED)
            return
        self.add_class("-writing")
        kept = self._drafts.texts.get(unit.id)
        self.editor.open(unit, kept, self._matcher, english_first=self.view.columns.english_first)
        self.editor.area.claims = self.do_in_editor
        self._tell_state()

    def do_in_editor(self, key: str) -> bool:
        """Do the action that a key has while the editor is open; whether there is one."""
        raise NotImplementedError

    def accept_text(self) -> bool:
        """Make the typed text the English of its unit; False where that fails, and the editor stays open."""
        unit = self.editor.unit
        if unit is None or self._drafts is None:
            return False
        text = self.editor.text.strip()
        if self.editor.is_changed and text != unit.target:
            self.keep_text()
            if not self.change(lambda _, stamp: edit_target(unit, text, stamp)):
                return False
        self.drop_kept(unit.id)
        self._close_editor()
        return True

    def drop_text(self) -> None:
        """Forget what was typed for the current unit."""
        unit = self.editor.unit or self.view.unit
        if unit is None or self._drafts is None:
            return
        keys = [key for key in kept_keys(unit) if key in self._drafts.texts]
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
        """Add to the comments of the current unit, with those that are there in sight; read-only, read them."""
        unit = self.view.unit
        if unit is None or self.session is None:
            return
        content = thread_content(unit.comment)
        if not self.session.read_only:
            self._ask_text(
                reply_key(unit),
                "",
                lambda text, stamp: add_comment(unit, text, stamp),
                f"Comment on {_called(unit)}",
                content,
            )
        elif content.entries:
            self.app.push_screen(Look(content))
        else:
            self.say("this pair has no comment")

    def ask_comments(self) -> None:
        """Change the comments of the current unit as they stand in the workbook."""
        unit = self.view.unit
        if unit is not None:
            self._ask_text(
                comment_key(unit),
                unit.comment,
                lambda text, stamp: set_comment(unit, text, stamp),
                f"All comments on {_called(unit)}, as they stand in the workbook",
            )

    def resolve(self) -> None:
        """Say that nothing is left to do of what the comments of the current unit ask for."""
        unit = self.view.unit
        if unit is None or not unit.comment:
            self.say("this pair has no comment")
        elif is_resolved(unit.comment):
            self.say("the comments are resolved already; another one (c) opens them again")
        else:
            self.change(lambda unit, stamp: add_comment(unit, RESOLVED, stamp))

    def _ask_text(
        self, key: str, before: str, make: Callable[[str, Stamp], Edit], question: str, above: Content | None = None
    ) -> None:
        """Ask for a text that is kept under a key while it is typed, and make an edit of it."""
        if self._drafts is None:
            return

        def keep(text: str) -> None:
            if text == before:
                self.drop_kept(key)
            else:
                self.keep(key, text)

        def finish(written: Written | None) -> None:
            if written is not None and written.is_accepted:
                text = written.text.strip()
                if text == before or self.apply(lambda stamp: make(text, stamp)):
                    self.drop_kept(key)
            self.show_kept()
            self._tell_state()

        self.app.push_screen(AskText(question, before, self._drafts.texts.get(key), keep, above), finish)

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
