"""align-bench terms extract: candidates for the termbase."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from align_bench.cli.output import is_stdout, output_options, text_writer, write_result
from align_bench.cli.streams import narrate
from align_bench.cli.terms.consistency import place_record
from align_bench.cli.terms.corpus import project_corpus
from align_bench.text.wording import counted

if TYPE_CHECKING:
    from align_bench.terms.learning.extract import Extracted, ExtractedEnglish
    from align_bench.workflow.consistency import Corpus

_TERMBASES = ("csv", "xlsx", "tbx")


@click.command("extract")
@click.option("--min-count", type=click.IntRange(min=2), default=3, show_default=True, help="Only what comes so often.")
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl", *_TERMBASES]), default="table", show_default=True
)
@click.option(
    "--language",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="Whose expressions; English ones are listed as table or jsonl.",
)
@output_options
def extract_terms(*, min_count: int, form: str, language: str, output: Path | None, force: bool) -> None:
    """Find what could be terms: recurring expressions, names and 《titles》 that the termbase does not have.

    Each comes with its usual English, as the project's own texts show it. As csv, xlsx or tbx it is a termbase to be
    reviewed; `align-bench terms import` takes what is left of it.
    """
    if form == "xlsx" and is_stdout(output) and sys.stdout.isatty():
        raise click.UsageError("a workbook is no text for a terminal: name a file with -o")
    if output is not None and not is_stdout(output):
        from align_bench.workflow.output import refuse_existing

        refuse_existing(output, force=force)
    if language == "en" and form in _TERMBASES:
        raise click.UsageError(f"a termbase goes from Chinese to English: --language en has no --format {form}")
    corpus = project_corpus(min_count)
    write, count = _english(corpus, form) if language == "en" else _chinese(corpus, form)
    write_result(write, output, force=force)
    narrate(counted(count, "candidate"))


def _chinese(corpus: Corpus, form: str) -> tuple[Callable[[BinaryIO], None], int]:
    """What writes the candidates, and how many there are."""
    found = corpus.candidates()
    if form not in _TERMBASES:
        return text_writer(_table(found) if form == "table" else _jsonl(found, corpus)), len(found)
    from align_bench.formats.termbase import TermbaseForm, write_termbase
    from align_bench.terms.learning.extract import as_termbase

    termbase = as_termbase(found)
    return lambda stream: write_termbase(termbase, TermbaseForm(form), stream), len(found)


def _english(corpus: Corpus, form: str) -> tuple[Callable[[BinaryIO], None], int]:
    found = corpus.english_candidates()
    return text_writer(_english_table(found) if form == "table" else _english_jsonl(found, corpus)), len(found)


def _table(found: Sequence[Extracted]) -> str:
    from align_bench.cli.tables import text_table

    rows = [["Chinese", "English", "also", "times", "pairs with it", "C-value"]]
    for each in found:
        usual = each.rendered.usual
        pairs = f"{len(usual.passages)} of {len(each.rendered.passages)}"
        times, value = str(each.candidate.count), f"{each.candidate.c_value:.1f}"
        rows.append([each.zh, usual.text, " | ".join(each.admitted), times, pairs, value])
    return text_table(rows, numbers_from=3) if found else ""


def _jsonl(found: Sequence[Extracted], corpus: Corpus) -> str:
    return "".join(f"{json.dumps(_record(each, corpus), ensure_ascii=False)}\n" for each in found)


def _record(each: Extracted, corpus: Corpus) -> dict[str, object]:
    renderings = (each.rendered.usual, *each.rendered.others)
    return {
        "zh": each.zh,
        "kind": each.candidate.kind.value,
        "count": each.candidate.count,
        "c_value": round(each.candidate.c_value, 3),
        "pairs": len(each.rendered.passages),
        "en": [{"text": rendering.text, "pairs": len(rendering.passages)} for rendering in renderings],
        "abbreviations": list(each.abbreviations),
        "places": [place_record(corpus.location(spot)) for spot in corpus.places(each.zh)],
    }


def _english_table(found: Sequence[ExtractedEnglish]) -> str:
    from align_bench.cli.tables import text_table

    rows = (
        [each.text, " | ".join(each.zh), str(each.candidate.count), f"{each.candidate.c_value:.1f}"] for each in found
    )
    return text_table([["English", "Chinese", "times", "C-value"], *rows], numbers_from=2) if found else ""


def _english_jsonl(found: Sequence[ExtractedEnglish], corpus: Corpus) -> str:
    records = (
        {
            "en": each.text,
            "zh": list(each.zh),
            "count": each.candidate.count,
            "c_value": round(each.candidate.c_value, 3),
            "places": [place_record(corpus.location(spot)) for spot in corpus.english_places(each.candidate.text)],
        }
        for each in found
    )
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)
