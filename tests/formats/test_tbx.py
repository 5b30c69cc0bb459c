"""TBX: read in every version and style; written files are judged by the rules of TBX-Basic in style DCA."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from align_bench.errors import TermbaseError
from align_bench.formats.termbase import Notice, TermbaseForm, read_termbase, read_termbase_with_notices
from align_bench.formats.termbase.names import decoded_name, encoded_name
from align_bench.model.termbase import Concept, PartOfSpeech, Term, Termbase, TermStatus
from formats.termbases import FULL, SIMPLE, saved, written

DCA = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tbx SYSTEM "TBXcoreStructV03.dtd">
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>A <hi>test</hi></p></sourceDesc></fileDesc></tbxHeader>
<text><body>
<conceptEntry id="c1">
  <transacGrp><transac type="transactionType">origination</transac><date>2026-01-02</date></transacGrp>
  <descrip type="subjectField">disarmament</descrip>
  <note>Of the
     concept.</note>
  <langSec xml:lang="en-GB">
    <descripGrp><descrip type="definition">A zone.</descrip><admin type="source">UN</admin></descripGrp>
    <termSec>
      <term>nuclear-weapon-free
            <hi type="italics">zone</hi></term>
      <termNoteGrp><termNote type="partOfSpeech">noun</termNote></termNoteGrp>
      <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
      <note>Of the term.</note>
    </termSec>
    <termSec><term>NWFZ</term></termSec>
    <termSec>
      <term>nuclear-free zone</term>
      <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>
    </termSec>
  </langSec>
  <langSec xml:lang="zh-CN">
    <termSec><term>无核武器区</term><!-- seen --></termSec>
  </langSec>
  <langSec xml:lang="fr"><termSec><term>zone</term></termSec></langSec>
</conceptEntry>
<conceptEntry id="c2"><langSec xml:lang="en"><termSec><term>no Chinese</term></termSec></langSec></conceptEntry>
</body></text>
</tbx>
"""
CONCEPT = Concept(
    "c1",
    (
        Term("无核武器区", "zh"),
        Term("nuclear-weapon-free zone", "en", TermStatus.PREFERRED, PartOfSpeech.NOUN, "Of the term."),
        Term("NWFZ", "en", TermStatus.ADMITTED),
        Term("nuclear-free zone", "en", TermStatus.DEPRECATED),
    ),
    "Of the\nconcept.",
    domain="disarmament",
)
DCT = """\
<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
  xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<tbxHeader><fileDesc><sourceDesc><p/></sourceDesc></fileDesc></tbxHeader>
<text><body><conceptEntry id="c1">
  <min:subjectField>disarmament</min:subjectField><note>Of the
  concept.</note>
  <langSec xml:lang="zh"><termSec><term>无核武器区</term></termSec></langSec>
  <langSec xml:lang="en">
    <termSec>
      <term>nuclear-weapon-free zone</term>
      <min:partOfSpeech>noun</min:partOfSpeech>
      <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus>
      <basic:termType>fullForm</basic:termType><note>Of the term.</note>
    </termSec>
    <termSec><term>NWFZ</term><min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec>
    <termSec>
      <term>nuclear-free zone</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus>
    </termSec>
  </langSec>
</conceptEntry></body></text></tbx>
"""
MARTIF = """\
<?xml version='1.0'?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en">
<martifHeader><fileDesc><sourceDesc><p/></sourceDesc></fileDesc></martifHeader>
<text><body><termEntry id="c1">
  <descripGrp><descrip type="subjectField">disarmament</descrip></descripGrp><note>Of the
  concept.</note>
  <langSet xml:lang="zh-Hans"><ntig><termGrp><term>无核武器区</term></termGrp></ntig></langSet>
  <langSet xml:lang="EN_us">
    <ntig><termGrp>
      <term>nuclear-weapon-free zone</term><termNote type="partOfSpeech">noun</termNote>
      <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
    </termGrp><note>Of the term.</note></ntig>
    <tig><term>NWFZ</term><termNote type="normativeAuthorization">admittedTerm</termNote></tig>
    <tig><term>nuclear-free zone</term><termNote type="administrativeStatus">deprecated</termNote></tig>
  </langSet>
</termEntry></body></text></martif>
"""


def read(folder: Path, text: str, encoding: str = "utf-8") -> tuple[Termbase, tuple[Notice, ...]]:
    path = folder / "terms.tbx"
    path.write_bytes(text.encode(encoding))
    return read_termbase_with_notices(path)


def with_term(term: str) -> str:
    """A file with an entry of which this is the English section."""
    return (
        '<tbx><text><body><conceptEntry id="c1"><langSec xml:lang="zh"><termSec><term>核武器</term></termSec></langSec>'
        f'<langSec xml:lang="en"><termSec>{term}</termSec></langSec></conceptEntry></body></text></tbx>'
    )


def status_note(status: str) -> str:
    return with_term(f'<term>x-ray</term><termNote type="administrativeStatus">{status}</termNote>')


@pytest.mark.parametrize("text", [DCA, DCT, MARTIF], ids=["v3-dca", "v3-dct", "v2-martif"])
def test_versions_and_styles_say_the_same(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text)[0] == Termbase((CONCEPT,))


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    assert [str(notice) for notice in read(tmp_path, DCA)[1]] == [
        "left out: entries without a Chinese term (1)",
        "left out: terms in other languages: fr (1)",
        "left out: data categories: definition (1), source (1), transacGrp (1)",
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_encodings_of_xml(tmp_path: Path, encoding: str) -> None:
    text = DCA.replace('encoding="UTF-8"', "")
    assert read(tmp_path, text, encoding)[0].concepts == (CONCEPT,)


@pytest.mark.parametrize(
    ("spelling", "status"),
    [
        ("preferredTerm-admn-sts", TermStatus.PREFERRED),
        ("preferredTerm", TermStatus.PREFERRED),
        ("PREFERRED", TermStatus.PREFERRED),
        ("preferredTermAdmnSts", TermStatus.PREFERRED),
        ("standardizedTerm-admn-sts", TermStatus.PREFERRED),
        ("standardizedTerm-admin-sts", TermStatus.PREFERRED),
        ("superseded-admn-sts", TermStatus.SUPERSEDED),
        ("legalTerm-admn-sts", TermStatus.PREFERRED),
        ("regulatedTerm-admn-sts", TermStatus.PREFERRED),
        ("admittedTerm-admn-sts", TermStatus.ADMITTED),
        ("admitted term", TermStatus.ADMITTED),
        ("proposedTerm-admn-sts", TermStatus.ADMITTED),
        ("deprecatedTerm-admn-sts", TermStatus.DEPRECATED),
        ("deprecatedTermAdmnSts", TermStatus.DEPRECATED),
        ("deprecated", TermStatus.DEPRECATED),
        ("forbidden", TermStatus.DEPRECATED),
        ("not recommended", TermStatus.DEPRECATED),
        ("supersededTerm-admn-sts", TermStatus.SUPERSEDED),
        ("superseded", TermStatus.SUPERSEDED),
        ("obsolete", TermStatus.SUPERSEDED),
        ("首选", TermStatus.PREFERRED),
        ("拒用", TermStatus.DEPRECATED),
    ],
)
def test_spellings_of_the_status(tmp_path: Path, spelling: str, status: TermStatus) -> None:
    termbase, notices = read(tmp_path, status_note(spelling))
    assert termbase.concepts[0].terms[1].status is status
    assert not [notice for notice in notices if "left out" in notice.message]


FORBIDDEN = '<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>'


@pytest.mark.parametrize("term", [
    pytest.param(f"<tig><term>a-bomb</term>{FORBIDDEN}</tig>", id="tig"),
    pytest.param(f"<ntig><termGrp><term>a-bomb</term>{FORBIDDEN}</termGrp></ntig>", id="inside-termGrp"),
    pytest.param(f"<ntig><termGrp><term>a-bomb</term></termGrp>{FORBIDDEN}</ntig>", id="behind-termGrp"),
    pytest.param(f"<termSec><term>a-bomb</term><termNoteGrp>{FORBIDDEN}</termNoteGrp></termSec>", id="termNoteGrp"),
    pytest.param(
        '<tig><term>a-bomb</term><adminGrp><admin type="source">UN</admin>'
        '<adminNote type="administrativeStatus">deprecatedTerm-admn-sts</adminNote></adminGrp></tig>', id="adminNote",
    ),
    pytest.param(
        '<tig><term>a-bomb</term><admin type="AdministrativeStatus">Deprecated</admin></tig>', id="admin-and-case"
    ),
    pytest.param(
        '<tig><term>a-bomb</term><termNote type="normativeAuthorization">standardizedTerm</termNote>'
        f"{FORBIDDEN}</tig>", id="the-administrative-one-first",
    ),
    pytest.param('<tig><term>a-bomb</term><termNote type="usageStatus">not recommended</termNote></tig>', id="usage"),
    pytest.param(
        '<termSec xmlns:min="http://www.tbxinfo.net/ns/min"><term>a-bomb</term>'
        "<min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>", id="as-an-element",
    ),
])  # fmt: skip
def test_places_of_the_status(tmp_path: Path, term: str) -> None:
    text = with_term("<term>x-ray</term>").replace('<langSec xml:lang="en">', f'<langSec xml:lang="en">{term}')
    concept = read(tmp_path, text)[0].concepts[0]
    assert (concept.preferred, concept.forbidden) == (("x-ray",), ("a-bomb",))


def test_another_kind_of_status_says_nothing_of_the_term(tmp_path: Path) -> None:
    termbase, notices = read(tmp_path, with_term('<term>x-ray</term><admin type="status">finalized</admin>'))
    assert termbase.concepts[0].preferred == ("x-ray",)
    assert "status (1)" in notices[-1].message


MINIMAL = """\
<TBX dialect="TBX-Min">
<header><id>t</id><languages source="zh" target="en"/></header>
<body><entry id="c1">
  <subjectField>disarmament</subjectField>
  <langGroup xml:lang="zh"><termGroup><term>无核武器区</term></termGroup></langGroup>
  <langGroup xml:lang="en">
    <termGroup><term>nuclear-weapon-free zone</term><termStatus>preferred</termStatus>
      <partOfSpeech>noun</partOfSpeech><note>Of the term.</note></termGroup>
    <termGroup><term>NWFZ</term><termStatus>admitted</termStatus></termGroup>
    <termGroup><term>nuclear-free zone</term><termStatus>notRecommended</termStatus></termGroup>
  </langGroup>
</entry></body></TBX>
"""


def test_the_minimal_dialect_of_before_version_3(tmp_path: Path) -> None:
    assert read(tmp_path, MINIMAL)[0] == Termbase((replace(CONCEPT, note=""),))


@pytest.mark.parametrize("namespace", ["urn:iso:std:iso:30042:ed-2", "urn:iso:std:iso:30042:ed:3.0", ""])
@pytest.mark.parametrize("text", [DCA, DCT], ids=["dca", "dct"])
def test_namespaces_of_all_editions(tmp_path: Path, text: str, namespace: str) -> None:
    assert read(tmp_path, text.replace("urn:iso:std:iso:30042:ed-2", namespace))[0].concepts[0] == CONCEPT


def test_an_unknown_status_is_told_and_prefers_nothing(tmp_path: Path) -> None:
    termbase, notices = read(tmp_path, status_note("interdit"))
    assert termbase.concepts[0].terms[1].status is TermStatus.ADMITTED
    assert "administrativeStatus 'interdit' (1)" in notices[-1].message


def test_terms_without_status_are_preferred_unless_another_one_is(tmp_path: Path) -> None:
    plain = with_term("<term>x-ray</term></termSec><termSec><term>X ray</term>")
    assert read(tmp_path, plain)[0].concepts[0].preferred == ("x-ray", "X ray")
    said = plain.replace("X ray</term>", 'X ray</term><termNote type="administrativeStatus">preferred</termNote>')
    assert read(tmp_path, said)[0].concepts[0].preferred == ("X ray",)
    assert read(tmp_path, said)[0].concepts[0].allowed == ("X ray", "x-ray")


def test_an_unknown_part_of_speech_is_another_one(tmp_path: Path) -> None:
    text = with_term('<term>x-ray</term><termNote type="partOfSpeech">gerund</termNote>')
    termbase, notices = read(tmp_path, text)
    assert termbase.concepts[0].terms[1].part_of_speech is PartOfSpeech.OTHER
    assert "partOfSpeech 'gerund'" in notices[-1].message


def test_entries_with_one_id_stay_two_concepts(tmp_path: Path) -> None:
    entry = (
        '<conceptEntry id="x"><langSec xml:lang="zh"><termSec><term>核武器</term></termSec></langSec></conceptEntry>'
    )
    termbase, notices = read(tmp_path, f"<tbx><text><body>{entry}\n{entry}</body></text></tbx>")
    assert [concept.id for concept in termbase.concepts] == ["x", "x 2"]
    assert "entry x (line 2): x stands in an earlier entry already; this one is called x 2" in map(str, notices)
    assert "核武器 is a term of two concepts" in str(notices[-1])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "not well-formed XML", id="empty"),
        pytest.param("zh,en\n核,nuclear\n", "line 1, column 1: not well-formed XML", id="a table"),
        pytest.param(DCA[:-20], "line 32, column 3: not well-formed XML: expected '>'", id="cut off"),
        pytest.param(
            DCA.replace("</langSec>", "</langSet>", 1), "line 25, column 13: not well-formed XML", id="tags cross"
        ),
        pytest.param("<html/>", "line 1: the root element is <html>", id="other root"),
        pytest.param(with_term("<term> </term>"), "line 1: a term is empty", id="empty term"),
        pytest.param(
            with_term("<term>a&#x7f;b</term>"), "line 1: a character that is in no term: U+007F", id="control"
        ),
        pytest.param(with_term("<term>a&#0;b</term>"), "line 1, column 151: not well-formed XML", id="null"),
        pytest.param(
            with_term(
                "<term>x-ray</term></termSec><termSec><term>x-ray</term>"
                '<termNote type="administrativeStatus">deprecated</termNote>'
            ),
            "entry c1 (line 1): 'x-ray' is both allowed and forbidden for c1",
            id="contradiction",
        ),
    ],
)
def test_errors_name_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(TermbaseError) as caught:
        read(tmp_path, text)
    assert caught.value.message.startswith(f"terms.tbx: {message}")
    assert caught.value.hint


def test_no_entries_are_told(tmp_path: Path) -> None:
    termbase, notices = read(tmp_path, "<tbx><text><body/></text></tbx>")
    assert (termbase, list(map(str, notices))) == (Termbase(), ["there is no entry in it"])


# Written files. The grammar says of the elements that we write what TBX-Basic says of them in style DCA.
GRAMMAR = """\
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="urn:iso:std:iso:30042:ed-2"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="tbx">
    <attribute name="type"><value>TBX-Basic</value></attribute>
    <attribute name="style"><value>dca</value></attribute>
    <attribute name="xml:lang"><data type="language"/></attribute>
    <element name="tbxHeader"><element name="fileDesc"><element name="sourceDesc">
      <oneOrMore><element name="p"><text/></element></oneOrMore>
    </element></element></element>
    <element name="text"><element name="body"><oneOrMore><ref name="entry"/></oneOrMore></element></element>
  </element></start>
  <define name="entry"><element name="conceptEntry">
    <attribute name="id"><data type="ID"/></attribute>
    <zeroOrMore><choice>
      <ref name="note"/>
      <element name="descrip"><attribute name="type"><value>subjectField</value></attribute><text/></element>
    </choice></zeroOrMore>
    <oneOrMore><element name="langSec">
      <attribute name="xml:lang"><choice><value>zh</value><value>en</value></choice></attribute>
      <oneOrMore><element name="termSec">
        <element name="term"><text/></element>
        <zeroOrMore><element name="termNote"><choice>
          <group><attribute name="type"><value>partOfSpeech</value></attribute><choice>
            <value>adjective</value><value>adverb</value><value>noun</value><value>other</value><value>verb</value>
          </choice></group>
          <group><attribute name="type"><value>administrativeStatus</value></attribute><choice>
            <value>preferredTerm-admn-sts</value><value>admittedTerm-admn-sts</value>
            <value>deprecatedTerm-admn-sts</value><value>supersededTerm-admn-sts</value>
          </choice></group>
        </choice></element></zeroOrMore>
        <zeroOrMore><ref name="note"/></zeroOrMore>
      </element></oneOrMore>
    </element></oneOrMore>
  </element></define>
  <define name="note"><element name="note"><text/></element></define>
</grammar>
"""


@pytest.mark.parametrize("termbase", [SIMPLE, FULL], ids=["simple", "full"])
def test_written_files_are_valid(termbase: Termbase) -> None:
    grammar = etree.RelaxNG(etree.fromstring(GRAMMAR))
    root = etree.fromstring(written(termbase, TermbaseForm.TBX))
    grammar.assertValid(root)
    for entry in root.iter("{*}conceptEntry"):
        languages = [section.get("{http://www.w3.org/XML/1998/namespace}lang") for section in entry.iter("{*}langSec")]
        assert len(languages) == len(set(languages))


def test_options_are_notes_that_people_can_read() -> None:
    text = written(FULL, TermbaseForm.TBX).decode()
    assert "<note>align-bench: do not translate</note>" in text
    assert "<note>align-bench: exact, case-sensitive</note>" in text


@pytest.mark.parametrize(
    "text", ["核武器", "c1", "1st", "a b", "《条约》", "_x0041_", "-x", "😀", "a.b-c_d", "_", "x:y"]
)
def test_ids_are_names_in_xml(tmp_path: Path, text: str) -> None:
    name = encoded_name(text)
    etree.RelaxNG(
        etree.fromstring(
            '<element name="x" xmlns="http://relaxng.org/ns/structure/1.0"'
            ' datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">'
            '<attribute name="id"><data type="ID"/></attribute></element>'
        )
    ).assertValid(etree.Element("x", id=name))
    assert decoded_name(name) == text
    termbase = Termbase((Concept(text, (Term("核武器", "zh"),)),))
    assert read_termbase(saved(termbase, tmp_path / "terms.tbx")) == termbase
