"""Who looks after a document: asked for over the list of documents, written into the settings of the project."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from textual.app import App

from align_bench.config import SETTINGS_FILE, Settings, load_settings
from align_bench.storage.links import refuse_outside
from align_bench.storage.settings_file import write_setting
from align_bench.tui.screens.asking import AskLine, Choose

_NOBODY, _ANOTHER = "nobody", "another"
_NAMED = "name:"


def read_owners(root: Path | None) -> Mapping[str, str]:
    """Document -> who looks after it; SettingsError where the settings cannot be read."""
    return {} if root is None else load_settings(root).owners


def write_owner(root: Path, document: str, owner: str | None) -> None:
    """Say who looks after a document, None: nobody; SettingsError or StorageError leaves all as it was."""
    write_setting(refuse_outside(root / SETTINGS_FILE), Settings, f"owners.{document}", owner)


def ask_owner(
    app: App[object], document: str, owner: str, known: Iterable[str], answered: Callable[[str | None], None]
) -> None:
    """Choose among the people who are known, or type another name; `answered` gets a name, or None for nobody.

    It is not called where nothing was chosen.
    """

    def typed(name: str | None) -> None:
        if name is not None:
            answered(name)

    def chosen(choice: str | None) -> None:
        if choice == _ANOTHER:
            app.push_screen(AskLine(f"Who looks after {document}?"), typed)
        elif choice is not None:
            answered(None if choice == _NOBODY else choice.removeprefix(_NAMED))

    names = dict.fromkeys(filter(None, known))
    choices = [*((f"{_NAMED}{name}", name) for name in names), (_ANOTHER, "another name"), (_NOBODY, "nobody")]
    app.push_screen(Choose(f"Who looks after {document}?", choices, f"{_NAMED}{owner}"), chosen)
