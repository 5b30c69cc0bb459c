"""The settings: the person's and the project's, each with what it means; a change is on disk before it is shown.

Owns the list and the questions; what a setting may be is said in `config`, how it is written in `storage`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, get_args

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from align_bench.config import (
    SETTINGS_FILE,
    CheckLevel,
    Preferences,
    SettingInfo,
    Settings,
    Value,
    load_settings,
    settings_of_kind,
)
from align_bench.errors import AlignBenchError
from align_bench.storage.links import refuse_outside
from align_bench.storage.project import Project
from align_bench.storage.settings_file import write_setting
from align_bench.text import cells
from align_bench.tui.screens.asking import AskLine, Choose
from align_bench.tui.screens.owning import ask_owner

if TYPE_CHECKING:
    from align_bench.tui.base import BenchApp

_NAME, _VALUE = 16, 34

_WHEN = {
    "level": "Holds for documents that are aligned from now on.",
    "encoding": "Holds for texts that are read from now on.",
    "shared_tables": "Holds for documents that are aligned from now on.",
    "reviewer": "Holds from the next start on.",
    "keymap": "Holds from the next start on.",
    "checks": "Holds for documents that are opened from now on.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A setting with its value now."""

    is_personal: bool
    info: SettingInfo
    value: Any

    @property
    def is_default(self) -> bool:
        return bool(self.value == self.info.default)

    @property
    def shown(self) -> str:
        """The value in words."""
        if self.info.is_table:
            return ", ".join(f"{name}: {level}" for name, level in self.value.items()) or (
                "nobody" if self.info.name == "owners" else "all as usual"
            )
        if isinstance(self.value, bool):
            return "yes" if self.value else "no"
        return self.value or "(empty)"


class SettingsScreen(ModalScreen[None]):
    """Every setting, to be changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "back", id="settings.back"),
        Binding("delete,backspace", "reset", "default", id="settings.reset"),
    ]
    AUTO_FOCUS = "OptionList"

    def __init__(self, bench: BenchApp[Any], root: Path | None) -> None:
        super().__init__()
        self._bench, self._root = bench, root
        self._rows: list[Row] = []

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(id="settings-files", markup=False)
            yield OptionList(markup=False)
            yield Static(id="settings-meaning", markup=False)
            yield Static("enter change   delete default   esc back", classes="hint", markup=False)

    def on_mount(self) -> None:
        self.query_one("#settings-files", Static).update(f"Yours are in {self._bench.personal.path or 'no file'}")
        self._fill()

    def _fill(self) -> None:
        """List everything anew; the same line stays the current one."""
        options = self.query_one(OptionList)
        place = options.highlighted or 0
        self._rows = self._all_rows()
        options.clear_options()
        options.add_options(
            Option(_line(row), id=f"{'me' if row.is_personal else 'project'}.{row.info.name}") for row in self._rows
        )
        options.highlighted = min(place, len(self._rows) - 1)

    def _all_rows(self) -> list[Row]:
        mine = self._bench.personal.preferences
        rows = [Row(True, info, getattr(mine, info.name)) for info in settings_of_kind(Preferences)]
        if self._root is not None:
            try:
                settings = load_settings(self._root)
            except AlignBenchError as error:
                self._complain(error)
            else:
                rows += [Row(False, info, getattr(settings, info.name)) for info in settings_of_kind(Settings)]
        return rows

    @on(OptionList.OptionHighlighted)
    def _tell(self, event: OptionList.OptionHighlighted) -> None:
        row = self._rows[event.option_index]
        where = "yours" if row.is_personal else f"of the project, in {SETTINGS_FILE}"
        default = "" if row.is_default or row.info.is_table else f" Default: {_in_words(row.info.default)}."
        words = f"{row.info.name}, {where}\n{row.info.meaning} {_WHEN.get(row.info.name, '')}{default}"
        self.query_one("#settings-meaning", Static).update(words)

    @on(OptionList.OptionSelected)
    def _ask(self, event: OptionList.OptionSelected) -> None:
        row = self._rows[event.option_index]
        info, name = row.info, row.info.name
        if name == "owners":
            self._ask_document(row)
        elif info.is_table:
            self._ask_check(row)
        elif isinstance(row.value, bool):
            self._change(row, name, not row.value)
        elif info.choices:
            choices = [(choice, choice) for choice in info.choices]
            self._push(Choose(f"{name}: {info.meaning}", choices, row.value), lambda value: (row, name, value))
        else:
            self._push(AskLine(f"{name}: {info.meaning}", row.value), lambda value: (row, name, value))

    def _ask_check(self, row: Row) -> None:
        """First which check, then how bad its findings are."""
        from align_bench.checks import all_checks

        usual = {check.id: str(check.severity) for check in all_checks()}
        width = max(map(len, usual))
        choices = [
            (check, f"{check:<{width}}  {row.value.get(check, severity)}{'' if check in row.value else ' (as usual)'}")
            for check, severity in sorted(usual.items())
        ]

        def chosen(check: str | None) -> None:
            if check is not None:
                levels = [("", f"as usual: {usual[check]}"), *((level, level) for level in get_args(CheckLevel))]
                asking = Choose(f"{check}: how bad are its findings?", levels, row.value.get(check, ""))
                self._push(asking, lambda level: (row, f"checks.{check}", level or None))

        self.app.push_screen(Choose("Which check?", choices, next(iter(row.value), "")), chosen)

    def _ask_document(self, row: Row) -> None:
        """First which document, then who looks after it."""
        names = Project(self._root).names() if self._root is not None else ()

        def chosen(document: str | None) -> None:
            if document is not None:
                known = (self._bench.personal.preferences.reviewer, *row.value.values())
                owner = row.value.get(document, "")
                ask_owner(self.app, document, owner, known, lambda name: self._change(row, f"owners.{document}", name))

        choices = [(name, f"{name}  {row.value.get(name, '')}".rstrip()) for name in names]
        if choices:
            self.app.push_screen(Choose("Which document?", choices, choices[0][0]), chosen)

    def _push(self, asking: ModalScreen[str | None], change: Callable[[str], tuple[Row, str, Value | None]]) -> None:
        def answered(value: str | None) -> None:
            if value is not None:
                self._change(*change(value))

        self.app.push_screen(asking, answered)

    def action_reset(self) -> None:
        """Give the current setting its default again."""
        place = self.query_one(OptionList).highlighted
        if place is None or self._rows[place].is_default:
            return
        row = self._rows[place]
        for name in [f"{row.info.name}.{each}" for each in row.value] if row.info.is_table else [row.info.name]:
            self._change(row, name, None)

    def _change(self, row: Row, name: str, value: Value | None) -> None:
        try:
            if row.is_personal:
                self._bench.prefer(name, value)
            elif self._root is not None:
                write_setting(refuse_outside(self._root / SETTINGS_FILE), Settings, name, value)
        except AlignBenchError as error:
            self._complain(error)
        self._fill()

    def _complain(self, error: AlignBenchError) -> None:
        self.notify(error.hint, title=error.message, severity="error", markup=False)


def _line(row: Row) -> Text:
    whose = "yours  " if row.is_personal else "project"
    mark = " " if row.is_default else "*"
    return Text(f"{whose}  {row.info.name:<{_NAME}} {mark} {cells.fit(row.shown, _VALUE)}", no_wrap=True)


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) or "empty"
