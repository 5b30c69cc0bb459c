"""Lexicon: what the words of one document pair mean, kept while the document is open.

Owns the tables that were learnt once for the whole document, so that a few of its segments can be explained or aligned
anew at once. A segment that was typed or cut meanwhile is read with the words that the document had.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from align_bench.align.aligner import Prepared, align
from align_bench.align.arrays import Floats, Sparse, sparse
from align_bench.align.learning import learn
from align_bench.align.measures.lengths import length_ratio
from align_bench.align.paragraphs import sentences
from align_bench.align.reading.bags import Bags, make_bags
from align_bench.align.reading.phrases import SET_PHRASES
from align_bench.align.reading.readers import TERM_COUNT, Ends, Terms
from align_bench.align.reading.spans import Vocabulary, source_tokens, target_tokens
from align_bench.align.weights import Model, Weights, shipped
from align_bench.model.bitext import Bead
from align_bench.model.document import Language, Level, Paragraph, Segment
from align_bench.model.task import Task
from align_bench.text.clauses import outer_clauses

_Count = Callable[[str], Iterable[tuple[int, float]]]


@dataclass(frozen=True)
class Sentences:
    """The sentences of some lines of one side."""

    segments: tuple[Segment, ...]
    """With their markers; `paragraph` is the place of the line's paragraph among these lines."""

    texts: tuple[str, ...]
    """Without."""

    lines: tuple[int, ...]
    """The line that each stands in, by its place among these lines."""


def read_lines(lines: Sequence[Paragraph], language: Language, level: Level) -> Sentences:
    """The sentences of paragraphs; at sentence level each line is one, and those of one number are a paragraph."""
    if level == "paragraph":
        segments, texts = sentences(lines, language)
        return Sentences(segments, tuple(texts), tuple(segment.paragraph for segment in segments))
    changes = np.cumsum([k > 0 and line.number != lines[k - 1].number for k, line in enumerate(lines)])
    return Sentences(
        tuple(Segment(line.line, int(p), line.label) for line, p in zip(lines, changes, strict=True)),
        tuple(line.text for line in lines),
        tuple(range(len(lines))),
    )


@dataclass(frozen=True)
class Lexicon:
    """Words, tables and frequencies of one document pair."""

    bags: Bags
    rows: tuple[dict[str, int], dict[str, int]]
    """The row of `bags` that a text has, on each side."""

    forward: Sparse
    """The learnt tables."""

    backward: Sparse
    ratio: float
    """Target characters to a source character."""

    level: Level
    has_paragraphs: bool
    """Whether the beginnings of paragraphs are known on both sides: they have weights of their own."""

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary.of(self.bags.source_vocabulary)

    @cached_property
    def surest(self) -> tuple[Floats, Floats]:
        """The highest probability that any word of the other side gives each Chinese and each English token."""
        best = np.zeros(self.backward.width), np.zeros(self.forward.width)
        np.maximum.at(best[0], self.backward.columns, self.backward.values)
        np.maximum.at(best[1], self.forward.columns, self.forward.values)
        return best

    @property
    def model(self) -> Model:
        return shipped()

    @property
    def weights(self) -> Weights:
        return self.model.passes(paragraphs=self.has_paragraphs or self.level == "paragraph")[1]

    def prepared(self, source: Sentences, target: Sentences) -> Prepared:
        """Some sentences of the document, none of the sides empty, as the aligner takes them."""
        ours = _rows(self.bags.source, self.rows[0], source.texts, self._source_counts)
        theirs = _rows(self.bags.target, self.rows[1], target.texts, self._target_counts)
        bags = replace(
            self.bags,
            source=ours,
            target=theirs,
            source_ends=self._ends(self.bags.source_ends, 0, source.texts, "zh", self._source_words),
            target_ends=self._ends(self.bags.target_ends, 1, target.texts, "en", self._target_counts),
        )
        return Prepared.of(bags, source.segments, target.segments)

    def _ends(self, known: Ends, side: int, texts: Sequence[str], language: Language, count: _Count) -> Ends:
        def first(text: str) -> Iterable[tuple[int, float]]:
            return count(outer_clauses(text, language)[0])

        def last(text: str) -> Iterable[tuple[int, float]]:
            return count(outer_clauses(text, language)[2])

        rows = self.rows[side]
        return Ends(_rows(known.first, rows, texts, first), _rows(known.last, rows, texts, last))

    def _source_counts(self, text: str) -> Iterator[tuple[int, float]]:
        counts = Counter(token for token, _ in source_tokens(text, self.vocabulary))
        for token, count in counts.items():
            yield self.bags.source_vocabulary[token], TERM_COUNT if token[0] == "*" else count

    def _source_words(self, text: str) -> Iterator[tuple[int, float]]:
        """The same without terms: in whose clause they stand says nothing."""
        tokens = (token for token, _ in source_tokens(text, self.vocabulary) if token[0] != "*")
        yield from Counter(self.bags.source_vocabulary[token] for token in tokens).items()

    def _target_counts(self, text: str) -> Iterator[tuple[int, float]]:
        known = self.bags.target_vocabulary
        yield from Counter(known[token] for token, _ in target_tokens(text) if token in known).items()


def learnt(
    source: Sequence[Paragraph],
    target: Sequence[Paragraph],
    beads: Iterable[Bead] | None = None,
    *,
    level: Level = "paragraph",
    terms: Terms = (),
    task: Task | None = None,
) -> Lexicon:
    """Learn the tables of a document pair from the beads that it has, or by aligning it where it has none yet.

    `beads` hold places of lines; `terms` are Chinese terms with an English rendering each.
    """
    task = task or Task()
    task.begin("parting the sentences")
    ours, theirs = read_lines(source, "zh", level), read_lines(target, "en", level)
    bags = make_bags(ours.texts, theirs.texts, (*SET_PHRASES, *terms), task)
    task.begin("learning what words stand for each other")
    pair = Prepared.of(bags, ours.segments, theirs.segments)
    if beads is not None:
        tables = learn(bags, list(_spans(ours, theirs, beads)), task)
    elif ours.texts and theirs.texts:
        aligned = align(pair, *shipped().passes(paragraphs=pair.has_paragraphs or level == "paragraph"))
        tables = aligned.forward, aligned.backward
    else:
        tables = bags.forward, bags.backward
    return Lexicon(
        bags,
        ({text: row for row, text in enumerate(ours.texts)}, {text: row for row, text in enumerate(theirs.texts)}),
        *tables,
        ratio=length_ratio(pair.source.length, pair.target.length),
        level=level,
        has_paragraphs=pair.has_paragraphs,
    )


def _spans(ours: Sentences, theirs: Sentences, beads: Iterable[Bead]) -> Iterator[tuple[range, range]]:
    """The sentences of each bead; a bead with gaps teaches nothing, for tables are learnt from runs."""
    for bead in beads:
        source, target = _run(ours.lines, bead.source), _run(theirs.lines, bead.target)
        if source and target:
            yield source, target


def _run(lines: Sequence[int], chosen: Sequence[int]) -> range:
    """The sentences of chosen lines, where these are neighbours; `lines` tells the line of each sentence."""
    if not chosen or chosen[-1] - chosen[0] + 1 != len(chosen):
        return range(0)
    return range(bisect_left(lines, chosen[0]), bisect_left(lines, chosen[-1] + 1))


def _rows(known: Sparse, rows: dict[str, int], texts: Sequence[str], count: _Count) -> Sparse:
    """The bag of each text; texts that the document did not have when it was learnt are counted now."""
    fresh = [text for text in dict.fromkeys(texts) if text not in rows]
    if fresh:
        counts = [list(count(text)) for text in fresh]
        owners = np.repeat(np.arange(len(fresh)), [len(found) for found in counts])
        columns, values = ([entry[k] for found in counts for entry in found] for k in (0, 1))
        new = sparse(owners, columns, values, len(fresh), known.width)
        known = Sparse(
            np.concatenate([known.starts, known.starts[-1] + new.starts[1:]]),
            np.concatenate([known.columns, new.columns]),
            np.concatenate([known.values, new.values]),
            known.width,
        )
        rows = {**rows, **{text: known.height - len(fresh) + row for row, text in enumerate(fresh)}}
    return known.pick(np.array([rows[text] for text in texts], np.int64))
