"""Measure sentence alignment on gold bitexts, side by side with other aligners.

    python benchmarks/alignment.py FOLDER ... [--files] [--only SYSTEM]

FOLDER holds NAME.zh.txt and NAME.en.txt, one sentence a line, and NAME.gold.align, or folders of these. Each system
aligns all documents of a folder in a process of its own: ours one by one and with tables shared among them, Gale-Church
as nltk has it (`pip install "align-bench[benchmarks]"`), and hunalign where it is on PATH. Prints F1 as published
with Vecalign, figures by bead shape, seconds and memory. The shipped weights were trained on the bitexts that
weights.json names: for these the cross-validated figures count, which `documents.py` prints.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from subprocess import CalledProcessError

from bench_data import bitext_folders, read_folder
from systems import SYSTEMS, run, why_not
from tables import print_files, print_gap, print_head, print_row, print_shapes

from align_bench.align.evaluate import Evaluation, evaluate, evaluate_all


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--files", action="store_true", help="also strict F1 of each document")
    parser.add_argument("--only", action="append", choices=SYSTEMS, help="this system; may be given several times")
    options = parser.parse_args()
    for path in options.folder:
        for folder in bitext_folders(path):
            compare(folder, options.only or list(SYSTEMS), files=options.files)


def compare(folder: Path, systems: list[str], *, files: bool) -> None:
    bitexts = read_folder(folder)
    sizes = [sum(map(len, texts)) for texts in zip(*((b.source, b.target, b.gold) for b in bitexts), strict=True)]
    print(f"\n{folder.name}: {len(bitexts)} documents, {sizes[0]} and {sizes[1]} sentences, {sizes[2]} beads")
    print_head()
    pooled: dict[str, Evaluation] = {}
    single: dict[str, list[Evaluation]] = {}
    for system in systems:
        if reason := why_not(system, bitexts):
            print_gap(system, reason)
            continue
        try:
            done = run(system, folder)
        except CalledProcessError as error:
            print_gap(system, f"failed: exit code {error.returncode}")
            continue
        documents = [(beads, bitext.gold) for beads, bitext in zip(done.beads, bitexts, strict=True)]
        pooled[system] = evaluate_all(documents)
        single[system] = [evaluate(*document) for document in documents]
        print_row(system, pooled[system], (done.wall, done.cpu, done.megabytes))
    if pooled:
        print_shapes(pooled)
    if files and single:
        print_files([bitext.name for bitext in bitexts], single)


if __name__ == "__main__":
    main()
