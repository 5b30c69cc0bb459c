"""Fixtures for all layers: the repository's own sample, and the shared gold data where it is present."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no failure: examples have no deadline.
settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")

# A shell that runs them in the background has ctrl+c ignored, and so would every program that tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def state_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where programs keep their state, crash reports above all, and settings: never that of who runs the tests."""
    folder = tmp_path_factory.mktemp("state")
    with pytest.MonkeyPatch.context() as patch:
        # In the environment, so that programs that tests start follow it too.
        patch.setenv("XDG_STATE_HOME", str(folder))
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        yield folder


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout; it is the sample project at the same time."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold and seed documents beside the checkout; tests that need it are skipped without it."""
    folder = Path(os.environ.get("ALIGN_BENCH_SHARED", REPOSITORY.parent / "shared"))
    if not (folder / "gold").is_dir():
        pytest.skip("no gold data: set ALIGN_BENCH_SHARED to a folder with gold/ and seeds/")
    return folder
