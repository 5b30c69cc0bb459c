"""How many names misspelt once are found without a termbase, and how often it is cried wolf.

    python benchmarks/names.py [../shared] [--folder DIR]... [--verbose]

Takes the sample project with its recorded faults corrected; of ../shared, the fault-free gold documents and the
bitexts of bench/; and of each DIR, NAME.zh.txt and NAME.en.txt, which are aligned first. Whatever is reported there is
a false alarm. Then each capitalised word that stands at least twice, and never in lower case, is misspelt in one
place after the other: two letters change places, one is left out, doubled or another one (`mutants.misspelt_names`).
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench_data import bitext_folders, read_folder
from consistency import sample
from mutants import apply, misspelt_names, rounds

import checks as gold
from align_bench.checks import run_checks
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review, Unit
from align_bench.workflow.importing import load_document
from align_bench.workflow.units import make_review

ONLY = ("inconsistent-name",)


def projects(shared: Path | None, folders: Sequence[Path]) -> Iterator[tuple[str, list[Review]]]:
    """Fault-free texts by name, each a project."""
    yield "sample", sample()
    if shared is not None:
        folder = shared / "gold"
        yield (
            "gold",
            [
                gold.review(folder, name, folder / "en_clean" / f"{name}.en.clean.txt", aligned=True)
                for name in gold.DOCUMENTS
            ],
        )
        for bitexts in bitext_folders(shared / "bench"):
            yield bitexts.name, list(_bitexts(bitexts))
    for folder in folders:
        yield folder.name, list(_aligned(folder))


def _bitexts(folder: Path) -> Iterator[Review]:
    for bitext in read_folder(folder):
        units = [
            Unit(
                id=str(number),
                source="\n".join(bitext.source[i].text for i in bead.source),
                target="\n".join(bitext.target[i].text for i in bead.target),
                source_numbers=tuple(i + 1 for i in bead.source),
                target_numbers=tuple(i + 1 for i in bead.target),
            )
            for number, bead in enumerate(bitext.gold)
        ]
        yield Review(bitext.name, tuple(units))


def _aligned(folder: Path) -> Iterator[Review]:
    for chinese in sorted(folder.glob("*.zh.txt")):
        english = chinese.with_name(chinese.name.replace(".zh.", ".en."))
        yield make_review(load_document(chinese, "zh"), load_document(english, "en"))


def count(name: str, reviews: Sequence[Review], *, verbose: bool) -> None:
    """Print what is reported on the texts, and how many of the misspellings are found."""
    words = sum(len(unit.target.split()) for review in reviews for unit in review.units)
    alarms = run_checks(reviews, Termbase(), only=ONLY)
    print(f"{name}: {len(alarms)} false alarms in {words} fault-free words")
    for finding in alarms:
        print(gold.describe(finding))
    made: Counter[str] = Counter()
    missed: dict[str, list[str]] = defaultdict(list)
    mutants = misspelt_names(reviews)
    for group in rounds(mutants):
        findings = run_checks(apply(group, reviews), Termbase(), only=ONLY)
        for mutant in group:
            made[mutant.kind] += 1
            told = [f for f in findings if f"{mutant.new!r}" in f.message]
            if not told:
                missed[mutant.kind].append(f"{mutant.old!r} -> {mutant.new!r} in {mutant.document}, {mutant.unit}")
    for kind, number in sorted(made.items()):
        found = number - len(missed[kind])
        print(f"    {kind}: {found} of {number} misspellings found ({found / number:.2f})")
        if verbose:
            print(*(f"        missed  {text}" for text in missed[kind]), sep="\n")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("shared", type=Path, nargs="?", help="a folder with gold/ and bench/ in it")
    arguments.add_argument("--folder", type=Path, action="append", default=[], help="NAME.zh.txt and NAME.en.txt")
    arguments.add_argument("--verbose", action="store_true", help="what was missed")
    options = arguments.parse_args()
    start = time.process_time()
    for name, reviews in projects(options.shared, options.folder):
        count(name, reviews, verbose=options.verbose)
    print(f"{time.process_time() - start:.0f} s of processor time")


if __name__ == "__main__":
    main()
