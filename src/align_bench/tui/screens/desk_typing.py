"""Checking at the review screen what is being typed: the findings of the pair in the editor follow the text.

Owns when that is checked: in a pause, beside the screen, one text at a time. What is found counts nowhere until the
text is accepted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.timer import Timer

from align_bench.model.finding import Finding
from align_bench.model.unit import Unit
from align_bench.tui.panels.findings import findings_content
from align_bench.tui.panels.terms import terms_content
from align_bench.tui.screens.desk_writing import WritingDesk
from align_bench.tui.widgets.editor import Editor
from align_bench.tui.widgets.pane import Content
from align_bench.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from align_bench.workflow.live import LiveChecking

# Seconds without a key: somebody who types on is not waited on, and does not wait.
_PAUSE = 0.25


class TypingDesk(WritingDesk):
    """What tells of a text before it is accepted."""

    class TypedChecked(Message):
        """A text is checked; without findings (None), the document was not checked yet."""

        def __init__(self, unit: Unit, findings: tuple[Finding, ...] | None) -> None:
            super().__init__()
            self.unit, self.findings = unit, findings

    _typing_timer: Timer | None = None
    _is_checking_typed = False
    _typed_meanwhile = False
    _typed_findings: tuple[Unit, Sequence[Finding]] | None = None
    """The unit as it was typed when it was checked last."""

    def open_editor(self) -> None:
        super().open_editor()
        unit = self.editor.unit
        if unit is not None:
            self._show_typed(unit, self.findings.get(unit.id, ()))
            if self.editor.is_changed:
                self.check_typed()

    @on(Editor.Typed)
    def _check_soon(self) -> None:
        if self._typing_timer is not None:
            self._typing_timer.stop()
        if self.is_writing:
            self._typing_timer = self.set_timer(_PAUSE, self.check_typed)

    def check_typed(self) -> None:
        """Check the text in the editor as it is now."""
        unit = self.editor.unit
        if unit is None or self.checking is None:
            return
        if self._is_checking_typed:
            self._typed_meanwhile = True
            return
        self._is_checking_typed, self._typed_meanwhile = True, False
        text = self.editor.text.rstrip()
        numbers = unit.target_numbers if text else ()
        self._check_one(self.checking, replace(unit, target=text, target_numbers=numbers))

    @work(thread=True, exit_on_error=False, group="typed", description="typed")
    def _check_one(self, checking: LiveChecking, unit: Unit) -> None:
        self.post_message(self.TypedChecked(unit, checking.check_typed(self.document, unit)))

    @on(TypedChecked)
    def _typed_checked(self, message: TypedChecked) -> None:
        self._is_checking_typed = False
        unit = self.editor.unit
        if unit is not None and unit.id == message.unit.id and message.findings is not None:
            self._show_typed(message.unit, message.findings)
        if self._typed_meanwhile:
            self.check_typed()

    def worker_failed(self, group: str) -> None:
        super().worker_failed(group)
        if group == "typed":
            self._is_checking_typed = self._typed_meanwhile = False

    def findings_came(self) -> None:
        """What other pairs say may have changed what is found here."""
        super().findings_came()
        self.check_typed()

    def _show_typed(self, unit: Unit, findings: Sequence[Finding]) -> None:
        self._typed_findings = unit, findings
        self.editor.show_findings(unit, findings, self._typed_content(unit, findings))
        self._show_pair()

    def _typed_content(self, unit: Unit, findings: Sequence[Finding]) -> Content:
        return findings_content(unit, findings, is_checked=self.is_checked)

    def _show_pair(self) -> None:
        if self.is_writing and self._typed_findings is not None:
            unit, findings = self._typed_findings
            typed = replace(unit, target=self.editor.text)
            self.query_one(Panel).show(self._typed_content(unit, findings), terms_content(typed, self._matcher))
        else:
            super()._show_pair()

    def _close_editor(self) -> None:
        if self._typing_timer is not None:
            self._typing_timer.stop()
        self._typed_findings = None
        super()._close_editor()
