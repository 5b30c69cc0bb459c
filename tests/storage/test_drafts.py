from __future__ import annotations

import json
from pathlib import Path

from align_bench.storage.drafts import Drafts
from align_bench.storage.project import Project


def test_a_kept_text_is_on_disk_until_it_is_dropped(tmp_path: Path) -> None:
    project = Project(tmp_path)
    Drafts.of(project, "a").keep("u1", "国\ud800家")
    assert Drafts.of(project, "a").texts == {"u1": "国\ud800家"}
    Drafts.of(project, "a").drop("u1")
    assert not Drafts.of(project, "a").texts


def test_a_damaged_file_counts_as_empty(tmp_path: Path) -> None:
    project = Project(tmp_path)
    Drafts.of(project, "a").keep("u1", "text")
    path = project.private / "drafts" / "a.json"
    assert json.loads(path.read_bytes())
    path.write_bytes(b"{")
    assert not Drafts.of(project, "a").texts
