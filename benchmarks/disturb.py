"""Documents with paragraphs, labels and faults of structure, made from aligned sentences.

Real sentences with their gold beads are put into paragraphs; paragraphs are split, merged, left out, added and, where
asked for, change places; labels get lost or renumbered. All by a seeded generator, so that a figure can be repeated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bench_data import GoldBitext
from disturbed import Disturbed, Pair, Text, document_of
from headings import Headed, with_headings

from align_bench.model.bitext import Bead


@dataclass(frozen=True)
class Rates:
    """Chances a paragraph."""

    split: float = 0.08
    merge: float = 0.08
    omit: float = 0.02
    heading_omitted: float = 0.1
    add: float = 0.02
    label_lost: float = 0.04


def disturb(
    bitext: GoldBitext, others: Sequence[GoldBitext], seed: int, rates: Rates = Rates(), swaps: int = 0
) -> Disturbed:
    """One disturbed document; `swaps` labelled pairs change places on the English side, every other one renumbered."""
    random = Random(f"{bitext.name} {seed}")  # noqa: S311
    headed = with_headings(bitext, others, random)
    bitext = headed.bitext
    pairs = _paragraph_pairs(headed, random)
    _number(pairs, random)
    if swaps:
        _swap(pairs, random, swaps)
        _replace(pairs, others, random, swaps)
    pairs = [changed for pair in pairs for changed in _changed(pair, others, random, rates)]
    _merge(pairs, random, rates)
    if random.random() < 0.5:
        _renumber(pairs)
    return document_of(bitext, pairs)


def excerpt(bitext: GoldBitext, random: Random) -> GoldBitext:
    """A part as long as documents often are."""
    size = random.choice((50, 80, 120, 180))
    start = random.randrange(max(1, len(bitext.gold) - size))
    beads = bitext.gold[start : start + size]
    source, target = [i for bead in beads for i in bead.source], [j for bead in beads for j in bead.target]
    ours, theirs = {i: k for k, i in enumerate(source)}, {j: k for k, j in enumerate(target)}
    gold = tuple(Bead(tuple(ours[i] for i in b.source), tuple(theirs[j] for j in b.target)) for b in beads)
    return GoldBitext(
        bitext.name, tuple(bitext.source[i] for i in source), tuple(bitext.target[j] for j in target), gold
    )


def _paragraph_pairs(headed: Headed, random: Random) -> list[Pair]:
    bitext = headed.bitext
    pairs: list[Pair] = []
    start = 0
    while start < len(bitext.gold):
        if start in headed.headings:
            pairs.append(_heading_pair(bitext, bitext.gold[start]))
            start += 1
            continue
        stop = start + random.choice((1, 1, 1, 2, 2, 3, 4))
        stop = min([k for k in headed.headings if start < k < stop] or [stop])
        taken, start = bitext.gold[start:stop], stop
        source = [(bitext.source[i].text, i) for bead in taken for i in bead.source]
        target = [(bitext.target[j].text, j) for bead in taken for j in bead.target]
        if pairs and not pairs[-1].heading and (not source or not target):
            pairs[-1].source[0].sentences += source
            pairs[-1].target[0].sentences += target
        else:
            pairs.append(Pair([Text(source)], [Text(target)]))
    return [pair for pair in pairs if pair.source[0].sentences and pair.target[0].sentences]


def _heading_pair(bitext: GoldBitext, bead: Bead) -> Pair:
    """Each line of it a paragraph."""
    source = [Text([(bitext.source[i].text, i)]) for i in bead.source]
    return Pair(source, [Text([(bitext.target[j].text, j)]) for j in bead.target], heading=True)


def _number(pairs: list[Pair], random: Random) -> None:
    """Runs without labels, and longer runs with."""
    start = 0
    while start < len(pairs):
        start += random.randrange(2, 8)
        stop = start + random.randrange(5, 20)
        for label, pair in enumerate((p for p in pairs[start:stop] if not p.heading), 1):
            pair.source[0].label = pair.target[0].label = label
        start = stop


def _swap(pairs: list[Pair], random: Random, swaps: int) -> None:
    """Pairs with labels change places on the English side, every fourth time any two; every other one is renumbered."""
    for number in range(swaps):
        chosen = [k for k in _free(pairs) if pairs[k].source[0].label or number % 4 == 3]
        if not chosen:
            return
        first = random.choice(chosen)
        second = first + random.choice((1, 1, 1, 2, 3, 5, 8, 13, 20))
        if second not in _free(pairs, around=1):
            continue
        one, two = pairs[first], pairs[second]
        one.target, two.target = two.target, one.target
        one.fault = two.fault = "swapped"
        if number % 2:
            one.target[0].label, two.target[0].label = two.target[0].label, one.target[0].label
            one.fault = two.fault = "swapped, renumbered"


def _replace(pairs: list[Pair], others: Sequence[GoldBitext], random: Random, count: int) -> None:
    """Something foreign stands where a paragraph was left out, half of the time under its label."""
    for number in range(count):
        chosen = _free(pairs)
        if not chosen:
            return
        place = random.choice(chosen)
        left_out, added = pairs[place], _added(others, random)
        added.target[0].label = left_out.target[0].label * (number % 2)
        left_out.target = []
        left_out.fault = "omitted"
        pairs.insert(place + random.choice((0, 1)), added)


def _free(pairs: Sequence[Pair], around: int = 4) -> list[int]:
    """Where there is no fault, nor near it; headings left out."""
    return [
        k
        for k, pair in enumerate(pairs)
        if not pair.heading and not any(other.fault for other in pairs[max(0, k - around) : k + around + 1])
    ]


def _added(others: Sequence[GoldBitext], random: Random) -> Pair:
    other = random.choice(others)
    size = random.choice((1, 1, 2))
    first = random.randrange(len(other.target) - size)
    texts = [(segment.text, -1) for segment in other.target[first : first + size]]
    return Pair([], [Text(texts, foreign=True)], "added")


def _changed(pair: Pair, others: Sequence[GoldBitext], random: Random, rates: Rates) -> list[Pair]:
    result = [pair]
    chance = random.random()
    if not pair.fault:
        if chance < (rates.heading_omitted if pair.heading else rates.omit):
            side = random.choice((pair.source, pair.target)) if pair.heading else pair.target
            pair.fault = "omitted" if side is pair.target else "added"
            side.clear()
        elif chance < rates.omit + rates.split:
            side = random.choice((pair.source, pair.target, pair.target))
            if len(side[0].sentences) > 1:
                cut = random.randrange(1, len(side[0].sentences))
                side.append(Text(side[0].sentences[cut:]))
                side[0].sentences = side[0].sentences[:cut]
        for text in (*pair.source[:1], *pair.target[:1]):
            if random.random() < rates.label_lost:
                text.label = 0
    if random.random() < rates.add and others:
        result.append(_added(others, random))
    return result


def _merge(pairs: list[Pair], random: Random, rates: Rates) -> None:
    """Two or three neighbouring paragraphs of one side become one; a line may come last, as a closing formula does."""
    for start in range(len(pairs)):
        if random.random() >= rates.merge:
            continue
        run = pairs[start : start + random.choice((2, 2, 3))]
        if any(pair.fault or len(pair.source) != 1 or len(pair.target) != 1 for pair in run):
            continue
        if any(pair.heading for pair in run[:-1]):
            continue
        english = random.random() < 0.5
        first, *others = [pair.target if english else pair.source for pair in run]
        if run[-1].heading and others:
            others[-1][0].sentences = [(text + ("." if english else "。"), k) for text, k in others[-1][0].sentences]
        for texts in others:
            first[0].sentences += texts[0].sentences
            texts.clear()


def _renumber(pairs: list[Pair]) -> None:
    """The English labels count on over what was left out, added or lost."""
    label = 0
    for pair in pairs:
        if "swapped" in pair.fault:
            label = max(label + 1, 1) if pair.target[0].label else 0
            continue
        for text in pair.target:
            label = 0 if not text.label and not text.foreign else 1 if text.label == 1 else label + 1 if label else 0
            if text.label:
                text.label = label or text.label
