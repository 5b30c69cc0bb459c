"""A term without rendering is lost, or the translator has put it otherwise: what tells which."""

from __future__ import annotations

import pytest

from align_bench.checks import run_checks
from align_bench.model.termbase import Concept, Term, Termbase
from align_bench.model.unit import Review, Unit

Pair = tuple[str, str]


def concept(zh: str, *allowed: str) -> Concept:
    return Concept(zh, (Term(zh, "zh"), *(Term(text, "en") for text in allowed)))


TERMS = Termbase(
    (
        concept("激励机制", "incentive mechanism"),
        concept("土地使用权", "land tenure"),
        concept("气候资金", "climate finance"),
        concept("申报", "declaration"),
        concept("检疫", "quarantine"),
        concept("绿色气候基金", "Green Climate Fund"),
        concept("贷款", "loan"),
        concept("责任公约", "Liability Convention"),
        concept("登记公约", "Registration Convention"),
        concept("《禁试条约》", "Test-Ban Treaty"),
        concept("《条约》", "Treaty"),
        concept("暂停核试验", "moratorium on nuclear testing"),
        concept("科学和技术小组委员会", "Scientific and Technical Subcommittee"),
        concept("热室", "hot cell"),
        concept("联络点", "focal point"),
    )
)


def reported(*pairs: Pair) -> list[str]:
    """The terms that are reported, hints in brackets."""
    units = [Unit(str(i), zh, en, source_numbers=(i,), target_numbers=(i,)) for i, (zh, en) in enumerate(pairs, 1)]
    found = run_checks([Review("d", tuple(units))], TERMS, only=["missing-term"])
    return [f.zh_term if f.severity.rank else f"[{f.zh_term}]" for f in found]


@pytest.mark.parametrize(
    ("zh", "en", "found"),
    [
        pytest.param(
            "缔约方可建立激励机制，鼓励公司参加生态恢复。",
            "Incentives may be set up by parties so that companies take part in restoring ecosystems.",
            ["[激励机制]"],
            id="a-word-of-it-alone",
        ),
        pytest.param(
            "农户的土地使用权必须得到法律保障。",
            "The rights of farmers to the land they till must be protected by law.",
            ["[土地使用权]"],
            id="a-gloss-of-it",
        ),
        pytest.param(
            "非洲国家需要更多气候资金，以便实施其计划。",
            "African countries needed more climate money to implement their plans.",
            ["气候资金"],
            id="a-word-of-it-with-the-wrong-one",
        ),
        pytest.param(
            "缔约方可建立激励机制，鼓励公司参加生态恢复。",
            "Parties may encourage companies to take part in restoring ecosystems.",
            ["激励机制"],
            id="lost",
        ),
        pytest.param(
            "动物的检验和检疫要求由双方商定。",
            "The requirements for the inspection of animals and shall be agreed by both sides.",
            ["检疫"],
            id="a-word-lost",
        ),
        pytest.param(
            "绿色气候基金应当提供更多资源。",
            "A larger green money box should provide more resources.",
            ["绿色气候基金"],
            id="a-name-is-not-put-otherwise",
        ),
        pytest.param(
            "呼吁尚未加入责任公约和登记公约的国家尽快加入。",
            "States that had not acceded to the Liability and Registration Conventions were called upon to do so.",
            [],
            id="names-that-share-their-head",
        ),
        pytest.param(
            "我们审议了《禁试条约》如何促进《条约》生效。",
            "We considered, under the Test-Ban Treaty (TBT), how its entry into force might be promoted.",
            [],
            id="a-short-name-that-is-a-pronoun",
        ),
        pytest.param(
            "恢复核试验的言论令人关切，各国应维持暂停核试验。",
            "A resumption of nuclear testing would be of concern; States should maintain their moratoriums.",
            ["[暂停核试验]"],
            id="its-words-stand-in-two-places",
        ),
        pytest.param(
            "请该机构协助各国建立热室和质量保证体系。",
            "Request IAEA to assist States in setting up quality assurance systems.",
            ["热室"],
            id="no-name-around-it",
        ),
        pytest.param(
            "他介绍了建立全球联络点名录的提案。已有58个国家指定了联络点。",
            "He introduced a proposal for a directory of contact officers. Focal points had been designated by 58 "
            "States.",
            ["联络点"],
            id="named-only-behind",
        ),
    ],
)
def test_lost_or_put_otherwise(zh: str, en: str, found: list[str]) -> None:
    assert reported((zh, en)) == found


def test_the_head_of_a_name_with_two_adjectives() -> None:
    named = ("科学和技术小组委员会开会。", "The Scientific and Technical Subcommittee met.")
    assert reported(named, ("各国向科学和技术小组委员会报告。", "States report to the Subcommittee.")) == []


def test_a_term_that_is_often_put_otherwise() -> None:
    named = ("申报由公司提交。", "Declarations are submitted by companies.")
    lost = ("公司应当在每年三月之前申报其出口。", "Companies shall do this for exports before March of each year.")
    others = [
        (f"公司在{month}月申报出口。", f"In {name} companies told what they exported.")
        for month, name in (("五", "May"), ("六", "June"), ("七", "July"))
    ]
    assert reported(named, lost) == ["申报"]
    assert reported(named, *others, lost)[-1] == "[申报]"


def test_a_term_that_is_never_rendered_is_no_variation() -> None:
    pair = "公司在{}月申报出口。", "In {} companies dealt with exports."
    pairs = [(pair[0].format(zh), pair[1].format(en)) for zh, en in (("五", "May"), ("六", "June"), ("七", "July"))]
    assert reported(*pairs) == ["申报"] * 3
