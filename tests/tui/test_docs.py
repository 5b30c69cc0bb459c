"""Every key and every field of a query stands in the docs, as the code has them."""

from __future__ import annotations

from pathlib import Path
from runpy import run_path

from align_bench.tui.actions import ACTIONS


def test_the_page_is_that_of_the_code(repository: Path) -> None:
    page = (repository / "docs" / "review.md").read_text(encoding="utf-8")
    with_tables = run_path(str(repository / "scripts" / "review_page.py"))["with_tables"]
    assert with_tables(page) == page, "run `python scripts/review_page.py`"
    assert all(each.description in page for each in ACTIONS.values())
    assert with_tables(page.replace("Find and replace", "Nothing")) == page
