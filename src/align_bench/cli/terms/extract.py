"""align-bench terms extract: candidates for the termbase."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align_bench.cli.output import is_stdout, output_options, text_writer, write_result
from align_bench.cli.streams import narrate
from align_bench.cli.terms.consistency import place_record
from align_bench.cli.terms.corpus import project_corpus
from align_bench.cli.wording import counted

if TYPE_CHECKING:
    from align_bench.terms.extract import Extracted
    from align_bench.workflow.consistency import Corpus

_TERMBASES = ("csv", "xlsx", "tbx")


@click.command("extract")
@click.option("--min-count", type=click.IntRange(min=2), default=3, show_default=True, help="Only what comes so often.")
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl", *_TERMBASES]), default="table", show_default=True
)
@output_options
def extract_terms(*, min_count: int, form: str, output: Path | None, force: bool) -> None:
    """Find what could be terms: recurring expressions, names and 《titles》 that the termbase does not have.

    Each comes with its usual English, as the project's own texts show it. As csv, xlsx or tbx it is a termbase to be
    reviewed; `align-bench terms import` takes what is left of it.
    """
    if form == "xlsx" and is_stdout(output) and sys.stdout.isatty():
        raise click.UsageError("a workbook is no text for a terminal: name a file with -o")
    if output is not None and not is_stdout(output):
        from align_bench.workflow.output import refuse_existing

        refuse_existing(output, force=force)
    corpus = project_corpus(min_count)
    found = corpus.candidates()
    if form in _TERMBASES:
        from align_bench.formats.termbase import TermbaseForm, write_termbase
        from align_bench.terms.extract import as_termbase

        termbase = as_termbase(found)
        write_result(lambda stream: write_termbase(termbase, TermbaseForm(form), stream), output, force=force)
    else:
        text = _table(found) if form == "table" else _jsonl(found, corpus)
        write_result(text_writer(text), output, force=force)
    narrate(counted(len(found), "candidate"))


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
