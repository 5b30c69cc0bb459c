"""Adding a term to a TBX file: an entry behind the last one, or a term in the entry that has the Chinese.

The tree of the file is written again with all that stands in it; elements are named as the file names them (version 3
and 2, with or without prefixes).
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from lxml import etree

from align_bench.errors import TermbaseError
from align_bench.formats.termbase.appending import TermAddition
from align_bench.formats.termbase.names import encoded_name
from align_bench.formats.termbase.tbx_entries import local_name
from align_bench.formats.termbase.words import clean_term, parse_language
from align_bench.model.document import Language

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMES = {"conceptEntry": ("langSec", "termSec"), "termEntry": ("langSet", "tig")}


def append_to_tbx(path: Path, addition: TermAddition, stream: BinaryIO) -> None:
    """TermbaseError where the file has no entry to go by, or is of a style whose entries are built otherwise."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
    try:
        tree = etree.parse(path, parser)
    except etree.XMLSyntaxError as error:
        raise TermbaseError(f"{path.name}: not well-formed XML: {error.msg}", hint="export it again") from error
    entries = [element for element in tree.iter() if local_name(element) in _NAMES]
    if not entries:
        raise TermbaseError(
            f"{path.name}: there is no entry that a new one could be like", hint="add the first one in the file itself"
        )
    if addition.concept is None:
        _add_entry(entries[-1], addition)
    else:
        _add_term(_entry_of(entries, addition), addition)
    encoding = tree.docinfo.encoding or "UTF-8"
    tree.write(stream, encoding=encoding, xml_declaration=True)
    stream.write(b"\n" if encoding.upper() != "UTF-16" else b"")


def _add_entry(last: etree._Element, addition: TermAddition) -> None:
    entry = etree.Element(last.tag, nsmap=last.nsmap)
    entry.set("id", encoded_name(addition.name))
    behind = last.tail
    last.addnext(entry)
    last.tail, entry.tail = behind or "\n", behind
    _add_section(entry, "zh", addition.chinese)
    _add_section(entry, "en", addition.english)


def _add_term(entry: etree._Element, addition: TermAddition) -> None:
    names = _NAMES[local_name(entry)]
    section = next((part for part in entry.iter() if local_name(part) == names[0] and _is(part, "en")), None)
    if section is None:
        _add_section(entry, "en", addition.english)
    else:
        _fill(section, addition.english, addition.status.value)


def _add_section(entry: etree._Element, language: Language, text: str) -> None:
    section = etree.SubElement(entry, _tag(entry, _NAMES[local_name(entry)][0]))
    section.set(_LANG, language)
    _fill(section, text, "preferred")


def _fill(section: etree._Element, text: str, status: str) -> None:
    entry = section.getparent()
    assert entry is not None
    term_section = etree.SubElement(section, _tag(entry, _NAMES[local_name(entry)][1]))
    etree.SubElement(term_section, _tag(entry, "term")).text = text
    note = etree.SubElement(term_section, _tag(entry, "termNote"), type="administrativeStatus")
    note.text = f"{status}Term-admn-sts"


def _entry_of(entries: list[etree._Element], addition: TermAddition) -> etree._Element:
    """The first entry with the Chinese term."""
    for entry in entries:
        for part in entry.iter():
            if local_name(part) == _NAMES[local_name(entry)][0] and _is(part, "zh"):
                terms = (clean_term("".join(each.itertext())) for each in part.iter() if local_name(each) == "term")
                if addition.chinese in terms:
                    return entry
    raise TermbaseError(f"the entry of {addition.chinese} is not found", hint="add the term in the file itself")


def _is(section: etree._Element, language: Language) -> bool:
    return parse_language(section.get(_LANG) or section.get("lang") or "") == language


def _tag(like: etree._Element, name: str) -> str:
    """The name in the namespace of another element."""
    space = etree.QName(like).namespace
    return f"{{{space}}}{name}" if space else name
