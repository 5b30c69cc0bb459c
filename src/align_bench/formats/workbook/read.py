"""Reading a review workbook. Every doubt is an error that names sheet, row and value; nothing is guessed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import Any

from align_bench.errors import WorkbookError
from align_bench.formats.workbook.columns import REVIEW
from align_bench.formats.workbook.escapes import CELL_LIMIT, cell_length
from align_bench.formats.workbook.grid import Grid
from align_bench.formats.workbook.loading import find_header, load_cells, way_back
from align_bench.formats.workbook.results import Place
from align_bench.formats.workbook.typed import parse_locked, parse_status
from align_bench.model.task import Task
from align_bench.model.unit import CONFIDENCE_PLACES, Review, Status, Unit, text_hash

_SURELY_FITS = CELL_LIMIT // 2


def read_workbook(path: Path, *, name: str | None = None, task: Task | None = None) -> Review:
    """The review that a workbook holds; `name` is the document's (default: the file's)."""
    task = task or Task()
    task.begin("the cells of the workbook")
    grid, doubts = load_cells(path)
    header, places = find_header(path, REVIEW, grid)
    reader = Rows(path, places, doubts)
    units: list[Unit] = []
    numbers: list[int] = []
    order: list[str] = []
    rows = task.over(_given_up(grid), "the rows of the workbook", len(grid))
    for number, row in enumerate(rows, start=1):
        if number > header + 1 and reader.is_unit(row):
            cells = reader.cells(number, row)
            units.append(reader.unit(number, cells))
            numbers.append(number)
            order.append(cells.get("No.", ""))
    reader.check_ids(units, numbers)
    return Review(name or path.stem, tuple(_in_document_order(units, order)))


class Rows:
    """Turns the rows of one sheet into units."""

    def __init__(self, path: Path, places: dict[str, int], doubts: dict[Place, str]) -> None:
        self._path = path
        self._places = places
        self._doubts = doubts
        self._stored = [column.header for column in REVIEW.columns if column.stored]

    def is_unit(self, row: Sequence[object]) -> bool:
        """Whether the row is one of ours; notes that somebody wrote below the table are not."""
        texts = (row[self._places[header]] for header in ("Unit id", "Chinese", "English", "Source hash"))
        return any(cell not in (None, "") for cell in texts)

    def cells(self, number: int, row: Sequence[object]) -> dict[str, str]:
        if self._doubts:
            return {header: self.cell(number, header, row) for header in self._places}
        cells: dict[str, str] = {}
        for header, place in self._places.items():
            cell = row[place]
            if isinstance(cell, str) and len(cell) <= _SURELY_FITS:
                cells[header] = cell
            else:
                cells[header] = self._text(number, header, cell)
        return cells

    def cell(self, number: int, header: str, row: Sequence[object]) -> str:
        """The text of one cell; empty where the sheet has no such column.

        What is stored must be a text or a number; an empty reading would empty the cell at the next save.
        """
        place = self._places.get(header)
        if place is None:
            return ""
        if self._doubts and header in self._stored and (doubt := self._doubts.get((number, place + 1))):
            raise self._error(
                number,
                f"column {header!r} holds {doubt}",
                "type the text itself; where it begins with =, give the cell the format Text first",
            )
        return self._text(number, header, row[place])

    def value(self, field: str, number: int, text: str) -> Any:
        """What the text of a cell means for the field of a unit; WorkbookError where it means nothing."""
        match field:
            case "status":
                return self._status(number, text)
            case "locked":
                return self._locked(number, text)
            case "updated":
                return self._updated(number, text)
            case "confidence":
                return self._confidence(number, text)
            case "source_numbers" | "target_numbers":
                return self._numbers(number, f"{field.partition('_')[0].title()} paragraphs", text)
        return text

    def unit(self, number: int, cells: dict[str, str]) -> Unit:
        if not cells["Unit id"]:
            raise self._error(number, "has no unit id", "delete the row; new units are made by splitting others")
        source = self._source(number, cells)
        unit = Unit(
            id=cells["Unit id"],
            source=source,
            target=cells["English"],
            status=self._status(number, cells["Status"]),
            locked=self._locked(number, cells["Locked"]),
            comment=cells["Comment"],
            reviewer=intern(cells["Reviewer"]),
            updated=self._updated(number, cells["Updated"]),
            confidence=self._confidence(number, cells["Confidence"]),
            label=cells["Label"],
            source_numbers=self._numbers(number, "Source paragraphs", cells["Source paragraphs"]),
            target_numbers=self._numbers(number, "Target paragraphs", cells["Target paragraphs"]),
            paragraph=cells["Paragraph"],
        )
        if unit.status in (Status.OMITTED, Status.ADDED) and unit.status is not unit.intended:
            # Somebody gave it the text that it was to have none of.
            return replace(unit, status=unit.fitting_status)
        return unit

    def check_ids(self, units: Sequence[Unit], numbers: Sequence[int]) -> None:
        seen: dict[str, int] = {}
        for unit, number in zip(units, numbers, strict=True):
            if unit.id in seen:
                raise self._error(
                    number, f"has the unit id {unit.id!r} of row {seen[unit.id]} again", "delete one of the two rows"
                )
            seen[unit.id] = number

    def _text(self, number: int, header: str, cell: object) -> str:
        """A cell as text. Excel may have made a number of it, which says the same; a date does not."""
        match cell:
            case str():
                if (length := cell_length(cell)) > CELL_LIMIT:
                    raise self._error(
                        number,
                        f"column {header!r} holds {length:,} characters; a cell holds {CELL_LIMIT:,}",
                        "split the unit, or shorten the text",
                    )
                return cell
            case None:
                return ""
            case bool():
                return str(cell).upper()
            case float() if cell.is_integer():
                return str(int(cell))
            case int() | float():
                return str(cell)
            # Spreadsheet programs make a date of a time that is typed; they know no zones.
            case dt.datetime() if header == "Updated":
                return cell.isoformat(timespec="seconds")
            case dt.date() if header == "Updated":
                return cell.isoformat()
            case dt.date() | dt.time() | dt.timedelta():
                raise self._error(
                    number,
                    f"column {header!r} holds a date ({cell}), where text belongs",
                    "give the cell the format Text and type it again",
                )
        raise self._error(number, f"column {header!r} holds {cell!r}", "type the cell's text again")

    def _source(self, number: int, cells: dict[str, str]) -> str:
        source = cells["Chinese"]
        if text_hash(source) == cells["Source hash"]:
            return source
        # Spreadsheet programs may write a line end in two characters.
        plain = source.replace("\r\n", "\n")
        if text_hash(plain) == cells["Source hash"]:
            return plain
        raise self._error(
            number,
            f"the Chinese text is not the one that was imported: {source[:30]!r}",
            f"source texts are not changed here: undo that change, or {way_back(self._path)}",
        )

    def _status(self, number: int, text: str) -> Status:
        status = parse_status(text)
        if status is None:
            raise self._error(number, f"unknown status {text!r}", f"use one of {', '.join(Status)}")
        return status

    def _locked(self, number: int, text: str) -> bool:
        locked = parse_locked(text)
        if locked is None:
            raise self._error(number, f"column 'Locked' holds {text!r}", "write yes, or leave the cell empty")
        return locked

    def _updated(self, number: int, text: str) -> str:
        if not text.strip():
            return ""
        try:
            time = dt.datetime.fromisoformat(text.strip())
            if time.tzinfo is not None:
                time.astimezone(dt.UTC)
                return text
        except (ValueError, OverflowError) as error:
            raise self._error(
                number, f"column 'Updated' holds {text!r}", "give a time as 2026-03-01T09:30:00+00:00, or none"
            ) from error
        return time.replace(tzinfo=dt.UTC).isoformat(timespec="seconds")

    def _confidence(self, number: int, text: str) -> float | None:
        if not text.strip():
            return None
        try:
            confidence = float(text)
        except ValueError:
            confidence = -1.0
        if not 0 <= confidence <= 1:
            raise self._error(number, f"column 'Confidence' holds {text!r}", "give a number from 0 to 1, or none")
        return round(confidence, CONFIDENCE_PLACES)

    def _numbers(self, number: int, header: str, text: str) -> tuple[int, ...]:
        if not text:
            return ()
        try:
            return _listed(text)
        except ValueError as error:
            raise self._error(
                number, f"column {header!r} holds {text!r}", "give paragraph numbers with commas between"
            ) from error

    def _error(self, number: int, what: str, hint: str) -> WorkbookError:
        return WorkbookError(f"{self._path}: sheet {REVIEW.sheet!r} row {number}: {what}", hint=hint)


# Both sides of a pair mostly have the same: it is kept once.
@lru_cache(maxsize=16)
def _listed(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(",") if part.strip())


def _given_up(grid: Grid) -> Iterator[Sequence[object]]:
    """The rows, each let go when the next one is asked for: 100,000 of them take as much room as their units."""
    grid.reverse()
    while grid:
        yield grid.pop()


def _in_document_order(units: list[Unit], numbers: list[str]) -> list[Unit]:
    """By No., where that still says something: a table may have been sorted by any column."""
    try:
        order = [int(number) for number in numbers]
    except ValueError:
        return units
    if len(set(order)) != len(order):
        return units
    return [units[index] for index in sorted(range(len(units)), key=order.__getitem__)]
