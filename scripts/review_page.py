"""Writes the tables of docs/review.md: keys and fields as the code has them. The rest of the page is left alone.

python scripts/review_page.py
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from align_bench.model.query import FIELDS
from align_bench.tui import commands
from align_bench.tui.actions import by_group

PAGE = Path(__file__).resolve().parent.parent / "docs" / "review.md"
_PART = re.compile(r"(<!-- (keys|fields) -->\n).*?(<!-- end -->)", re.DOTALL)

assert commands.__all__  # importing them fills the registry


def with_tables(page: str) -> str:
    """The page with each table between its two marks made anew."""
    tables = {"keys": _keys(), "fields": _fields()}
    return _PART.sub(lambda match: f"{match[1]}\n{tables[match[2]]}\n{match[3]}", page)


def _keys() -> str:
    return "\n".join(
        f"### {group}\n\n" + _table(("keys", "what it does"), ((each.key_names, each.description) for each in actions))
        for group, actions in by_group().items()
        if actions
    )


def _fields() -> str:
    return _table(("field", "holds for", "example"), ((f"{f.name}:", f.help, f.example) for f in FIELDS.values()))


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *((f"`{row[0]}`", *row[1:]) for row in rows)]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text("utf-8")), "utf-8")
