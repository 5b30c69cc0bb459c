"""Short forms that texts introduce."""

from __future__ import annotations

import pytest

from align_bench.terms.shortforms import chinese_short_forms, english_short_forms, is_short_for


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("the World Food Programme (WFP) said", {"WFP": ("World Food Programme",)}, id="initials"),
        pytest.param(
            "the Treaty on the Protection of Rivers (PRT).",
            {"PRT": ("Treaty on the Protection of Rivers",)},
            id="kind-last",
        ),
        pytest.param("Comprehensive Test-Ban Treaty (CTBT)", {"CTBT": ("Comprehensive Test-Ban Treaty",)}, id="hyphen"),
        pytest.param("the Institute for Disarmament Research (“UNIDIR”)", {}, id="letters-missing"),
        pytest.param("in the year (ABC)", {}, id="no-name"),
        pytest.param("the basin (Samai) and the lake", {}, id="no-abbreviation"),
        pytest.param("It ended. World Food. Programme (WFP)", {}, id="over-sentences"),
    ],
)
def test_english(text: str, found: dict[str, tuple[str, ...]]) -> None:
    assert english_short_forms([text]) == found


def test_an_abbreviation_may_have_several_full_names() -> None:
    texts = ["World Food Programme (WFP)", "World Food Programme (WFP)", "World Food Project (WFP)"]
    assert english_short_forms(texts) == {"WFP": ("World Food Programme", "World Food Project")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "《内海保护条约》（《保护条约》）", {"《保护条约》": "《内海保护条约》"}, id="title-full-width-brackets"
        ),
        pytest.param("请内海国家合作组织(下称内海合作组织)", {"内海合作组织": "内海国家合作组织"}, id="known-name"),
        pytest.param("请内海国家合作组织(简称“内海组织”)", {"内海组织": "内海国家合作组织"}, id="quoted"),
        pytest.param("三个国家(贝尔赫姆、科尔桑)", {}, id="list"),
        pytest.param("内海国家合作组织(联合国)", {}, id="other-name"),
    ],
)
def test_chinese(text: str, found: dict[str, str]) -> None:
    assert chinese_short_forms([text], {"内海国家合作组织", "合作组织"}) == found


def test_a_name_is_not_short_for_itself() -> None:
    assert is_short_for("《禁试条约》", "《全面禁止核试验条约》")
    assert not is_short_for("《条约》", "条约")
