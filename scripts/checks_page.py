"""Writes the tables of docs/checks.md: what each check says of itself in the code. The rest of the page is left alone.

python scripts/checks_page.py
"""

from __future__ import annotations

import re
from pathlib import Path

from align_bench.checks.registry import Check, own_checks

PAGE = Path(__file__).resolve().parent.parent / "docs" / "checks.md"
_TABLE = re.compile(r"(<!-- checks: ([a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def with_tables(page: str) -> str:
    """The page with each table between its two marks made anew."""
    return _TABLE.sub(lambda match: f"{match[1]}\n{_table(match[2])}\n{match[3]}", page)


def _table(family: str) -> str:
    rows = [_row(check) for check in own_checks() if check.family == family]
    return "".join(["| id | severity | what it says | example |\n", "|---|---|---|---|\n", *rows])


def _row(check: Check) -> str:
    says = check.help.partition("\nExample: ")[0]
    cells = (f"`{check.id}`", check.severity.value, says, check.example)
    return f"| {' | '.join(_on_one_line(cell) for cell in cells)} |\n".replace("|  |", "| |")


def _on_one_line(cell: str) -> str:
    return re.sub(r"\s*\n\s*", " ", cell).strip().replace("|", r"\|")


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text("utf-8")), "utf-8")
