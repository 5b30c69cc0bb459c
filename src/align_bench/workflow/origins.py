"""Whether a review still holds the texts that it was made of: rows may be deleted in a workbook, sources may change.

Owns the comparison of a workbook with its files, where these are there. The English is the reviewer's own: of it, only
paragraphs are missed that are in no row and that no edit has taken out, and only those differ that were changed in the
file since it was last taken over.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from align_bench.config import load_settings
from align_bench.errors import InputError
from align_bench.formats.workbook import read_workbook
from align_bench.model.document import Document, Paragraph
from align_bench.model.unit import Review
from align_bench.storage.project import CONTROL, Project
from align_bench.storage.taken import read_taken
from align_bench.text.scripts import without_space
from align_bench.workflow.english import changed_english
from align_bench.workflow.history import all_records
from align_bench.workflow.importing import load_document

_NAMED = 5
"""Paragraphs that a notice names."""

_QUOTED = 20

_WHY = "rows were deleted, or the text was added since"
_WAY_OUT = "put the old text back, or take the new one over with `align-bench align --update`"
_AGAIN = "run `align-bench align --update`, which leaves all else as it is"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A source text against the rows that were made of it."""

    missing: tuple[Paragraph, ...] = ()
    """Paragraphs that are in no row, or of which a part is in none."""

    changed: tuple[int, ...] = ()
    """Numbers of paragraphs that the rows hold with another text."""


def compare(review: Review, paragraphs: tuple[Paragraph, ...]) -> Comparison:
    """Merged, split and moved units hold the same text still; only what is nowhere is missing."""
    held = _held(review)
    if held is None:
        return Comparison()
    source = {paragraph.number: without_space(paragraph.line) for paragraph in paragraphs}
    missing, changed = [], [number for number in held if number not in source]
    for paragraph in paragraphs:
        lines, text = held.get(paragraph.number, []), source[paragraph.number]
        if "".join(lines) == text:
            continue
        if all(line in text for line in lines):
            missing.append(paragraph)
        else:
            changed.append(paragraph.number)
    return Comparison(tuple(missing), tuple(sorted(changed)))


def source_notices(project: Project, name: str, review: Review) -> tuple[str, ...]:
    """What the user should know about the review and its texts: each one sentence, with the way out."""
    english = _read_english(project, name)
    changed = _changed_notices(project, name, review, english)
    path = project.source(name)
    if path is None:
        return ()
    workbook = project.workbook(name)
    try:
        document = load_document(path, "zh", name=name, encoding=load_settings(project.root).encoding)
    except InputError as error:
        return (f"{error.message} ({workbook.name} was made of it and is still whole)", *changed)
    found = compare(review, document.body)
    if found.changed:
        return (_differs(path, f"the text that {workbook.name} was made of", found.changed), *changed)
    if changed:
        return changed
    if found.missing:
        named = ", ".join(_quoted(paragraph) for paragraph in found.missing[:_NAMED])
        what = f"{named}{_others(len(found.missing) - _NAMED)} of {path}"
        return (f"{workbook}: in no row: {what}; {_WHY}. To have it back, {_way_back(workbook, document.body)}",)
    return () if english is None else _english_notices(project, name, review, english)


def _read_english(project: Project, name: str) -> Document | InputError | None:
    """The translation as it is now, or why it cannot be read; None where there is none."""
    path = project.translation(name)
    if path is None:
        return None
    try:
        return load_document(path, "en", name=name, encoding=load_settings(project.root).encoding)
    except InputError as error:
        return error


def _changed_notices(
    project: Project, name: str, review: Review, english: Document | InputError | None
) -> tuple[str, ...]:
    """English that was changed in its file, where it is known what was taken from there."""
    path, taken = project.translation(name), read_taken(project, name)
    if path is None or english is None or taken is None:
        return ()
    if isinstance(english, InputError):
        return (f"{english.message} ({project.workbook(name).name} is still whole)",) if taken else ()
    numbers = changed_english(review, english, taken)
    what = f"the English that {project.workbook(name).name} was made of"
    return (_differs(path, what, numbers),) if numbers else ()


def _differs(path: Path, what: str, numbers: Sequence[int]) -> str:
    return f"{path} is not {what}: paragraph {numbers[0]} differs{_others(len(numbers) - 1)}; {_WAY_OUT}"


def _english_notices(project: Project, name: str, review: Review, english: Document | InputError) -> tuple[str, ...]:
    """English without Chinese has rows of its own, which may be deleted like others."""
    if isinstance(english, InputError):
        return ()
    missing = missing_english(review, english.body)
    if missing:
        taken_out = _numbers_in_edits(project, name)
        missing = tuple(paragraph for paragraph in missing if paragraph.number not in taken_out)
    if not missing:
        return ()
    named = ", ".join(_quoted(paragraph) for paragraph in missing[:_NAMED])
    what = f"{named}{_others(len(missing) - _NAMED)} of {project.translation(name)}"
    return (f"{project.workbook(name)}: in no row: {what}; {_WHY}. To have it back, {_AGAIN}",)


def missing_english(review: Review, paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Paragraphs of the translation that are in no row; none where the file is another one than the review's."""
    texts = {paragraph.number: without_space(paragraph.line) for paragraph in paragraphs}
    for unit in review.units:
        if not unit.updated and len(unit.target_numbers) == len(unit.target_lines):
            lines = zip(unit.target_numbers, unit.target_lines, strict=True)
            if any(without_space(line) not in texts.get(number, "") for number, line in lines):
                return ()
    held = {number for unit in review.units for number in unit.target_numbers}
    written = "\0".join(without_space(unit.target) for unit in review.units)
    return tuple(p for p in paragraphs if p.number not in held and texts[p.number] not in written)


def _numbers_in_edits(project: Project, name: str) -> set[int]:
    """The English paragraphs of all units that somebody has changed here."""
    return {
        number
        for record in all_records(project, name)
        for change in record.get("changes", ())
        for unit in change["before"]
        for number in unit.get("target_numbers", ())
    }


def stray_notices(project: Project) -> tuple[str, ...]:
    """What in the folders of the texts belongs to no document."""
    unread = [
        f"passed over {str(path)!r}: its name holds a control character; rename it"
        if CONTROL.search(path.name)
        else f"passed over {path}: only text files are read; save it as {path.stem}.txt (UTF-8)"
        for path in project.unread()
    ]
    strays = [
        f"passed over {path}: there is no Chinese text for it in {project.sources}"
        for path in project.stray_translations()
    ]
    return (*unread, *strays)


def _held(review: Review) -> dict[int, list[str]] | None:
    """The source lines of all rows by the number of their paragraph; None where not all of them are known."""
    held: dict[int, list[str]] = {}
    for unit in review.units:
        if len(unit.source_numbers) != len(unit.source_lines):
            return None
        for number, line in zip(unit.source_numbers, unit.source_lines, strict=True):
            held.setdefault(number, []).append(without_space(line))
    return held


def _way_back(workbook: Path, paragraphs: tuple[Paragraph, ...]) -> str:
    """The workbook before the last save is named only where it holds the whole text."""
    kept = workbook.with_name(f"{workbook.name}.bak")
    if kept.is_file():
        with suppress(InputError):
            if compare(read_workbook(kept), paragraphs) == Comparison():
                return f"take the rows from {kept.name}, or {_AGAIN}"
    return _AGAIN


def _quoted(paragraph: Paragraph) -> str:
    text = paragraph.line
    return f"paragraph {paragraph.number} ({text[:_QUOTED]}{'...' if len(text) > _QUOTED else ''})"


def _others(count: int) -> str:
    return f" and {count} more" if count > 0 else ""
