"""align-bench terms find: a term by what it is or is like, in either language."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align_bench.cli.output import text_writer, write_result
from align_bench.cli.streams import narrate
from align_bench.cli.terms.listing import HEADS, concept_cells
from align_bench.cli.terms.reading import chosen_termbase, concept_record

if TYPE_CHECKING:
    from align_bench.terms.matching.lookup import Found


@click.command("find")
@click.argument("text")
@click.option(
    "--terms", type=click.Path(readable=False, path_type=Path), help="The termbase, instead of the project's."
)
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="As many concepts at most.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
def find_terms(text: str, terms: Path | None, limit: int, form: str) -> None:
    """Find the Chinese or English term TEXT, or those that hold it or are like it, the likest first."""
    from align_bench.terms.matching.lookup import look_up

    if not text.strip():
        raise click.UsageError("there is nothing to look for: TEXT is empty")
    found = look_up(chosen_termbase(terms), text, limit=limit)
    if not found:
        narrate(f"no term is like {text!r}")
        return
    write_result(text_writer(_table(found) if form == "table" else _jsonl(found)), None, force=False)


def _table(found: Sequence[Found]) -> str:
    from align_bench.cli.tables import text_table

    rows = [[f"{int(one.likeness):3} %", *concept_cells(one.concept)] for one in found]
    return text_table([["like", *HEADS], *rows], numbers_from=len(HEADS) + 1)


def _jsonl(found: Sequence[Found]) -> str:
    records = (
        {"likeness": round(one.likeness, 1), "term": one.term.text, **concept_record(one.concept)} for one in found
    )
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)
