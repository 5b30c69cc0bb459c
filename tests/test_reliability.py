"""Each proof that `docs/reliability.md` names is there to be run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent


def proofs() -> list[list[str]]:
    page = (REPOSITORY / "docs" / "reliability.md").read_text(encoding="utf-8")
    return [shlex.split(command)[1:] for command in re.findall(r"`(pytest [^`]*)`", page)]


def test_each_proof_names_tests_that_there_are() -> None:
    assert len(proofs()) > 10
    for words in proofs():
        files = [REPOSITORY / word for word in words if word.endswith(".py")]
        assert files
        names = [name for file in files for name in re.findall(r"def (test_\w+)", file.read_text(encoding="utf-8"))]
        for part in words[words.index("-k") + 1].split(" or ") if "-k" in words else ["test_"]:
            assert any(part in name for name in names), f"{part!r} in {words}"
