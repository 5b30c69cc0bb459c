"""The figures are those of the program `sacrebleu` on the same lines, to the last digit."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from align_bench.errors import UsageError
from align_bench.scores import as_line, check_lengths, score_corpus, score_each, signatures

HYPOTHESES = [
    "The Conference met in Geneva on 12 March 2016.",
    "It decides to hold a second meeting; the States parties agree.",
    "",
    "“Quoted” text – with dashes … and 无核武器区 left in.",
    "One",
    "The secretariat, the secretariat and the secretary .",
]
REFERENCES = [
    "The Conference met at Geneva on 13 March 2016.",
    "It decides to hold a second session; the States parties agreed.",
    "A paragraph that nobody translated.",
    "“Quoted” text — with dashes … and nuclear-weapon-free zones left in.",
    "One",
    "The secretariat and its secretary.",
]
DIGITS = 17


def sacrebleu(folder: Path, metric: str, *options: str) -> list[str]:
    """What the real program prints for the lines above."""
    hypotheses, references = folder / "hypotheses.txt", folder / "references.txt"
    hypotheses.write_text("".join(f"{line}\n" for line in HYPOTHESES), encoding="utf-8")
    references.write_text("".join(f"{line}\n" for line in REFERENCES), encoding="utf-8")
    command = [sys.executable, "-m", "sacrebleu", str(references), "-i", str(hypotheses), "-m", metric]
    run = subprocess.run([*command, "-w", str(DIGITS), *options], check=True, capture_output=True, encoding="utf-8")
    return run.stdout.splitlines()


@pytest.mark.parametrize("metric", ["bleu", "chrf", "ter"])
def test_corpus_figures_and_signatures_are_sacrebleus(tmp_path: Path, metric: str) -> None:
    printed = json.loads("\n".join(sacrebleu(tmp_path, metric)))
    ours = getattr(score_corpus(HYPOTHESES, REFERENCES), metric)
    assert f"{ours:.{DIGITS}f}" == f"{printed['score']:.{DIGITS}f}"
    assert signatures()[metric] == printed["signature"]


@pytest.mark.parametrize("metric", ["bleu", "chrf", "ter"])
def test_unit_figures_are_sacrebleus(tmp_path: Path, metric: str) -> None:
    printed = sacrebleu(tmp_path, metric, "--sentence-level", "--format", "text")
    ours = [getattr(scores, metric) for scores in score_each(HYPOTHESES, REFERENCES)]
    signature = signatures(of_units=True)[metric]
    assert [line.split(" = ")[1].split()[0] for line in printed] == [f"{value:.{DIGITS}f}" for value in ours]
    assert all(signature in line for line in printed)


def test_equal_texts() -> None:
    scores = score_corpus(REFERENCES, REFERENCES)
    assert [scores.bleu, scores.chrf, scores.ter] == pytest.approx([100, 100, 0])


def test_lengths_are_checked_first() -> None:
    with pytest.raises(UsageError, match="3 units to score, but 2 lines in the reference"):
        check_lengths(["a", "b", "c"], ["a", "b"])
    with pytest.raises(UsageError, match="nothing to score"):
        score_corpus([], [])


def test_a_text_is_one_line() -> None:
    assert as_line("12. First\n(a)\u2028second\u3000third\r") == "12. First (a) second third"
