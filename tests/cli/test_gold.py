"""The figures of the gold documents, by the commands that anybody can type."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import Cli

DOCUMENTS = ("astana-vision-2016", "ctbto-joint-statement-2018", "nwfz-seminar-2019")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_paragraphs(cli: Cli, shared: Path, name: str) -> None:
    gold = shared / "gold"
    beads = cli("align", shared / "seeds" / f"{name}.zh.txt", gold / f"{name}.en.txt", "--format", "beads")
    figures = json.loads(cli("evaluate", "-", gold / f"{name}.gold.paragraphs.jsonl", stdin=beads.data).out)
    assert figures["strict"]["f1"] >= 0.97


@pytest.mark.parametrize("name", DOCUMENTS)
def test_sentences(cli: Cli, shared: Path, name: str) -> None:
    files = (shared / "seeds" / f"{name}.zh.txt", shared / "gold" / f"{name}.en.txt")
    beads = cli("align", *files, "--level", "sentence", "--format", "beads")
    gold = shared / "gold" / f"{name}.gold.sentences.align"
    assert json.loads(cli("evaluate", "-", gold, stdin=beads.data).out)["strict"]["f1"] >= 0.96


@pytest.mark.parametrize("name", DOCUMENTS)
def test_sentences_as_lines(cli: Cli, shared: Path, name: str) -> None:
    files = [shared / "gold" / f"{name}.sentences.{language}.txt" for language in ("zh", "en")]
    beads = cli("align", *files, "--presegmented")
    run = cli("evaluate", "-", shared / "gold" / f"{name}.gold.sentences.align", stdin=beads.data)
    assert json.loads(run.out)["strict"]["f1"] >= 0.96
