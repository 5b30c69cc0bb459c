"""The project's termbase as a file: taking terms into it, and what is in the way of that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from align_bench.errors import TermbaseError, UsageError
from align_bench.formats.termbase import form_of, read_termbase, write_termbase
from align_bench.model.termbase import Concept, Termbase, join_concepts
from align_bench.storage.atomic import write_atomically
from align_bench.storage.links import refuse_outside
from align_bench.storage.project import Project


@dataclass(frozen=True, slots=True)
class Merged:
    """Two termbases in one."""

    termbase: Termbase
    new_concepts: int
    new_terms: int
    """Terms that concepts known before have got."""


def merge_termbases(base: Termbase, added: Termbase) -> Merged:
    """The base, then what is added: a concept that shares a Chinese term with one of the base is joined to it.

    Nothing of the base changes or goes. TermbaseError where one allows what the other forbids.
    """
    concepts = {concept.id: concept for concept in base.concepts}
    owners: dict[str, str] = {}
    for concept in base.concepts:
        for text in concept.source_terms:
            owners.setdefault(text, concept.id)
    joining: dict[str, list[Concept]] = defaultdict(list)
    for concept in added.concepts:
        owner = next((owners[text] for text in concept.source_terms if text in owners), None)
        if owner is not None:
            joining[owner].append(concept)
            continue
        name = _free(concept.id, concepts)
        concepts[name] = replace(concept, id=name)
    new_concepts = len(concepts) - len(base.concepts)
    new_terms = 0
    for owner, records in joining.items():
        whole = _joined(concepts[owner], records)
        new_terms += len(whole.terms) - len(concepts[owner].terms)
        concepts[owner] = whole
    return Merged(Termbase(tuple(concepts.values())), new_concepts, new_terms)


def import_place(project: Project, *, force: bool) -> Path:
    """The project's termbase, or where its first one will be; UsageError where terms in it would be written anew."""
    place = refuse_outside(project.termbase() or project.root / "terms.xlsx")
    if not place.exists():
        return place
    if read_termbase(place).concepts and not force:
        raise UsageError(
            f"{place} has terms already, and would be written anew with the imported ones",
            hint=f"--force does that, and keeps the file of now as {place.name}.bak; --dry-run tells what would come",
        )
    return place


def save_termbase(termbase: Termbase, place: Path) -> None:
    """Write the project's termbase, read it back, and keep the file of before as `NAME.bak`."""
    form = form_of(place)

    def verify(written: Path) -> None:
        if read_termbase(written, form) != termbase:
            raise TermbaseError(f"{place}: what was written reads differently", hint="the file of before is whole")

    write_atomically(place, partial(write_termbase, termbase, form), verify=verify, backup=True)


def _joined(first: Concept, records: Iterable[Concept]) -> Concept:
    whole = join_concepts([first, *records])
    if (contrary := whole.contradiction) is not None:
        is_allowed = contrary.text in {term.text for term in first.terms if term.status.is_allowed}
        raise TermbaseError(
            f"{contrary.text!r} is {'allowed' if is_allowed else 'forbidden'} for {first.id} in the project's termbase,"
            f" and {'forbidden' if is_allowed else 'allowed'} in the imported one",
            hint="correct one of the two files",
        )
    return whole


def _free(name: str, taken: Collection[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} {number}"
    return free
