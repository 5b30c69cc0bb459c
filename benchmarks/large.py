"""Measure speed and memory on long texts, on many chapters, and on one short document cold and warm.

    python benchmarks/large.py BENCH [--sizes 1000,5000,10000,15000,30000] [--seed 1] [--only SYSTEM] [--keep DIR]

BENCH holds gold bitexts, or folders of them; the long texts are made from these (`large_text`), with gold beads, so F1
is told too, of sentences that may have been trained on. Every time is of a whole process, from its start to its end;
memory is its peak. The last column is processor time divided by n log2 n, in microseconds, n being the sentences of
both sides: it stays level where time grows no worse than that. Other aligners stand beside ours where they can run.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from subprocess import CalledProcessError
from tempfile import TemporaryDirectory

from bench_data import GoldBitext, bitext_folders, read_folder, write_bitext
from large_text import long_bitext, paragraphs_of
from systems import SYSTEMS, measure, run, why_not

from align_bench.align.evaluate import evaluate_all
from align_bench.model.document import Paragraph

Document = tuple[list[Paragraph], list[Paragraph]]

CHAPTERS, SENTENCES_IN_CHAPTER = 24, 200
PARAGRAPHS = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("--sizes", default="1000,5000,10000,15000,30000", help="source sentences")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", choices=SYSTEMS, help="this system; may be given several times")
    parser.add_argument("--keep", type=Path, help="a folder to leave the texts in")
    options = parser.parse_args()
    bitexts = [bitext for folder in bitext_folders(options.bench) for bitext in read_folder(folder)]
    systems = options.only or list(SYSTEMS)
    with TemporaryDirectory() as temporary:
        root = options.keep or Path(temporary)
        print(f"{'':24}{'sentences':>14}{'wall s':>9}{'CPU s':>9}{'MB':>7}{'strict F1':>11}{'per n log n':>13}")
        for size in filter(None, map(int, options.sizes.split(","))):
            folder = written(root / f"{size}", [long_bitext(bitexts, size, options.seed)])
            compare(f"{size}", folder, systems)
        chapters = [long_bitext(bitexts, SENTENCES_IN_CHAPTER, options.seed + k) for k in range(CHAPTERS)]
        folder = written(root / "chapters", chapters)
        compare(f"{CHAPTERS} chapters", folder, systems)
        short(root, [long_bitext(bitexts, PARAGRAPHS * 6, options.seed + k) for k in range(2)])


def written(folder: Path, bitexts: Sequence[GoldBitext]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for bitext in bitexts:
        write_bitext(folder, bitext)
    return folder


def compare(title: str, folder: Path, systems: Sequence[str]) -> None:
    bitexts = read_folder(folder)
    source, target = (sum(map(len, texts)) for texts in zip(*((b.source, b.target) for b in bitexts), strict=True))
    print(title)
    for system in systems:
        if reason := why_not(system, bitexts):
            print(f"  {system:22}  {reason}")
            continue
        try:
            done = run(system, folder)
        except CalledProcessError as error:
            print(f"  {system:22}  failed: exit code {error.returncode}")
            continue
        scores = evaluate_all((beads, b.gold) for beads, b in zip(done.beads, bitexts, strict=True)).strict
        growth = done.cpu * 1e6 / ((source + target) * math.log2(source + target))
        print(
            f"  {system:22}{f'{source} x {target}':>14}{done.wall:9.2f}{done.cpu:9.2f}{done.megabytes:7.0f}"
            f"{scores.f1:11.3f}{growth:13.1f}",
            flush=True,
        )


def short(folder: Path, bitexts: Sequence[GoldBitext]) -> None:
    """The command line on one document of paragraphs, and another such document in a process that has aligned one."""
    first, second = (paragraphs_of(bitext, PARAGRAPHS, k) for k, bitext in enumerate(bitexts))
    paths = [folder / f"paragraphs.{language}.txt" for language in ("zh", "en")]
    for path, side in zip(paths, first, strict=True):
        path.write_text("\n\n".join(paragraph.text for paragraph in side) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "align_bench", "align", *map(str, paths), "--format", "beads"]
    wall, cpu, megabytes = measure(command)
    print(f"{PARAGRAPHS} paragraphs, cold: {wall:.2f} s, {cpu:.2f} CPU s, {megabytes:.0f} MB (align-bench align)")
    wall, cpu = warm(first, second)
    print(f"{PARAGRAPHS} paragraphs, warm: {wall:.2f} s, {cpu:.2f} CPU s")


def warm(first: Document, second: Document) -> tuple[float, float]:
    """Wall and processor seconds of the second."""
    from align_bench.align.paragraphs import align_paragraphs

    align_paragraphs(*first)
    started, used = time.perf_counter(), time.process_time()
    align_paragraphs(*second)
    return time.perf_counter() - started, time.process_time() - used


if __name__ == "__main__":
    main()
