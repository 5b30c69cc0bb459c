"""Adding a term to the project's termbase: in its file, which otherwise stays as it is, and never half.

Owns what is in the way of a new term, and the proof that the file reads as before but for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from align_bench.errors import TermbaseError
from align_bench.formats.termbase import read_termbase
from align_bench.formats.termbase.appending import TermAddition, append_term
from align_bench.formats.termbase.words import clean_term, impossible_character
from align_bench.model.termbase import Concept, Term, Termbase
from align_bench.storage.atomic import write_atomically, write_content
from align_bench.storage.links import refuse_outside
from align_bench.storage.open_elsewhere import opened_elsewhere
from align_bench.storage.project import Project
from align_bench.storage.stamps import content_hash
from align_bench.workflow.terms import save_termbase


@dataclass(frozen=True, slots=True)
class AddedTerm:
    """A term that is in the termbase now."""

    place: Path
    chinese: str
    english: str
    is_new: bool
    """Whether the Chinese was not there before."""

    before: bytes | None = field(repr=False)
    """The file as it was; None where there was none."""

    after: str = field(repr=False)
    """The hash of the file with the term."""


def add_term(project: Project, chinese: str, english: str) -> AddedTerm:
    """Add a term and its English; a Chinese term that is there already gets another English that may be used.

    TermbaseError where the pair is there or contradicts the termbase, where another program has the file open, or where
    its form cannot take the term. The file of before is kept as `NAME.bak`.
    """
    chinese, english = (_checked(text, language) for text, language in ((chinese, "Chinese"), (english, "English")))
    place = refuse_outside(project.termbase() or project.root / "terms.xlsx")
    if not place.exists():
        save_termbase(Termbase((Concept(chinese, (Term(chinese, "zh"), Term(english, "en"))),)), place)
        return AddedTerm(place, chinese, english, is_new=True, before=None, after=content_hash(place))
    if (holder := opened_elsewhere(place)) is not None:
        raise TermbaseError(
            f"{place.name}: {holder}", hint=f"close it there first; if nobody does, delete {holder.mark}"
        )
    found, before = place.read_bytes(), read_termbase(place)
    addition = _addition(before, chinese, english)

    def verify(written: Path) -> None:
        # The suffix of the temporary file says nothing.
        from align_bench.formats.termbase import form_of

        if not _is_added(before, read_termbase(written, form_of(place)), addition):
            raise TermbaseError(
                f"{place.name}: with {chinese} added it would read differently elsewhere; nothing is written",
                hint="add the term in a spreadsheet program or an editor",
            )
        if place.read_bytes() != found:
            raise TermbaseError(f"{place.name}: was changed by another program just now", hint="add the term again")

    write_atomically(place, partial(append_term, place, addition), verify=verify, backup=True)
    return AddedTerm(place, chinese, english, is_new=addition.concept is None, before=found, after=content_hash(place))


def take_back(added: AddedTerm) -> None:
    """Put the file back as it was before a term was added; TermbaseError where it is another one by now.

    Where the term had made the file, it goes to `NAME.bak`.
    """
    place = refuse_outside(added.place)
    if not place.is_file() or content_hash(place) != added.after:
        raise TermbaseError(
            f"{place.name}: was changed since {added.chinese} was added; nothing is written",
            hint=f"take {added.chinese}, {added.english} out in a spreadsheet program or an editor",
        )
    if (holder := opened_elsewhere(place)) is not None:
        raise TermbaseError(
            f"{place.name}: {holder}", hint=f"close it there first; if nobody does, delete {holder.mark}"
        )
    if added.before is None:
        place.replace(place.with_name(f"{place.name}.bak"))
    else:
        write_content(place, added.before, backup=True)


def concept_of(termbase: Termbase, chinese: str) -> Concept | None:
    """The first concept with a Chinese term."""
    return next((concept for concept in termbase.concepts if chinese in concept.source_terms), None)


def _checked(text: str, language: str) -> str:
    text = clean_term(text)
    if not text:
        raise TermbaseError(f"the {language} term is missing", hint="type it in")
    if found := impossible_character(text):
        raise TermbaseError(f"the {language} term holds {found}, which is no character of a text", hint="type it anew")
    return text


def _addition(termbase: Termbase, chinese: str, english: str) -> TermAddition:
    concept = concept_of(termbase, chinese)
    if concept is None:
        names = {each.id for each in termbase.concepts}
        free = next(
            name for name in (chinese, *(f"{chinese} {n}" for n in range(2, len(names) + 3))) if name not in names
        )
        return TermAddition(chinese, english, name=free)
    if english in concept.allowed:
        raise TermbaseError(f"{chinese} has {english!r} already", hint="there is nothing to add")
    if english in concept.forbidden:
        raise TermbaseError(
            f"{english!r} is not to be used for {chinese}", hint=f"use {' | '.join(concept.allowed) or 'another form'}"
        )
    return TermAddition(chinese, english, concept)


def _is_added(before: Termbase, after: Termbase, addition: TermAddition) -> bool:
    """Whether the termbase is what it was, and has the pair."""
    others = {concept.id: concept for concept in before.concepts}
    changed = [concept for concept in after.concepts if others.pop(concept.id, None) != concept]
    if others or len(changed) != 1:
        return False
    known = () if addition.concept is None else addition.concept.terms
    new = {(term.text, term.language) for term in changed[0].terms if term not in known}
    wanted = {(addition.english, "en")} if known else {(addition.chinese, "zh"), (addition.english, "en")}
    return new == wanted and set(known) <= set(changed[0].terms) and addition.english in changed[0].allowed
