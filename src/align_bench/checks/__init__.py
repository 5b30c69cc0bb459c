"""Checks of translations: terminology, figures, form, consistency, alignment. They judge and never change a text."""

from align_bench.checks.runner import run_checks
from align_bench.checks.selection import all_checks, chosen_checks

__all__ = ["all_checks", "chosen_checks", "run_checks"]
