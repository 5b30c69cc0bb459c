"""Writing TBX version 3 (ISO 30042:2019), dialect TBX-Basic, in DCA style.

DCA, because its elements are those of the older versions too: more programs read it. TBX-Basic has no data category for
the options of a term nor for names that are not translated; they stand in notes, which every program keeps and shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import BinaryIO

from lxml import etree

from align_bench.errors import TermbaseError
from align_bench.formats.termbase.names import encoded_name
from align_bench.formats.termbase.tbx_entries import KEPT, MARK
from align_bench.formats.termbase.words import show_options
from align_bench.model.termbase import Concept, Term, Termbase

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader>
  <fileDesc>
    <sourceDesc>
      <p>Written by align-bench.</p>
    </sourceDesc>
  </fileDesc>
</tbxHeader>
<text>
<body>
"""
_FOOT = "</body>\n</text>\n</tbx>\n"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write_tbx(termbase: Termbase, stream: BinaryIO) -> None:
    """One entry after the other, so that a large termbase is never whole in memory a second time."""
    if not termbase.concepts:
        raise TermbaseError("the termbase is empty, and there is no empty TBX", hint="add a term first")
    stream.write(_HEAD.encode())
    stream.writelines(
        etree.tostring(_entry(concept), encoding="UTF-8", xml_declaration=False, pretty_print=True)
        for concept in termbase.concepts
    )
    stream.write(_FOOT.encode())


def _entry(concept: Concept) -> etree._Element:
    """Domain and notes first, then the languages, as the rules of TBX have it. The namespace is the root's."""
    entry = etree.Element("conceptEntry", id=encoded_name(concept.id))
    if concept.domain:
        _add(entry, "descrip", concept.domain, type="subjectField")
    if concept.do_not_translate:
        _add(entry, "note", KEPT)
    if concept.note:
        _add(entry, "note", concept.note)
    for language, terms in groupby(concept.terms, key=lambda term: term.language):
        section = etree.SubElement(entry, "langSec")
        section.set(_LANG, language)
        for term in terms:
            _add_term(section, term)
    return entry


def _add_term(section: etree._Element, term: Term) -> None:
    element = etree.SubElement(section, "termSec")
    _add(element, "term", term.text)
    for category, value in _term_notes(term):
        _add(element, "termNote", value, type=category)
    options = show_options(is_exact=term.is_exact, is_case_sensitive=term.is_case_sensitive)
    if options:
        _add(element, "note", f"{MARK} {options}")
    if term.note:
        _add(element, "note", term.note)


def _term_notes(term: Term) -> Iterator[tuple[str, str]]:
    if term.part_of_speech:
        yield "partOfSpeech", term.part_of_speech.value
    yield "administrativeStatus", f"{term.status.value}Term-admn-sts"


def _add(parent: etree._Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, name, attributes).text = text
