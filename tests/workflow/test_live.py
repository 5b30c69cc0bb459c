"""The findings of the review screen are those of every other view."""

from __future__ import annotations

from pathlib import Path

from align_bench.config import Settings
from align_bench.workflow.aligning import Aligned, align_project
from align_bench.workflow.checking import check_project
from align_bench.workflow.creating import copy_sample
from align_bench.workflow.live import LiveChecking
from workflow.desk import clock


def test_a_review_is_checked_beside_the_others_of_its_project(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "sample")
    done = list(align_project(project, Settings(), clock=clock))
    found = check_project(project)
    for aligned in done:
        assert isinstance(aligned, Aligned)
        live = LiveChecking(project)
        live.read_terms()
        assert live.check_all(aligned.review) is not None
        wanted = tuple(finding for finding in found if finding.document == aligned.review.name)
        assert live.for_saving(aligned.review) == wanted
