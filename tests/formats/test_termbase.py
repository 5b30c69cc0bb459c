from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from align_bench.errors import TermbaseError
from align_bench.formats.termbase import read_termbase, read_termbase_with_notices
from align_bench.model.termbase import Concept, PartOfSpeech, Term, TermStatus

HEADER = "zh,en_preferred,en_admitted,en_forbidden,note\n"
ROW = "联系人,focal point,,contact person|liaison person,a note\n"


def _written(folder: Path, text: str, encoding: str = "utf-8", name: str = "terms.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_any_encoding(tmp_path: Path, encoding: str) -> None:
    concept = read_termbase(_written(tmp_path, HEADER + ROW, encoding)).concepts[0]
    assert concept.source_terms == ("联系人",)
    assert concept.preferred == ("focal point",)
    assert concept.forbidden == ("contact person", "liaison person")
    assert concept.terms[-1].status is TermStatus.DEPRECATED
    assert concept.note == "a note"


def test_columns_are_found_by_their_names(tmp_path: Path) -> None:
    path = _written(tmp_path, "Forbidden;English;remark x;中文\nNTBT;CTBT;-;《禁核试条约》\n")
    concept = read_termbase(path).concepts[0]
    assert (concept.source_terms, concept.preferred, concept.forbidden) == (("《禁核试条约》",), ("CTBT",), ("NTBT",))


@pytest.mark.parametrize("header", ["Do not use", "Don't use", "Not to be used", "EN: do not use", "勿用"])
def test_a_column_of_what_is_not_used_is_that_of_forbidden_forms(header: str, tmp_path: Path) -> None:
    (concept,) = read_termbase(_written(tmp_path, f"zh,en,{header}\n联系人,focal point,contact person\n")).concepts
    assert concept.forbidden == ("contact person",)


def test_a_workbook_reads_like_the_table(tmp_path: Path) -> None:
    path = tmp_path / "terms.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (HEADER + ROW).splitlines():
        sheet.append(line.split(","))
    book.save(path)
    assert read_termbase(path) == read_termbase(_written(tmp_path, HEADER + ROW))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "the termbase is empty", id="empty"),
        pytest.param(
            "en,note\na,b\n", "row 1: no Chinese column (the columns are 'en', 'note')", id="no-chinese-column"
        ),
        pytest.param("zh,note\na,b\n", "row 1: no English column", id="no-english-column"),
        pytest.param(
            "zh,en,zh\n", "row 1, column C: 'zh' is a second column for zh (the first is column A)", id="twice"
        ),
        pytest.param(HEADER + "\n,a,,,\n", "row 3, column A: the Chinese term is missing", id="term-missing"),
        pytest.param(
            HEADER + "核,a,,a,\n",
            "row 2, column D: 'a' is both allowed and forbidden for 核",
            id="contradiction-in-row",
        ),
        pytest.param(
            HEADER + "核,a,,,\n核,b,,a,\n",
            "row 3: 'a' is forbidden for 核, but row 2 says the contrary",
            id="contradiction-between-rows",
        ),
        pytest.param(HEADER + "核,\0,,,\n", "this is not a text file", id="binary"),
        pytest.param("核武器,nuclear weapon\n", "row 1: no header, but '核武器', 'nuclear weapon'", id="no-header"),
        pytest.param("zh,en,status\n核,a,nice\n", "row 2, column C: unknown status 'nice'", id="status"),
        pytest.param(HEADER + '核,"a\n弹,b\n', "line 3: unexpected end of data", id="open-quote"),
        pytest.param(HEADER + "核,a,,,b,c\n", "row 2, column F: 'c' stands behind the last column", id="surplus"),
        pytest.param(HEADER + "核,\x07,,,\n", "row 2, column B: a character that is in no term: U+0007", id="bell"),
        pytest.param("zh,en,match\n核,a,most\n", "row 2, column C: 'most' is no option", id="option"),
    ],
)
def test_errors_name_file_row_and_column(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(TermbaseError) as caught:
        read_termbase(_written(tmp_path, text))
    assert caught.value.message == f"terms.csv: {message}"
    assert caught.value.hint


TERMS = "concept,language,term,status,part_of_speech,match,note,domain,concept_note,do_not_translate\n"


def test_a_row_for_each_term(tmp_path: Path) -> None:
    text = TERMS + (
        "member,en,member State,preferredTerm-admn-sts,n.,case-sensitive,small m,law,of the concept,\n"
        "name,中文,WTO,,,,,,,yes\n"
        "member,zh-Hant,成员国,首选,名词,,,,of the concept,\n"
        'member,English,member country,forbidden,,"Exact, case-sensitive",,,,no\n'
    )
    assert read_termbase(_written(tmp_path, text)).concepts == (
        Concept(
            "member",
            (
                Term("成员国", "zh", TermStatus.PREFERRED, PartOfSpeech.NOUN),
                Term("member State", "en", TermStatus.PREFERRED, PartOfSpeech.NOUN, "small m", False, True),
                Term("member country", "en", TermStatus.DEPRECATED, None, "", True, True),
            ),
            "of the concept",
            domain="law",
        ),
        Concept("name", (Term("WTO", "zh"),), do_not_translate=True),
    )


def test_every_column_of_a_row_for_a_concept(tmp_path: Path) -> None:
    text = (
        "id;zh;zh_admitted;zh_forbidden;en_preferred;en_admitted;en_forbidden;en_superseded;词性;match;领域;note;dnt\n"
        "w;核武器;核弹|原子弹;炸弹;nuclear weapon;;a-bomb;atomic weapon;noun;exact;arms;a | b;是\n"
    )
    assert read_termbase(_written(tmp_path, text)).concepts[0] == Concept(
        "w",
        (
            Term("核武器", "zh", part_of_speech=PartOfSpeech.NOUN),
            Term("核弹", "zh", TermStatus.ADMITTED, PartOfSpeech.NOUN),
            Term("原子弹", "zh", TermStatus.ADMITTED, PartOfSpeech.NOUN),
            Term("炸弹", "zh", TermStatus.DEPRECATED, PartOfSpeech.NOUN),
            Term("nuclear weapon", "en", TermStatus.PREFERRED, PartOfSpeech.NOUN, is_exact=True),
            Term("a-bomb", "en", TermStatus.DEPRECATED, PartOfSpeech.NOUN, is_exact=True),
            Term("atomic weapon", "en", TermStatus.SUPERSEDED, PartOfSpeech.NOUN, is_exact=True),
        ),
        "a | b",
        do_not_translate=True,
        domain="arms",
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        pytest.param("c,fr,arme,,,,,,,", "row 3, column B: 'fr' is neither Chinese nor English", id="language"),
        pytest.param("c,en,arm,nice,,,,,,", "row 3, column D: unknown status 'nice'", id="status"),
        pytest.param("c,en,arm,,gerund,,,,,", "row 3, column E: unknown part of speech 'gerund'", id="part-of-speech"),
        pytest.param("c,en,arm,,,loose,,,,", "row 3, column F: 'loose' is no option", id="option"),
        pytest.param("c,en,arm,,,,,,,maybe", "row 3, column J: 'maybe' is no answer", id="yes-or-no"),
        pytest.param(",en,arm,,,,,,,", "row 3, column A: the concept is missing", id="no-concept"),
        pytest.param("c,en,,,,,,,,", "row 3, column C: the term is missing", id="no-term"),
        pytest.param("d,en,arm,,,,,,,", "row 3, column A: concept d has no Chinese term", id="no-chinese"),
        pytest.param("c,zh,核武器,forbidden,,,,,,", "row 3, column D: '核武器' is both allowed and", id="contrary"),
        pytest.param("c,en,arm,,,,,law,,", "row 3, column H: 'law', but an earlier row of c says 'war'", id="domain"),
        pytest.param("c,en,arm,,,,,,,,more", "row 3, column K: 'more' stands behind the last column", id="too-long"),
        pytest.param("c,en,a\x1bb,,,,,,,", "row 3, column C: a character that is in no term: U+001B", id="escape"),
    ],
)
def test_errors_in_rows_for_terms(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(TermbaseError) as caught:
        read_termbase(_written(tmp_path, f"{TERMS}c,zh,核武器,,,,,war,,\n{row}\n"))
    assert caught.value.message.startswith(f"terms.csv: {message}")
    assert caught.value.hint


def test_what_stands_twice_or_in_two_concepts_is_told(tmp_path: Path) -> None:
    text = TERMS + (
        "a,zh,核安全,,,,,,,\na,en,nuclear safety,,,,,,,\na,en,nuclear safety,,,,,,,\n"
        "b,zh,核安全,,,,,,,\nb,en,nuclear safety,forbidden,,,,,,\nc,zh,核,,,,,,,\nc,en,nuclear,,,,,,,\n"
    )
    termbase, notices = read_termbase_with_notices(_written(tmp_path, text))
    assert len(termbase.concepts) == 3
    assert [str(notice) for notice in notices] == [
        "row 4: 'nuclear safety' stands twice; it is read once",
        "row 7: '核' is a single character, and many words hold it",
        "row 5: b has no English term; only its forbidden forms can be checked",
        "row 5: 核安全 is a term of two concepts; the other stands in row 2",
        "row 2: 'nuclear safety' is allowed for 核安全, but forbidden in row 5",
    ]


def test_rows_of_one_concept_are_joined(tmp_path: Path) -> None:
    text = HEADER + "核试验,nuclear test,,,one\n核试验|核试,nuclear test,nuclear testing,atomic test,two\n"
    (concept,) = read_termbase(_written(tmp_path, text)).concepts
    assert concept.source_terms == ("核试验", "核试")
    assert (concept.preferred, concept.allowed) == (("nuclear test",), ("nuclear test", "nuclear testing"))
    assert concept.note == "one | two"


def test_rows_that_prefer_different_english_are_told(tmp_path: Path) -> None:
    text = HEADER + "通货膨胀,inflation,,,\n通货膨胀,price rise,,,\n"
    termbase, notices = read_termbase_with_notices(_written(tmp_path, text))
    assert termbase.concepts[0].preferred == ("inflation", "price rise")
    assert [str(notice) for notice in notices] == [
        "row 3: 通货膨胀 stands in row 2 already; the two are read as one",
        "row 3: 'price rise' is preferred for 通货膨胀, but row 2 prefers 'inflation'; both are allowed",
    ]


def test_white_space_and_what_nobody_sees(tmp_path: Path) -> None:
    text = HEADER + '核武器\u200b,"nuclear\t\u00a0 wea\u00adpon\ufeff",,,"a \n b\x0c "\n'
    (concept,) = read_termbase(_written(tmp_path, text)).concepts
    assert [term.text for term in concept.terms] == ["核武器", "nuclear weapon"]
    assert concept.note == "a\nb"


def test_an_apostrophe_before_a_formula_is_no_part_of_the_term(tmp_path: Path) -> None:
    (concept,) = read_termbase(_written(tmp_path, HEADER + "核武器,'=x,'s-Hertogenbosch,'-y,\n")).concepts
    assert (concept.allowed, concept.forbidden) == (("=x", "'s-Hertogenbosch"), ("-y",))


def test_other_files_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.csv", _written(tmp_path, "x", name="terms.doc")):
        with pytest.raises(TermbaseError):
            read_termbase(path)
    with pytest.raises(TermbaseError, match="is damaged"):
        read_termbase(_written(tmp_path, "x", name="terms.xlsx"))
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"zh,en\n\xff\xff\xff\xff,a\n")
    with pytest.raises(TermbaseError, match="the encoding cannot be told"):
        read_termbase(broken)


def test_a_row_twice_is_a_notice(tmp_path: Path) -> None:
    termbase, notices = read_termbase_with_notices(
        _written(tmp_path, HEADER + "核试验,test,,,\n核试验,nuclear test,,,\n裁军,,,denuclearization,\n")
    )
    assert termbase.concepts[0].preferred == ("test", "nuclear test")
    assert [str(notice).split(";")[0] for notice in notices] == [
        "row 3: 核试验 stands in row 2 already",
        "row 3: 'nuclear test' is preferred for 核试验, but row 2 prefers 'test'",
        "row 4: 裁军 has no English term",
    ]


@pytest.mark.parametrize(("encoding", "text"), [
    pytest.param("utf-16-le", "中文,English\r\n核武器,nuclear weapon\r\n", id="utf-16-without-mark"),
    pytest.param("gb18030", "zh,en\n" + "WTO,WTO\n" * 20_000 + "核武器,nuclear weapon\n", id="chinese-far-behind"),
    pytest.param("big5", "中文,English\n禁止核武器條約的聯合國會議,a conference\n", id="big5"),
])  # fmt: skip
def test_encodings_without_a_mark(tmp_path: Path, encoding: str, text: str) -> None:
    concept = read_termbase(_written(tmp_path, text, encoding)).concepts[-1]
    assert concept.source_terms == (text.splitlines()[-1].split(",")[0],)


@pytest.mark.parametrize(("name", "text"), [
    pytest.param("terms.csv", "Glossary; second edition, 2024\n\nzh\ten\n核武器\tnuclear weapon\n", id="title-above"),
    pytest.param("terms.csv", "sep=|\nzh|en\n核武器|nuclear weapon\n", id="delimiter-named"),
    pytest.param("terms.tsv", "zh\ten\n核武器\tnuclear weapon\n", id="tsv"),
    pytest.param("terms.csv", "中文术语,英文译名\n核武器,nuclear weapon\n", id="chinese-words"),
    pytest.param("terms.csv", "Target (en),Source (zh)\nnuclear weapon,核武器\n", id="source-and-target"),
    pytest.param("terms.csv", "ZH-CN,EN-GB\n核武器,nuclear weapon\n", id="codes"),
    pytest.param("terms.csv", "English term,Chinese (simplified)\nnuclear weapon,核武器\n", id="english-words"),
    pytest.param("terms.csv", "Source,中文,English\nUN,核武器,nuclear weapon\n", id="source-is-no-language"),
])  # fmt: skip
def test_tables_as_people_write_them(tmp_path: Path, name: str, text: str) -> None:
    (concept,) = read_termbase(_written(tmp_path, text, name=name)).concepts
    assert (concept.source_terms, concept.allowed) == (("核武器",), ("nuclear weapon",))


def test_several_terms_in_a_cell(tmp_path: Path) -> None:
    text = HEADER + '核武器；核弹,"nuclear weapon; nuclear arms\natomic weapon|nuclear weapon",,,a; b\n'
    (concept,) = read_termbase(_written(tmp_path, text)).concepts
    assert concept.source_terms == ("核武器", "核弹")
    assert concept.preferred == ("nuclear weapon", "nuclear arms", "atomic weapon")
    assert concept.note == "a; b"


def test_a_status_is_that_of_the_english_terms_of_the_row(tmp_path: Path) -> None:
    text = "Chinese,English,Status\n核武器,nuclear weapon,\n核武器,atom bomb,forbidden\n核武器,A-weapon,superseded\n"
    termbase, notices = read_termbase_with_notices(_written(tmp_path, text))
    assert (termbase.concepts[0].preferred, termbase.concepts[0].forbidden) == (
        ("nuclear weapon",), ("atom bomb", "A-weapon"),
    )  # fmt: skip
    assert not [notice for notice in notices if "no English" in notice.message]


def test_what_is_passed_over_and_what_stands_in_the_wrong_column_is_told(tmp_path: Path) -> None:
    text = "en,zh,definition,序号\n核武器,nuclear weapon,x,1\n"
    notices = read_termbase_with_notices(_written(tmp_path, text))[1]
    assert [str(notice) for notice in notices] == [
        "row 1: columns passed over: 'definition', '序号'",
        "row 2, column A: '核武器' stands in a column for English",
    ]


def test_traditional_beside_simplified(tmp_path: Path) -> None:
    (concept,) = read_termbase(_written(tmp_path, "简体中文,繁體中文,英文\n条约,條約,treaty\n大会,大会,\n")).concepts[
        :1
    ]
    assert [(term.text, term.status) for term in concept.terms[:2]] == [
        ("条约", TermStatus.PREFERRED), ("條約", TermStatus.ADMITTED),
    ]  # fmt: skip


@pytest.mark.parametrize("text", [
    pytest.param(HEADER + "核\ud800武器,nuclear weapon,,,\n", id="half-a-character"),
    pytest.param(HEADER + "核武器,nuclear weapon,,,\n" * 9_000 + "\udc80,x,,,\n", id="far-behind"),
])  # fmt: skip
def test_damaged_text_is_not_read_as_something_else(tmp_path: Path, text: str) -> None:
    path = tmp_path / "terms.csv"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(TermbaseError, match=rf"line {text.count(chr(10))} is not UTF-8"):
        read_termbase(path)
