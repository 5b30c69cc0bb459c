"""Renderings that differ: what is reported, and what is right though it differs."""

from __future__ import annotations

import pytest

from align_bench.terms.learning.consistency import Manner, name_groups, rendering_groups, short_form_groups
from align_bench.terms.learning.deviations import deviations
from align_bench.terms.learning.passages import Passage
from terms.passages import TEXTS, usage_of


def test_the_usual_rendering_is_learnt() -> None:
    rendered = usage_of(TEXTS).rendered
    assert rendered["流域委员会"].usual.text == "Basin Commission"
    assert rendered["流域委员会"].share == 1.0
    assert rendered["预警系统"].usual.text == "early warning system"


PLAN = "流域委员会批准了计划。"


@pytest.mark.parametrize(
    ("zh", "en", "found"),
    [
        pytest.param(PLAN, "The Basin Commission approved the plan.", [], id="usual"),
        pytest.param(PLAN, "The Basin Committee approved the plan.", ["Basin Committee"], id="last-word"),
        pytest.param(PLAN, "The River Commission approved the plan.", ["River Commission"], id="first-word"),
        pytest.param(PLAN, "The Commission of the Basin approved it.", ["Commission of the Basin"], id="name-turned"),
        pytest.param(PLAN, "The Commission approved the plan.", [], id="shortened"),
        pytest.param(PLAN, "It approved the plan.", [], id="pronoun"),
        pytest.param("流域管理局批准了计划。", "The Basin Authority approved the plan.", [], id="other-chinese"),
        pytest.param("预警系统和网络", "the early warning system and the early warning network", [], id="word-beside"),
        pytest.param("检查预警系统", "checking the early alarm system", ["early alarm system"], id="word-inside"),
        pytest.param("检查预警系统", "checking the systems of early warning", [], id="words-apart"),
        pytest.param("预警系统有两套", "There are two early-warning systems", [], id="inflected-and-hyphened"),
        pytest.param(
            "预警系统和预警系统",
            "the early warning system and the early alert system",
            ["early alert system"],
            id="one-of-two",
        ),
    ],
)
def test_deviations(zh: str, en: str, found: list[str]) -> None:
    usage = usage_of((*TEXTS, (zh, en)))
    deviating = deviations(Passage(zh, en), usage)
    assert [each.found for each in deviating] == found
    for each in deviating:
        assert en[slice(*each.target)] == each.found
        assert zh[slice(*each.source)] == each.rendered.zh


def test_what_is_usual_is_known_of_texts_that_were_not_learnt_from() -> None:
    passage = Passage("流域委员会批准了计划。", "The Basin Committee approved the plan.")
    assert [each.found for each in deviations(passage, usage_of(TEXTS))] == ["Basin Committee"]


def test_a_form_that_stands_for_something_else_elsewhere_is_no_deviation() -> None:
    other = ("地方机构开会。", "The Basin Committee met.")
    passage = Passage("流域委员会批准了计划。", "The Basin Committee approved the plan.")
    assert deviations(passage, usage_of((*TEXTS, other))) == ()


def test_a_name_in_another_order() -> None:
    texts = tuple(
        (f"《内海宣言》第{n}条{zh}", f"The Inner Sea Declaration, {en}") for n, (zh, en) in enumerate(TEXTS[5:])
    )
    passage = Passage("根据《内海宣言》", "in accordance with the Declaration Inner Sea")
    assert [each.found for each in deviations(passage, usage_of(texts))] == ["Declaration Inner Sea"]


def test_groups_have_the_usual_rendering_and_the_outliers_with_all_places() -> None:
    texts = (*TEXTS, ("流域委员会批准了计划。", "The Basin Committee approved the plan."))
    usage = usage_of(texts)
    found = {number: deviations(passage, usage) for number, passage in enumerate(usage.passages)}
    groups = {group.term: group for group in rendering_groups(usage, found)}
    group = groups["流域委员会"]
    assert [(use.text, use.manner, [spot.passage for spot in use.spots]) for use in group.uses] == [
        ("Basin Commission", Manner.USUAL, [0, 1, 2, 3, 4]),
        ("Basin Committee", Manner.OUTLIER, [12]),
    ]
    assert group.is_doubtful
    assert groups["预警系统"].is_consistent
    for use in group.uses:
        for spot in use.spots:
            assert spot.source is not None
            assert spot.target is not None
            assert texts[spot.passage][0][slice(*spot.source)] == "流域委员会"
            assert texts[spot.passage][1][slice(*spot.target)] == use.text


def test_an_abbreviation_that_is_introduced_is_no_other_rendering() -> None:
    introduced = ("流域委员会开会。", "The Basin Commission (BC) met.")
    short = tuple((f"流域委员会{zh}", f"The BC: {en}") for zh, en in TEXTS[9:])
    usage = usage_of((*TEXTS, introduced, *short))
    (group,) = (group for group in rendering_groups(usage, {}) if group.term == "流域委员会")
    assert [use.text for use in group.uses] == ["Basin Commission"]
    (group,) = (g for g in rendering_groups(usage_of((*TEXTS, *short)), {}) if g.term == "流域委员会")
    assert [use.text for use in group.uses] == ["Basin Commission", "BC"]


def test_several_chinese_names_of_one_thing() -> None:
    other = tuple((zh.replace("预警系统", "警报系统"), en) for zh, en in TEXTS if "预警系统" in zh)
    (group,) = name_groups(usage_of((*TEXTS, *other)))
    assert (group.term, {use.text for use in group.uses}) == ("early warning system", {"预警系统", "警报系统"})
    assert [len(use.spots) for use in group.uses] == [4, 4]
    assert name_groups(usage_of(TEXTS)) == ()


def test_several_short_forms_of_one_full_name() -> None:
    usage = usage_of((*TEXTS, *((f"《禁试条约》{n}", "the Treaty") for n in range(3))))
    short = {"《禁试条约》": "《全面禁止核试验条约》", "《核试条约》": "《全面禁止核试验条约》", "流委会": "流域委员会"}
    (group,) = short_form_groups(usage, short)
    assert group.term == "《全面禁止核试验条约》"
    assert [(use.text, len(use.spots)) for use in group.uses] == [("《禁试条约》", 3), ("《核试条约》", 0)]
