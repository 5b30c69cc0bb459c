"""The application outside of a project: it ends with the folder of one."""

from __future__ import annotations

from pathlib import Path

from textual import on

from align_bench.errors import AlignBenchError
from align_bench.tui.base import BenchApp
from align_bench.tui.personal import Personal
from align_bench.tui.screens.start import StartScreen


class StartApp(BenchApp[Path]):
    """Chooses a project."""

    def __init__(self, here: Path, personal: Personal | None = None, trouble: AlignBenchError | None = None) -> None:
        super().__init__(personal)
        self._here, self._trouble = here, trouble

    def on_mount(self) -> None:
        from align_bench.storage.personal import recent_projects

        self.push_screen(StartScreen(recent_projects(), self._here, self._trouble))

    def action_ask_settings(self) -> None:
        """The settings of the person, to be changed."""
        self.ask_settings()

    def action_turn_theme(self) -> None:
        """Other colours."""
        self.turn_theme()

    @on(StartScreen.Chosen)
    def _chosen(self, message: StartScreen.Chosen) -> None:
        self.exit(message.root)


def choose_project(trouble: AlignBenchError | None = None) -> Path | None:
    """Ask which project to open; None: none. `trouble` is told: why the last one could not be."""
    from align_bench.tui.personal import load_personal

    app = StartApp(Path.cwd(), load_personal(), trouble)
    chosen = app.run()
    app.raise_defect()
    return chosen
