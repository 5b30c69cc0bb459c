"""Each check on texts of its own: right, wrong, and traps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from align_bench.checks import run_checks
from align_bench.errors import UsageError
from align_bench.model.finding import Finding, Severity, Span
from align_bench.model.termbase import Concept, Term, Termbase, TermStatus
from align_bench.model.unit import Review, Status, Unit

Pair = tuple[str, str]


def concept(zh: str, *allowed: str, forbidden: tuple[str, ...] = ()) -> Concept:
    english = [Term(text, "en") for text in allowed]
    english += [Term(text, "en", TermStatus.DEPRECATED) for text in forbidden]
    return Concept(zh, (Term(zh, "zh"), *english))


TERMS = Termbase(
    (
        concept("河流委员会", "River Commission", "RCM", forbidden=("River Committee",)),
        concept("《河流条约》", "River Treaty", "RIVT"),
        concept("河流条约组织", "River Treaty Organization", "RIVTO"),
        concept("无毒区", "poison-free zone", forbidden=("non-poison zone",)),
        concept("北方无毒区", "Northern poison-free zone", "poison-free zone in the North"),
        concept("南方无毒区", "Southern poison-free zone", "poison-free zone in the South"),
        concept("生效", "entry into force", "into force"),
        concept("联系人", "focal point", forbidden=("contact person",)),
        concept("早期预警", "early warning"),
        concept("普遍性", "universality"),
        concept("埃拉·索拉维", "Ella Solavi"),
        concept("南河毒物区", "South River Poison Free Zone"),
    )
)


def check(check_id: str, *pairs: Pair) -> list[str]:
    """What a check finds, as `found` or, where there is no place in the English, the Chinese term or the message."""
    return [f.found or f.zh_term or f.message for f in findings(check_id, *pairs)]


def findings(check_id: str, *pairs: Pair) -> tuple[Finding, ...]:
    units = [
        Unit(str(i), zh, en, source_numbers=(i,) if zh else (), target_numbers=(i,) if en else ())
        for i, (zh, en) in enumerate(pairs, start=1)
    ]
    return run_checks([Review("d", tuple(units))], TERMS, only=[check_id])


@pytest.mark.parametrize(("check_id", "zh", "en", "status"), [
    pytest.param("omitted-paragraph", "二。", "", Status.OMITTED, id="omitted"),
    pytest.param("added-paragraph", "", "Two.", Status.ADDED, id="added"),
])  # fmt: skip
def test_what_a_reviewer_means_to_stand_alone_is_no_finding(check_id: str, zh: str, en: str, status: Status) -> None:
    first = Unit("1", "一。", "One.", target_numbers=(1,))
    units = (first, Unit("2", zh, en, Status.DRAFT if en else Status.UNTRANSLATED))
    (finding,) = run_checks([Review("d", units)], TERMS, only=[check_id])
    assert finding.unit == "2"
    assert run_checks([Review("d", (units[0], replace(units[1], status=status)))], TERMS, only=[check_id]) == ()


@pytest.mark.parametrize(
    ("zh", "en", "found"),
    [
        pytest.param("河流委员会开会。", "The River Commission met.", [], id="right"),
        pytest.param("河流委员会开会。", "The River Committee met.", ["River Committee"], id="wrong"),
        pytest.param("联系人", "contact persons", ["contact persons"], id="plural"),
        pytest.param("预算委员会开会。", "The River Committee met.", [], id="term-not-in-the-chinese"),
        pytest.param("北方无毒区", "the Northern non-poison zone", ["non-poison zone"], id="part-of-a-longer-term"),
        pytest.param(
            "无毒区和无毒区", "a poison-free zone and a non-poison zone", ["non-poison zone"], id="beside-a-right-one"
        ),
    ],
)
def test_forbidden_term(zh: str, en: str, found: list[str]) -> None:
    assert check("forbidden-term", (zh, en)) == found


@pytest.mark.parametrize(
    ("zh", "en", "missing"),
    [
        pytest.param("联系人会议", "a meeting", ["联系人"], id="missing"),
        pytest.param("联系人会议", "a meeting of focal points", [], id="plural"),
        pytest.param("使条约生效", "bring the treaty into force", [], id="apart"),
        pytest.param("议定书已经生效", "the protocol is in force", [], id="state-for-event"),
        pytest.param("条约的普遍性", "a universal treaty", [], id="derived"),
        pytest.param("北方无毒区和南方无毒区", "poison-free zones in the North and the South", [], id="coordination"),
        pytest.param("北方无毒区和南方无毒区", "the poison-free zone in the North", ["南方无毒区"], id="one-of-two"),
        pytest.param("该联系人表示同意", "They agreed", [], id="reference-by-pronoun"),
        pytest.param("联系人表示同意", "They agreed", ["联系人"], id="pronoun-without-reference"),
        pytest.param("联系人", "联系人", [], id="left-in-chinese-is-reported-elsewhere"),
        pytest.param("联系人", "", [], id="no-english"),
    ],
)
def test_missing_term(zh: str, en: str, missing: list[str]) -> None:
    assert check("missing-term", (zh, en)) == missing


def test_a_short_reference_counts_after_the_first_mention() -> None:
    mention = ("河流委员会开会。", "The River Commission met.")
    assert check("missing-term", mention, ("河流委员会同意。", "The Commission agreed.")) == []
    assert check("missing-term", ("河流委员会同意。", "The Commission agreed.")) == ["河流委员会"]


@pytest.mark.parametrize(
    ("zh", "en", "found"),
    [
        pytest.param("埃拉·索拉维女士", "Ms. Ella Solavy", ["Ella Solavy"], id="misspelt-name"),
        pytest.param("埃拉·索拉维女士", "Ms. Ella Solavi", [], id="right"),
        pytest.param("早期预警", "early warming", ["early warming"], id="misspelt-word"),
        pytest.param(
            "南河毒物区", "the Zone South River Poison Free", ["Zone South River Poison Free"], id="other-order"
        ),
        pytest.param(
            "南河毒物区", "South River Poison Control Zone", ["South River Poison Control Zone"], id="word-replaced"
        ),
        pytest.param("河流条约组织(河约组织)", "River Treaty Organization (RIVTO)", [], id="abbreviation"),
    ],
)
def test_near_form(zh: str, en: str, found: list[str]) -> None:
    assert check("near-form", (zh, en)) == found


def test_wrong_term() -> None:
    zh = "《河流条约》规定，河流条约组织应开会。"
    assert check("wrong-term", (zh, "Under the RIVT, the RIVTO shall meet.")) == []
    (finding,) = findings("wrong-term", (zh, "Under the RIVT, the RIVT shall meet."))
    assert (finding.zh_term, finding.expected, finding.target_span) == (
        "河流条约组织",
        "River Treaty Organization or RIVTO",
        Span(1, 20, 24),
    )


@pytest.mark.parametrize(
    ("check_id", "zh", "en", "found"),
    [
        pytest.param("number-mismatch", "共456次", "456 tests", [], id="same"),
        pytest.param("number-mismatch", "共456次", "465 tests", ["465"], id="changed"),
        pytest.param(
            "number-mismatch", "共456次", "many tests", ["456 of the Chinese is not in the English"], id="lost"
        ),
        pytest.param("number-mismatch", "许多次", "456 tests", ["456"], id="added"),
        pytest.param("number-mismatch", "42万居民", "420,000 inhabitants", [], id="wan"),
        pytest.param("number-mismatch", "其余八个国家", "the six remaining States", ["six"], id="words"),
        pytest.param("number-mismatch", "各国一致同意", "the two sides agreed as one", [], id="grammar"),
        pytest.param("number-mismatch", "二十国集团", "the G20", [], id="group"),
        pytest.param("number-mismatch", "成立一百周年", "the centenary", [], id="centenary"),
        pytest.param("number-mismatch", "五十年来", "for half a century", [], id="half-a-century"),
        pytest.param("number-mismatch", "通过决定", "the G20, a decade after the centenary", [], id="loose"),
        pytest.param("percent-mismatch", "一成不变", "carved in stone", [], id="idiom"),
        pytest.param("document-symbol", "EC-100/DEC.3号", "EC-100/DEC.8", ["EC-100/DEC.8"], id="symbol-with-hyphen"),
        pytest.param("number-mismatch", "五千多年", "for 5,000 years", [], id="roughly"),
        pytest.param("number-mismatch", "456次，456次", "456 tests", [], id="repetition"),
        pytest.param("ordinal-mismatch", "第七十四届会议", "seventy-fifth session", ["seventy-fifth"], id="ordinal"),
        pytest.param("ordinal-mismatch", "第十四条", "article XIV", [], id="roman"),
        pytest.param("ordinal-mismatch", "十周年", "tenth anniversary", [], id="anniversary"),
        pytest.param("date-mismatch", "2016 年 8 月 29 日", "29 August 2016", [], id="date"),
        pytest.param("date-mismatch", "2016 年 8 月 29 日", "19 August 2016", ["19 August 2016"], id="day-changed"),
        pytest.param(
            "date-mismatch",
            "2016 年 8 月 29 日",
            "in 2016",
            ["2016 年 8 月 29 日 of the Chinese is not in the English"],
            id="year-only",
        ),
        pytest.param("date-mismatch", "8 月 28 日至 29 日", "on 28 and 29 August", [], id="two-days"),
        pytest.param(
            "date-mismatch", "8 月 28 日至 29 日", "on 28 and 29 July", ["29 July"], id="one-month-for-two-days"
        ),
        pytest.param("percent-mismatch", "减少了 17%", "by 27 per cent", ["27 per cent"], id="percent"),
        pytest.param("percent-mismatch", "百分之五", "5 per cent", [], id="percent-in-characters"),
        pytest.param("document-symbol", "A/RES/70/57", "A/RES/70/75", ["A/RES/70/75"], id="symbol"),
        pytest.param("untranslated-chinese", "塞梅", "in 塞梅.", ["塞梅"], id="chinese"),
        pytest.param("full-width-punctuation", "界，", "world，and", ["，"], id="full-width"),
        pytest.param("full-width-punctuation", "界", "“world” – it’s", [], id="typographic"),
        pytest.param("doubled-space", "条约", "the  treaties", ["  "], id="doubled-space"),
        pytest.param("repeated-word", "废除", "abolition of of it", ["of of"], id="repeated"),
        pytest.param("repeated-word", "说", "said that that was Wagga Wagga", [], id="rightly-repeated"),
        pytest.param("space-before-punctuation", "化，", "modernization , it", [" ,"], id="space-before"),
        pytest.param("missing-space", "和平，", "peace,and see www.a,b.org", [","], id="missing-space"),
        pytest.param("doubled-punctuation", "器，", "weapons,, and ...", [",,"], id="doubled-comma"),
        pytest.param("unpaired-bracket", "(甲)", "(a) and (b", ["("], id="bracket"),
        pytest.param("unpaired-bracket", "甲", "a) first; b) second", [], id="list"),
        pytest.param("untranslated-unit", "会议开幕", "会议开幕", ["会议开幕"], id="untranslated"),
    ],
)
def test_figures_and_form(check_id: str, zh: str, en: str, found: list[str]) -> None:
    assert check(check_id, (zh, en)) == found


def test_a_quotation_may_run_over_units() -> None:
    assert check("unpaired-bracket", ("甲说：“一。", "He said: “One."), ("二。”", "Two.”")) == []
    assert check("unpaired-bracket", ("甲说：“一。", "He said: “One."), ("二。", "Two.")) == ["“"]


def test_a_year_may_be_repeated_from_the_context() -> None:
    assert check("number-mismatch", ("2015年开会。", "It met in 2015."), ("当时同意。", "In 2015, it agreed.")) == []
    assert check("number-mismatch", ("当时同意。", "In 2015, it agreed.")) == ["2015"]


@pytest.mark.parametrize(
    ("check_id", "pairs", "messages"),
    [
        ("omitted-paragraph", [("1. 甲", "1. A"), ("2. 乙", "")], ["this Chinese paragraph has no English: 乙"]),
        ("omitted-paragraph", [("1. 甲", ""), ("2. 乙", "")], []),
        ("added-paragraph", [("", "A note")], ["A note"]),
        ("merged-paragraphs", [("1. 甲\n2. 乙", "1. A and B")], ["2 paragraphs of the Chinese merged into 1"]),
        ("split-paragraph", [("1. 甲", "1. A\nB")], ["1 paragraph of the Chinese split into 2"]),
        ("label-mismatch", [("1. 甲", "1. A"), ("一、乙", "I. B")], []),
        ("label-mismatch", [("2. 甲", "3. A")], ["A"]),
        ("label-mismatch", [("1. 甲\n2. 乙", "1. A and B")], ["the number 2 of the Chinese is not in the English"]),
        ("label-gap", [("1. 甲", "1. A"), ("乙", "B"), ("丙", "3. C")], ["the numbering jumps from 1 to 3"]),
        ("label-gap", [("1. 甲", "1. A"), ("乙", "1. B")], ["number 1 stands twice"]),
        # The omission says it all, and so does a number that is lost or another one.
        ("label-gap", [("1. 甲", "1. A"), ("2. 乙", ""), ("3. 丙", "3. C")], []),
        ("label-gap", [("1. 甲", "1. A"), ("2. 乙", "B"), ("3. 丙", "3. C")], []),
        ("label-gap", [("1. 甲", "1. A"), ("2. 乙", "1. B"), ("3. 丙", "3. C")], []),
        ("label-gap", [("1. 甲", "1. A"), ("3. 丙", "3. C")], []),
    ],
)
def test_alignment(check_id: str, pairs: list[Pair], messages: list[str]) -> None:
    assert check(check_id, *pairs) == messages


@pytest.mark.parametrize(
    ("english", "found"),
    [
        pytest.param(["One.", "", ""], [], id="so-far"),
        pytest.param(["One.", "", "Three.", ""], ["二。"], id="passed-over"),
        pytest.param(["", "", "", "Four."], ["一。", "二。", "三。"], id="from-the-end"),
    ],
)
def test_what_is_translated_here_lacks_nothing_that_is_still_to_come(english: list[str], found: list[str]) -> None:
    """Typed English has no paragraph number; imported English has."""
    units = [Unit(str(i), zh, en) for i, (zh, en) in enumerate(zip("一二三四", english, strict=False))]
    units = [replace(unit, source=f"{unit.source}。") for unit in units]
    messages = [each.message for each in run_checks([Review("d", tuple(units))], TERMS, only=["omitted-paragraph"])]
    assert messages == [f"this Chinese paragraph has no English: {zh}" for zh in found]


@pytest.mark.parametrize(
    ("zh", "en", "message"),
    [
        pytest.param("甲。", "A.\nB.", "1 sentence of the Chinese split into 2", id="split"),
        pytest.param("甲。\n乙。", "A.", "2 sentences of the Chinese merged into 1", id="merged"),
        pytest.param("", "A.", "this English sentence has no Chinese: A.", id="added"),
    ],
)
def test_at_sentence_level_sentences_are_told_of(zh: str, en: str, message: str) -> None:
    units = (Unit("1", zh, en, paragraph="1"), Unit("2", "丙。", "C.", paragraph="par 2"))
    alignment = ["split-paragraph", "merged-paragraphs", "added-paragraph"]
    assert [each.message for each in run_checks([Review("d", units)], TERMS, only=alignment)] == [message]


def test_moved_paragraph() -> None:
    units = [
        Unit(str(n), f"{n}. 甲", f"{n}. A", source_numbers=(n,), target_numbers=(t,))
        for n, t in ((1, 1), (2, 3), (3, 2))
    ]
    (finding,) = run_checks([Review("d", tuple(units))], TERMS, only=["moved-paragraph"])
    assert finding.message == "stands at another place in the English than in the Chinese: A"


def test_pieces_of_one_english_paragraph_stand_where_they_belong() -> None:
    """Where a pair was split, both halves of its English have the number of the paragraph that they come from."""
    units = [
        Unit(str(n), f"{n}. 甲", f"{n}. A", source_numbers=(n,), target_numbers=(t,))
        for n, t in ((1, 1), (2, 2), (3, 2), (4, 3))
    ]
    assert not run_checks([Review("d", tuple(units))], TERMS, only=["moved-paragraph"])


def test_length_outlier() -> None:
    usual = (
        "会议讨论了本区域的水资源管理问题以及今后合作的方式。",
        "The meeting discussed water management in the region and ways to cooperate in future.",
    )
    pairs = [(usual[0], usual[1] + "x" * (i % 5)) for i in range(24)]
    assert check("length-outlier", *pairs) == []
    assert check("length-outlier", *pairs, (usual[0], "It met.")) == ["the English is unusually short for the Chinese"]


def test_names_are_spelt_alike() -> None:
    pairs = [("阿卜杜拉赫曼诺夫先生", "Mr. Abdrakhmanov")] * 3
    assert check("inconsistent-name", *pairs) == []
    assert check("inconsistent-name", *pairs, ("阿卜杜拉赫曼诺夫说", "said Abdurakhmanov")) == ["Abdurakhmanov"]
    assert check("inconsistent-name", *pairs, ("部长说", "said Abdurakhmanov")) == []


def test_the_same_chinese_reads_alike() -> None:
    zh = "会议决定继续审议这一问题。"
    assert check("inconsistent-translation", (zh, "It went on."), (zh, "It  went on.")) == []
    assert check("inconsistent-translation", (zh, "It went on."), (zh, "It continued.")) == ["It continued."]


@pytest.mark.parametrize(
    ("topic", "words", "found"),
    [
        pytest.param("管理", "in water management", [], id="same"),
        pytest.param("管理", "in water protection", ["protection"], id="one-word"),
        pytest.param("保护", "in water protection", [], id="another-in-chinese"),
        pytest.param("管理", "and water management", [], id="a-small-word"),
    ],
)
def test_what_the_chinese_repeats_reads_alike(topic: str, words: str, found: list[str]) -> None:
    first = (
        "主席报告了关于促进本区域水资源管理合作的第二次讨论会的结果。",
        "The Chair reported on the second seminar on promoting cooperation in water management in the region.",
    )
    zh = f"各方欢迎关于促进本区域水资源{topic}合作的第二次讨论会。"
    en = f"We welcome the second seminar on promoting cooperation {words} in the region."
    assert check("inconsistent-wording", first, (zh, en)) == found


def test_of_two_places_that_say_the_same_the_first_one_is_told() -> None:
    zh, en = (
        "各方欢迎关于促进本区域水资源管理合作的讨论会{}。",
        "We welcome the seminar on {} cooperation in the region, {}.",
    )
    words = (("甲", "promoting"), ("乙", "promoting"), ("丙", "fostering"))
    (finding,) = findings("inconsistent-wording", *((zh.format(n), en.format(word, n)) for n, word in words))
    assert finding.message == "'fostering' here, 'promoting' where the Chinese says the same in d, paragraph 1"


def test_the_same_english_for_another_chinese() -> None:
    en = "The meeting elected its Chair."
    assert check("same-translation", ("会议审议了预算。", en), ("会议选举了主席。", en)) == [en]
    assert check("same-translation", ("会议选举了主席。", en), ("会议选出了主席。", en), ("会议选举了主席。", en)) == []
    assert check("same-translation", ("谢谢。", "Thank you."), ("主席发言。", "Thank you.")) == []


def test_a_sentence_without_counterpart() -> None:
    zh = ["会议讨论了本区域的水资源管理问题以及今后合作的方式。", "主席感谢各国代表团在过去一年中所做的大量工作。"]
    en = [
        "The meeting discussed water management in the region and ways to cooperate in future.",
        "The Chair thanked all delegations for the great amount of work that they had done in the past year.",
    ]
    pairs = [("".join(zh), " ".join(en))] * 24
    assert check("omitted-sentence", *pairs) == check("added-sentence", *pairs) == []
    # Both are as long, and one cannot tell which one is lost.
    (finding,) = findings("omitted-sentence", *pairs, ("".join(zh), en[0]))
    assert finding.source_span == Span(25, 0, len(zh[0] + zh[1]))
    long = "Before it closed, " + ", ".join(["the Chair thanked the delegations"] * 7) + "."
    (finding,) = findings("added-sentence", *pairs, (zh[0], f"{long} {en[0]}"))
    assert finding.found == long
    assert check("omitted-sentence", *pairs, ("".join(zh), "; and ".join(en))) == []
    assert check("omitted-sentence", *pairs[:10], ("".join(zh), en[0])) == []


def test_inconsistent_term_is_a_hint() -> None:
    pairs = [("北方无毒区", "the Northern poison-free zone")] * 4
    (finding,) = findings("inconsistent-term", *pairs, ("北方无毒区", "the poison-free zone in the North"))
    assert (finding.found, finding.severity) == ("poison-free zone in the North", Severity.HINT)


def test_spans_are_counted_in_the_paragraph_without_its_marker() -> None:
    unit = Unit("u", "12. 甲共456次", "11. First\n12. There were 465 tests", source_numbers=(7,), target_numbers=(4, 5))
    (finding,) = run_checks([Review("d", (unit,))], TERMS, only=["number-mismatch"])
    assert finding.source_span == Span(7, 2, 5)
    assert finding.target_span == Span(5, 11, 14)
    assert finding.target_segments == (5,)
    assert (finding.found, finding.expected) == ("465", "456")


def test_an_unknown_check_is_refused() -> None:
    with pytest.raises(UsageError, match="unknown check 'no-such-check'"):
        run_checks([], TERMS, only=["no-such-check"])


@pytest.mark.parametrize(
    "text",
    [
        *("", "\n", "\0", "《》", "()", "·", "年月日", "a" * 5000, "百" * 500),
        *("1" * 5000, "第1" + ",000" * 2000, "一〇" * 3000, "hundred " * 3000, "(" + " " * 5000),
    ],
)
def test_no_text_raises(text: str) -> None:
    run_checks([Review("d", (Unit("1", text, text), Unit("2", text, ""), Unit("3", "", text)))], TERMS)
