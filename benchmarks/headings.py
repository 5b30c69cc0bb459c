"""Headings for bitexts that have none: short sentences of other bitexts, their end marks taken off.

Most stand alone on both sides; some are two lines on one side and one on the other, as mastheads often are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bench_data import GoldBitext

from align_bench.model.bitext import Bead
from align_bench.model.document import Segment

_ENDS = "。！？；：，.!?;:,…—\"'“”‘’「」 "
_LONGEST = 16
"""Chinese characters."""

_BEADS_TO_A_HEADING = 14
_MERGED = 0.3


@dataclass(frozen=True)
class Headed:
    """A bitext with headings, and which of its beads are headings."""

    bitext: GoldBitext
    headings: frozenset[int]


def with_headings(bitext: GoldBitext, others: Sequence[GoldBitext], random: Random) -> Headed:
    """Put headings between beads, one to three in a row."""
    pool = [pair for other in others for pair in _short(other)]
    source: list[str] = []
    target: list[str] = []
    beads: list[Bead] = []
    headings: set[int] = set()

    def add(ours: Sequence[str], theirs: Sequence[str]) -> None:
        first, second = len(source), len(target)
        source.extend(ours)
        target.extend(theirs)
        beads.append(Bead(tuple(range(first, len(source))), tuple(range(second, len(target)))))

    for bead in bitext.gold:
        if random.random() < 1 / _BEADS_TO_A_HEADING:
            for _ in range(random.choice((1, 1, 2, 3))):
                headings.add(len(beads))
                add(*_heading(pool, random))
        add([bitext.source[i].text for i in bead.source], [bitext.target[j].text for j in bead.target])
    ours, theirs = (tuple(Segment(text, 0) for text in side) for side in (source, target))
    return Headed(GoldBitext(bitext.name, ours, theirs, tuple(beads)), frozenset(headings))


def _short(bitext: GoldBitext) -> list[tuple[str, str]]:
    pairs = (
        (bitext.source[bead.source[0]].text.strip(_ENDS), bitext.target[bead.target[0]].text.strip(_ENDS))
        for bead in bitext.gold
        if bead.shape == "1-1"
    )
    return [(zh, en) for zh, en in pairs if zh and en and len(zh) <= _LONGEST]


def _heading(pool: Sequence[tuple[str, str]], random: Random) -> tuple[list[str], list[str]]:
    zh, en = random.choice(pool)
    if random.random() >= _MERGED:
        return [zh], [en]
    next_zh, next_en = random.choice(pool)
    if random.random() < 0.7:
        return [zh, next_zh], [en + random.choice((" ", ": ", ", ", " – ")) + next_en]
    return [zh + random.choice((" ", "：", "")) + next_zh], [en, next_en]
