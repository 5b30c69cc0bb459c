"""A table in a sheet: its rows are made to be the wanted ones, whatever else stands in and around it.

Rows are found by their key and keep everything that people put beside them; what stands below the table
stays below it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from align_bench.formats.workbook.columns import HEADER_ROWS, Layout, Row, normal_header
from align_bench.formats.workbook.formulas import move_formulas
from align_bench.formats.workbook.heights import row_points
from align_bench.formats.workbook.notation import EMPTY, KEPT, Plan
from align_bench.formats.workbook.notation import Row as SheetRow
from align_bench.formats.workbook.sheet import Sheet, map_rows
from align_bench.model.task import Task

Key = tuple[str, ...]

# A height that a person gave a row: Excel's way of writing it, and LibreOffice's.
_BY_HAND = ("1", "true")


@dataclass(slots=True)
class _Group:
    """A row of ours and the rows that people put below it."""

    row: SheetRow
    written_as: int = -1
    """The place, among the wanted rows, of the one that this row already is to the last byte; -1 where it is none."""

    span: int = 1
    """Rows that it takes up, with those that people put below it."""

    followers: list[tuple[int, SheetRow]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the rows went."""

    rows: dict[int, int]
    """New number of each old row."""

    first: int
    """Number of the table's first row."""

    last: tuple[int, int]
    """Old and new number of the table's last row."""

    def reference(self, reference: str) -> str:
        """A reference to cells of the sheet, at their new places."""
        return map_rows(reference, self.rows, self.first, self.last)

    def row(self, number: int) -> int:
        """The new place of one row."""
        return int(self.reference(f"A{number}")[1:])

    @property
    def nowhere(self) -> bool:
        return all(old == new for old, new in self.rows.items()) and self.last[0] == self.last[1]


class Table:
    """The table of one layout in one sheet."""

    def __init__(self, sheet: Sheet, layout: Layout) -> None:
        self._sheet = sheet
        self._layout = layout
        self.header, self._places = self._find()
        self._key = [layout.headers.index(header) for header in layout.key]
        self._widths = {
            column.header: sheet.width(self._places[column.header]) or column.width
            for column in layout.columns
            if column.wrapped and column.header in self._places
        }

    @property
    def is_there(self) -> bool:
        """Whether the sheet has the columns that tell its rows apart."""
        return all(header in self._places for header in self._layout.key)

    def fill(
        self,
        rows: Sequence[Row],
        *,
        only: Collection[Key] | None = None,
        keep: Collection[str] = (),
        absorb: bool = False,
        task: Task | None = None,
    ) -> Moved:
        """Make these the rows of the table.

        Rows whose key is not in `only` are the user's own. Columns in `keep` are left as they are. With
        `absorb`, what people put beside a row that vanishes is joined to the row before.
        """
        groups, tail = self._groups(only, rows, keep)
        bare = None if groups else self._model(tail)
        plan = self._plan(groups[0][1].row if groups else bare, keep, EMPTY)
        by_key: dict[Key, list[_Group]] = {}
        for key, group in groups:
            by_key.setdefault(key, []).append(group)
        wanted = []
        task = task or Task()
        for place, values in enumerate(task.over(rows, "what changes in the rows", len(rows))):
            found = by_key.get(self._key_of(values))
            group = found.pop(0) if found else _Group(self._new_row(plan, values))
            if group.written_as != place and group.row.number:
                self._set(group.row, values, keep)
            wanted.append(group)
        targets = self._absorb([group for _, group in groups], wanted, absorb=absorb)
        return self._place(wanted, tail, targets, bare)

    def _set(self, row: SheetRow, values: Row, keep: Collection[str]) -> None:
        keep = {*keep, *self._still_true(row, values)}
        rewrapped = False
        for column, value in zip(self._layout.columns, values, strict=True):
            place = self._places.get(column.header)
            if place is not None and column.header not in keep:
                rewrapped |= self._sheet.set(row, place, value) and column.wrapped
        if rewrapped and self._widths and row.attribute("customHeight") not in _BY_HAND:
            self._fit(row, [self._sheet.row_text(row, self._places[header]) for header in self._widths])

    def _new_row(self, plan: Plan, values: Row) -> SheetRow:
        row = SheetRow.fresh(plan, values)
        if self._widths:
            self._fit(row, [str(values[self._layout.headers.index(header)] or "") for header in self._widths])
        return row

    def _fit(self, row: SheetRow, texts: Sequence[str]) -> None:
        """Make the row as high as its wrapped texts, in the order of the columns that wrap."""
        row.set_attribute("ht", f"{row_points(zip(texts, self._widths.values(), strict=True)):g}")

    def _still_true(self, row: SheetRow, values: Row) -> Iterator[str]:
        """The columns where what people wrote in the row is about what it goes on to say."""
        for header, about in self._layout.written:
            place = self._places.get(about)
            if place is not None and self._sheet.row_text(row, place) == values[self._layout.headers.index(about)]:
                yield header

    def _find(self) -> tuple[int, dict[str, int]]:
        """The number of the header's row, and the column of each header."""
        wanted = {normal_header(header): header for header in self._layout.headers}
        best: tuple[int, dict[str, int]] = (0, {})
        for row in self._sheet.rows:
            if row.number > HEADER_ROWS:
                break
            cells = sorted(row.cells.items(), reverse=True)
            texts = {normal_header(self._sheet.text(cell)): column for column, cell in cells}
            places = {header: texts[text] for text, header in wanted.items() if text in texts}
            if len(places) > len(best[1]):
                best = row.number, places
        return best

    def _groups(
        self, only: Collection[Key] | None, wanted: Sequence[Row], keep: Collection[str]
    ) -> tuple[list[tuple[Key, _Group]], list[SheetRow]]:
        """The rows of ours with what follows them, and the rows below the table."""
        groups: list[tuple[Key, _Group]] = []
        tail: list[SheetRow] = []
        plan = self._plan(next((row for row in self._sheet.rows if row.number > self.header), None), keep, KEPT)
        for row in self._sheet.rows:
            if row.number <= self.header:
                continue
            place = len(groups)
            if not tail and place < len(wanted) and row.says(plan, wanted[place]):
                groups.append((self._key_of(wanted[place]), _Group(row, place)))
                continue
            key = tuple(self._sheet.row_text(row, self._places[header]) for header in self._layout.key)
            if not any(key) or (only is not None and key not in only):
                tail.append(row)
                continue
            if groups:
                before = groups[-1][1]
                before.span = row.number - before.row.number
                before.followers = [(follower.number - before.row.number, follower) for follower in tail]
                tail = []
            groups.append((key, _Group(row)))
        return groups, tail

    def _model(self, tail: list[SheetRow]) -> SheetRow | None:
        """In a table without rows, an empty row below the header shows how rows are to look."""
        if tail and not any(cell.body for cell in tail[0].cells.values()):
            return tail.pop(0)
        return None

    def _absorb(self, old: list[_Group], wanted: list[_Group], *, absorb: bool) -> dict[int, _Group | None]:
        """Join what stands beside and below vanishing rows to their predecessors, by old row number."""
        kept = {id(group) for group in wanted}
        survivor = next((group for group in old if id(group) in kept), None)
        targets: dict[int, _Group | None] = {}
        for group in old:
            if id(group) in kept:
                survivor = group
            elif survivor is not None:
                if absorb:
                    self._join(group.row, survivor.row)
                if survivor.followers or group.followers:
                    moved = [(survivor.span + offset - 1, row) for offset, row in group.followers]
                    survivor.followers += moved
                    survivor.span += group.span - 1
            targets[group.row.number] = survivor
        return targets

    def _join(self, gone: SheetRow, row: SheetRow) -> None:
        ours = set(self._places.values())
        for column, cell in gone.cells.items():
            text = self._sheet.text(cell)
            if column in ours or not text:
                continue
            there = self._sheet.row_text(row, column)
            formula = b"<f" in cell.body
            # A formula of the same column says for the row that stays what it should say.
            if text != there and not (formula and there):
                self._sheet.set(row, column, f"{there}\n{text}" if there else text)

    def _place(
        self, wanted: list[_Group], tail: list[SheetRow], targets: dict[int, _Group | None], bare: SheetRow | None
    ) -> Moved:
        rows = [row for row in self._sheet.rows if row.number <= self.header]
        new: dict[int, int] = {}
        old_last = max(targets, default=bare.number if bare else self.header)
        number = self.header + 1
        places: list[tuple[SheetRow, int]] = []
        for group in wanted:
            places += [(group.row, number), *((row, number + offset) for offset, row in group.followers)]
            number += group.span
        new_last = number - 1
        places += [(row, row.number - old_last + new_last) for row in tail]
        for row, place in places:
            if row.number:
                new[row.number] = place
        by_row = {id(row): place for row, place in places}
        for old, survivor in targets.items():
            if old not in new and survivor is not None:
                new[old] = by_row[id(survivor.row)]
        moved = Moved(new, self.header + 1, (old_last, new_last))
        if not moved.nowhere:
            kept = [*rows, *(row for row, _ in places)]
            move_formulas(kept, self._layout.sheet, moved.reference, at_home=True)
        for row, place in places:
            row.place(place)
            rows.append(row)
        self._sheet.rows = rows
        return moved

    def _plan(self, model: SheetRow | None, keep: Collection[str], kept: int) -> Plan:
        """How rows are written in the styles of this one; `kept` stands for the values of the columns in `keep`."""
        styles = {column: cell.style for column, cell in model.cells.items()} if model else {}
        headers = self._layout.headers
        indices = {place: kept if header in keep else headers.index(header) for header, place in self._places.items()}
        return [
            (column, styles.get(column, b""), indices.get(column, EMPTY))
            for column in sorted({*indices, *(column for column, style in styles.items() if style)})
        ]

    def _key_of(self, values: Row) -> Key:
        return tuple(str(values[index] or "") for index in self._key)
