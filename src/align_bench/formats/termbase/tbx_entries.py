"""What an entry of a TBX file says.

Owns the mapping of elements to concepts. Elements are known by their local names, and data categories by their `type`
or, in DCT, by their element: files that mix the styles, or name a wrong one, are read as well.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from lxml import etree

from align_bench.errors import TermbaseError
from align_bench.formats.termbase.gathering import Gathering
from align_bench.formats.termbase.names import decoded_name
from align_bench.formats.termbase.words import (
    clean_note,
    clean_term,
    impossible_character,
    parse_language,
    parse_options,
    parse_part_of_speech,
    parse_status,
)
from align_bench.model.document import Language
from align_bench.model.termbase import Concept, PartOfSpeech, Term, TermStatus

MARK = "align-bench:"
"""Begins the notes that hold what TBX-Basic has no data category for."""

KEPT = f"{MARK} do not translate"

_LANGUAGES = ("langSec", "langSet", "langGroup")
_TERMS = ("termSec", "tig", "ntig", "termGroup")
_GROUPS = ("termNoteGrp", "termGrp", "descripGrp", "adminGrp")
_STATUSES = ("administrativeStatus", "normativeAuthorization")
_WORDS_FOR_STATUS = ("termStatus", "usageStatus", "language-planningQualifier", "status")
"""Where other programs write it. They say other things there as well, which then tell nothing of the term's status."""

_KNOWN = {name.lower(): name for name in (*_STATUSES, *_WORDS_FOR_STATUS, "partOfSpeech", "subjectField")}
_CORE = ("term", "note")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Facts = dict[str, list[str]]
"""The texts of each data category."""


class EntryReader:
    """Takes entries one by one, and counts what it leaves out."""

    def __init__(self, gathering: Gathering) -> None:
        self._gathering = gathering
        self._entries = 0
        self._without_chinese = 0
        self._languages: Counter[str] = Counter()
        self._categories: Counter[str] = Counter()

    def take(self, entry: etree._Element) -> None:
        """Gather the concept of an entry; one without Chinese is left out."""
        self._entries += 1
        name = self._checked(entry, decoded_name(entry.get("id", "")))
        place = f"entry {name or self._entries} (line {entry.sourceline})"
        facts: Facts = defaultdict(list)
        terms: list[Term] = []
        for child in entry:
            if local_name(child) in _LANGUAGES:
                terms += self._language(child, facts)
            else:
                self._note_fact(child, facts)
        chinese = [term.text for term in terms if term.language == "zh"]
        if not chinese:
            self._without_chinese += 1
            return
        self._gathering.count(place, len(terms))
        self._gathering.add(place, self._concept(self._free(name or chinese[0], place), terms, facts))

    def tell_left_out(self) -> None:
        notice = self._gathering.notice
        if not self._entries:
            notice("", "there is no entry in it")
        if self._without_chinese:
            notice("", f"left out: entries without a Chinese term ({self._without_chinese:,})")
        for what, counts in (("terms in other languages", self._languages), ("data categories", self._categories)):
            if counts:
                listed = ", ".join(f"{name} ({count:,})" for name, count in sorted(counts.items())[:40])
                notice("", f"left out: {what}: {listed}")

    def _concept(self, name: str, terms: list[Term], facts: Facts) -> Concept:
        notes = facts.pop("note", [])
        domains = facts.pop("subjectField", [])
        self._count(facts)
        return Concept(
            name,
            tuple(terms),
            "\n".join(note for note in notes if note != KEPT),
            KEPT in notes,
            "; ".join(dict.fromkeys(clean_term(domain) for domain in domains)),
        )

    def _language(self, section: etree._Element, facts: Facts) -> list[Term]:
        """The terms of a language; what else its section says goes to the facts of the entry."""
        code = section.get(_LANG) or section.get("lang") or ""
        language = parse_language(code)
        terms = []
        for child in section:
            if local_name(child) not in _TERMS:
                self._note_fact(child, facts)
            elif language is None:
                self._languages[code or "none"] += 1
            else:
                terms.append(self._term(child, language))
        # A term without status is preferred, unless another one of its language is said to be.
        default = TermStatus.ADMITTED if any(s is TermStatus.PREFERRED for _, s in terms) else TermStatus.PREFERRED
        return [replace(term, status=status or default) for term, status in terms]

    def _term(self, section: etree._Element, language: Language) -> tuple[Term, TermStatus | None]:
        """The term, and its status where it has one."""
        facts: Facts = defaultdict(list)
        for child in section:
            self._note_fact(child, facts)
        text = self._checked(section, " ".join(facts.pop("term", [])))
        if not text:
            raise self._error(section, "a term is empty", "fill it in, or delete its section")
        notes = facts.pop("note", [])
        options = next((note for note in notes if note.startswith(MARK)), "")
        is_exact, is_case_sensitive = parse_options(options.removeprefix(MARK)) or (False, False)
        if is_exact or is_case_sensitive:
            notes.remove(options)
        status = self._status(facts)
        part = self._part_of_speech(facts)
        self._count(facts)
        note = "\n".join(notes)
        return Term(text, language, TermStatus.PREFERRED, part, note, is_exact, is_case_sensitive), status

    def _status(self, facts: Facts) -> TermStatus | None:
        said = [text for category in _STATUSES for text in facts.pop(category, [])]
        if not said:
            return self._status_in_words(facts)
        status = parse_status(said[0])
        if status is None:
            # It may forbid the term as well as allow it: the notice tells, and nothing is called preferred.
            self._categories[f"administrativeStatus {said[0][:40]!r}"] += 1
        return status or TermStatus.ADMITTED

    def _status_in_words(self, facts: Facts) -> TermStatus | None:
        for category in _WORDS_FOR_STATUS:
            status = parse_status(facts[category][0]) if facts.get(category) else None
            if status is not None:
                del facts[category]
                return status
        return None

    def _part_of_speech(self, facts: Facts) -> PartOfSpeech | None:
        said = facts.pop("partOfSpeech", [])
        if not said:
            return None
        part = parse_part_of_speech(said[0])
        if part is None:
            self._categories[f"partOfSpeech {said[0][:40]!r}"] += 1
        return part or PartOfSpeech.OTHER

    def _note_fact(self, element: etree._Element, facts: Facts) -> None:
        name = local_name(element)
        if name in _GROUPS:
            for child in element:
                self._note_fact(child, facts)
            return
        category = name if name in _CORE else element.get("type") or name
        category = _KNOWN.get(category.lower(), category)
        facts[category].append(clean_note(self._text(element)))

    def _text(self, element: etree._Element) -> str:
        entity = next(element.iter(etree.Entity), None)
        if entity is not None:
            raise self._error(element, f"the entity {entity.text} is not declared", "write the character itself")
        return "".join(element.itertext())

    def _count(self, facts: Facts) -> None:
        for category, texts in facts.items():
            self._categories[category[:40]] += len(texts)

    def _checked(self, element: etree._Element, text: str) -> str:
        term = clean_term(text)
        if found := impossible_character(term):
            raise self._error(element, f"a character that is in no term: {found}", "delete the character")
        return term

    def _free(self, name: str, place: str) -> str:
        """The id, or another one where an earlier entry has it: two entries are two concepts."""
        free = self._gathering.free_id(name)
        if free != name:
            self._gathering.notice(place, f"{name} stands in an earlier entry already; this one is called {free}")
        return free

    def _error(self, element: etree._Element, message: str, hint: str) -> TermbaseError:
        return self._gathering.error(f"line {element.sourceline}", message, hint)


def local_name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
