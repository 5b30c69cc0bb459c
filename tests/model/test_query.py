from datetime import datetime, timedelta, timezone

import pytest

from align_bench.errors import UsageError
from align_bench.model.finding import Finding, Severity
from align_bench.model.query import parse_query
from align_bench.model.query_fields import FIELDS, Knowledge
from align_bench.model.unit import Status, Unit

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=timezone(timedelta(hours=8)))
UNIT = Unit(
    "u",
    "12. 无核武\n器区和ＣＴＢＴ",
    "12. The nuclear–weapon-free zone\nand “the Treaty”",
    status=Status.DRAFT,
    comment="see the Glossary",
    reviewer="Li Wei",
    # In Beijing it is the 21st already.
    updated="2026-11-20T17:30:00+00:00",
    confidence=0.75,
    label="12, 13",
)
FINDING = Finding("number-mismatch", "figures", Severity.ERROR, "d", "u", (12,), (12,), "x")


def holds(text: str, unit: Unit = UNIT, *findings: Finding) -> bool:
    return parse_query(text, Knowledge(NOW, ("number-mismatch", "missing-term"))).holds(unit, findings)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "status:draft",
        "status:final,draft",
        "STATUS:Draft",
        "-status:final",
        "is:open",
        "is:doubtful is:commented",
        "is:merged -is:locked",
        "zh:无核武器区",
        "zh:ctbt",
        'en:"NUCLEAR-WEAPON-FREE   zone and"',
        "en:treaty",
        '"the treaty"',
        "无核武器区 treaty",
        "comment:glossary",
        "label:13",
        "label:(12)",
        "reviewer:li",
        "-reviewer:none",
        "confidence:<0.9",
        "confidence:<=75%",
        "confidence:0.75",
        "-confidence:none",
        "changed:today",
        "changed:7d",
        "changed:2026-11-21",
        "changed:>=2026-11-01",
        "-changed:yesterday -changed:never",
        "shape:2-2",
        "finding:none",
        "-finding:any",
    ],
)
def test_a_query_that_holds(text: str) -> None:
    assert holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "status:final",
        "-status:draft",
        "is:done",
        "is:omitted",
        "is:added",
        "zh:treaty",
        "en:区",
        "treaties",
        "label:1",
        "reviewer:none",
        "confidence:>0.9",
        "confidence:none",
        "changed:never",
        "changed:2026-11-20",
        "changed:<2026-11-21",
        "shape:1-1",
        "finding:any",
        "status:draft en:nothing",
    ],
)
def test_a_query_that_does_not_hold(text: str) -> None:
    assert not holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "finding:any",
        "finding:error",
        "finding:figures",
        "finding:number-mismatch",
        "finding:number*",
        "finding:missing-term,error",
    ],
)
def test_findings(text: str) -> None:
    assert holds(text, UNIT, FINDING)
    assert not holds(text)
    assert holds(f"-{text}")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("stats:draft", "no field stats:; did you mean status:", "quotes"),
        ("http://x", "no field http:", "quotes"),
        ("status:darft", "status:darft: did you mean draft", "status:draft"),
        ("status:", "'status:' asks for nothing", "status:draft"),
        ("is:zzz", "is:zzz: there is open, done", "is:open"),
        ("finding:number-mismach", "did you mean number-mismatch", "finding:"),
        ("confidence:high", "a number from 0 to 1", "confidence:<0.9"),
        ("changed:soon", "there is today, yesterday", "changed:"),
        ("changed:2026-02-30", "there is today", "changed:"),
        ("shape:11", "two numbers", "shape:2-1"),
        ('""', "asks for nothing", "say what"),
        ("is:open OR is:locked", "only in quotes", "commas part values"),
        ("zh:条约 AND NOT status:draft", "AND is a word", "next to each other"),
    ],
)
def test_what_is_not_understood_is_told_with_what_there_is(text: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as raised:
        holds(text)
    assert message in raised.value.message
    assert hint in raised.value.hint


def test_words_are_what_a_view_may_highlight() -> None:
    assert parse_query('条约 en:"a zone" -zh:法 status:draft', Knowledge(NOW)).words == ("条约", "a zone")


def test_a_unit_that_was_never_changed() -> None:
    unit = Unit("u", "一", "", updated="")
    assert holds("changed:never is:omitted", unit)
    assert not holds("changed:today", unit)


def test_what_is_kept_is_not_in_the_unit() -> None:
    assert parse_query("is:kept", Knowledge(NOW, kept={"u"})).holds(Unit("u", "一", ""), ())
    assert not parse_query("is:kept", Knowledge(NOW)).holds(Unit("u", "一", ""), ())


@pytest.mark.parametrize("field", FIELDS)
def test_the_example_of_each_field_is_understood(field: str) -> None:
    assert parse_query(FIELDS[field].example, Knowledge(NOW)).conditions


def test_a_word_of_other_query_languages_is_looked_for_in_quotes() -> None:
    assert holds('"OR"', Unit("u", "一", "Pick A OR B"))
    assert holds("or", Unit("u", "一", "Pick A or B"))
