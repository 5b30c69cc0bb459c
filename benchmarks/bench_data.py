"""Gold bitexts for benchmarks: folders of NAME.zh.txt, NAME.en.txt and NAME.gold.align."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from align_bench.model.bitext import Bead
from align_bench.model.document import Segment

_BEAD = re.compile(r"\[([\d, ]*)\]:\[([\d, ]*)\]")


@dataclass(frozen=True)
class GoldBitext:
    """Two lists of sentences and the beads a person made of them."""

    name: str
    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    gold: tuple[Bead, ...]


def read_folder(folder: Path) -> list[GoldBitext]:
    """All bitexts of a folder, by name."""
    return [
        GoldBitext(
            f"{folder.name}/{path.name.removesuffix('.gold.align')}",
            read_segments(path.with_name(path.name.replace(".gold.align", ".zh.txt"))),
            read_segments(path.with_name(path.name.replace(".gold.align", ".en.txt"))),
            read_beads(path),
        )
        for path in sorted(folder.glob("*.gold.align"))
    ]


def read_segments(path: Path) -> tuple[Segment, ...]:
    """One segment a line; all of one paragraph, since the files know none."""
    return tuple(Segment(line, 0) for line in path.read_text(encoding="utf-8").splitlines())


def read_beads(path: Path) -> tuple[Bead, ...]:
    found = (_BEAD.match(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return tuple(Bead(_numbers(match[1]), _numbers(match[2])) for match in found if match)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.replace(" ", "").split(",") if number)
