"""align-bench terms: the termbase. A file for each of its commands."""

from __future__ import annotations

import click

from align_bench.cli.terms.consistency import terms_consistency
from align_bench.cli.terms.exporting import export_terms
from align_bench.cli.terms.extract import extract_terms
from align_bench.cli.terms.finding import find_terms
from align_bench.cli.terms.importing import import_terms
from align_bench.cli.terms.listing import list_terms


@click.group(invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """Look into the termbase, take terms into it, hand it on."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(2)


for _command in (list_terms, find_terms, import_terms, export_terms, extract_terms, terms_consistency):
    command.add_command(_command)
