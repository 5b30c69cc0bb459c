"""Sentence embeddings as one more feature: for users who have a model, and the time that it takes.

Owns the loading of a model, the vectors of spans, and what their likeness adds to the scores of beads. The aligner
works without any of it; nothing is fetched from anywhere unless that is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from align_bench.align.aligner import Rescored
from align_bench.align.arrays import Floats
from align_bench.align.search.band import Band
from align_bench.align.search.search import IMPOSSIBLE, Scores
from align_bench.align.search.shapes import MOST_SOURCE, MOST_TARGET, SHAPES
from align_bench.align.together import FurtherEvidence
from align_bench.errors import InputError, UsageError

DEFAULT_MODEL = "sentence-transformers/LaBSE"

DEFAULT_WEIGHT = 6.0
"""Set by hand and NOT trained: no model could be had to train it with. Spans that are as alike as the document's usual
counterparts gain half of it a segment, unrelated ones lose as much: odds of twenty to one either way."""

_ENCODED = 3
"""Spans of up to so many segments are encoded as one text; the vectors of longer ones are put together from parts."""

_SAMPLE = 200
"""Segments, evenly over the document, that show how alike its counterparts and its strangers are."""

_LEAST_LEVEL = 0.05
"""A model that tells counterparts from strangers by less than this says next to nothing."""


class Encoder(Protocol):
    """What turns texts into vectors."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """[texts, dimensions]: rows of length 1."""


@dataclass(frozen=True, slots=True)
class SentenceTransformerEncoder:
    """A model of the library sentence-transformers."""

    model: Any

    def encode(self, texts: Sequence[str]) -> Floats:
        found = self.model.encode(
            list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(found, np.float32)


def load_encoder(model: str = DEFAULT_MODEL, *, download: bool = False) -> SentenceTransformerEncoder:
    """A model from a folder, or by its name from the library's cache on this disk; fetched only with `download`.

    UsageError where the library is not installed, InputError where there is no such model.
    """
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging
    except ImportError as error:
        raise UsageError(
            f"embeddings need the library sentence-transformers, which is not installed: {error}",
            hint="pip install 'align-bench[embeddings]', or leave --embeddings out: the aligner works without",
        ) from error
    logging.disable_progress_bar()
    try:
        return SentenceTransformerEncoder(SentenceTransformer(model, local_files_only=not download))
    except (OSError, ValueError, KeyError) as error:
        reason = str(error).strip().partition("\n")[0][:200]
        raise InputError(
            f"{model}: no embedding model on this disk: {reason}",
            hint="name the folder of a sentence-transformers model, or have it fetched with --download",
        ) from error


def embeddings(encoder: Encoder, weight: float = DEFAULT_WEIGHT) -> FurtherEvidence:
    """What `together` lays over the scores of each document pair."""

    def evidence(source: Sequence[str], target: Sequence[str]) -> Rescored:
        similarity = similarity_of(encoder, source, target)

        def rescored(band: Band, scores: Scores) -> Scores:
            return _with_similarity(scores, band, similarity, weight)

        return rescored

    return evidence


@dataclass(frozen=True, slots=True)
class Similarity:
    """The vectors of all spans of a document pair, and how alike its counterparts are."""

    source: tuple[Floats, ...]
    """[m-1][i]: the vector of source segments [i, i+m), of length 1."""

    target: tuple[Floats, ...]
    source_mean: Floats
    """The mean vector of the sampled segments: a span's likeness with it is its likeness with strangers."""

    target_mean: Floats
    level: float
    """By how much the best partner of a segment is more alike than strangers are, on average."""

    def feature(self, m: int, n: int, rows: tuple[int, int], columns: tuple[int, int]) -> Floats:
        """[i, j]: for the spans [i, i+m) and [j, j+n), -.5 a segment for strangers and .5 for the usual counterparts.

        By segments, because the sum over a path must not depend on how many beads it has.
        """
        ours, theirs = self.source[m - 1][slice(*rows)], self.target[n - 1][slice(*columns)]
        share = np.clip(_margins(ours, theirs, self.source_mean, self.target_mean) / self.level, 0.0, 1.5) - 0.5
        return np.asarray((m + n) / 2 * share, np.float32)


def similarity_of(encoder: Encoder, source: Sequence[str], target: Sequence[str]) -> Similarity:
    """Encode both sides of a document pair, neither of them empty."""
    ours, theirs = _spans(encoder, source, MOST_SOURCE), _spans(encoder, target, MOST_TARGET)
    some, others = _sampled(ours[0]), _sampled(theirs[0])
    means = some.mean(axis=0), others.mean(axis=0)
    best = [_margins(some, theirs[0], *means).max(axis=1), _margins(ours[0], others, *means).max(axis=0)]
    return Similarity(ours, theirs, *means, max(float(np.concatenate(best).mean()), _LEAST_LEVEL))


def _margins(ours: Floats, theirs: Floats, source_mean: Floats, target_mean: Floats) -> Floats:
    """[i, j]: by how much two vectors are more alike than each is with strangers."""
    strangers = (ours @ target_mean)[:, None] + (theirs @ source_mean)[None, :]
    return np.asarray(ours @ theirs.T - strangers / 2)


def _spans(encoder: Encoder, texts: Sequence[str], most: int) -> tuple[Floats, ...]:
    """[size-1][i]: the vector of texts [i, i+size)."""
    vectors: list[Floats] = []
    for size in range(1, min(most, len(texts)) + 1):
        count = len(texts) - size + 1
        if size <= _ENCODED:
            vectors.append(encoder.encode([" ".join(texts[start : start + size]) for start in range(count)]))
        else:
            head, tail = vectors[_ENCODED - 1][:count], vectors[size - _ENCODED - 1][_ENCODED:]
            vectors.append(_unit(head * _ENCODED + tail * (size - _ENCODED)))
    return tuple(vectors)


def _unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)


def _sampled(rows: Floats) -> Floats:
    return rows[np.linspace(0, len(rows) - 1, min(_SAMPLE, len(rows))).astype(np.int64)]


def _with_similarity(scores: Scores, band: Band, similarity: Similarity, weight: float) -> Scores:
    kept: dict[tuple[int, int], Floats] = {}

    def changed(start: int, stop: int) -> Floats:
        if (start, stop) not in kept:
            kept.clear()
            kept[start, stop] = _added(scores(start, stop), band, similarity, weight, start)
        return kept[start, stop]

    return changed


def _added(block: Floats, band: Band, similarity: Similarity, weight: float, start: int) -> Floats:
    """The scores of some rows with the weighted feature of every bead that has text on both sides."""
    block = block.copy()
    lows = band.lows[start : start + block.shape[1]]
    left, right = int(lows.min()), int(lows.max()) + band.width
    for number, (m, n) in enumerate(SHAPES):
        if not m or not n or m > len(similarity.source) or n > len(similarity.target):
            continue
        feature = similarity.feature(m, n, (start, start + len(lows)), (left, right))
        rows, columns = np.nonzero(block[number] > IMPOSSIBLE)
        block[number, rows, columns] += np.float32(weight) * feature[rows, lows[rows] + columns - left]
    return block
