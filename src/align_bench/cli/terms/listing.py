"""align-bench terms list: all terms."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align_bench.cli.output import text_writer, write_result
from align_bench.cli.terms.reading import chosen_termbase, concept_record

if TYPE_CHECKING:
    from align_bench.model.termbase import Concept

HEADS = ("Chinese", "preferred", "admitted", "not to be used")


@click.command("list")
@click.argument("file", required=False, type=click.Path(readable=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
def list_terms(file: Path | None, form: str) -> None:
    """List the terms of the project, or of the termbase FILE (CSV, XLSX or TBX), and tell what is odd in it."""
    concepts = chosen_termbase(file).concepts
    text = _table(concepts) if form == "table" else _jsonl(concepts)
    write_result(text_writer(text), None, force=False)


def concept_cells(concept: Concept) -> list[str]:
    """The concept in the columns of `HEADS`."""
    admitted = [term for term in concept.allowed if term not in concept.preferred]
    columns = (concept.source_terms, concept.preferred, admitted, concept.forbidden)
    return [" | ".join(column) for column in columns]


def _table(concepts: Sequence[Concept]) -> str:
    from align_bench.cli.tables import text_table

    return text_table([list(HEADS), *map(concept_cells, concepts)], numbers_from=len(HEADS))


def _jsonl(concepts: Sequence[Concept]) -> str:
    return "".join(f"{json.dumps(concept_record(concept), ensure_ascii=False)}\n" for concept in concepts)
