"""align-bench terms import: terms of another file into the project's termbase."""

from __future__ import annotations

from pathlib import Path

import click

from align_bench.cli.streams import narrate
from align_bench.cli.terms.reading import read_and_tell
from align_bench.text.wording import counted


@click.command("import")
@click.argument("file", type=click.Path(readable=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only tell what would be new.")
@click.option("--force", is_flag=True, help="Write the termbase anew where it has terms already.")
def import_terms(file: Path, *, dry_run: bool, force: bool) -> None:
    """Take the terms of FILE (CSV, XLSX or TBX) into the project's termbase; what is there stays as it is.

    A concept that shares a Chinese term with one that is there is joined to it. Where one of the two allows what the
    other forbids, nothing is written.
    """
    from align_bench.cli.projects import chosen_project
    from align_bench.formats.termbase import TermbaseForm, form_of, is_simple
    from align_bench.model.termbase import Termbase
    from align_bench.workflow.terms import import_place, merge_termbases, save_termbase

    project = chosen_project()
    imported = read_and_tell(file)
    # What is passed over in the project's own file is not in the one that is written: the user is told.
    path = project.termbase()
    merged = merge_termbases(Termbase() if path is None else read_and_tell(path), imported)
    if not merged.new_concepts and not merged.new_terms:
        narrate(f"{file}: nothing is new")
        return
    known = len(imported.concepts) - merged.new_concepts
    narrate(
        f"{file}: {counted(merged.new_concepts, 'new concept')}, {counted(known, 'known concept')}"
        f" with {counted(merged.new_terms, 'new term')}"
    )
    place = import_place(project, force=force or dry_run)
    if form_of(place) is not TermbaseForm.TBX and not is_simple(merged.termbase):
        narrate(f"{place.name} has a row for each term then: a row for each concept does not hold all that is said")
    if dry_run:
        narrate(f"would write {place}")
        return
    save_termbase(merged.termbase, place)
    narrate(f"wrote {place}")
