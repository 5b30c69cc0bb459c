"""The text files of a report, so that its findings can be told by their lines.

Owns which files those are; what a review says otherwise than its file has no lines there.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from align_bench.config import load_settings
from align_bench.errors import InputError
from align_bench.formats.printed import read_printed
from align_bench.model.document import Language
from align_bench.model.printed import PrintedText
from align_bench.model.report import CheckReport
from align_bench.storage.project import Project

Files = tuple[Path | None, Path | None]
"""The Chinese and the English of a document, where they are files."""


def with_project_files(report: CheckReport, project: Project) -> CheckReport:
    """The report with the lines of the project's sources and translations."""
    encoding = load_settings(project.root).encoding
    files = {review.name: (project.source(review.name), project.translation(review.name)) for review in report.reviews}
    return with_files(report, files, (encoding, encoding), root=project.root)


def with_files(
    report: CheckReport,
    files: Mapping[str, Files],
    encodings: tuple[str | None, str | None],
    *,
    root: Path | None = None,
) -> CheckReport:
    """The report with the lines of these files, by the names of the reviews, and called by their paths in `root`."""
    languages: tuple[Language, Language] = ("zh", "en")
    printed = []
    for review in report.reviews:
        sides = zip(files[review.name], languages, encodings, strict=True)
        chinese, english = (_printed(path, language, encoding, root) for path, language, encoding in sides)
        printed.append((chinese, english))
    return replace(report, printed=tuple(printed))


def _printed(path: Path | None, language: Language, encoding: str | None, root: Path | None) -> PrintedText | None:
    """None where there is no file, or one that is not to be read any more: the review has the text itself."""
    if path is not None:
        place = path if root is None else path.relative_to(root)
        with suppress(InputError):
            return read_printed(path, language, place.as_posix(), encoding=encoding or None)
    return None
