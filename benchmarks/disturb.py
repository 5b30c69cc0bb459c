"""Documents with paragraphs, labels and faults of structure, made from aligned sentences.

Real sentences with their gold beads are put into paragraphs; paragraphs are split, merged, left out, added and, where
asked for, change places; labels get lost or renumbered. All by a seeded generator, so that a figure can be repeated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from bench_data import GoldBitext
from headings import Headed, with_headings

from align_bench.model.bitext import Bead
from align_bench.model.document import Kind, Paragraph, Segment


@dataclass(frozen=True)
class Rates:
    """Chances a paragraph."""

    split: float = 0.08
    merge: float = 0.08
    omit: float = 0.02
    heading_omitted: float = 0.1
    add: float = 0.02
    label_lost: float = 0.04


@dataclass
class _Text:
    """One paragraph of one side: its sentences by their place in the bitext, or foreign ones."""

    sentences: list[tuple[str, int]]
    label: int = 0
    foreign: bool = False


@dataclass
class _Pair:
    source: list[_Text]
    target: list[_Text]
    fault: str = ""
    heading: bool = False


@dataclass(frozen=True)
class Disturbed:
    """A document pair with known faults."""

    name: str
    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    gold: tuple[Bead, ...]
    """Sentence beads."""

    paragraphs: tuple[Bead, ...]
    faults: dict[str, list[Bead]] = field(default_factory=dict)
    """By kind of fault, the paragraph beads that have to be found."""

    @property
    def source_paragraphs(self) -> list[Paragraph]:
        return _as_paragraphs(self.source)

    @property
    def target_paragraphs(self) -> list[Paragraph]:
        return _as_paragraphs(self.target)


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
        _replace(pairs, others, random, swaps // 2)
    pairs = [changed for pair in pairs for changed in _changed(pair, others, random, rates)]
    _merge(pairs, random, rates)
    if random.random() < 0.5:
        _renumber(pairs)
    return _document(bitext, pairs)


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


def _paragraph_pairs(headed: Headed, random: Random) -> list[_Pair]:
    bitext = headed.bitext
    pairs: list[_Pair] = []
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
            pairs.append(_Pair([_Text(source)], [_Text(target)]))
    return [pair for pair in pairs if pair.source[0].sentences and pair.target[0].sentences]


def _heading_pair(bitext: GoldBitext, bead: Bead) -> _Pair:
    """Each line of it a paragraph."""
    source = [_Text([(bitext.source[i].text, i)]) for i in bead.source]
    return _Pair(source, [_Text([(bitext.target[j].text, j)]) for j in bead.target], heading=True)


def _number(pairs: list[_Pair], random: Random) -> None:
    """Runs without labels, and longer runs with."""
    start = 0
    while start < len(pairs):
        start += random.randrange(2, 8)
        stop = start + random.randrange(5, 20)
        for label, pair in enumerate((p for p in pairs[start:stop] if not p.heading), 1):
            pair.source[0].label = pair.target[0].label = label
        start = stop


def _swap(pairs: list[_Pair], random: Random, swaps: int) -> None:
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


def _replace(pairs: list[_Pair], others: Sequence[GoldBitext], random: Random, count: int) -> None:
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


def _free(pairs: Sequence[_Pair], around: int = 4) -> list[int]:
    """Where there is no fault, nor near it; headings left out."""
    return [
        k
        for k, pair in enumerate(pairs)
        if not pair.heading and not any(other.fault for other in pairs[max(0, k - around) : k + around + 1])
    ]


def _added(others: Sequence[GoldBitext], random: Random) -> _Pair:
    other = random.choice(others)
    size = random.choice((1, 1, 2))
    first = random.randrange(len(other.target) - size)
    texts = [(segment.text, -1) for segment in other.target[first : first + size]]
    return _Pair([], [_Text(texts, foreign=True)], "added")


def _changed(pair: _Pair, others: Sequence[GoldBitext], random: Random, rates: Rates) -> list[_Pair]:
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
                side.append(_Text(side[0].sentences[cut:]))
                side[0].sentences = side[0].sentences[:cut]
        for text in (*pair.source[:1], *pair.target[:1]):
            if random.random() < rates.label_lost:
                text.label = 0
    if random.random() < rates.add and others:
        result.append(_added(others, random))
    return result


def _merge(pairs: list[_Pair], random: Random, rates: Rates) -> None:
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


def _renumber(pairs: list[_Pair]) -> None:
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


def _document(bitext: GoldBitext, pairs: Sequence[_Pair]) -> Disturbed:
    sources = [text for pair in pairs for text in pair.source]
    # The order of the English: that of the pairs, where swaps have already changed the texts' places.
    targets = [text for pair in pairs for text in pair.target]
    source, source_place = _segments(sources)
    target, target_place = _segments(targets)
    beads, seen_source, seen_target = [], set[int](), set[int]()
    for bead in bitext.gold:
        ours = tuple(sorted(source_place[i] for i in bead.source if i in source_place))
        theirs = tuple(sorted(target_place[j] for j in bead.target if j in target_place))
        for filled in (
            [Bead(ours, theirs)]
            if ours and theirs
            else [Bead((i,), ()) for i in ours] + [Bead((), (j,)) for j in theirs]
        ):
            beads.append(filled)
            seen_source.update(filled.source)
            seen_target.update(filled.target)
    beads += [Bead((), (j,)) for j in range(len(target)) if j not in seen_target]
    beads.sort(key=lambda bead: (bead.source or (10**9,), bead.target))
    paragraphs = _components(source, target, beads)
    return Disturbed(
        bitext.name, source, target, tuple(beads), paragraphs, _faults(pairs, sources, targets, paragraphs)
    )


def _segments(texts: Sequence[_Text]) -> tuple[tuple[Segment, ...], dict[int, int]]:
    segments: list[Segment] = []
    places: dict[int, int] = {}
    for paragraph, text in enumerate(texts):
        for number, (sentence, place) in enumerate(text.sentences):
            if place >= 0:
                places[place] = len(segments)
            label = str(text.label) if text.label and not number else None
            segments.append(Segment(sentence, paragraph, label))
    return tuple(segments), places


def _components(source: Sequence[Segment], target: Sequence[Segment], beads: Sequence[Bead]) -> tuple[Bead, ...]:
    links = [({source[i].paragraph for i in b.source}, {target[j].paragraph for j in b.target}) for b in beads]
    groups: list[tuple[set[int], set[int]]] = []
    for ours, theirs in (link for link in links if link[0] and link[1]):
        joined = [group for group in groups if group[0] & ours or group[1] & theirs]
        groups = [group for group in groups if group not in joined]
        groups.append((ours.union(*(g[0] for g in joined)), theirs.union(*(g[1] for g in joined))))
    found = [Bead(tuple(sorted(ours)), tuple(sorted(theirs))) for ours, theirs in groups]
    for side, count in ((0, source[-1].paragraph + 1), (1, target[-1].paragraph + 1)):
        linked = {p for group in groups for p in group[side]}
        found += [Bead((p,), ()) if side == 0 else Bead((), (p,)) for p in range(count) if p not in linked]
    return tuple(found)


def _faults(
    pairs: Sequence[_Pair], sources: Sequence[_Text], targets: Sequence[_Text], paragraphs: Sequence[Bead]
) -> dict[str, list[Bead]]:
    faults: dict[str, list[Bead]] = {}
    source_place = {id(text): k for k, text in enumerate(sources)}
    target_place = {id(text): k for k, text in enumerate(targets)}
    for pair in (pair for pair in pairs if pair.fault):
        ours = {source_place[id(text)] for text in pair.source}
        theirs = {target_place[id(text)] for text in pair.target}
        touched = [b for b in paragraphs if ours & set(b.source) or (not ours and theirs & set(b.target))]
        faults.setdefault(pair.fault, []).extend(touched)
    return faults


def _as_paragraphs(segments: Sequence[Segment]) -> list[Paragraph]:
    """Sentences of a paragraph joined as its language does; to be split again by whoever reads it."""
    texts: dict[int, list[str]] = {}
    labels: dict[int, str | None] = {}
    for segment in segments:
        texts.setdefault(segment.paragraph, []).append(segment.text.strip())
        labels.setdefault(segment.paragraph, segment.label)
    return [
        Paragraph(
            k + 1,
            Kind.NUMBERED if (label := labels[k]) else Kind.PARAGRAPH,
            " ".join(parts),
            f"{label}." if label else "",
            label,
        )
        for k, parts in texts.items()
    ]
