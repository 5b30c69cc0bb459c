from __future__ import annotations

import pytest

from align_bench.model.termbase import Concept, Term, Termbase, TermStatus
from align_bench.terms.matcher import TermMatcher


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
