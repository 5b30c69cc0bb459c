"""Measure the aligner on whole documents: paragraphs and their sentences, faults of structure, cold start.

    python benchmarks/documents.py SHARED [--disturbed]

SHARED holds `gold/` (institutional documents: paragraphs and sentences) and `bench/` (the development bitexts, which
the shipped weights were trained on: the cross-validated figures of weights.json are printed instead). Prints strict F1
as published with Vecalign, F1 with nulls counted, and seconds. Bitexts of sentences: `alignment.py`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from bench_data import GoldBitext, read_beads, read_folder
from calibration import calibration_error, judgements, wrong_among_least_sure
from disturb import disturb
from disturb_documents import AlignedDocument, disturb_document, read_sample
from disturbed import Disturbed

from align_bench.align.evaluate import evaluate_all
from align_bench.align.paragraphs import align_paragraphs
from align_bench.model.bitext import Bead
from align_bench.model.document import Kind, Paragraph
from align_bench.text.labels import split_marker

Judged = tuple[tuple[Bead, ...], tuple[Bead, ...]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--disturbed", action="store_true", help="also documents made from the bench with faults")
    options = parser.parse_args()
    print(f"{'':34} {'strict F1':>9} {'with nulls':>10} {'seconds':>8}")
    gold(options.shared / "gold")
    sample(disturbed=options.disturbed)
    content = json.loads((files("align_bench.align") / "weights.json").read_text(encoding="utf-8"))
    print("cross-validated, from weights.json:")
    for name, figures in content["cross-validated"].items():
        print(f"  {name}: {figures}")
    if options.disturbed:
        disturbed(options.shared / "bench")
    cold_start(options.shared / "gold")


def row(name: str, judged: Iterable[Judged], seconds: float) -> None:
    evaluation = evaluate_all(judged)
    print(f"{name:34} {evaluation.strict.f1:9.4f} {evaluation.with_nulls.f1:10.4f} {seconds:8.2f}", flush=True)


def gold(folder: Path) -> None:
    paragraphs: list[Judged] = []
    sentences: list[Judged] = []
    total = 0.0
    for path in sorted(folder.glob("*.gold.paragraphs.jsonl")):
        name = path.name.removesuffix(".gold.paragraphs.jsonl")
        source, target = chinese(folder / f"{name}.paragraphs.zh.jsonl"), english(folder / f"{name}.en.txt")
        started = time.perf_counter()
        found = align_paragraphs(source, target)
        seconds = time.perf_counter() - started
        total += seconds
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        wanted = tuple(Bead(tuple(k - 1 for k in line["zh"]), tuple(k - 1 for k in line["en"])) for line in lines)
        paragraphs.append((found.paragraphs, wanted))
        sentences.append((found.sentences, read_beads(folder / f"{name}.gold.sentences.align")))
        row(f"{name} paragraphs", paragraphs[-1:], seconds)
        row(f"{name} sentences", sentences[-1:], seconds)
    row("gold, paragraphs", paragraphs, total)
    row("gold, sentences", sentences, total)


def chinese(path: Path) -> list[Paragraph]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Paragraph(
            line["id"], Kind(line["kind"]), line["text"], line["number"] or "", (line["number"] or "").rstrip(".")
        )
        for line in lines
    ]


def english(path: Path) -> list[Paragraph]:
    paragraphs: list[Paragraph] = []
    for line in filter(None, map(str.strip, path.read_text(encoding="utf-8").splitlines())):
        marker, label, text = split_marker(line, "en")
        kind = Kind.NUMBERED if label else Kind.PARAGRAPH
        paragraphs.append(Paragraph(len(paragraphs) + 1, kind, text.strip(), marker.strip(), label))
    return paragraphs


def sample(*, disturbed: bool) -> None:
    """The sample project's documents as they are, and with faults of structure."""
    documents = read_sample(Path(__file__).resolve().parents[1])
    measured("sample, paragraphs", documents)
    if disturbed:
        changed = [disturb_document(d, foreign(documents, d), seed) for d in documents for seed in range(20)]
        measured("disturbed sample, paragraphs", changed)


def foreign(documents: Iterable[AlignedDocument], own: AlignedDocument) -> list[Paragraph]:
    """English paragraphs of the other documents, headings left out."""
    return [p for other in documents if other is not own for p in other.target if len(p.text) > 60]


def measured(name: str, documents: Iterable[AlignedDocument | Disturbed]) -> None:
    """Paragraph beads, how many of each fault are found exactly, and how true the confidence is."""
    judged: list[Judged] = []
    hits: dict[str, list[bool]] = {}
    total = 0.0
    for document in documents:
        source, target, wanted = (
            (document.source_paragraphs, document.target_paragraphs, document.paragraphs)
            if isinstance(document, Disturbed)
            else (document.source, document.target, document.gold)
        )
        started = time.perf_counter()
        found = align_paragraphs(source, target).paragraphs
        total += time.perf_counter() - started
        judged.append((found, wanted))
        pairs = {(bead.source, bead.target) for bead in found}
        for fault, beads in document.faults.items():
            hits.setdefault(fault, []).extend((bead.source, bead.target) in pairs for bead in beads)
    row(name, judged, total)
    for fault, right in sorted(hits.items()):
        print(f"  {fault}: {sum(right)} of {len(right)} found")
    confidences = judgements(judged)
    print(f"  expected calibration error {calibration_error(confidences):.4f}", end="")
    print(f", wrong beads among the least sure fifth {wrong_among_least_sure(confidences):.2f}")


def disturbed(bench: Path) -> None:
    """Paragraph beads of documents with faults, and how many of each fault are found exactly."""
    bitexts = [b for folder in sorted(bench.iterdir()) if folder.is_dir() for b in read_folder(folder)]
    for kind in ("literary", "political"):
        measured(f"disturbed {kind}, paragraphs", documents([b for b in bitexts if kind in b.name], bitexts))


def documents(bitexts: Iterable[GoldBitext], everything: Iterable[GoldBitext]) -> Iterable[Disturbed]:
    """Seeds that the training script does not use."""
    for bitext in bitexts:
        others = [other for other in everything if other is not bitext]
        for seed in range(100, 102 if "literary" in bitext.name else 106):
            yield disturb(bitext, others, seed, swaps=6)


def cold_start(folder: Path) -> None:
    """A new process that aligns the three gold documents as one, from start to end."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; from documents import chinese, english;"
        "from align_bench.align.paragraphs import align_paragraphs; f = Path(sys.argv[2]);"
        "zh = [p for x in sorted(f.glob('*.paragraphs.zh.jsonl')) for p in chinese(x)];"
        "en = [p for x in sorted(f.glob('*.gold.paragraphs.jsonl'))"
        " for p in english(f / x.name.replace('.gold.paragraphs.jsonl', '.en.txt'))];"
        "align_paragraphs(zh, en); import resource;"
        "print(len(zh), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", program, str(Path(__file__).parent), str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    paragraphs, memory = done.stdout.split()
    print(f"cold start, {paragraphs} paragraphs: {time.perf_counter() - started:.2f} s, {memory} MB")


if __name__ == "__main__":
    main()
