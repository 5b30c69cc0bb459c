"""The benchmark scripts import each other by name, as they do when they are run."""

from __future__ import annotations

import sys

from conftest import REPOSITORY

sys.path.append(str(REPOSITORY / "benchmarks"))
