from __future__ import annotations

from pathlib import Path

import pytest

from align_bench.config import Settings, load_settings
from align_bench.errors import UsageError
from align_bench.formats.termbase import read_termbase
from align_bench.workflow.creating import copy_sample, create_project, sample_folder


def test_a_new_project_is_empty_and_readable(tmp_path: Path) -> None:
    project = create_project(tmp_path / "mine")
    assert project.names() == ()
    assert load_settings(project.root) == Settings()
    assert read_termbase(tmp_path / "mine" / "terms.csv").concepts == ()


def test_a_filled_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="is not empty"):
        create_project(tmp_path)
    with pytest.raises(UsageError, match=r"holds more than a copy of the sample: notes\.txt"):
        copy_sample(tmp_path, force=True)


def test_the_sample_is_found_and_copied(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "copy")
    names = sorted(path.name for path in (sample_folder() / "sources").iterdir())
    assert sorted(path.name for path in project.sources.iterdir()) == names
    assert not project.reviews.exists()
    (project.root / "review").mkdir()
    copy_sample(tmp_path / "copy", force=True)
    assert not project.reviews.exists()
