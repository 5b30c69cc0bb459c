"""align-bench terms: the termbase."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align_bench.cli.output import text_writer, write_result
from align_bench.cli.streams import narrate

if TYPE_CHECKING:
    from align_bench.model.termbase import Concept


@click.group(invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """Look into the termbase."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(2)


@command.command("list")
@click.argument("file", required=False, type=click.Path(readable=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
def list_terms(file: Path | None, form: str) -> None:
    """List the terms of the project, or of the termbase FILE (CSV or XLSX), and tell what is odd in it."""
    from align_bench.cli.projects import chosen_project
    from align_bench.formats.termbase import read_termbase_with_notices

    concepts: tuple[Concept, ...] = ()
    if path := file or chosen_project().termbase():
        termbase, notices = read_termbase_with_notices(path)
        concepts = termbase.concepts
        for notice in notices:
            narrate(f"{path}: row {notice.row}: {notice.message}")
    text = _table(concepts) if form == "table" else _jsonl(concepts)
    write_result(text_writer(text), None, force=False)


def _table(concepts: tuple[Concept, ...]) -> str:
    from align_bench.cli.tables import text_table

    rows = [["Chinese", "preferred", "admitted", "not to be used"]]
    for concept in concepts:
        admitted = [term for term in concept.allowed if term not in concept.preferred]
        columns = (concept.source_terms, concept.preferred, admitted, concept.forbidden)
        rows.append([" | ".join(column) for column in columns])
    return text_table(rows, numbers_from=len(rows[0]))


def _jsonl(concepts: tuple[Concept, ...]) -> str:
    lines = [
        json.dumps(
            {
                "id": concept.id,
                "terms": [{"text": t.text, "language": t.language, "status": t.status.value} for t in concept.terms],
                "do_not_translate": concept.do_not_translate,
                "note": concept.note,
            },
            ensure_ascii=False,
        )
        for concept in concepts
    ]
    return "".join(f"{line}\n" for line in lines)
