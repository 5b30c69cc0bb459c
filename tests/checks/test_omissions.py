"""Occurrences of terms are counted: what may stand for one that has no rendering, and what may not."""

from __future__ import annotations

import pytest

from align_bench.checks import run_checks
from align_bench.model.finding import Finding
from align_bench.model.termbase import Concept, Term, Termbase
from align_bench.model.unit import Review, Unit

Pair = tuple[str, str]


def concept(zh: str, *allowed: str) -> Concept:
    return Concept(zh, (Term(zh, "zh"), *(Term(text, "en") for text in allowed)))


TERMS = Termbase(
    (
        concept("无毒区", "poison-free zone"),
        concept("《河流条约》", "River Treaty"),
        concept("河流联合委员会", "Joint River Commission", "JRC"),
        concept("河联会", "JRC", "Joint River Commission"),
        concept("取水试验", "abstraction test"),
        concept("水务学院", "Academy of Water Affairs"),
        concept("埃拉·索拉维", "Ella Solavi"),
        concept("教育", "education"),
        concept("流域国", "basin State"),
        concept("签字国", "signatory"),
    )
)
MENTION = ("无毒区已设立。", "A poison-free zone was set up.")


def findings(*pairs: Pair) -> tuple[Finding, ...]:
    units = [Unit(str(i), zh, en, source_numbers=(i,), target_numbers=(i,)) for i, (zh, en) in enumerate(pairs, 1)]
    return run_checks([Review("d", tuple(units))], TERMS, only=["missing-term"])


def missing(*pairs: Pair) -> list[str]:
    """The terms that are reported, hints in brackets."""
    return [f.zh_term if f.severity.rank else f"[{f.zh_term}]" for f in findings(*pairs)]


@pytest.mark.parametrize(
    ("zh", "en", "reported"),
    [
        pytest.param(
            "无毒区的会议决定扩大无毒区的范围。",
            "The meeting of poison-free zones decided to enlarge poison-free zones.",
            [],
            id="all",
        ),
        pytest.param(
            "无毒区的第三次年度会议在春季决定扩大无毒区的范围。",
            "The meeting of poison-free zones in spring decided to enlarge the area.",
            ["[无毒区]"],
            id="one-of-two",
        ),
        pytest.param(
            "无毒区的第三次年度会议在春季决定扩大无毒区的范围。",
            "The meeting of poison-free zones in spring decided to enlarge the.",
            ["无毒区"],
            id="one-of-two-with-a-word-lost",
        ),
        pytest.param(
            "流域国欢迎取水试验，并请签字国和流域国提出建议。",
            "Basin States welcomed abstraction tests and asked the signatories for views.",
            ["流域国"],
            id="one-of-two-in-a-list",
        ),
        pytest.param(
            "流域国应当促进取水试验。参加取水试验的专家由秘书处指定。",
            "Basin States should promote abstraction tests. Participating experts are named by the secretariat.",
            ["[取水试验]"],
            id="understood",
        ),
        pytest.param(
            "无毒区的第三次年度会议在春季决定扩大无毒区的范围。",
            "The meeting of poison-free zones in spring decided to enlarge the zones.",
            [],
            id="head-noun",
        ),
        pytest.param(
            "无毒区的第三次年度会议在春季决定扩大无毒区的范围。",
            "The meeting of poison-free zones in spring decided to enlarge them.",
            [],
            id="pronoun",
        ),
        pytest.param(
            "无毒区的成员国在其春季第三次年度会议上决定扩大无毒区的范围。",
            "The members of poison-free zones decided at their meeting in spring to enlarge the area.",
            ["[无毒区]"],
            id="the-pronoun-of-the-chinese",
        ),
        pytest.param(
            "无毒区的第三次年度会议在春季决定扩大这些无毒区的范围。",
            "The meeting of poison-free zones in spring decided on more room.",
            [],
            id="reference-in-chinese",
        ),
        pytest.param(
            "无毒区的昨天和无毒区的今天。",
            "The past and the present of the poison-free zone.",
            ["[无毒区]"],
            id="parallel",
        ),
        pytest.param(
            "应当改进教育的方法，以便更多的青年受到教育。",
            "Ways of education should be improved so that more young people go to school.",
            ["[教育]"],
            id="common-noun",
        ),
        pytest.param(
            "流域国应当促进取水试验，特别是在春季进行取水试验。",
            "Basin States should promote abstraction tests, in particular in spring.",
            [],
            id="resumed",
        ),
        pytest.param("取水试验场", "test site", [], id="part-of-a-longer-word"),
        pytest.param("取水试验场合", "occasions", ["取水试验"], id="the-next-word"),
        pytest.param("签字国的签名", "the signatures", ["签字国"], id="another-word-of-the-root"),
        pytest.param("河流联合委员会(河联会)开会。", "The Joint River Commission (JRC) met.", [], id="introduced"),
        pytest.param("河流联合委员会(河联会)开会。", "The Joint River Commission met.", [], id="never-abbreviated"),
        pytest.param(
            "河联会在春季的第三次年度会议上欢迎河流联合委员会(河联会)及其报告。",
            "JRC welcomed the (JRC) and its report at its third annual meeting in spring, which it held.",
            ["河流联合委员会"],
            id="a-name-that-is-introduced-is-no-pronoun",
        ),
    ],
)
def test_missing_term(zh: str, en: str, reported: list[str]) -> None:
    assert missing(MENTION, (zh, en)) == reported


def test_omissions_are_found_in_their_sentence() -> None:
    zh = "无毒区的报告已经提交给秘书处。各方欢迎流域国提出的意见。无毒区将在明年春季再次得到审议。"
    en = "The report on poison-free zones was submitted to the secretariat. {} Poison will be considered next spring."
    pronouns = "The parties and their friends welcomed it, its views and them, the basin States."
    (finding,) = findings((zh, en.format(pronouns)))
    assert finding.zh_term == "无毒区"
    assert finding.source_span is not None
    assert finding.source_span.start == zh.rindex("无毒区")


def test_an_abbreviation_that_is_used_has_to_be_introduced() -> None:
    first = ("河流联合委员会(河联会)开会。", "The Joint River Commission met.")
    (finding,) = findings(first, ("河联会同意。", "JRC agreed."))
    assert (finding.unit, finding.zh_term, finding.expected) == ("1", "河联会", "(JRC)")
    assert missing(first, ("河流联合委员会(河联会)同意。", "The Joint River Commission (JRC) agreed.")) == []


def test_abbreviations_are_learnt_from_the_texts() -> None:
    introduced = ("水务学院成立了。", "The Academy of Water Affairs (AWA) was founded.")
    use = ("水务学院招收四十名学员。", "AWA admits forty trainees.")
    assert missing(introduced, use) == []
    assert missing(use) == ["水务学院"]


def test_a_listed_abbreviation_is_not_replaced_by_another() -> None:
    introduced = ("河流联合委员会开会。", "The Joint River Commission (JRM) met.")
    assert missing(introduced, ("河流联合委员会同意。", "JRM agreed.")) == ["河流联合委员会"]


def test_a_person_is_he_or_she() -> None:
    first = "埃拉·索拉维女士在春季的第三次年度会议上说，埃拉·索拉维女士的国家同意。"
    assert missing((first, "Ms. Ella Solavi said at the third annual meeting that her country agreed.")) == []
    assert missing((first, "Ms. Ella Solavi said at the third annual meeting that the country agreed.")) == [
        "[埃拉·索拉维]"
    ]


def test_a_misspelt_word_beside_a_right_form_is_seen() -> None:
    terms = Termbase((concept("河流大会", "United Rivers General Meeting", "General Meeting"),))
    unit = Unit("1", "河流大会", "the United Rivres General Meeting")
    (finding,) = run_checks([Review("d", (unit,))], terms, only=["near-form"])
    assert (finding.found, finding.expected) == ("United Rivres General Meeting", "United Rivers General Meeting")


def test_what_the_document_is_about_may_be_lost_in_a_passive() -> None:
    mentions = [("流域国开会。", "The basin State met.")] * 4
    passive = ("流域国请各方提出建议。", "Proposals are invited.")
    assert missing(*mentions, passive) == ["[流域国]"]
    assert missing(passive) == ["流域国"]
    assert missing(*mentions, ("各方欢迎流域国的建议。", "All welcomed what was said.")) == ["流域国"]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        pytest.param("流域国请各方提出建议。", "Please make proposals.", id="request"),
        pytest.param("各方请流域国提出建议。", "Further proposals were asked for.", id="who-is-asked"),
        pytest.param("水务学院秘书长来访。", "The Secretary-General came.", id="office"),
        pytest.param(
            "下游各国加入《河流条约》后提出建议。",
            "Upon accession, countries downstream made proposals.",
            id="relation",
        ),
        pytest.param("随后扩大了无毒区的范围。", "Then the area of zones was enlarged.", id="bare-head"),
        pytest.param("随后扩大了无毒区的范围。", "They were enlarged afterwards.", id="pronoun"),
    ],
)
def test_what_was_named_before_may_be_understood(zh: str, en: str) -> None:
    named = (
        "流域国、水务学院、《河流条约》、无毒区。",
        "Basin States, the Academy of Water Affairs, the River Treaty, poison-free zones.",
    )
    assert [term[0] for term in missing((zh, en))] != ["["]
    assert [term[0] for term in missing(named, (zh, en))] in (["["], [])
