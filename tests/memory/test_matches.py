from dataclasses import replace

import pytest

from align_bench.memory.matches import Change, MatchKind, Memory, Query, changes_between, fitted
from align_bench.model.memory import MemoryEntry

SOURCES = (
    "1. 大会通过了关于海洋与海洋法的决议。",
    "2. 秘书长将向第七十五届会议提交报告。",
    "3. 会员国注意到执行情况。",
)
ENTRIES = tuple(
    MemoryEntry(source, target, "report", f"u{number}", updated="2026-01-01T00:00:00+00:00")
    for number, (source, target) in enumerate(
        zip(SOURCES, ("1. Oceans.", "2. A report.", "3. Member States noted."), strict=True)
    )
)
MEMORY = Memory(ENTRIES)


def test_the_same_text_is_exact_whatever_its_marker_and_width() -> None:
    (match,) = MEMORY.matches(Query("(b) 秘书长将向第七十五届会议提交报告。"))
    assert (match.kind, match.similarity, match.entry) == (MatchKind.EXACT, 1.0, ENTRIES[1])
    assert all(change.kind == "equal" for change in match.changes)


def test_the_same_text_between_the_same_neighbours_is_more() -> None:
    query = Query("秘书长将向第七十五届会议提交报告。", before=SOURCES[0], after=SOURCES[2])
    assert MEMORY.matches(query)[0].kind is MatchKind.CONTEXT
    assert MEMORY.matches(replace(query, after="别的。"))[0].kind is MatchKind.EXACT


def test_a_text_like_it_is_fuzzy_and_says_what_differs() -> None:
    (match,) = MEMORY.matches(Query("秘书长将向第七十六届会议提交一份报告。"))
    assert match.kind is MatchKind.FUZZY
    assert 0.7 <= match.similarity < 1
    assert [change for change in match.changes if change.kind != "equal"] == [
        Change("replace", "五", "六"),
        Change("insert", "", "一份"),
    ]


def test_a_text_unlike_all_has_no_match() -> None:
    assert MEMORY.matches(Query("本条约须经批准。")) == ()
    assert MEMORY.matches(Query("")) == ()


def test_the_unit_itself_is_no_match() -> None:
    assert MEMORY.matches(Query(SOURCES[1], origin="report", unit="u1")) == ()
    assert len(MEMORY.matches(Query(SOURCES[1], origin="another", unit="u1"))) == 1


def test_of_equal_matches_the_newest_is_first_and_the_same_pair_comes_once() -> None:
    older = replace(ENTRIES[1], origin="older", target="2. An old report.", updated="2020-01-01T00:00:00+00:00")
    undated = replace(ENTRIES[1], origin="undated", target="2. Some report.", updated="")
    twice = replace(ENTRIES[1], origin="twice")
    found = Memory((undated, older, *ENTRIES, twice)).matches(Query(SOURCES[1]))
    assert [match.entry.origin for match in found] == ["report", "older", "undated"]
    assert len(Memory((undated, older, *ENTRIES)).matches(Query(SOURCES[1]), limit=2)) == 2


def test_text_that_only_folding_would_change_counts_as_equal() -> None:
    assert changes_between("第１届“会议”", '第1届"会议"') == (Change("equal", "第１届“会议”", '第1届"会议"'),)


@pytest.mark.parametrize("text", ["\x00", "\ud800。", "a" * 10_000])
def test_hostile_texts_are_texts(text: str) -> None:
    (match,) = Memory((MemoryEntry(text * 2, "x", "d"),)).matches(Query(text * 2))
    assert match.kind is MatchKind.EXACT


def test_what_is_added_stands_for_what_its_unit_had() -> None:
    memory = Memory(ENTRIES)
    memory.remember(replace(ENTRIES[1], target="2. A better report."))
    memory.remember(replace(ENTRIES[1], unit="u9", source="完全不同的一句话。", target="Quite another."))
    assert [match.entry.target for match in memory.matches(Query(SOURCES[1]))] == ["2. A better report."]
    assert [match.entry.unit for match in memory.matches(Query("完全不同的一句话。"))] == ["u9"]
    assert len(memory) == 4
    memory.forget("report", "u9")
    memory.forget("report", "u9")
    assert memory.matches(Query("完全不同的一句话。")) == ()
    assert len(memory) == 3


@pytest.mark.parametrize(
    ("english", "source", "target", "placed"),
    [
        ("7. The treaty.", "12. 条约。", "", "12. The treaty."),
        ("The treaty.", "（一）条约。", "(a) A treaty.", "(a) The treaty."),
        ("7. The treaty.", "（一）条约。", "", "The treaty."),
        ("7. The treaty.\n8. More.", "条约。", "", "The treaty.\n8. More."),
        ("", "1. 条约。", "", "1. "),
    ],
)
def test_a_match_gets_the_marker_of_the_pair(english: str, source: str, target: str, placed: str) -> None:
    assert fitted(english, source, target) == placed
