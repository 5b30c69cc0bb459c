"""The termbase a command works on, and what is odd in it; how terms are shown as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from align_bench.cli.streams import narrate

if TYPE_CHECKING:
    from align_bench.model.termbase import Concept, Term, Termbase


def chosen_termbase(file: Path | None) -> Termbase:
    """The termbase in the file, or without one the project's; an empty one where the project has none."""
    from align_bench.cli.projects import chosen_project
    from align_bench.model.termbase import Termbase

    if file is not None:
        return read_and_tell(file)
    project = chosen_project()
    path = project.termbase()
    if path is None:
        narrate(f"{project.root} has no termbase; `align-bench terms import FILE` makes one")
        return Termbase()
    for other in project.other_termbases():
        narrate(f"{other} is not read: {path.name} is the termbase here")
    return read_and_tell(path)


def read_and_tell(path: Path) -> Termbase:
    from align_bench.formats.termbase import read_termbase_with_notices

    termbase, notices = read_termbase_with_notices(path)
    for notice in notices:
        narrate(f"{path}: {notice}")
    return termbase


def concept_record(concept: Concept) -> dict[str, object]:
    """The concept for JSON."""
    return {
        "id": concept.id,
        "terms": [term_record(term) for term in concept.terms],
        "do_not_translate": concept.do_not_translate,
        "domain": concept.domain,
        "note": concept.note,
    }


def term_record(term: Term) -> dict[str, object]:
    """The term for JSON; what few terms have is there only where they have it."""
    record: dict[str, object] = {"text": term.text, "language": term.language, "status": term.status.value}
    more = {
        "part_of_speech": term.part_of_speech,
        "exact": term.is_exact,
        "case_sensitive": term.is_case_sensitive,
        "note": term.note,
    }
    return record | {name: value for name, value in more.items() if value}
