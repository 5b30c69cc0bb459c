"""Train the aligner's weights: a semi-Markov conditional random field over the features of `align.measures.features`.

    python benchmarks/train_aligner.py BENCH [--cross-validate] [-o weights.json]

BENCH holds folders of NAME.zh.txt NAME.en.txt NAME.gold.align. The first set of weights sees the dictionary's
tables, the later one the tables that the document taught after a first pass. What is minimised is told in `crf`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

# The same sums in the same order on every run, and the machine is left to others.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

from bench_data import GoldBitext, read_folder
from calibration import judgements, report
from crf import Names, Packed, fit, minimise, pack_first, pack_later
from disturb import disturb
from disturbed import Disturbed
from train_likeness import likeness_weights
from train_repair import changed_weights, disturbed_excerpts, repair_weights

from align_bench.align.aligner import Prepared, align, beads, prepare
from align_bench.align.evaluate import Evaluation, evaluate_all
from align_bench.align.weights import Model, Weights
from align_bench.model.bitext import Bead


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("--cross-validate", action="store_true", help="the sets for segments, one bitext left out")
    parser.add_argument("--penalty", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    folders = sorted(path for path in options.bench.iterdir() if path.is_dir())
    bitexts = [bitext for folder in folders for bitext in read_folder(folder)]
    content: dict[str, object] = {
        "about": "Weights of the aligner's features (semi-Markov conditional random field). Trained, never edited.",
        "data": {bitext.name: f"{len(bitext.gold)} gold beads" for bitext in bitexts},
        "options": {"penalty": options.penalty, "rounds": options.rounds},
    }
    content |= train_segments(bitexts, options) | train_paragraphs(bitexts, options)
    if options.output:
        options.output.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def train_segments(bitexts: Sequence[GoldBitext], options: argparse.Namespace) -> dict[str, object]:
    started = time.perf_counter()
    pairs = [prepare(b.source, b.target) for b in bitexts]
    names = Names()
    first_packs = [pack_first(p, b, names) for p, b in zip(pairs, bitexts, strict=True)]
    first = names.named(fit(first_packs, names, options.penalty, options.rounds))
    log("first weights", started)
    later_packs = [pack_later(p, b, names, first) for p, b in zip(pairs, bitexts, strict=True)]
    later = names.named(fit(later_packs, names, options.penalty, options.rounds))
    log("later weights", started)
    sets: dict[str, object] = {"first": sorted_weights(first), "later": sorted_weights(later)}
    if options.cross_validate:
        sets |= cross_validate(first_packs, later_packs, bitexts, pairs, names, options)
        log("cross-validated", started)
    return sets


def sorted_weights(weights: Weights) -> Weights:
    return dict(sorted(weights.items()))


def disturbed_documents(bitexts: Sequence[GoldBitext]) -> list[Disturbed]:
    """Prose of the political kind counts three times: it is what paragraphs with labels are made of."""
    return [
        disturb(bitext, [other for other in bitexts if other is not bitext], seed)
        for bitext in bitexts
        for seed in range(1 if "literary" in bitext.name else 3)
    ]


def train_paragraphs(bitexts: Sequence[GoldBitext], options: argparse.Namespace) -> dict[str, object]:
    started = time.perf_counter()
    documents = disturbed_documents(bitexts)
    names = Names()
    pairs = [prepare(document.source, document.target) for document in documents]
    packs = [pack_first(p, d, names) for p, d in zip(pairs, documents, strict=True)]
    first = names.named(fit(packs, names, options.penalty, options.rounds // 2))
    packs = [pack_later(p, d, names, first) for p, d in zip(pairs, documents, strict=True)]
    later = names.named(fit(packs, names, options.penalty, options.rounds))
    log("paragraph weights", started)
    return {
        "paragraphs first": sorted_weights(first),
        "paragraphs later": sorted_weights(later),
        **train_likeness(bitexts, first, later),
    }


def train_likeness(bitexts: Sequence[GoldBitext], first: Weights, later: Weights) -> dict[str, object]:
    """On other disturbed documents than the paragraphs' weights, with paragraphs that changed places."""
    documents = [
        (pair := prepare(document.source, document.target), align(pair, first, later), document)
        for document in disturbed_excerpts(bitexts)
    ]
    model = Model({}, {}, first, later, likeness_weights(documents, minimise), {}, {})
    model = replace(model, repair=repair_weights(documents, model, minimise))
    return {
        "likeness": model.likeness,
        "repair": model.repair,
        "changed": changed_weights(documents, model, minimise),
    }


def log(text: str, started: float) -> None:
    print(f"{time.perf_counter() - started:7.1f} s  {text}", file=sys.stderr, flush=True)


def cross_validate(  # noqa: PLR0917 (what main prepared)
    first_packs: Sequence[Packed],
    later_packs: Sequence[Packed],
    bitexts: Sequence[GoldBitext],
    pairs: Sequence[Prepared],
    names: Names,
    options: argparse.Namespace,
) -> dict[str, object]:
    """Each bitext aligned, both passes, with weights trained on all the others."""
    results: dict[str, list[tuple[tuple[Bead, ...], tuple[Bead, ...]]]] = {}
    figures: dict[str, object] = {}
    for k, bitext in enumerate(bitexts):
        others = [j for j in range(len(bitexts)) if j != k]
        first = names.named(fit([first_packs[j] for j in others], names, options.penalty, options.rounds // 2))
        later = names.named(fit([later_packs[j] for j in others], names, options.penalty, options.rounds))
        found = beads(align(pairs[k], first, later))
        results.setdefault(bitext.name.split("/")[0], []).append((found, bitext.gold))
        print(bitext.name, summary(evaluate_all([(found, bitext.gold)])), file=sys.stderr, flush=True)
    for folder, documents in results.items():
        figures[folder] = summary(evaluate_all(documents))
    judged = judgements(document for documents in results.values() for document in documents)
    return {"cross-validated": figures, "reliability": {"sentences, cross-validated": report(judged)}}


def summary(evaluation: Evaluation) -> dict[str, float]:
    strict, nulls = evaluation.strict, evaluation.with_nulls
    return {
        "precision": round(strict.precision, 4),
        "recall": round(strict.recall, 4),
        "f1": round(strict.f1, 4),
        "f1 with nulls": round(nulls.f1, 4),
        "lax f1": round(evaluation.lax.f1, 4),
    }


if __name__ == "__main__":
    main()
