from __future__ import annotations

import pytest

from align_bench.model.termbase import Concept, Term, Termbase, TermStatus
from align_bench.terms.matching.matcher import TermMatcher


def concept(zh: str, *allowed: str, forbidden: tuple[str, ...] = ()) -> Concept:
    english = [Term(text, "en") for text in allowed]
    english += [Term(text, "en", TermStatus.DEPRECATED) for text in forbidden]
    return Concept(zh, (Term(zh, "zh"), *english))


ZONE = concept("无核武器区", "nuclear-weapon-free zone", forbidden=("nuclear-free zone",))
CENTRAL = concept("中亚无核武器区", "Central Asian nuclear-weapon-free zone")
WEAPON = concept("核武器", "nuclear weapon")
TREATY = concept(
    "《全面禁止核试验条约》",
    "Comprehensive Nuclear-Test-Ban Treaty",
    "CTBT",
    forbidden=("Comprehensive Nuclear Test Ban Treaty",),
)
SHORT = concept("《条约》", "Treaty")
PARTY = concept("缔约国", "State party")
CITY = concept("努尔苏丹", "Nur-Sultan", forbidden=("Nursultan",))
MATCHER = TermMatcher(Termbase((ZONE, CENTRAL, WEAPON, TREATY, SHORT, PARTY, CITY)))


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        pytest.param("在中亚无核武器区内", ["中亚无核武器区"], id="longest"),
        pytest.param("中亚无核武器区和其他无核武器区", ["中亚无核武器区", "无核武器区"], id="both"),
        pytest.param("无核\n武器区", ["无核\n武器区"], id="wrapped"),
        pytest.param("无核 武器 区", ["无核 武器 区"], id="spaces"),
        pytest.param("全面禁止核试验条约规定", ["全面禁止核试验条约"], id="long-title-without-marks"),
        pytest.param("〈条约〉", ["〈条约〉"], id="other-title-marks"),
        pytest.param("该条约", [], id="short-title-needs-its-marks"),
        pytest.param("努尔苏丹·纳扎尔巴耶夫", [], id="given-name-is-no-city"),
    ],
)
def test_chinese_hits(text: str, hits: list[str]) -> None:
    found = MATCHER.source_hits(text)
    assert [hit.text for hit in found] == hits
    assert all(text[hit.start : hit.stop] == hit.text for hit in found)


@pytest.mark.parametrize("text", ["核武器公约", "《禁止核武器公约》"])
def test_a_term_in_a_longer_name_is_embedded(text: str) -> None:
    assert [hit.embedded for hit in MATCHER.source_hits(text)] == [True]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        pytest.param("nuclear-weapon-free zones", ["nuclear-weapon-free zones"], id="plural"),
        pytest.param(
            "Nuclear Weapon Free Zones", ["Nuclear Weapon Free Zones", "Nuclear Weapon"], id="case-and-hyphens"
        ),
        pytest.param("nuclear‑weapon–free\nzone", ["nuclear‑weapon–free\nzone"], id="dashes-and-wrapping"),
        pytest.param("States parties’ views", ["States parties"], id="possessive"),
        pytest.param("nuclear, weapon-free", [], id="comma-parts"),
        pytest.param("the ctbt", [], id="abbreviation-needs-capitals"),
        pytest.param("Nur-Sultan", ["Nur-Sultan"], id="hyphen-that-matters"),
    ],
)
def test_english_hits(text: str, hits: list[str]) -> None:
    found = [hit for hit in MATCHER.target_hits(text) if hit.concept is not WEAPON or " " in hit.text]
    assert [hit.text for hit in found] == hits
    assert all(text[hit.start : hit.stop] == hit.text for hit in found)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Comprehensive Nuclear-Test-Ban Treaty", TermStatus.PREFERRED),
        ("Comprehensive Nuclear Test Ban Treaty", TermStatus.DEPRECATED),
        ("Comprehensive Nuclear-Test Ban Treaty", None),
    ],
)
def test_hyphens_count_where_a_forbidden_form_differs_in_nothing_else(text: str, status: TermStatus | None) -> None:
    found = [hit.status for hit in MATCHER.target_hits(text, [TREATY])]
    assert found == ([] if status is None else [status])


def test_an_empty_termbase_matches_nothing() -> None:
    matcher = TermMatcher(Termbase())
    assert matcher.source_hits("核武器") == matcher.target_hits("nuclear weapon") == ()


def optional(text: str, *, exact: bool = False, case: bool = False, allowed: bool = True) -> Concept:
    status = TermStatus.PREFERRED if allowed else TermStatus.DEPRECATED
    english = Term(text, "en", status, is_exact=exact, is_case_sensitive=case)
    return Concept("c", (Term("词", "zh"), english))


def surfaces(concept: Concept, text: str) -> list[str]:
    return [hit.text for hit in TermMatcher(Termbase((concept,))).target_hits(text)]


@pytest.mark.parametrize(
    ("term", "options", "text", "found"),
    [
        pytest.param("safeguards", {}, "a safeguard", ["safeguard"], id="inflected"),
        pytest.param("safeguards", {"exact": True}, "a safeguard, Safeguards", ["Safeguards"], id="exact"),
        pytest.param("test ban", {"exact": True}, "test-ban, test\nban", ["test\nban"], id="exact-hyphens"),
        pytest.param("on-site", {"exact": True}, "on‑site, on site", ["on‑site"], id="exact-other-hyphen"),
        pytest.param("member State", {"case": True}, "the Member States, member States", ["member States"], id="case"),
        pytest.param("member State", {"case": True}, "It met. Member States spoke", ["Member States"], id="sentence"),
        pytest.param("member State", {"case": True}, "(a) “Member States” spoke", ["Member States"], id="label"),
        pytest.param("Member State", {"case": True}, "It met. member States spoke", [], id="no-capital"),
        pytest.param("member State", {"case": True}, "REPORT OF MEMBER STATES\nx", ["MEMBER STATES"], id="heading"),
        pytest.param("the Fund", {"exact": True, "case": True}, "by the Fund, the fund", ["the Fund"], id="both"),
    ],
)
def test_options(term: str, options: dict[str, bool], text: str, found: list[str]) -> None:
    assert surfaces(optional(term, **options), text) == found


def test_a_capital_that_is_forbidden_may_begin_a_sentence() -> None:
    small = Term("member State", "en", is_case_sensitive=True)
    large = Term("Member State", "en", TermStatus.DEPRECATED, is_case_sensitive=True)
    matcher = TermMatcher(Termbase((Concept("c", (Term("成员国", "zh"), small, large)),)))
    text = "Member State A spoke. Each Member State and each member State agreed."
    assert [(hit.text, hit.status.value) for hit in matcher.target_hits(text)] == [
        ("Member State", "preferred"),
        ("Member State", "deprecated"),
        ("member State", "preferred"),
    ]


def test_an_exact_chinese_title_needs_its_marks() -> None:
    title = Concept("c", (Term("《全面禁止核试验条约》", "zh", is_exact=True),))
    matcher = TermMatcher(Termbase((title,)))
    assert matcher.source_hits("全面禁止核试验条约") == ()
    assert len(matcher.source_hits("《全面禁止核试验条约》")) == 1


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        pytest.param("R&D", "for r&d and R & D", ["r&d"], id="ampersand"),
        pytest.param("U.S.", "between us and the U.S. today, US", ["U.S"], id="full-stops"),
        pytest.param("C++", "in C++, (c) and C", ["C++"], id="symbols-behind"),
        pytest.param(
            "St. Petersburg", "St.\nPetersburg or St Petersburg", ["St.\nPetersburg", "St Petersburg"], id="dot"
        ),
        pytest.param("a.*(b|c)+", "a.*(b|c)+ is no axxb", ["a.*(b|c)+"], id="regular-expression"),
        pytest.param("[x]", "x [x]", ["x", "x"], id="brackets-at-the-ends"),
        pytest.param("9 a.m.", "19 a.m. but 9 a.m.", ["9 a.m"], id="whole-words"),
        pytest.param("...", "... and so on", [], id="no-word-at-all"),
    ],
)
def test_forms_that_are_no_mere_words(term: str, text: str, found: list[str]) -> None:
    assert surfaces(optional(term), text) == found


def test_characters_of_regular_expressions_in_chinese() -> None:
    terms = ["核.*", "(核)", "[核", "核|弹", "核\\d"]
    matcher = TermMatcher(Termbase(tuple(Concept(text, (Term(text, "zh"),)) for text in terms)))
    for text in terms:
        assert [hit.text for hit in matcher.source_hits(f"第一{text}等")] == [text]
    assert matcher.source_hits("核材料、核武器、核1") == ()


def test_terms_of_one_character_give_way_to_longer_ones() -> None:
    matcher = TermMatcher(Termbase((concept("核", "nuclear"), concept("核武器", "nuclear weapon"), concept("人", "a"))))
    assert [hit.text for hit in matcher.source_hits("核武器与核人员")] == ["核武器", "核", "人"]
    assert [hit.text for hit in matcher.target_hits("A nuclear-armed era")] == ["A", "nuclear"]


def test_a_name_that_is_not_translated_stands_in_english_as_it_is() -> None:
    name = Concept("c", (Term("COVID-19", "zh"),), do_not_translate=True)
    assert name.preferred == ("COVID-19",)
    assert surfaces(name, "the COVID-19 pandemic") == ["COVID-19"]


def test_an_ordinal_may_stand_inside_a_term() -> None:
    matcher = TermMatcher(Termbase((PARTY, concept("缔约国会议", "Meeting of States Parties"))))
    text = "《公约》缔约国第 二十一 届会议和缔约国"
    assert [hit.text for hit in matcher.source_hits(text)] == ["缔约国第 二十一 届会议", "缔约国"]


def test_traditional_characters_and_other_marks() -> None:
    text = "「條約」規定，無核武器區的締約國"
    assert [hit.concept.id for hit in MATCHER.source_hits(text)] == ["《条约》", "无核武器区", "缔约国"]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        pytest.param("It took effect.", ["took effect"], id="irregular"),
        pytest.param("taking effect", ["taking effect"], id="ing"),
        pytest.param("the taken effect", ["taken effect"], id="participle"),
        pytest.param("effects taken", [], id="other-order"),
        pytest.param("Conference of Parties", ["Conference of Parties"], id="without-the"),
        pytest.param("conferences of the parties", ["conferences of the parties"], id="with-the"),
    ],
)
def test_verbs_and_articles(text: str, hits: list[str]) -> None:
    terms = Termbase((concept("生效", "take effect"), concept("缔约方会议", "Conference of the Parties")))
    assert [hit.text for hit in TermMatcher(terms).target_hits(text)] == hits
