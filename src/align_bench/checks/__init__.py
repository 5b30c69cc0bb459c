"""Checks of translations: terminology, figures, form, consistency, alignment. They judge and never change a text."""

from align_bench.checks.registry import all_checks
from align_bench.checks.runner import run_checks

__all__ = ["all_checks", "run_checks"]
