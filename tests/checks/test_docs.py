from __future__ import annotations

import re
from pathlib import Path
from runpy import run_path

import pytest

from align_bench.checks.registry import Check, own_checks


@pytest.fixture
def page(repository: Path) -> str:
    return (repository / "docs" / "checks.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("check", own_checks(), ids=lambda check: check.id)
def test_every_check_has_help_and_stands_in_the_docs(check: Check, page: str) -> None:
    assert check.summary.endswith(".")
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", check.id)
    section = page.partition(f"\n## {check.family.title()}\n")[2].partition("\n## ")[0]
    assert f"| `{check.id}` | {check.severity.value} | {check.summary}" in section


def test_the_docs_are_those_of_the_code(repository: Path, page: str) -> None:
    with_tables = run_path(str(repository / "scripts" / "checks_page.py"))["with_tables"]
    assert with_tables(page) == page, "run `python scripts/checks_page.py`"
    assert "`doubled-space`" not in with_tables(page.replace("checks: form", "checks: nothing"))


def test_the_docs_name_no_check_that_is_none(page: str) -> None:
    assert set(re.findall(r"^\| `([a-z-]+)`", page, re.MULTILINE)) == {check.id for check in own_checks()}
