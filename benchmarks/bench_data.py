"""Gold bitexts for benchmarks: folders of NAME.zh.txt, NAME.en.txt and NAME.gold.align."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from align_bench.errors import InputError
from align_bench.formats.beads import format_beads, parse_beads
from align_bench.model.bitext import Bead
from align_bench.model.document import Segment

_GOLD = ".gold.align"


@dataclass(frozen=True)
class GoldBitext:
    """Two lists of sentences and the beads a person made of them."""

    name: str
    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    gold: tuple[Bead, ...]


def bitext_folders(path: Path) -> list[Path]:
    """The folder itself where it holds bitexts, otherwise its folders that do."""
    folders = [folder for folder in (path, *sorted(path.glob("*/"))) if any(folder.glob(f"*{_GOLD}"))]
    if not folders:
        raise InputError(
            f"{path}: no NAME{_GOLD} in it", hint="name a folder of NAME.zh.txt, NAME.en.txt, NAME" + _GOLD
        )
    return folders[:1] if folders[0] == path else folders


def read_folder(folder: Path) -> list[GoldBitext]:
    """All bitexts of a folder, by name; InputError where a gold names a segment that its text does not have."""
    return list(_read(folder))


def _read(folder: Path) -> Iterator[GoldBitext]:
    for path in sorted(folder.glob(f"*{_GOLD}")):
        name = path.name.removesuffix(_GOLD)
        source, target = (read_segments(folder / f"{name}.{language}.txt") for language in ("zh", "en"))
        gold = read_beads(path)
        for side, text in (("source", source), ("target", target)):
            last = max((k for bead in gold for k in getattr(bead, side)), default=-1)
            if last >= len(text):
                raise InputError(
                    f"{path}: {side} segment {last} (counted from 0), but the text has {len(text)} lines",
                    hint="the gold is of another version of the text",
                )
        yield GoldBitext(f"{folder.name}/{name}", source, target, gold)


def write_bitext(folder: Path, bitext: GoldBitext) -> None:
    """As `read_folder` reads it; of the name, what stands behind the folder."""
    name = bitext.name.rpartition("/")[2]
    for language, segments in (("zh", bitext.source), ("en", bitext.target)):
        text = "".join(f"{segment.text}\n" for segment in segments)
        (folder / f"{name}.{language}.txt").write_text(text, encoding="utf-8")
    (folder / f"{name}{_GOLD}").write_text(format_beads(bitext.gold), encoding="utf-8")


def read_segments(path: Path) -> tuple[Segment, ...]:
    """One segment a line; all of one paragraph, since the files know none."""
    lines = path.read_text(encoding="utf-8-sig").removesuffix("\n").split("\n")
    return tuple(Segment(line, 0) for line in lines)


def read_beads(path: Path) -> tuple[Bead, ...]:
    return parse_beads(path.read_text(encoding="utf-8-sig"), name=str(path))
