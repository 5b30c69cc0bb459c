"""Long bitexts with gold beads, made from short ones by a seeded generator.

Runs of beads are drawn again and again; in each run the names and figures that stand on both sides become others, the
same on both, and some sentences get a name at their head. So the text has words that are rare, as long texts do,
though its other sentences return: it says how time and memory grow, and little about accuracy on real text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from bench_data import GoldBitext

from align_bench.align.dictionary import dictionary
from align_bench.model.bitext import Bead
from align_bench.model.document import Kind, Paragraph, Segment
from align_bench.text.tokens import HAN_RUN

_INSIDE = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")
_NUMERAL = re.compile(r"[0-9]+")
_LEAST_SIGHTINGS = 3
_LEAST_DICE = 0.6

_CHARACTERS = "安柏达恩法戈古哈加金卡库拉兰雷利林洛马玛梅米莫娜尼诺帕佩奇萨桑沙苏塔泰特托瓦维温西辛雅扬伊泽扎"
_CONSONANTS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "dr", "th", "sh")
_SYLLABLES = [consonant + rest for consonant in _CONSONANTS for rest in ("a", "e", "i", "o", "u", "ai", "er", "on")]
_FRAMES = (("在{}，", "In {}, "), ("{}说，", "{} said that "), ("据{}称，", "According to {}, "))
_FRAMED = 0.15
_SENTENCES_TO_A_NAME = 10
_RUN = (8, 30)
"""Beads that stay together."""

Name = tuple[str, str]
"""In Chinese and in English."""


def long_bitext(bitexts: Sequence[GoldBitext], sentences: int, seed: int) -> GoldBitext:
    """At least so many source sentences."""
    random = Random(f"{sentences} {seed}")  # noqa: S311
    known = [(bitext, known_names(bitext)) for bitext in bitexts]
    pool = [invented_name(random) for _ in range(max(20, sentences // _SENTENCES_TO_A_NAME))]
    # Log-uniform ranks: a few names are frequent, most are rare, as Zipf found.
    draw: Callable[[], Name] = lambda: pool[int(len(pool) ** random.random()) - 1]  # noqa: E731
    source: list[str] = []
    target: list[str] = []
    beads: list[Bead] = []
    while len(source) < sentences:
        bitext, names = random.choice(known)
        start = random.randrange(max(1, len(bitext.gold) - _RUN[0]))
        taken = bitext.gold[start : start + random.randint(*_RUN)]
        rewrite = Rewriter(_renamed(names, draw), {}, random)
        for bead in taken:
            texts = [bitext.source[i].text for i in bead.source], [bitext.target[j].text for j in bead.target]
            zh, en = rewrite(*texts)
            if zh and en and random.random() < _FRAMED:
                frame, name = random.choice(_FRAMES), draw()
                zh[0], en[0] = frame[0].format(name[0]) + zh[0], frame[1].format(name[1]) + en[0]
            first, second = len(source), len(target)
            source += zh
            target += en
            beads.append(Bead(tuple(range(first, len(source))), tuple(range(second, len(target)))))
    ours, theirs = (tuple(Segment(text, 0) for text in side) for side in (source, target))
    return GoldBitext(f"large/{sentences}-{seed}", ours, theirs, tuple(beads))


def _renamed(names: Sequence[Name], draw: Callable[[], Name]) -> dict[Name, Name]:
    """Another name for each."""
    renamed: dict[Name, Name] = {}
    for name in names:
        new = draw()
        while new in renamed.values():
            new = draw()
        renamed[name] = new
    return renamed


@dataclass(frozen=True)
class Rewriter:
    """Names and figures of one run of beads, and what they become."""

    names: dict[Name, Name]
    numerals: dict[str, str]
    random: Random

    def __call__(self, ours: Sequence[str], theirs: Sequence[str]) -> tuple[list[str], list[str]]:
        shared = set(_NUMERAL.findall(" ".join(ours))) & set(_NUMERAL.findall(" ".join(theirs)))
        for numeral in sorted(shared - set(self.numerals)):
            low = 10 ** (len(numeral) - 1)
            self.numerals[numeral] = str(self.random.randrange(low, 10 * low))
        source, target = ({name[side]: new[side] for name, new in self.names.items()} for side in (0, 1))
        numerals = {numeral: self.numerals[numeral] for numeral in shared}
        return _replaced(ours, numerals | source), _replaced(theirs, numerals | target)


def _replaced(texts: Sequence[str], new: dict[str, str]) -> list[str]:
    if not new:
        return list(texts)
    longest_first = sorted(new, key=lambda old: (-len(old), old))
    # A numeral or an English word is replaced as a whole only.
    pattern = re.compile("|".join(rf"(?<![A-Za-z0-9]){re.escape(old)}(?![A-Za-z0-9])" for old in longest_first))
    return [pattern.sub(lambda match: new[match[0]], text) for text in texts]


def known_names(bitext: GoldBitext) -> list[Name]:
    """English words that only occur with a capital, with the Chinese that stands where they stand (Dice)."""
    texts = [
        ("".join(bitext.source[i].text for i in bead.source), " ".join(bitext.target[j].text for j in bead.target))
        for bead in bitext.gold
    ]
    small = {word for _, english in texts for word in re.findall(r"\b[a-z]+\b", english)}
    places: dict[str, set[int]] = {}
    for number, (_, english) in enumerate(texts):
        for word in set(_INSIDE.findall(english)):
            places.setdefault(word, set()).add(number)
    grams = [set(_grams(chinese)) for chinese, _ in texts]
    total = Counter(gram for each in grams for gram in each)
    names: dict[str, str] = {}
    for word, numbers in sorted(places.items()):
        if len(numbers) < _LEAST_SIGHTINGS or word.lower() in small:
            continue
        together = Counter(gram for number in numbers for gram in grams[number])
        dice = {gram: 2 * count / (len(numbers) + total[gram]) for gram, count in together.items()}
        best = max(dice, key=lambda gram: (dice[gram], len(gram), gram), default="")
        if best and dice[best] >= _LEAST_DICE:
            names.setdefault(best, word)
    return list(names.items())


def _grams(text: str) -> Iterator[str]:
    for run in HAN_RUN.findall(text):
        for size in (2, 3, 4):
            yield from (run[k : k + size] for k in range(len(run) - size + 1))


def invented_name(random: Random) -> Name:
    """Half of them are read as they are written in English; of the others only the text itself can teach anything."""
    chinese = "".join(random.choice(_CHARACTERS) for _ in range(random.randint(2, 4)))
    if random.random() < 0.5:
        return chinese, "".join(min(dictionary().readings(character)) for character in chinese).capitalize()
    return chinese, "".join(random.choice(_SYLLABLES) for _ in range(random.randint(2, 3))).capitalize()


def paragraphs_of(bitext: GoldBitext, count: int, seed: int) -> tuple[list[Paragraph], list[Paragraph]]:
    """The first sentences in paragraphs of one to four beads, as many on both sides."""
    random = Random(seed)  # noqa: S311
    sides: tuple[list[Paragraph], list[Paragraph]] = ([], [])
    beads = [bead for bead in bitext.gold if bead.source and bead.target]
    start = 0
    for number in range(1, count + 1):
        taken = beads[start : start + random.randint(1, 4)]
        start += len(taken)
        texts = (
            "".join(bitext.source[i].text for bead in taken for i in bead.source),
            " ".join(bitext.target[j].text for bead in taken for j in bead.target),
        )
        for side, text in zip(sides, texts, strict=True):
            side.append(Paragraph(number, Kind.PARAGRAPH, text))
    return sides
