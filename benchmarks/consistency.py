"""How many inconsistent renderings are found without a termbase, and how often it is cried wolf.

    python benchmarks/consistency.py [../shared] [--verbose]

Takes the sample project with its recorded faults corrected. Wherever a term of its termbase stands that comes in four
units or more, its English is replaced by each form that the termbase forbids, one place at a time; the checks then run
over the whole project with an empty termbase. Found is what a report of inconsistency overlaps. The findings on the
corrected texts are false alarms by definition; with a folder of gold documents, those on its fault-free English are
counted as well.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import checks as gold
from align_bench.checks import run_checks
from align_bench.checks.context import make_context
from align_bench.checks.views import UnitView
from align_bench.formats.termbase import read_termbase
from align_bench.model.finding import Finding
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review, Unit
from align_bench.terms.english import is_abbreviation
from align_bench.terms.wording import is_name

ROOT = Path(__file__).resolve().parent.parent
CHECKS = ("inconsistent-rendering", "inconsistent-name", "inconsistent-wording", "inconsistent-translation")
LEAST = 4


@dataclass(frozen=True)
class Plant:
    """A form that stands where another one is usual."""

    zh: str
    view: UnitView
    start: int
    old: str
    new: str

    @property
    def kind(self) -> str:
        return "name" if is_name(self.old) and " " not in self.old else "term"

    def applied(self, reviews: Sequence[Review]) -> list[Review]:
        """The reviews with the form in its place."""
        target = self.view.unit.target
        # The view's text has no markers: the place is the one with as many earlier occurrences.
        earlier = self.view.target.text.count(self.old, 0, self.start)
        place = -1
        for _ in range(earlier + 1):
            place = target.index(self.old, place + 1)
        changed = replace(self.view.unit, target=target[:place] + self.new + target[place + len(self.old) :])
        return [
            review.with_units(changed if unit is self.view.unit else unit for unit in review.units)
            for review in reviews
        ]

    def is_found(self, findings: Sequence[Finding]) -> bool:
        place = self.view.target.span(self.start, self.start + len(self.new))
        return any(
            finding.document == self.view.document
            and finding.unit == self.view.unit.id
            and finding.target_span is not None
            and finding.target_span.paragraph == place.paragraph
            and finding.target_span.start < place.start + len(self.new)
            and place.start < finding.target_span.stop
            for finding in findings
        )


def sample() -> list[Review]:
    """The sample project as its record says, faults corrected."""
    record = json.loads((ROOT / "tests/sample/record.json").read_text(encoding="utf-8"))
    reviews = []
    for document in record["documents"]:
        if not document["translation"]:
            continue
        english = (ROOT / document["translation"]).read_text(encoding="utf-8").removesuffix("\n").split("\n\n")
        faults = (fault for fault in record["faults"] if fault["document"] == document["name"])
        for fault in sorted(faults, key=lambda fault: -fault["offset"]):
            text, start = english[fault["en_paragraph"] - 1], fault["offset"]
            rest = text[start + len(fault["found"]) :]
            english[fault["en_paragraph"] - 1] = text[:start] + fault["expected"] + rest
        chinese = [paragraph for paragraph in document["paragraphs"] if paragraph["kind"] != "noise"]
        units = [
            Unit(
                id=str(number),
                source="\n".join(f"{chinese[i - 1]['marker']} {chinese[i - 1]['text']}".strip() for i in bead["zh"]),
                target="\n".join(english[i - 1].strip() for i in bead["en"]),
                source_numbers=tuple(bead["zh"]),
                target_numbers=tuple(bead["en"]),
            )
            for number, bead in enumerate(document["beads"])
        ]
        reviews.append(Review(document["name"], tuple(units)))
    return reviews


def plants(reviews: Sequence[Review], termbase: Termbase) -> Iterator[Plant]:
    """One for each place and form; abbreviations are no form of a term that could slip in."""
    context = make_context(reviews, termbase)
    matched = [(view, hit, span) for view in context.views if view.is_pair for hit, span in view.renderings.matched]
    units: dict[str, set[int]] = defaultdict(set)
    for view, hit, _ in matched:
        units[hit.concept.id].add(view.index)
    for view, hit, span in matched:
        if len(units[hit.concept.id]) < LEAST or is_abbreviation(span.text) or "\n" in span.text:
            continue
        for form in hit.concept.forbidden:
            yield Plant(hit.concept.source_terms[0], view, span.start, span.text, _in_shape(form, span.text))


def _in_shape(form: str, old: str) -> str:
    """The form with the capital and the plural of what it replaces."""
    shaped = form[0].upper() + form[1:] if old[0].isupper() else form
    if old.endswith("s") and not old.endswith("ss") and not shaped.endswith("s") and not is_name(old):
        shaped = f"{shaped[:-1]}ies" if shaped.endswith("ry") else f"{shaped}s"
    return shaped


def count_plants(reviews: Sequence[Review], termbase: Termbase, *, verbose: bool) -> None:
    """Print how many of the plants are found."""
    made: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for plant in plants(reviews, termbase):
        is_found = plant.is_found(run_checks(plant.applied(reviews), Termbase(), only=CHECKS))
        made[plant.kind] += 1
        found[plant.kind] += is_found
        if verbose and not is_found:
            print(f"    missed  {plant.zh} {plant.old!r} -> {plant.new!r} in {plant.view.document}")
    for kind, count in sorted(made.items()):
        print(f"{kind}s: {found[kind]} of {count} planted renderings found ({found[kind] / count:.2f})")


def count_alarms(name: str, reviews: Sequence[Review]) -> None:
    """Print what is reported on fault-free English, with an empty termbase."""
    words = sum(len(unit.target.split()) for review in reviews for unit in review.units)
    findings = run_checks(reviews, Termbase(), only=CHECKS)
    print(f"{name}: {len(findings)} false alarms in {words} fault-free words")
    for finding in findings:
        print(gold.describe(finding))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("shared", type=Path, nargs="?", help="a folder with gold/ in it")
    arguments.add_argument("--verbose", action="store_true", help="what was missed")
    options = arguments.parse_args()
    start = time.process_time()
    reviews = sample()
    count_alarms("sample", reviews)
    if options.shared is not None:
        folder = options.shared / "gold"
        clean = [
            gold.review(folder, name, folder / "en_clean" / f"{name}.en.clean.txt", aligned=False)
            for name in gold.DOCUMENTS
        ]
        count_alarms("gold", clean)
    count_plants(reviews, read_termbase(ROOT / "terms.csv"), verbose=options.verbose)
    print(f"{time.process_time() - start:.0f} s of processor time")


if __name__ == "__main__":
    main()
