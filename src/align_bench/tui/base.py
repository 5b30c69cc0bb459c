"""What the applications share: colours, keys, help, and a plain message where the terminal is too small.

Owns no screen of its own but that message.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any, ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.driver import Driver
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from align_bench.config import ThemeName, Value
from align_bench.errors import AlignBenchError
from align_bench.text import cells
from align_bench.tui import commands
from align_bench.tui.contexts import context_lines, context_of
from align_bench.tui.keymap import textual_keymap, with_keymap
from align_bench.tui.pace import tidy
from align_bench.tui.personal import Personal
from align_bench.tui.terminal import lasting
from align_bench.tui.themes import MEANINGS, THEMES, next_theme
from align_bench.tui.turns import TakesTurns

assert commands.__all__  # importing them fills the registry

ROOM = (60, 20)
"""Columns and lines from which on everything has its room; below, that is told, and what fits is shown."""

_LEAST = (30, 8)

_REST = 0.5
"""Seconds without a key after which nobody is held up by what takes some milliseconds."""

_LONGEST = 60.0
"""Seconds of keys without a rest, behind which it is done all the same."""

Goal = TypeVar("Goal")


class SmallScreen(ModalScreen[None]):
    """What stands there while the terminal is too small."""

    def compose(self) -> ComposeResult:
        yield Static(
            f"{_needed()}. Every accepted edit is on disk; ctrl+q leaves.",
            markup=False,
        )


def _all_actions() -> type[Provider]:
    from align_bench.tui.palette import ActionProvider

    return ActionProvider


class BenchApp(TakesTurns[Goal]):
    """An application for one person, with this person's colours and keys."""

    TITLE = "align-bench"
    CSS_PATH = Path("styles.tcss")
    COMMANDS: ClassVar[set[Any]] = {_all_actions}
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1", "help", "help", id="app.help", priority=True, show=False)]

    def __init__(self, personal: Personal | None = None, root: Path | None = None) -> None:
        """`root`: of the project whose settings can be changed."""
        super().__init__()
        self.root = root
        self.personal = personal or Personal()
        self.actions = with_keymap(self.personal.keymap)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self.personal.preferences.theme
        self.set_keymap(textual_keymap(self.personal.keymap))
        self._last_input = self._last_rest = 0.0

    def on_mount(self) -> None:
        self.set_interval(_REST, self._rest)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.InputEvent):
            self._last_input = monotonic()
        await super().on_event(event)

    def _rest(self) -> None:
        now = monotonic()
        if now - self._last_input >= _REST or now - self._last_rest >= _LONGEST:
            self._last_rest = now
            tidy()

    def get_driver_class(self) -> type[Driver]:
        return lasting(super().get_driver_class())

    def on_terminal_gone(self) -> None:
        """Nobody sees the program any more, and it would keep the project to itself."""
        self.end()

    def end(self) -> None:
        """Leave, unasked."""
        self.exit()

    def get_css_variables(self) -> dict[str, str]:
        """With the colours of letters as the theme gives them; Textual would mix them with the ground."""
        return {**super().get_css_variables(), **self.current_theme.variables}

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:  # noqa: ARG002  # Textual's signature
        """The themes: leaving and help are actions of our own, which keep what is typed."""
        for theme in THEMES:
            name: ThemeName = theme.name  # type: ignore[assignment]  # those of the list
            yield SystemCommand(f"colours: {name}", MEANINGS[name], lambda name=name: self.use_theme(name))

    def prefer(self, key: str, value: Value | None) -> None:
        """Remember a setting of the person; where that fails, it holds until the program ends, and that is told."""
        try:
            self.personal = self.personal.changed(key, value)
        except AlignBenchError as error:
            self.personal = replace(self.personal, path=None).changed(key, value)
            self.notify(error.hint, title=error.message, severity="warning", markup=False)
        self.theme = self.personal.preferences.theme

    def use_theme(self, name: ThemeName) -> None:
        """Other colours, remembered."""
        self.prefer("theme", name)

    def turn_theme(self) -> ThemeName:
        """The next colours; which they are."""
        name = next_theme(self.theme)
        self.use_theme(name)
        return name

    def action_help_quit(self) -> None:
        """Ctrl+c ends other programs; who presses it here is told what does."""
        self.notify(f"{self.actions['quit'].key_names}: leave; every accepted edit is on disk")

    def action_help(self) -> None:
        """Tell the keys, those of the place first; the same key closes it again."""
        from align_bench.tui.screens.help import HelpScreen

        screen = self.screen
        if isinstance(screen, HelpScreen):
            screen.dismiss()
        elif not isinstance(screen, SmallScreen):
            context = context_of(screen)
            self.push_screen(HelpScreen(context.title, context_lines(context, self.actions), self.actions))

    def notify(self, message: str, *, title: str = "", **options: Any) -> None:
        """Tell something for a while; what comes from documents and names of files is no command to the terminal."""
        super().notify(cells.shown_lines(message), title=cells.shown(title), **options)

    def close_notices(self) -> bool:
        """Close what was told; False where nothing was."""
        told = bool(self._notifications)  # Textual names no other way to ask
        self.clear_notifications()
        return told

    def ask_settings(self) -> None:
        """The settings, to be changed."""
        from align_bench.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen(self, self.root), lambda _: self.settings_changed())

    def settings_changed(self) -> None:
        """The settings were looked at and may be others."""

    def show_screen(self, screen: Screen[Any]) -> None:
        """Put a screen in the place of the one that is shown, below the message where there is one."""
        if isinstance(self.screen, SmallScreen):
            self.pop_screen()
        self.switch_screen(screen)
        self.call_later(self._fit)

    def raise_defect(self) -> None:
        """After the run: raise what ended the app, if anything did, for the command line to report."""
        if self._exception is not None:
            raise self._exception
        if self.return_code:
            raise RuntimeError(f"the screen ended with code {self.return_code}")

    def _print_error_renderables(self) -> None:
        """Textual's own report is a traceback; the command line says it in one line."""
        self._exit_renderables.clear()

    def on_resize(self) -> None:
        self.call_later(self._fit)

    def _fit(self) -> None:
        """Where there is no room for anything, show that alone; where there is little, tell it."""
        width, height = self.size
        has_room = width >= _LEAST[0] and height >= _LEAST[1]
        if isinstance(self.screen, SmallScreen):
            if has_room:
                self.pop_screen()
        elif not has_room and len(self.screen_stack) > 1:
            self.push_screen(SmallScreen())
        say = getattr(self.screen, "say", None)
        if say is not None and (width < ROOM[0] or height < ROOM[1]):
            say(_needed())


def _needed() -> str:
    return f"too small: {ROOM[0]} columns, {ROOM[1]} lines needed"
