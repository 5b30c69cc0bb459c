from __future__ import annotations

import pytest

from align_bench.model.termbase import Concept, Term, Termbase, TermStatus
from align_bench.terms.matching.lookup import look_up


def concept(zh: str, *english: str) -> Concept:
    return Concept(zh, (Term(zh, "zh"), *(Term(text, "en") for text in english)))


TERMS = Termbase(
    (
        concept("核武器国家", "nuclear-weapon State"),
        concept("无核武器区", "nuclear-weapon-free zone", "NWFZ"),
        concept("核武器", "nuclear weapon"),
        concept("《全面禁止核试验条约》", "Comprehensive Nuclear-Test-Ban Treaty", "CTBT"),
        concept("缔约国", "State party"),
        concept("执行秘书", "Executive Secretary"),
        Concept("秘书处", (Term("秘书处", "zh"), Term("Secretary's office", "en", TermStatus.DEPRECATED))),
    )
)


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        pytest.param("核武器", "核武器", id="chinese"),
        pytest.param(" 核 武器", "核武器", id="spaces"),
        pytest.param("全面禁止核试验条约", "《全面禁止核试验条约》", id="title-marks"),
        pytest.param("全面禁止核試驗條約", "《全面禁止核试验条约》", id="traditional"),
        pytest.param("nuclear weapon", "核武器", id="english"),
        pytest.param("Nuclear-Weapons", "核武器", id="number-hyphen-case"),
        pytest.param("States parties", "缔约国", id="irregular-plural"),
        pytest.param("nwfz", "无核武器区", id="abbreviation"),
    ],
)
def test_the_same_term_comes_first_whatever_its_spelling(text: str, id_: str) -> None:
    first, *others = look_up(TERMS, text)
    assert (first.concept.id, first.is_exact) == (id_, True)
    assert not any(found.is_exact for found in others)


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        pytest.param("Executive Secretry", "执行秘书", id="misspelt"),
        pytest.param("Test Ban Treaty", "《全面禁止核试验条约》", id="part"),
        pytest.param("party State", "缔约国", id="order"),
        pytest.param("全面禁试条约", "《全面禁止核试验条约》", id="chinese-like"),
        pytest.param("武器区", "无核武器区", id="chinese-part"),
    ],
)
def test_else_the_likest(text: str, id_: str) -> None:
    first = look_up(TERMS, text)[0]
    assert (first.concept.id, first.is_exact) == (id_, False)


def test_a_concept_stands_once_by_its_likest_term() -> None:
    found = look_up(TERMS, "nuclear-weapon-free zones")
    assert [one.concept.id for one in found].count("无核武器区") == 1
    assert found[0].term.text == "nuclear-weapon-free zone"
    assert [one.likeness for one in found] == sorted((one.likeness for one in found), reverse=True)


def test_forbidden_terms_are_found_too() -> None:
    assert look_up(TERMS, "Secretary's office")[0].term.status is TermStatus.DEPRECATED


def test_limit_and_nothing_like_it() -> None:
    assert len(look_up(TERMS, "nuclear", limit=2)) == 2
    assert look_up(TERMS, "zzz") == look_up(TERMS, "") == look_up(Termbase(), "nuclear") == ()


@pytest.mark.parametrize("text", [".*", "(((", "[a-z]+", "\\", "核.*"])
def test_characters_of_regular_expressions_mean_themselves(text: str) -> None:
    termbase = Termbase((concept(text, text),))
    assert look_up(termbase, text)[0].is_exact
