"""How fast, and how well, a document is realigned around one correction; how fast a bead is explained.

    python benchmarks/realign.py BENCH

The bitexts of all folders of BENCH are put behind one another as one document of some 2,000 segments: once with each
sentence as a segment, once with the sentences of each gold bead as a paragraph. It is aligned; then beads of the gold
which the aligner missed are confirmed one at a time, as a reviewer would, and what stands around each is aligned anew.
Times are processor time, warm. In the second document, where hardly anything is wrong, pairs are first put one out of
step over some twelve paragraphs.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from typing import TypeVar

from bench_data import GoldBitext, read_folder

from align_bench.align.aligner import in_order
from align_bench.align.constraints import Constraints
from align_bench.align.evidence.evidence import explain
from align_bench.align.lexicon import Lexicon, learnt
from align_bench.align.realign import Realigned, realign
from align_bench.model.bitext import Bead
from align_bench.model.document import Kind, Level, Paragraph
from align_bench.model.edits import Stamp
from align_bench.model.unit import Review, Status
from align_bench.workflow.realigning import Realigner
from align_bench.workflow.review_lines import Line, ReviewLines, unit_of

_CORRECTIONS = 60
_OUT_OF_STEP = 12

Result = TypeVar("Result")
Lines = list[Paragraph]


@dataclass(frozen=True)
class Document:
    """One long document with its gold."""

    source: Lines
    target: Lines
    gold: list[Bead]
    level: Level


def main(folder: Path) -> None:
    bitexts = [bitext for place in sorted(folder.iterdir()) if place.is_dir() for bitext in read_folder(place)]
    sentences = of_sentences(bitexts)
    report("sentences", sentences, list(missed(sentences)))
    paragraphs = of_paragraphs(sentences)
    report("paragraphs", paragraphs, list(out_of_step(paragraphs)))


def of_sentences(bitexts: Iterable[GoldBitext]) -> Document:
    source: Lines = []
    target: Lines = []
    gold: list[Bead] = []
    for bitext in bitexts:
        i, j = len(source), len(target)
        gold += [Bead(tuple(i + k for k in bead.source), tuple(j + k for k in bead.target)) for bead in bitext.gold]
        source += [Paragraph(1, Kind.PARAGRAPH, segment.text) for segment in bitext.source]
        target += [Paragraph(1, Kind.PARAGRAPH, segment.text) for segment in bitext.target]
    return Document(source, target, gold, "sentence")


def of_paragraphs(sentences: Document) -> Document:
    source: Lines = []
    target: Lines = []
    gold = [
        Bead(_joined(source, sentences.source, bead.source, ""), _joined(target, sentences.target, bead.target, " "))
        for bead in sentences.gold
    ]
    return Document(source, target, gold, "paragraph")


def _joined(paragraphs: Lines, sentences: Lines, chosen: Sequence[int], blank: str) -> tuple[int, ...]:
    """Add the sentences as one paragraph; its place."""
    if not chosen:
        return ()
    text = blank.join(sentences[place].text for place in chosen)
    paragraphs.append(Paragraph(len(paragraphs) + 1, Kind.PARAGRAPH, text))
    return (len(paragraphs) - 1,)


Case = tuple[list[Bead], Bead]
"""An alignment with something wrong, and a gold bead in the midst of it that is confirmed."""


def missed(document: Document) -> Iterable[Case]:
    """One gold bead of every run of them that the aligner did not find."""
    lexicon = learnt(document.source, document.target, level=document.level)
    beads = list(realign(lexicon, document.source, document.target, alone(document), Constraints()).beads)
    found = {(bead.source, bead.target) for bead in beads}
    wrong = [(bead.source, bead.target) not in found for bead in document.gold]
    for place, bead in enumerate(document.gold):
        if wrong[place] and not (place and wrong[place - 1]):
            yield beads, bead


def out_of_step(document: Document) -> Iterable[Case]:
    """Twelve pairs one out of step, the one in their midst confirmed."""
    size = len(document.gold)
    for start in range(5, size - _OUT_OF_STEP, max(1, size // _CORRECTIONS)):
        run = document.gold[start : start + _OUT_OF_STEP]
        if all(bead.shape == "1-1" for bead in run):
            shifted = [Bead(a.source, b.target) for a, b in pairwise(run)]
            shifted += [Bead((), run[0].target), Bead(run[-1].source, ())]
            yield [*document.gold[:start], *shifted, *document.gold[start + _OUT_OF_STEP :]], run[_OUT_OF_STEP // 2]


def alone(document: Document) -> list[Bead]:
    return [Bead((i,), ()) for i in range(len(document.source))] + [Bead((), (j,)) for j in range(len(document.target))]


def report(name: str, document: Document, cases: Sequence[Case]) -> None:
    source, target = document.source, document.target
    print(f"{name}: {len(source)} and {len(target)} segments, {len(cases)} corrections")
    lexicon, seconds = timed(lambda: learnt(source, target, cases[0][0], level=document.level))
    print(f"  opening, from the beads that are there: {seconds:.2f} s")
    times, before, after = [], 0, 0
    for beads, bead in cases:
        found, seconds = timed(lambda beads=beads, bead=bead: corrected(lexicon, document, beads, bead))  # type: ignore[misc]
        times.append(seconds)
        others = [gold for gold in document.gold if gold is not bead]
        before += sum(is_missing(gold, beads_near(beads, bead)) for gold in others if near(gold, bead))
        after += sum(is_missing(gold, beads_near(found.beads, bead)) for gold in others if near(gold, bead))
    print(f"  a correction: {shown(times)}")
    print(f"  other beads that were wrong within 20 segments of it: {before} before, {after} after")
    review = reviewed(document, cases[0][0])
    realigner = Realigner(review, level=document.level)
    names = [unit.id for unit in review.units[:: max(1, len(review.units) // _CORRECTIONS)]]
    times = [
        timed(lambda name=name: realigner.propose(review, Stamp("", ""), corrected=[name]))[1]  # type: ignore[misc]
        for name in names
    ]
    print(f"  the same from the units of a review to an edit: {shown(times)}")
    chosen = [bead for bead in cases[0][0] if bead.source and bead.target][:: max(1, len(source) // 200)]
    explained = [
        timed(lambda bead=bead: explain(lexicon, *texts(document, bead)))[1]  # type: ignore[misc]
        for bead in chosen
    ]
    print(f"  explaining a bead: {shown(explained)}")


def reviewed(document: Document, beads: Sequence[Bead]) -> Review:
    """A review of the document whose first half is confirmed."""
    lines = ReviewLines(as_lines(document.source), as_lines(document.target), tuple(beads), {})
    units = [unit_of(lines, bead, f"u{k}", document.level) for k, bead in enumerate(in_order(beads))]
    half = len(units) // 2
    return Review("x", (*(replace(unit, status=Status.REVIEWED) for unit in units[:half]), *units[half:]))


def as_lines(lines: Lines) -> tuple[Line, ...]:
    return tuple(Line(line.line, line.number) for line in lines)


def corrected(lexicon: Lexicon, document: Document, beads: Sequence[Bead], bead: Bead) -> Realigned:
    return realign(lexicon, document.source, document.target, beads, Constraints((bead,)), around=bead)


def texts(document: Document, bead: Bead) -> tuple[Lines, Lines]:
    return [document.source[i] for i in bead.source], [document.target[j] for j in bead.target]


def near(bead: Bead, other: Bead) -> bool:
    return bool(bead.source and other.source) and abs(bead.source[0] - other.source[0]) <= 20


def beads_near(beads: Sequence[Bead], other: Bead) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    return {(bead.source, bead.target) for bead in beads if near(bead, other)}


def is_missing(bead: Bead, found: set[tuple[tuple[int, ...], tuple[int, ...]]]) -> bool:
    return (bead.source, bead.target) not in found


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


def shown(times: Sequence[float]) -> str:
    last = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    return f"median {1000 * median(times):.1f} ms, p95 {1000 * last:.1f} ms, most {1000 * max(times):.1f} ms"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
