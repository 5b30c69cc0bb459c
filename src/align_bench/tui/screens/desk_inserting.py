"""What the review screen puts into the editor by a key: terms and figures that the English still lacks.

Owns where it is put; which term or figure it is is decided in `panels`.
"""

from __future__ import annotations

from align_bench.tui.panels.figures import missing_figure
from align_bench.tui.panels.terms import missing_rendering
from align_bench.tui.screens.desk_finding import FindingDesk

_OPENING = "([{“‘\"'$€£-–—/"
"""Behind these, as behind a blank, a word begins without one."""


class InsertingDesk(FindingDesk):
    """What puts words into the editor."""

    def insert_term(self) -> None:
        """Put the approved English of the first term that is not rendered yet in at the cursor."""
        unit = self.view.unit
        if unit is None or self._matcher is None:
            return
        rendering = missing_rendering(unit.source, self.english, self._matcher)
        if rendering is None:
            self.say("every term of this pair has its English")
        else:
            self.put_in(rendering)

    def insert_figure(self) -> None:
        """Put the first figure that the English lacks in at the cursor, as English writes it."""
        unit = self.view.unit
        if unit is None:
            return
        figure = missing_figure(unit.source, self.english, self._matcher)
        if figure is None:
            self.say("every figure of this pair stands in the English")
        else:
            self.put_in(figure)

    @property
    def english(self) -> str:
        """The English of the current pair as it is being written."""
        unit = self.view.unit
        return self.editor.text if self.is_writing or unit is None else unit.target

    def put_in(self, text: str) -> None:
        """Put words in at the cursor, or in the place of what is selected, with blanks where words would meet.

        ctrl+z takes them back.
        """
        if not self._begin_writing():
            return
        area = self.editor.area
        start, end = sorted(area.selection)
        before = area.document.get_line(start[0])[: start[1]]
        behind = area.document.get_line(end[0])[end[1] :]
        head = "" if not before or before[-1].isspace() or before[-1] in _OPENING else " "
        tail = " " if behind[:1].isalnum() else ""
        area.replace(f"{head}{text}{tail}", start, end, maintain_selection_offset=False)

    def put_whole(self, text: str, *, at: int | None = None) -> None:
        """Put a text in the place of all that stands in the editor; ctrl+z takes it back.

        `at`: where the cursor is to stand then, in characters; else at the end.
        """
        if self._begin_writing():
            area = self.editor.area
            area.replace(text, (0, 0), area.document.end)
            if at is not None:
                area.move_cursor((text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1)))

    def _begin_writing(self) -> bool:
        if not self.is_writing:
            self.open_editor()
        return self.is_writing
