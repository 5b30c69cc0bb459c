"""What each kind of evidence is worth: strict F1 when the aligner is trained and run without it.

    python benchmarks/ablation.py BENCH [--only GROUP ...] [--rounds 20] [--penalty 1.0]

Each row is cross-validated by itself: both sets of weights are trained on all bitexts but one, which is then aligned
with both passes. As in `train_aligner.py --cross-validate`, the learnt tables that the second set is trained on come
from a first pass whose weights have seen all bitexts. A row takes some minutes.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

import crf
import numpy as np
from bench_data import GoldBitext, bitext_folders, read_folder
from crf import Names, Packed, fit, pack_first, pack_later

from align_bench.align import aligner
from align_bench.align.aligner import Prepared, align, beads, prepare
from align_bench.align.arrays import Sparse
from align_bench.align.evaluate import evaluate_all
from align_bench.align.learning import BeadSpans
from align_bench.align.reading.bags import Bags
from align_bench.model.bitext import Bead

FEATURES = {
    "lexical evidence": r"forward|backward|leak |gain |edge |crossed|straight|cut |.* (best|attached|stays|strays)",
    "forward direction": r"(gain |edge )?forward|leak target",
    "backward direction": r"(gain |edge )?backward|leak source",
    "means and minima": r"(forward|backward) (mean|low|weakest)",
    "lengths": r"length",
    "marks and quotation": r"end |opens|closes|quotation",
    "gains of spans": r"gain |edge |crossed|straight|short$",
    "neighbours": r"leak ",
    "clauses at boundaries": r"cut |.* (stays|strays)",
    "nulls": r"added |left out ",
}
"""By group, how the names of its features begin; `shape` and what is about paragraphs is in none."""

_IN_NO_GROUP = re.compile(r"shape |begin |line |label ")
DICTIONARY, LEARNING = "dictionary (learning alone)", "learning (dictionary alone)"
GROUPS = ("nothing", *FEATURES, DICTIONARY, LEARNING)


@dataclass(frozen=True)
class Training:
    """What a row is trained on, and how."""

    bitexts: Sequence[GoldBitext]
    pairs: Sequence[Prepared]
    penalty: float
    rounds: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("--only", action="append", choices=GROUPS, help="this row; may be given several times")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--penalty", type=float, default=1.0)
    options = parser.parse_args()
    folders = bitext_folders(options.bench)
    bitexts = [bitext for folder in folders for bitext in read_folder(folder)]
    pairs = [prepare(bitext.source, bitext.target) for bitext in bitexts]
    training = Training(bitexts, pairs, options.penalty, options.rounds)
    print(f"{'without':30}" + "".join(f"{folder.name:>16}" for folder in folders))
    for group in options.only or GROUPS:
        found = cross_validated(training, group)
        scores = (
            evaluate_all(
                (f, b.gold) for f, b in zip(found, bitexts, strict=True) if b.name.startswith(folder.name + "/")
            )
            for folder in folders
        )
        print(f"{group:30}" + "".join(f"{score.strict.f1:16.3f}" for score in scores), flush=True)


def cross_validated(training: Training, group: str) -> list[tuple[Bead, ...]]:
    """The beads of each bitext by weights that were trained on the others, without a group."""
    pairs = [undictionaried(pair) for pair in training.pairs] if group == DICTIONARY else training.pairs
    names = Names()
    with unlearnt() if group == LEARNING else ExitStack():
        firsts = packed(training, pairs, group, names, pack_first)
        first = names.named(fit(firsts, names, training.penalty, training.rounds // 2))
        laters = packed(training, pairs, group, names, lambda p, b, n: pack_later(p, b, n, first))
        found = []
        for k, pair in enumerate(pairs):
            weights = [
                names.named(fit([*packs[:k], *packs[k + 1 :]], names, training.penalty, rounds))
                for packs, rounds in ((firsts, training.rounds // 2), (laters, training.rounds))
            ]
            first_weights, later_weights = weights
            found.append(beads(align(pair, first_weights, later_weights)))
            print(f"  without {group}: {training.bitexts[k].name}", file=sys.stderr, flush=True)
    return found


def packed(
    training: Training,
    pairs: Sequence[Prepared],
    group: str,
    names: Names,
    pack: Callable[[Prepared, GoldBitext, Names], Packed],
) -> list[Packed]:
    packs = [pack(pair, bitext, names) for pair, bitext in zip(pairs, training.bitexts, strict=True)]
    tell_ungrouped(names)
    out = FEATURES.get(group)
    if out is None:
        return packs
    removed = {number for name, number in names.numbers.items() if re.match(out, name)}
    assert removed, f"no feature is called as the group {group} says"
    return [without(each, removed) for each in packs]


def tell_ungrouped(names: Names) -> None:
    """Features that no row leaves out are the sign that FEATURES is out of date."""
    if other := list(filter(is_in_no_group, names.numbers)):
        print(f"warning: in no group: {', '.join(other)}", file=sys.stderr)


def is_in_no_group(name: str) -> bool:
    """By oversight, that is."""
    return not _IN_NO_GROUP.match(name) and not any(re.match(pattern, name) for pattern in FEATURES.values())


def without(packed: Packed, removed: set[int]) -> Packed:
    kept = [np.array([number not in removed for number in columns], bool) for columns in packed.columns]
    return replace(
        packed,
        columns=[columns[k] for columns, k in zip(packed.columns, kept, strict=True)],
        values=[values[:, k] for values, k in zip(packed.values, kept, strict=True)],
    )


def undictionaried(pair: Prepared) -> Prepared:
    """Tables without entries: neither glosses nor figures, names and set phrases."""

    def empty(table: Sparse) -> Sparse:
        return Sparse(np.zeros_like(table.starts), table.columns[:0], table.values[:0], table.width)

    return replace(pair, bags=replace(pair.bags, forward=empty(pair.bags.forward), backward=empty(pair.bags.backward)))


@contextmanager
def unlearnt() -> Iterator[None]:
    """The second pass, in training and aligning, sees the dictionary's tables again."""

    def dictionary_again(bags: Bags, _: BeadSpans) -> tuple[Sparse, Sparse]:
        return bags.forward, bags.backward

    with patch.object(aligner, "learn", dictionary_again), patch.object(crf, "learn", dictionary_again):
        yield


if __name__ == "__main__":
    main()
