"""Build hook: compiles the kernels (`src/align_bench/kernels/*.pyx`) into the wheel.

Where there is no C compiler, the package is built all the same, without them. An editable installation gets the
compiled modules beside their sources; after a change there, install again.
"""

from __future__ import annotations

import shutil
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

KERNELS = Path("src/align_bench/kernels")
WITHOUT = "align-bench is built without compiled kernels: large texts will take several times as long."

# Contracted multiplications and additions round differently from one processor to the next.
FLAGS = ["/O2"] if sys.platform == "win32" else ["-O3", "-g0", "-ffp-contract=off"]
DIRECTIVES = {
    "language_level": "3",
    "boundscheck": False,
    "wraparound": False,
    "cdivision": True,
    "initializedcheck": False,
}


class CustomBuildHook(BuildHookInterface[Any]):
    """Adds the compiled kernels to a wheel; called by hatchling."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        folder = Path(self.root) / KERNELS
        self._work = tempfile.TemporaryDirectory(prefix="align-bench-", ignore_cleanup_errors=True)
        try:
            compiled = compile_kernels(folder, Path(self._work.name))
        # Whatever goes wrong in a foreign tool chain, numpy can do the work.
        except (Exception, SystemExit) as error:  # noqa: BLE001
            self.app.display_warning(f"{WITHOUT} The compiler said: {error}")
            return
        for path in compiled:
            if version == "editable":
                # A program that has the old one loaded goes on with it.
                (folder / path.name).unlink(missing_ok=True)
                shutil.move(path, folder / path.name)
            else:
                build_data["force_include"][str(path)] = str(Path(*KERNELS.parts[1:]) / path.name)
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        if self.target_name == "wheel":
            self._work.cleanup()


def compile_kernels(folder: Path, work: Path) -> list[Path]:
    """Compile every kernel of the folder; the modules are put into `work`."""
    from Cython.Build import cythonize
    from setuptools import Distribution, Extension

    extensions = [
        Extension(f"align_bench.kernels.{source.stem}", [str(source)], extra_compile_args=FLAGS)
        for source in sorted(folder.glob("*.pyx"))
    ]
    modules = cythonize(extensions, build_dir=str(work), compiler_directives=DIRECTIVES, quiet=True)
    command = Distribution({"ext_modules": modules}).get_command_obj("build_ext")
    command.build_lib, command.build_temp, command.parallel = str(work / "built"), str(work), True
    command.ensure_finalized()
    command.run()
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    return sorted((work / "built").rglob(f"*{suffix}"))
