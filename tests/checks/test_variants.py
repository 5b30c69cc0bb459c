"""A term with another word in it, taken for a similar one, or left out of a list."""

from __future__ import annotations

import pytest

from align_bench.checks import run_checks
from align_bench.model.termbase import Concept, Term, Termbase
from align_bench.model.unit import Review, Unit


def concept(zh: str, *allowed: str) -> Concept:
    return Concept(zh, (Term(zh, "zh"), *(Term(text, "en") for text in allowed)))


TERMS = Termbase(
    (
        concept("自愿捐款", "voluntary contribution"),
        concept("突出的普遍价值", "Outstanding Universal Value"),
        concept("工作文件", "working paper"),
        concept("能力建设", "capacity-building"),
        concept("遗产教育", "heritage education"),
        concept("应急准备", "emergency preparedness"),
        concept("船旗国", "flag State"),
        concept("港口国", "port State"),
        concept("土地保有权", "land tenure"),
        concept("民间社会", "civil society"),
        concept("国家联络点", "national focal point"),
        concept("自愿遣返", "voluntary repatriation"),
        concept("收容社区", "host community"),
        concept("境内流离失所者", "internally displaced person"),
        concept("理事会", "Governing Board"),
        concept("协调委员会", "Coordinating Committee"),
        concept("指导委员会", "steering committee"),
        concept("协调边境管理", "coordinated border management"),
        concept("高浓铀", "highly enriched uranium", "HEU"),
        concept("低浓铀", "low-enriched uranium", "LEU"),
        concept("非法和无管制", "illegal and unregulated"),
        concept("非法捕捞活动", "illegal and unregulated fishing", "IU fishing"),
    )
)


def reported(zh: str, en: str) -> list[str]:
    unit = Unit("1", zh, en, source_numbers=(1,), target_numbers=(1,))
    found = run_checks([Review("d", (unit,))], TERMS, only=["missing-term", "wrong-term", "near-form"])
    return [f"{f.severity.value} {f.check} {f.found or f.zh_term}" for f in found]


@pytest.mark.parametrize(
    ("zh", "en", "found"),
    [
        pytest.param(
            "请各国提供自愿捐款，并感谢该国提供一百万美元自愿捐款。",
            "States are invited to make voluntary contributions. That country is thanked for its voluntary payment of "
            "$1 million.",
            ["warning missing-term voluntary payment"],
            id="one-of-two-words",
        ),
        pytest.param(
            "请各国提供自愿捐款，并感谢该国提供一百万美元自愿捐款。",
            "States are invited to make voluntary contributions. That country is thanked for its contribution of "
            "$1 million.",
            [],
            id="its-head-alone",
        ),
        pytest.param(
            "请邻国实行协调边境管理，并编写协调边境管理准则。",
            "States should practise coordinated border management and prepare guidelines on integrated border control.",
            ["warning missing-term integrated border control"],
            id="two-of-three-words",
        ),
        pytest.param(
            "土地保有权保障是可持续土地管理的前提，应消除妇女在土地保有权方面受到的歧视。",
            "Security of land tenure is a prerequisite for sustainable land management; discrimination of women in "
            "respect of land holding should be eliminated.",
            ["warning missing-term land holding"],
            id="beside-a-word-that-stands-elsewhere-too",
        ),
        pytest.param(
            "项目移交给当地民间社会。",
            "The projects were handed over to the local civic society.",
            ["error near-form civic society"],
            id="an-adjective-of-the-family",
        ),
        pytest.param(
            "请各国指定负责行动计划的国家联络点，并决定国家联络点每年举行两次会议。",
            "States should designate national correspondents for the plan of action and decide that the national focal "
            "points will meet twice a year.",
            ["warning missing-term 国家联络点"],
            id="called-otherwise-first",
        ),
        pytest.param(
            "难民自愿遣返，收容社区需要支助，一百万人成为境内流离失所者。",
            "Refugees repatriated voluntarily, the communities hosting them need support, and a million people became "
            "internally displaced.",
            [],
            id="as-verbs",
        ),
        pytest.param(
            "理事会选举了主席。理事会通过了议程。",
            "The Governing Board elected the Chair and adopted the the agenda.",
            ["hint missing-term 理事会"],
            id="a-doubled-word-is-no-gap",
        ),
        pytest.param(
            "协调委员会设立了由六个国家组成的指导委员会。指导委员会将每年开会。",
            "The Coordinating Committee set up a steering group of six countries. The steering committee will meet "
            "every year.",
            ["warning missing-term steering group"],
            id="beside-another-committee",
        ),
        pytest.param(
            "各国应保护突出的普遍价值，不得影响突出的普遍价值。",
            "States should protect Outstanding Universal Value and should not affect outstanding universal importance.",
            ["warning missing-term outstanding universal importance"],
            id="a-name-in-small-letters",
        ),
        pytest.param(
            "本工作文件以工作文件二为基础。",
            "The present paper builds on working paper 2.",
            [],
            id="the-present-paper",
        ),
        pytest.param(
            "计划侧重于能力建设、遗产教育和应急准备。",
            "The plan is focused on capacity-building and emergency preparedness.",
            ["warning missing-term 遗产教育"],
            id="left-out-of-a-list",
        ),
        pytest.param(
            "我们强调，船旗国对悬挂其国旗的船只负有责任，港口国应拒绝有关船只进港。",
            "We stress that port States are responsible for vessels flying their flag and that port States should deny "
            "entry to such vessels.",
            ["error wrong-term port States"],
            id="taken-for-a-similar-one",
        ),
        pytest.param(
            "应减少高浓铀，本区域最后一座使用高浓铀的研究堆已改用低浓铀燃料。",
            "The use of highly enriched uranium (HEU) should be reduced; the last research reactor here to use "
            "LEU was converted to low-enriched uranium (LEU) fuel.",
            ["error wrong-term LEU"],
            id="beside-an-abbreviation-that-is-introduced",
        ),
        pytest.param(
            "应减少高浓铀，本区域最后一座使用高浓铀的研究堆已改用低浓铀燃料。",
            "The use of highly enriched uranium (HEU) should be reduced; the last research reactor here to use "
            "HEU was converted to low-enriched uranium (LEU) fuel.",
            [],
            id="with-an-abbreviation-that-is-introduced",
        ),
        pytest.param(
            "关切非法和无管制的捕捞活动(非法捕捞活动)。",
            "Concerned at illegal and unregulated fishing (IU fishing).",
            [],
            id="in-parts-of-a-longer-one",
        ),
        pytest.param(
            "关切非法和无管制的运输和非法捕捞活动。",
            "Concerned at transport and illegal and unregulated fishing.",
            ["warning missing-term 非法和无管制"],
            id="beside-a-longer-one",
        ),
        pytest.param(
            "船旗国和港口国应合作。", "Flag and port States should cooperate.", [], id="with-the-head-they-share"
        ),
    ],
)
def test_what_stands_for_a_term(zh: str, en: str, found: list[str]) -> None:
    assert reported(zh, en) == found
