"""Other aligners, for comparison: Gale-Church as nltk has it, and hunalign where it is installed.

Both get the same sentences and return beads. Gale and Church 1993; hunalign: Varga et al. 2005.
"""

from __future__ import annotations

import math
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from align_bench.align.dictionary import dictionary
from align_bench.model.bitext import Bead
from align_bench.text.tokens import chinese_tokens, english_tokens

MOST_FOR_GALE_CHURCH = 4000
"""Sentences a side: nltk refuses more, since it keeps every cell."""

_FAR = 30.0


def gale_church(source: Sequence[str], target: Sequence[str]) -> tuple[Bead, ...]:
    """By lengths in characters alone, with nltk's search and the priors and the variance of the paper.

    Two things are seen to, so that it is the method that is measured (without them: F1 .06 and .01 on the development
    bitexts, with them .45 and .61). Chinese lengths are brought to English ones, since the paper expects as many
    characters on both sides. And nltk means to take the tail of the normal distribution from scipy, but imports it from
    where it is not; its own approximation becomes 0 for lengths far apart, and then any path is free.
    """
    from nltk.translate import gale_church as nltks

    ratio = sum(map(len, target)) / max(1, sum(map(len, source)))
    # An empty line would cost minus infinity.
    ours, theirs = [max(1, round(len(text) * ratio)) for text in source], [max(1, len(text)) for text in target]
    with patch.object(nltks, "norm_logsf", _log_tail):
        links = nltks.align_blocks(ours, theirs)
    return beads_of_links(links, len(source), len(target))


def _log_tail(deviations: float) -> float:
    """The log of the chance that a standard normal is above; far out by its asymptote."""
    if deviations < _FAR:
        return math.log(math.erfc(deviations / math.sqrt(2)) / 2)
    return -deviations * deviations / 2 - math.log(deviations * math.sqrt(2 * math.pi))


def beads_of_links(links: Iterable[tuple[int, int]], source_length: int, target_length: int) -> tuple[Bead, ...]:
    """Linked segments are one bead; a segment without link is a bead by itself."""
    beads: list[tuple[list[int], list[int]]] = []
    for i, j in sorted(links):
        last = beads[-1] if beads else ([], [])
        if i in last[0] or j in last[1]:
            last[0].extend({i} - set(last[0]))
            last[1].extend({j} - set(last[1]))
        else:
            beads.append(([i], [j]))
    linked = ({i for ours, _ in beads for i in ours}, {j for _, theirs in beads for j in theirs})
    found = [Bead(tuple(ours), tuple(theirs)) for ours, theirs in beads]
    found += [Bead((i,), ()) for i in range(source_length) if i not in linked[0]]
    found += [Bead((), (j,)) for j in range(target_length) if j not in linked[1]]
    return tuple(found)


def hunalign(source: Sequence[str], target: Sequence[str], program: str = "hunalign") -> tuple[Bead, ...]:
    """With our words, stems and dictionary, and what it learns itself in a first pass (`-realign`).

    Raises RuntimeError with the end of what the program says where it fails.
    """
    chinese = [list(chinese_tokens(text, dictionary().cut)) for text in source]
    english = [english_tokens(text) for text in target]
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("words.dic", "source.txt", "target.txt")]
        for path, lines in zip(paths, (_dictionary_lines(chinese), _lines(chinese), _lines(english)), strict=True):
            path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        done = subprocess.run([program, "-realign", "-utf", *map(str, paths)], capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()[-500:]
        raise RuntimeError(f"{program} ended with {done.returncode}: {said}")
    return ladder_beads(done.stdout.decode("utf-8"), len(source), len(target))


def _lines(texts: Iterable[Sequence[str]]) -> Iterator[str]:
    """Tokens between spaces; a line without any keeps its place by a mark."""
    return (" ".join(tokens) or "." for tokens in texts)


def _dictionary_lines(texts: Iterable[Sequence[str]]) -> Iterator[str]:
    """The words of the text as hunalign reads them: target language first."""
    for word in sorted({token for tokens in texts for token in tokens}):
        for stem in sorted(dictionary().glosses(word)):
            yield f"{stem} @ {word}"


def ladder_beads(text: str, source_length: int, target_length: int) -> tuple[Bead, ...]:
    """The ladder: a line for each rung, `source position, target position, score`, a bead between two rungs."""
    rungs = {(0, 0), (source_length, target_length)}
    for line in text.splitlines():
        if line.strip():
            i, j = line.split("\t")[:2]
            rungs.add((int(i), int(j)))
    return tuple(Bead(tuple(range(i, k)), tuple(range(j, n))) for (i, j), (k, n) in pairwise(sorted(rungs)))
