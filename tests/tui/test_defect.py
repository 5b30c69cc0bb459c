"""A defect inside the screen ends the program as any other does."""

from __future__ import annotations

from functools import partialmethod

import pytest

from align_bench.storage.project import Project
from align_bench.tui.app import ReviewApp, run_review
from tui.desk import NAME


def test_a_defect_in_the_screen_is_raised_behind_it(
    project: Project, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(_: ReviewApp) -> None:
        raise KeyError("no such unit")

    monkeypatch.setattr(ReviewApp, "on_mount", fail)
    monkeypatch.setattr(ReviewApp, "run", partialmethod(ReviewApp.run, headless=True))
    with pytest.raises(KeyError, match="no such unit"):
        run_review(project, NAME, reviewer="Li")
    out, err = capfd.readouterr()
    assert "Traceback" not in out + err
