"""The folder of a project: where its documents, workbooks, termbase and private files are.

Owns names and places only; it opens none of the files and never writes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from align_bench.config import SETTINGS_FILE
from align_bench.errors import StorageError, UsageError
from align_bench.storage.links import refuse_outside

TERMBASE_FILES = ("terms.xlsx", "terms.csv", "terms.tbx")
"""In the order in which they are preferred."""

SOURCE_SUFFIXES = (".zh.txt", ".ZH.TXT", ".txt", ".TXT")
TRANSLATION_SUFFIXES = (".en.txt", ".EN.TXT", ".txt", ".TXT")
"""The first one wins where a document has both."""

WORKBOOK_SUFFIX = ".xlsx"
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Line ends and other control characters: a name with one is none of a document."""


@dataclass(frozen=True, slots=True)
class Project:
    """The places of a project that lies in `root`."""

    root: Path

    @property
    def sources(self) -> Path:
        return self.root / "sources"

    @property
    def translations(self) -> Path:
        return self.root / "translations"

    @property
    def reviews(self) -> Path:
        return self.root / "review"

    @property
    def memories(self) -> Path:
        """Translation memories of others, as TMX; need not be there."""
        return self.root / "memory"

    @property
    def private(self) -> Path:
        """Journal, lock and caches: nothing in it is needed once the workbooks are saved."""
        return self.root / ".align-bench"

    def names(self) -> tuple[str, ...]:
        """Every document with a source or a workbook, sorted."""
        found = {_name(path, SOURCE_SUFFIXES) for path in _files(self.sources)}
        found |= {_name(path, (WORKBOOK_SUFFIX,)) for path in _files(self.reviews)}
        return tuple(sorted(found - {""}))

    def unread(self) -> tuple[Path, ...]:
        """Files among the texts that are of no kind that is read: Word documents, PDF files."""
        places = ((self.sources, SOURCE_SUFFIXES), (self.translations, TRANSLATION_SUFFIXES))
        return tuple(
            sorted(path for folder, suffixes in places for path in _files(folder) if not _name(path, suffixes))
        )

    def stray_translations(self) -> tuple[Path, ...]:
        """Translations of documents that are not there."""
        known = {*self.names(), ""}
        found = _files(self.translations)
        return tuple(sorted(path for path in found if _name(path, TRANSLATION_SUFFIXES) not in known))

    def source(self, name: str) -> Path | None:
        return _first(self.sources, name, SOURCE_SUFFIXES)

    def translation(self, name: str) -> Path | None:
        """None where the document is still to be translated."""
        return _first(self.translations, name, TRANSLATION_SUFFIXES)

    def workbook(self, name: str) -> Path:
        """Where the review workbook of a document is, or will be."""
        return refuse_outside(self.reviews / f"{_checked(name)}{WORKBOOK_SUFFIX}")

    def journal(self, name: str) -> Path:
        return refuse_outside(self.private / "journal" / f"{_checked(name)}.jsonl")

    def beginning(self, name: str) -> Path:
        """The workbook as it was when the journal began, or was parted: from it, what others change is told."""
        return refuse_outside(self.private / "journal" / f"{_checked(name)}{WORKBOOK_SUFFIX}")

    def drafts(self, name: str) -> Path:
        """Texts that were typed and not accepted."""
        return refuse_outside(self.private / "drafts" / f"{_checked(name)}.json")

    def taken(self, name: str) -> Path:
        """The English of a document as it was last taken from its file."""
        return refuse_outside(self.private / "english" / f"{_checked(name)}.json")

    def bookmarks(self, name: str) -> Path:
        """What reviewers have marked for themselves."""
        return refuse_outside(self.private / "bookmarks" / f"{_checked(name)}.json")

    def journaled(self) -> tuple[str, ...]:
        """Every document with a journal, sorted; its workbook may be gone."""
        return tuple(sorted({_name(path, (".jsonl",)) for path in _files(self.private / "journal")} - {""}))

    def history(self, name: str) -> Path:
        """The folder of what is kept of a document: older parts of its journal, edits that no longer fit."""
        return self.private / "history" / _checked(name)

    @property
    def waivers(self) -> Path:
        """Where the waived findings are noted, or will be."""
        return refuse_outside(self.root / "waivers.toml")

    def termbase(self) -> Path | None:
        return next(iter(self._termbases()), None)

    def other_termbases(self) -> tuple[Path, ...]:
        """Files that would be the termbase if the one that comes before them were not there."""
        return self._termbases()[1:]

    def _termbases(self) -> tuple[Path, ...]:
        return tuple(path for path in map(self.root.joinpath, TERMBASE_FILES) if path.is_file())


def find_project(start: Path) -> Project | None:
    """The project that `start` lies in: the nearest folder with the settings file or a `sources` folder."""
    folder = start.absolute()
    for candidate in (folder, *folder.parents):
        if (candidate / SETTINGS_FILE).is_file() or (candidate / "sources").is_dir():
            return Project(candidate)
    return None


def _files(folder: Path) -> list[Path]:
    # `.~lock.x#` is LibreOffice's and `~$x.xlsx` Excel's sign that the workbook is open.
    try:
        return [path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "~$"))]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StorageError(
            f"{folder}: the folder cannot be listed: {error.strerror}", hint="check the rights of the folder"
        ) from error


def _name(path: Path, suffixes: tuple[str, ...]) -> str:
    """The document that a file is of; empty where it is of none, or its name would break the lines it stands in."""
    if CONTROL.search(path.name):
        return ""
    suffix = next((suffix for suffix in suffixes if path.name.endswith(suffix)), path.name)
    return path.name.removesuffix(suffix)


def _first(folder: Path, name: str, suffixes: tuple[str, ...]) -> Path | None:
    paths = (folder / f"{_checked(name)}{suffix}" for suffix in suffixes)
    return next((path for path in paths if path.is_file()), None)


def _checked(name: str) -> str:
    if not name or name.startswith(".") or "/" in name or "\\" in name or CONTROL.search(name):
        raise UsageError(
            f"{name!r} is no name of a document",
            hint="give the file's name without folder and suffix: NAME.zh.txt is NAME",
        )
    return name
