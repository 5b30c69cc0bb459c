"""Writes the tables of docs/review.md as the code has them: keys, fields of queries, settings, colours.

The rest of the page is left alone.

python scripts/review_page.py
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from align_bench.config import Preferences, Settings, settings_of_kind
from align_bench.model.query_fields import FIELDS
from align_bench.tui import commands
from align_bench.tui.actions import by_group
from align_bench.tui.themes import MEANINGS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "review.md"
_PART = re.compile(r"(<!-- (keys|fields|mine|project|themes) -->\n).*?(<!-- end -->)", re.DOTALL)

assert commands.__all__  # importing them fills the registry


def with_tables(page: str) -> str:
    """The page with each table between its two marks made anew."""
    tables = {
        "keys": _keys(),
        "fields": _fields(),
        "mine": _settings(Preferences),
        "project": _settings(Settings),
        "themes": _table(("colours", ""), MEANINGS.items()),
    }
    return _PART.sub(lambda match: f"{match[1]}\n{tables[match[2]]}\n{match[3]}", page)


def _keys() -> str:
    return "\n".join(
        f"### {group}\n\n"
        + _table(("keys", "what it does", "name"), ((each.key_names, each.description, each.id) for each in actions))
        for group, actions in by_group().items()
        if actions
    )


def _fields() -> str:
    return _table(("field", "holds for", "example"), ((f"{f.name}:", f.help, f.example) for f in FIELDS.values()))


def _settings(kind: type[Settings | Preferences]) -> str:
    rows = ((each.name, each.meaning, _default(each.default)) for each in settings_of_kind(kind))
    return _table(("setting", "meaning", "default"), rows)


def _default(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) or "empty" if value != {} else "none"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *((f"`{row[0]}`", *row[1:]) for row in rows)]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text("utf-8")), "utf-8")
