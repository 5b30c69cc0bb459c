"""Forbidden words in their forms, single characters, names as they are written, and units that are no paragraphs."""

from __future__ import annotations

import pytest

from align_bench.checks import run_checks
from align_bench.model.termbase import Concept, Term, Termbase, TermStatus
from align_bench.model.unit import Review, Unit

CHECKS = ("forbidden-term", "near-form", "missing-term", "percent-mismatch")


def findings(zh: str, en: str, *concepts: Concept) -> list[str]:
    unit = Unit("1", zh, en, source_numbers=(1,), target_numbers=(1,))
    found = run_checks([Review("d", (unit,))], Termbase(concepts), only=CHECKS)
    return [f"{each.severity.value} {each.check} {each.found}".strip() for each in found]


def concept(zh: str, allowed: str, forbidden: str = "") -> Concept:
    bad = [Term(forbidden, "en", TermStatus.DEPRECATED)] if forbidden else []
    return Concept(zh, (Term(zh, "zh"), Term(allowed, "en"), *bad))


@pytest.mark.parametrize("form", ["enlist", "enlists", "enlisted", "enlisting"])
def test_a_forbidden_word_is_met_in_its_forms(form: str) -> None:
    assert findings("他们加入了军队。", f"They {form} in the army.", concept("加入", "join", "enlist")) == [
        f"error forbidden-term {form}"
    ]


@pytest.mark.parametrize(
    ("zh", "en", "terms", "expected"),
    [
        (
            "报告说明。",
            "The report takes this into account.",
            ("报告", "report", "account"),
            "hint forbidden-term account",
        ),
        ("采取措施。", "Measures were stepped up.", ("措施", "measure", "step"), ""),
        ("联合国国家。", "States of the United Nations.", ("国家", "State", "nation"), ""),
        ("国家很多。", "There are many nations.", ("国家", "State", "nation"), "error forbidden-term nations"),
        (
            "组织组织了会议。",
            "The organization held it, the organisation said.",
            ("组织", "organization", "organisation"),
            "error forbidden-term organisation",
        ),
        (
            "委员会开会。",
            "The Committee met. The Commission agreed.",
            ("委员会", "Committee", "Commission"),
            "error forbidden-term Commission",
        ),
    ],
)
def test_a_common_word_beside_the_term_is_a_hint_at_most(
    zh: str, en: str, terms: tuple[str, str, str], expected: str
) -> None:
    assert findings(zh, en, concept(*terms)) == [expected] * bool(expected)


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("他不会来。", "He will not come.", []),
        ("社会发展很快。", "Social development is rapid.", []),
        ("会上讨论了问题。", "The issue was discussed at the meeting.", []),
        ("他会来。", "He will come.", ["hint missing-term"]),
    ],
)
def test_a_single_character_is_no_term_inside_a_word(zh: str, en: str, expected: list[str]) -> None:
    assert findings(zh, en, concept("会", "meeting")) == expected


@pytest.mark.parametrize(("form", "expected"), [("WeChat", []), ("Wechat", ["error near-form Wechat"])])
def test_what_is_not_translated_keeps_its_capitals(form: str, expected: list[str]) -> None:
    name = Concept("WeChat", (Term("WeChat", "zh"),), do_not_translate=True)
    assert findings("他用WeChat付款。", f"He pays with {form}.", name) == expected


@pytest.mark.parametrize(
    ("zh", "en", "term", "form"),
    [
        ("法国公司到达。", "A French company arrived.", "法国", "France"),
        ("英国公司到达。", "A British company arrived.", "英国", "United Kingdom"),
        ("希腊公司到达。", "A Greek company arrived.", "希腊", "Greece"),
        ("这是社会问题。", "This is a social problem.", "社会", "society"),
        ("各国合作。", "States cooperate.", "合作", "cooperation"),
        ("会议决定。", "The meeting decided.", "决定", "decision"),
    ],
)
def test_words_of_the_family_are_renderings(zh: str, en: str, term: str, form: str) -> None:
    assert findings(zh, en, concept(term, form)) == []


def test_a_table_of_figures_lacks_each_of_them() -> None:
    """As many as could not be held against each other one by one."""
    shares = range(100, 1100)
    zh, en = "，".join(f"{n}%" for n in shares), ", ".join(f"{n + 2000}%" for n in shares)
    assert len(findings(zh, en)) == len(shares)


def test_a_term_that_a_long_list_lacks_is_told_once() -> None:
    assert (
        findings("可持续发展。" * 1000, "Nothing at all. " * 1000, concept("可持续发展", "sustainable development"))[1:]
        == []
    )


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("Such nuclear powers have a duty.", ["error forbidden-term nuclear powers"]),
        ("It helps States without nuclear power programmes.", []),
    ],
)
def test_a_term_that_the_chinese_shortens_is_no_attribute_in_the_english(english: str, expected: list[str]) -> None:
    terms = Termbase((concept("核武器国家", "nuclear-weapon State", "nuclear power"),))
    texts = [("核武器国家负有义务。", "The nuclear-weapon States have a duty."), ("这些国家也有责任。", english)]
    units = [
        Unit(str(n), zh, en, source_numbers=(n,), target_numbers=(n,)) for n, (zh, en) in enumerate(texts, start=1)
    ]
    found = run_checks([Review("d", tuple(units))], terms, only=("forbidden-term",))
    assert [f"{each.severity.value} {each.check} {each.found}" for each in found] == expected
