"""Plain tables for people: columns that line up, Chinese counted as wide as it is."""

from __future__ import annotations

from collections.abc import Sequence

from align_bench.text.cells import shown, width


def text_table(rows: Sequence[Sequence[str]], *, numbers_from: int = 1) -> str:
    """Rows (the first is the head) as lines; columns from `numbers_from` on stand to the right."""
    shown_rows = [[shown(cell) for cell in row] for row in rows]
    widths = [max(width(cell) for cell in column) for column in zip(*shown_rows, strict=True)]
    lines = []
    for row in shown_rows:
        cells = []
        for place, (cell, room) in enumerate(zip(row, widths, strict=True)):
            blank = " " * (room - width(cell))
            cells.append(blank + cell if place >= numbers_from else cell + blank)
        lines.append("  ".join(cells).rstrip())
    return "".join(f"{line}\n" for line in lines)
