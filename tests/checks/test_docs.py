from __future__ import annotations

import re
from pathlib import Path

import pytest

from align_bench.checks import all_checks
from align_bench.checks.registry import Check


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.id)
def test_every_check_has_help_and_stands_in_the_docs(check: Check, repository: Path) -> None:
    page = (repository / "docs" / "checks.md").read_text(encoding="utf-8")
    assert check.summary.endswith(".")
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", check.id)
    section = page.split(f"\n## {check.family.title()}\n")[1].split("\n## ")[0]
    assert f"| `{check.id}` | {check.severity.value} |" in section


def test_the_docs_name_no_check_that_is_none(repository: Path) -> None:
    page = (repository / "docs" / "checks.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z-]+)`", page, re.MULTILINE)) == {check.id for check in all_checks()}
