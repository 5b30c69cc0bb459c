"""How many of the planted faults the checks find, and how often they cry wolf.

    python benchmarks/checks.py ../shared [--aligned] [--mutants] [--verbose]

Makes units from the gold paragraph links (or, with --aligned, from our own alignment), runs every check with the gold's
termbase, and scores as the gold's README says: a report is right when it stands in the paragraph of a fault and
overlaps it, or, where a term is missing, names the term in the same link. Alignment findings are not counted.
--mutants makes faults by rule in the fault-free texts (`mutants`) and prints how many of each kind are found.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mutants import KINDS, Mutant, apply, make_mutants, rounds

from align_bench.checks import run_checks
from align_bench.formats.termbase import read_termbase
from align_bench.model.document import Kind, Paragraph
from align_bench.model.finding import Finding, Severity
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review, Unit, assign_ids
from align_bench.text.labels import split_marker

DOCUMENTS = ("astana-vision-2016", "ctbto-joint-statement-2018", "nwfz-seminar-2019")


@dataclass(frozen=True)
class Score:
    """What was found of the faults, and what was reported beside them."""

    faults: int
    missed: list[dict[str, Any]]
    false: list[Finding]
    right: int

    @property
    def recall(self) -> float:
        return 1 - len(self.missed) / self.faults

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + len(self.false))


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def chinese(gold: Path, name: str) -> list[Paragraph]:
    paragraphs = []
    for entry in read_jsonl(gold / f"{name}.paragraphs.zh.jsonl"):
        marker = f"{entry['number']}." if entry["number"] else ""
        paragraphs.append(Paragraph(entry["id"], Kind(entry["kind"]), entry["text"], marker, entry["number"]))
    return paragraphs


def english(path: Path) -> list[Paragraph]:
    paragraphs = []
    for number, line in enumerate((t for t in path.read_text(encoding="utf-8").split("\n") if t.strip()), start=1):
        marker, label, text = split_marker(line, "en")
        paragraphs.append(Paragraph(number, Kind.NUMBERED if label else Kind.PARAGRAPH, text, marker, label))
    return paragraphs


def links(
    gold: Path, name: str, source: Sequence[Paragraph], target: Sequence[Paragraph], *, aligned: bool
) -> list[tuple[list[int], list[int]]]:
    """1-based paragraph numbers of both sides, link by link."""
    if not aligned:
        return [(entry["zh"], entry["en"]) for entry in read_jsonl(gold / f"{name}.gold.paragraphs.jsonl")]
    from align_bench.align.paragraphs import align_paragraphs

    beads = align_paragraphs(source, target).paragraphs
    return [([i + 1 for i in bead.source], [j + 1 for j in bead.target]) for bead in beads]


def review(gold: Path, name: str, target_path: Path, *, aligned: bool) -> Review:
    source, target = chinese(gold, name), english(target_path)
    pairs = links(gold, name, source, target, aligned=aligned)
    texts = ["\n".join(source[i - 1].line for i in zh) or "\n".join(target[j - 1].line for j in en) for zh, en in pairs]
    units = []
    for (zh, en), unit_id in zip(pairs, assign_ids(texts), strict=True):
        units.append(
            Unit(
                id=unit_id,
                source="\n".join(source[i - 1].line for i in zh),
                target="\n".join(target[j - 1].line for j in en),
                source_numbers=tuple(zh),
                target_numbers=tuple(en),
            )
        )
    return Review(name, tuple(units))


def target_texts(path: Path) -> dict[int, str]:
    """Paragraphs with their markers: the gold's offsets count them."""
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return dict(enumerate(lines, start=1))


def is_hit(finding: Finding, fault: dict[str, Any], text: str) -> bool:
    if finding.document != fault["doc"] or fault["en_paragraph"] not in finding.target_segments:
        return False
    same_term = bool(fault["zh_term"]) and fault["zh_term"].strip("《》") == finding.zh_term.strip("《》")
    if fault["type"] == "term_missing":
        return same_term
    if finding.target_span is None:
        return same_term
    offset = len(text) - len(split_marker(text, "en")[2])
    start = fault["en_offset"] - offset
    stop = start + len(fault["found"])
    span = finding.target_span
    return bool(span.paragraph == fault["en_paragraph"] and span.start < stop and start < span.stop)


def score(
    findings: Sequence[Finding], faults: Sequence[dict[str, Any]], texts: dict[str, dict[int, str]], floor: Severity
) -> Score:
    counted = [f for f in findings if f.family != "alignment" and f.severity.rank >= floor.rank]
    found: set[int] = set()
    false = []
    for finding in counted:
        hits = [
            i for i, fault in enumerate(faults) if is_hit(finding, fault, texts[fault["doc"]][fault["en_paragraph"]])
        ]
        if hits:
            found.update(hits)
        else:
            false.append(finding)
    return Score(len(faults), [fault for i, fault in enumerate(faults) if i not in found], false, len(found))


def alarms_per_10_000(findings: Sequence[Finding], words: int, floor: Severity = Severity.WARNING) -> float:
    counted = [f for f in findings if f.family != "alignment" and f.severity.rank >= floor.rank]
    return 10_000 * len(counted) / words


def describe(finding: Finding) -> str:
    place = f"{finding.document[:8]} en {list(finding.target_segments)}"
    return f"    {finding.severity.value:7} {finding.check:22} {place} {finding.zh_term} {finding.message}"


def main() -> int:
    arguments = argparse.ArgumentParser(description="recall, precision and false alarms of the checks on the gold")
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--aligned", action="store_true", help="units from our own alignment")
    arguments.add_argument("--mutants", action="store_true", help="recall on faults made by rule, kind by kind")
    arguments.add_argument("--verbose", action="store_true", help="every finding, hints and alignment too")
    options = arguments.parse_args()
    gold = options.shared / "gold"
    termbase = read_termbase(gold / "terms.csv")
    faults = read_jsonl(gold / "all.faults.jsonl")

    faulty = [review(gold, name, gold / f"{name}.en.txt", aligned=options.aligned) for name in DOCUMENTS]
    clean_paths = [gold / "en_clean" / f"{name}.en.clean.txt" for name in DOCUMENTS]
    clean = [
        review(gold, name, path, aligned=options.aligned) for name, path in zip(DOCUMENTS, clean_paths, strict=True)
    ]
    words = sum(len(path.read_text(encoding="utf-8").split()) for path in clean_paths)
    texts = {name: target_texts(gold / f"{name}.en.txt") for name in DOCUMENTS}

    start = time.process_time()
    findings, clean_findings = run_checks(faulty, termbase), run_checks(clean, termbase)
    seconds = time.process_time() - start
    for floor in (Severity.WARNING, Severity.HINT):
        result = score(findings, faults, texts, floor)
        print(
            f"{floor.value} and above: recall {result.recall:.3f}"
            f" ({result.faults - len(result.missed)} of {result.faults}),"
            f" precision {result.precision:.3f} ({len(result.false)} false),"
            f" alarms per 10,000 clean words {alarms_per_10_000(clean_findings, words, floor):.1f} ({words} words)"
        )
        if floor is Severity.WARNING or options.verbose:
            for fault in result.missed:
                print(
                    f"    missed  {fault['type']:22} {fault['doc'][:8]} en [{fault['en_paragraph']}]"
                    f" {fault['zh_term']} {fault['found']!r}"
                )
            for finding in result.false:
                print(f"  false {describe(finding)}")
            for finding in clean_findings:
                if finding.family != "alignment" and finding.severity.rank >= floor.rank:
                    print(f"  clean {describe(finding)}")
    if options.verbose:
        for finding in findings:
            print(describe(finding))
    incomplete = without_faulted_terms(termbase, faults)
    alarms = run_checks(clean, incomplete)
    print(
        "with the faulted terms taken out of the termbase:"
        f" alarms per 10,000 clean words {alarms_per_10_000(alarms, words):.1f}"
    )
    if options.verbose:
        for finding in alarms:
            if finding.family != "alignment" and finding.severity is not Severity.HINT:
                print(f"  incomplete {describe(finding)}")
    print(f"time for both: {seconds:.2f} s of processor time")
    if options.mutants:
        report_mutants(clean, termbase, verbose=options.verbose)
    return 0


def report_mutants(clean: Sequence[Review], termbase: Termbase, *, verbose: bool) -> None:
    usual = {_key(finding) for finding in run_checks(clean, termbase)}
    mutants = make_mutants(clean, termbase)
    units = {(review.name, unit.id): unit for review in clean for unit in review.units}
    beside = 0
    for kind in KINDS:
        made = [mutant for mutant in mutants if mutant.kind == kind]
        missed: list[Mutant] = []
        for group in rounds(made):
            findings = [
                finding
                for finding in run_checks(apply(group, clean), termbase)
                if finding.severity is not Severity.HINT
                and finding.family != "alignment"
                and _key(finding) not in usual
            ]
            missed += [mutant for mutant in group if not any(is_on(finding, mutant) for finding in findings)]
            others = [finding for finding in findings if not any(is_on(finding, mutant) for mutant in group)]
            beside += len(others)
            if verbose:
                for finding in others:
                    print(f"  beside {describe(finding)}")
        print(f"{kind}: {len(made) - len(missed)} of {len(made)} ({1 - len(missed) / max(1, len(made)):.2f})")
        if verbose:
            for mutant in missed:
                numbers = list(units[mutant.document, mutant.unit].target_numbers)
                old = f"{mutant.old!r} -> {mutant.new!r}"
                print(f"    missed  {mutant.document[:8]} en {numbers} {', '.join(sorted(mutant.terms))} {old}")
    print(f"findings on the mutants that are on no fault: {beside} of {len(mutants)}")


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.check, finding.document, finding.unit, finding.found, finding.zh_term, finding.message


def is_on(finding: Finding, mutant: Mutant) -> bool:
    """Whether a finding names the mutated term, or shows the new text."""
    if (finding.document, finding.unit) != (mutant.document, mutant.unit):
        return False
    if not mutant.new or finding.target_span is None:
        return finding.zh_term.strip("《》") in mutant.terms or (
            finding.family == "figures" and finding.target_span is None and not mutant.terms
        )
    return mutant.new.lower() in finding.found.lower() or finding.found.lower() in mutant.new.lower()


def without_faulted_terms(termbase: Termbase, faults: Sequence[dict[str, Any]]) -> Termbase:
    faulted = {fault["zh_term"] for fault in faults if fault["zh_term"]}
    return Termbase(tuple(concept for concept in termbase.concepts if concept.id not in faulted))


if __name__ == "__main__":
    sys.exit(main())
