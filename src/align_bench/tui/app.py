"""The application: which screen is shown. Everything else stands in screens, widgets and commands."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.screen import Screen

from align_bench.config import load_settings
from align_bench.errors import AlignBenchError
from align_bench.storage.project import Project
from align_bench.tui.base import BenchApp
from align_bench.tui.pace import paced
from align_bench.tui.personal import Personal, load_personal
from align_bench.tui.screens.aligning import AligningScreen
from align_bench.tui.screens.documents import DocumentsScreen
from align_bench.tui.screens.looking import Look
from align_bench.tui.screens.review import ReviewScreen
from align_bench.tui.services import Services, project_services
from align_bench.tui.widgets.pane import Content, Entry

_FEW = 3
"""So many notices leave room for what they are about."""


class ReviewApp(BenchApp[None]):
    """Documents and their review."""

    # Textual's own binding would leave without keeping what is typed.
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "leave", "quit", id="app.quit", priority=True)]

    def __init__(
        self,
        services: Services,
        name: str | None = None,
        personal: Personal | None = None,
        root: Path | None = None,
        *,
        aligns: bool = False,
    ) -> None:
        """`aligns`: documents of the project without a workbook get one first."""
        super().__init__(personal, root)
        self._aligns = aligns
        self._services = services
        self._name = name
        self._review: ReviewScreen | None = None
        self.wants_projects = False
        """Whether the reviewer left for another project."""

        self.told: list[str] = []
        """What was done in each document that was left, in words."""

        self.was_ended = False
        """Whether the system ended it."""

    def on_mount(self) -> None:
        self._heed_signals()
        if self._aligns and self.root is not None:
            self.push_screen(AligningScreen(Project(self.root), self._services.clock))
        else:
            self.push_screen(self._first_screen())
            self.call_after_refresh(self._tell)

    def _heed_signals(self) -> None:
        """A terminal that is closed, a machine that is shut down: what is typed is kept, then the program ends."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            # Not every system has them, and none of them in a thread that is not the first.
            with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(getattr(signal, name), self.end)

    def end(self) -> None:
        """Leave at once, with what is typed."""
        self.was_ended = True
        if self._review is not None:
            self._review.keep_typed()
        self.exit()

    def _first_screen(self) -> Screen[None]:
        if self._name is None:
            return DocumentsScreen(self._services)
        self._review = ReviewScreen(self._services, self._name)
        return self._review

    @on(AligningScreen.Finished)
    def _aligned(self, message: AligningScreen.Finished) -> None:
        self.show_screen(self._first_screen())
        error = message.error
        if isinstance(error, AlignBenchError):
            self.notify(error.hint, title=error.message, severity="error", timeout=12, markup=False)
        elif error is not None:
            raise error
        else:
            self.call_after_refresh(self._tell, message.notices)

    def _tell(self, notices: Sequence[str] = ()) -> None:
        """Tell at the first screen what is to be known: a little above the keys, more in a box to be read.

        The list of documents also tells what it does not hold.
        """
        if self._name is None:
            # Folders that cannot be read are told with the list.
            with suppress(AlignBenchError):
                notices = (*notices, *self._services.strays())
        if len(notices) > _FEW:
            entries = tuple(Entry("", "text", notice) for notice in notices)
            self.push_screen(Look(Content(f"{len(notices)} things to know", entries)))
        elif notices:
            self.notify("\n".join(notices), severity="warning", timeout=30, markup=False)

    def action_leave(self) -> None:
        """Leave by way of the review, which keeps and saves."""
        if self._review is None:
            self.exit()
        else:
            self._review.action_do("quit")

    def on_exit_app(self) -> None:
        """A page in a browser was closed: what was typed in the last moment is kept."""
        if self._review is not None:
            self._review.keep_typed()

    def _handle_exception(self, error: Exception) -> None:
        """A defect ends the program; what was typed in the last moment is kept first."""
        if self._review is not None and self._exception is None:
            # Whatever is wrong with the screen must not hide what went wrong first.
            with suppress(Exception):
                self._review.keep_typed()
        super()._handle_exception(error)

    def settings_changed(self) -> None:
        """Show the sides as they are wanted now."""
        english_first = self._services.english_first
        with suppress(AlignBenchError):
            english_first = _is_english_first(self.personal, self.root, english_first)
        self._services = replace(self._services, english_first=english_first)
        if self._review is not None:
            self._review.arrange_sides(english_first=english_first, stacked=self.personal.preferences.stacked)

    @on(DocumentsScreen.Chosen)
    def _open(self, message: DocumentsScreen.Chosen) -> None:
        self._review = ReviewScreen(self._services, message.name)
        self.show_screen(self._review)

    @on(DocumentsScreen.Projects)
    def _leave_project(self) -> None:
        self.wants_projects = True
        self.exit()

    @on(ReviewScreen.Left)
    def _left(self, message: ReviewScreen.Left) -> None:
        if self._review is not None:
            if line := self._review.session_line():
                self.told.append(line)
            self._review.close_session()
        left, self._review = self._review, None
        if left is not None and left.wanted is not None and message.goal == "document":
            self._review = ReviewScreen(self._services, left.wanted[0])
            self._review.begin_at = left.wanted[1]
            self.show_screen(self._review)
        elif message.goal == "documents":
            self.show_screen(DocumentsScreen(self._services, left.document if left is not None else None))
        else:
            self.exit()


def _is_english_first(personal: Personal, root: Path | None, usually: bool = True) -> bool:
    side = personal.preferences.left_side
    if side != "project":
        return side == "english"
    return usually if root is None else load_settings(root).english_first


def run_review(
    project: Project,
    name: str | None,
    *,
    reviewer: str,
    personal: Personal | None = None,
    aligns: bool = False,
    tell: Callable[[str], None] | None = None,
) -> bool:
    """Align what is new, where that is wanted, and open a document or the list of all, until the reviewer leaves.

    Returns whether that was for another project; `tell` is told what was done in each document.
    """
    personal = personal or load_personal()
    services = project_services(
        project,
        reviewer=reviewer,
        clock=lambda: datetime.now(UTC).astimezone(),
        english_first=_is_english_first(personal, project.root),
    )
    app = ReviewApp(services, name, personal, project.root, aligns=aligns)
    with paced():
        app.run()
    app.raise_defect()
    if tell is not None:
        for line in app.told:
            tell(line)
    if app.was_ended:
        raise KeyboardInterrupt
    return app.wants_projects
