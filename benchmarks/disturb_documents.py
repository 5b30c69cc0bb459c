"""Real documents with faults of structure: what a translator does to paragraphs, done by a seeded generator.

Unlike `disturb`, which builds documents from aligned sentences, this takes documents whose paragraphs are aligned and
changes them paragraph by paragraph. Two faults never touch each other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from align_bench.align.aligner import in_order
from align_bench.model.bitext import Bead
from align_bench.model.document import Kind, Paragraph
from align_bench.text.sentences import split_sentences
from align_bench.workflow.importing import load_document


@dataclass(frozen=True)
class AlignedDocument:
    """A document pair and the paragraph beads that are right."""

    name: str
    source: tuple[Paragraph, ...]
    target: tuple[Paragraph, ...]
    gold: tuple[Bead, ...]
    faults: dict[str, list[Bead]] = field(default_factory=dict)
    """By kind of fault, the beads that have to be found."""


def read_sample(root: Path) -> list[AlignedDocument]:
    """The translated documents of the sample project, with the beads that are recorded for them."""
    documents = []
    for record in json.loads((root / "tests/sample/record.json").read_text(encoding="utf-8"))["documents"]:
        if record["translation"]:
            source = load_document(root / record["source"], "zh").body
            target = load_document(root / record["translation"], "en").body
            gold = [Bead(tuple(k - 1 for k in b["zh"]), tuple(k - 1 for k in b["en"])) for b in record["beads"]]
            documents.append(AlignedDocument(record["name"], source, target, tuple(gold)))
    return documents


@dataclass
class _Pair:
    source: list[Paragraph]
    target: list[Paragraph]
    place: float
    """Where the English stands: among the others in ascending order."""

    fault: str = ""

    @property
    def plain(self) -> bool:
        return not self.fault and len(self.source) == len(self.target) == 1

    @property
    def labelled(self) -> bool:
        return self.plain and bool(self.source[0].label and self.target[0].label)

    @property
    def headline(self) -> bool:
        """A title, heading or date: a line of its own."""
        return self.plain and not self.target[0].label and self.target[0].text[-1:] not in ".:;,"


def disturb_document(document: AlignedDocument, foreign: Sequence[Paragraph], seed: int) -> AlignedDocument:
    """One disturbed document, about one fault for six paragraphs; `foreign` are English paragraphs of others."""
    random = Random(f"{document.name} {seed}")  # noqa: S311
    pairs = _pairs(document)
    faults = _Faults(pairs, random, foreign)
    kinds = sorted(_FAULTS) * 2
    random.shuffle(kinds)
    for kind in kinds[: len(pairs) // 6]:
        places = [k for k in range(2, len(pairs) - 3) if not any(pair.fault for pair in pairs[k - 2 : k + 4])]
        random.shuffle(places)
        for place in places:
            if changed := _FAULTS[kind](faults, place):
                for pair in changed:
                    pair.fault = kind
                break
    if seed % 2:
        _number_anew(pairs)
    if seed % 5 == 4:
        _without_labels(pairs)
    return _document(document.name, pairs)


def _pairs(document: AlignedDocument) -> list[_Pair]:
    """In the order of the source; what had changed places is put straight."""
    return [
        _Pair([document.source[i] for i in bead.source], [document.target[j] for j in bead.target], place)
        for place, bead in enumerate(in_order(document.gold))
    ]


@dataclass(frozen=True)
class _Faults:
    """Each method changes the pairs at a place, if they suit it, and returns those that it touched."""

    pairs: list[_Pair]
    random: Random
    foreign: Sequence[Paragraph]

    def omitted(self, place: int) -> list[_Pair]:
        pair = self.pairs[place]
        if not pair.plain or pair.headline:
            return []
        pair.target = []
        return [pair]

    def heading_omitted(self, place: int) -> list[_Pair]:
        pair = self.pairs[place]
        if not pair.headline:
            return []
        pair.target = []
        return [pair]

    def added(self, place: int) -> list[_Pair]:
        paragraph = replace(self.random.choice(self.foreign), marker="", label=None)
        self.pairs.insert(place, _Pair([], [paragraph], self.pairs[place].place - 0.5))
        return [self.pairs[place]]

    def replaced(self, place: int) -> list[_Pair]:
        """Something foreign stands where a paragraph was left out."""
        if left_out := self.omitted(place):
            added = self.added(place + self.random.choice((0, 1)))
            return [*left_out, *added]
        return []

    def moved(self, place: int) -> list[_Pair]:
        pair = self.pairs[place]
        if not pair.plain or pair.headline:
            return []
        pair.place = self.random.choice(self.pairs).place + 0.25
        return [pair]

    def swapped(self, place: int) -> list[_Pair]:
        one, two = self.pairs[place], self.pairs[min(place + self.random.choice((1, 1, 2, 5)), len(self.pairs) - 1)]
        if not (one.labelled and two.labelled) or one is two:
            return []
        one.place, two.place = two.place, one.place
        return [one, two]

    def swapped_renumbered(self, place: int) -> list[_Pair]:
        if changed := self.swapped(place):
            (first,), (second,) = (pair.target for pair in changed)
            changed[0].target = [replace(first, marker=second.marker, label=second.label)]
            changed[1].target = [replace(second, marker=first.marker, label=first.label)]
        return changed

    def split(self, place: int) -> list[_Pair]:
        pair = self.pairs[place]
        sentences = split_sentences(pair.target[0].text, "en") if pair.plain else ()
        if len(sentences) < 2:
            return []
        cut = self.random.randrange(1, len(sentences))
        whole = pair.target[0]
        rest = Paragraph(whole.number, Kind.PARAGRAPH, " ".join(sentences[cut:]))
        pair.target = [replace(whole, text=" ".join(sentences[:cut])), rest]
        return [pair]

    def merged(self, place: int) -> list[_Pair]:
        return self._joined(place, self.random.choice((2, 2, 3)), " ", labelled=True)

    def run_in(self, place: int) -> list[_Pair]:
        """Items run on in one paragraph, each still with its marker."""
        return self._joined(place, 2, " ", labelled=True, markers=True)

    def headings_merged(self, place: int) -> list[_Pair]:
        return self._joined(place, 2, self.random.choice((": ", ", ", " ")), labelled=False)

    def _joined(self, place: int, count: int, between: str, *, labelled: bool, markers: bool = False) -> list[_Pair]:
        chosen = self.pairs[place : place + count]
        if not all(pair.labelled if labelled else pair.headline for pair in chosen):
            return []
        first = chosen[0].target[0]
        texts = [first.text, *((p.target[0].line if markers else p.target[0].text) for p in chosen[1:])]
        chosen[0].target = [replace(first, text=between.join(texts))]
        for pair in chosen[1:]:
            chosen[0].source += pair.source
            self.pairs.remove(pair)
        return chosen[:1]

    def heading_split(self, place: int) -> list[_Pair]:
        """A heading of several words on two lines."""
        pair = self.pairs[place]
        words = pair.target[0].text.split() if pair.headline else []
        if len(words) < 6:
            return []
        cut = self.random.randrange(3, len(words) - 2)
        pair.target = [replace(pair.target[0], text=" ".join(part)) for part in (words[:cut], words[cut:])]
        return [pair]

    def footnote(self, place: int) -> list[_Pair]:
        """A footnote of the English only, between two paragraphs."""
        number = self.random.randrange(1, 9)
        text = self.random.choice(
            ("See document CD/{}.", "A/RES/{}/88, para. 4.", "Ibid., p. {}.", "Official Records, vol. {}.")
        )
        note = Paragraph(1, Kind.NOTE, text.format(self.random.randrange(20, 90)), str(number), str(number))
        self.pairs.insert(place, _Pair([], [note], self.pairs[place].place - 0.5))
        return [self.pairs[place]]


_FAULTS: dict[str, Callable[[_Faults, int], list[_Pair]]] = {
    "added": _Faults.added,
    "footnote added": _Faults.footnote,
    "heading omitted": _Faults.heading_omitted,
    "heading split": _Faults.heading_split,
    "headings merged": _Faults.headings_merged,
    "items merged": _Faults.merged,
    "items run on": _Faults.run_in,
    "moved": _Faults.moved,
    "omitted": _Faults.omitted,
    "replaced": _Faults.replaced,
    "split": _Faults.split,
    "swapped": _Faults.swapped,
    "swapped, renumbered": _Faults.swapped_renumbered,
}


def _number_anew(pairs: Sequence[_Pair]) -> None:
    """The English numbers count on from one to the last."""
    number = 0
    for pair in sorted(pairs, key=lambda pair: pair.place):
        for k, paragraph in enumerate(pair.target):
            if (paragraph.label or "").isdigit() and paragraph.kind is not Kind.NOTE:
                number += 1
                pair.target[k] = replace(paragraph, marker=f"{number}.", label=str(number))


def _without_labels(pairs: Sequence[_Pair]) -> None:
    for pair in pairs:
        pair.target = [replace(paragraph, marker="", label=None) for paragraph in pair.target]


def _document(name: str, pairs: Sequence[_Pair]) -> AlignedDocument:
    source = [paragraph for pair in pairs for paragraph in pair.source]
    by_place = sorted(pairs, key=lambda pair: pair.place)
    target = [paragraph for pair in by_place for paragraph in pair.target]
    ours = {id(paragraph): k for k, paragraph in enumerate(source)}
    theirs = {id(paragraph): k for k, paragraph in enumerate(target)}
    beads = [Bead(tuple(ours[id(p)] for p in q.source), tuple(theirs[id(p)] for p in q.target)) for q in pairs]
    faults: dict[str, list[Bead]] = {}
    for pair, bead in zip(pairs, beads, strict=True):
        if pair.fault:
            faults.setdefault(pair.fault, []).append(bead)
    return AlignedDocument(name, tuple(source), tuple(target), in_order(beads), faults)
