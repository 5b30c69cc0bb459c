"""Comments as threads: what people write in cells, and what two of them have written, is all there."""

from __future__ import annotations

import pytest

from align_bench.model.edits import Stamp
from align_bench.model.merging.merge import merge
from align_bench.model.threads import (
    RESOLVED,
    Entry,
    add_comment,
    is_resolved,
    joined_threads,
    parse_thread,
    with_entry,
)
from align_bench.model.unit import Review, Unit

LI = Stamp("Li", "2031-04-08T09:30:12+08:00")
FIRST = "Li (2031-04-08 09:30): Is this the same network?"
SECOND = "Wang (2031-04-09 10:00): Yes, see the annex."


def test_entries_say_who_when_and_what() -> None:
    assert parse_thread(f"{FIRST}\n{SECOND}") == (
        Entry("Li", "2031-04-08 09:30", "Is this the same network?"),
        Entry("Wang", "2031-04-09 10:00", "Yes, see the annex."),
    )


@pytest.mark.parametrize(
    "text",
    ["Why?", "Two lines,\nwithout blank", "One\n\nand another", "Note: see (2) above", "a" * 2000, "Li (later): x"],
)
def test_an_older_comment_is_one_entry_of_nobody_known(text: str) -> None:
    assert parse_thread(text) == (Entry("", "", text),)
    assert parse_thread(with_entry(text, Entry("Li", "2031-04-08", "Because")))[0].text == text


@pytest.mark.parametrize("text", ["", "  ", "\n\n"])
def test_an_empty_comment_has_none(text: str) -> None:
    assert parse_thread(text) == ()
    assert with_entry(text.strip(), Entry("Li", "2031-04-08", "x")) == "Li (2031-04-08): x"


def test_what_is_typed_below_in_a_spreadsheet_is_an_entry() -> None:
    typed = f"{FIRST}\nno, another one\nreally\n{SECOND}\n王芳 (2031-04-10): 好"
    assert [(entry.who, entry.text) for entry in parse_thread(typed)] == [
        ("Li", "Is this the same network?"),
        ("", "no, another one\nreally"),
        ("Wang", "Yes, see the annex."),
        ("王芳", "好"),
    ]


@pytest.mark.parametrize("text", ["One line", "Two\nlines", "With\n\na gap", "  set in\n  too", "A:\n  - a\n    - b"])
def test_every_text_comes_back(text: str) -> None:
    comment = with_entry(with_entry("old", Entry("Li", "2031-04-08 09:30", text)), Entry("Wang", "2031-04-09", "x"))
    assert parse_thread(comment)[1] == Entry("Li", "2031-04-08 09:30", text.strip())
    assert comment.startswith("old\n")


def test_a_name_is_one_line_and_never_empty() -> None:
    assert with_entry("", Entry("Li\nWei", "2031-04-08", "x")) == "Li Wei (2031-04-08): x"
    assert with_entry("", Entry("", "2031-04-08", "x")) == "? (2031-04-08): x"


def test_a_thread_is_resolved_until_somebody_goes_on() -> None:
    unit = Unit("u", "一", "One", comment=FIRST)
    resolved = add_comment(unit, RESOLVED, LI).changes[0].after[0]
    assert resolved.comment == f"{FIRST}\nLi (2031-04-08 09:30): [resolved]"
    assert is_resolved(resolved.comment)
    assert is_resolved(f"{FIRST}\n[Resolved] in the annex")
    assert not is_resolved(add_comment(resolved, "Not yet", LI).changes[0].after[0].comment)
    assert not is_resolved(FIRST)
    assert not is_resolved("")


@pytest.mark.parametrize(
    ("ours", "theirs", "joined"),
    [
        pytest.param(f"a\n{FIRST}", f"a\n{SECOND}", f"a\n{FIRST}\n{SECOND}", id="by time"),
        pytest.param(f"a\n{SECOND}", f"a\n{FIRST}", f"a\n{FIRST}\n{SECOND}", id="by time, turned round"),
        pytest.param(f"a\n{FIRST}\n{SECOND}", f"a\n{FIRST}", f"a\n{FIRST}\n{SECOND}", id="the same once"),
        pytest.param("a\nby hand", f"a\n{FIRST}", f"a\n{FIRST}\nby hand", id="by hand last"),
        pytest.param("a\none", "a\ntwo", "a\none\ntwo", id="both by hand"),
        pytest.param("a\none\ntwo", "a\ntwo", "a\none\ntwo", id="by hand, what the other has too"),
        pytest.param("a\none", f"a\n{FIRST}\ntwo", f"a\n{FIRST}\none\ntwo", id="both by hand, one behind an entry"),
        pytest.param("b", f"a\n{FIRST}", None, id="changed"),
        pytest.param("a more", f"a\n{FIRST}", None, id="changed in the line"),
    ],
)
def test_what_both_sides_add_is_joined(ours: str, theirs: str, joined: str | None) -> None:
    assert joined_threads("a", ours, theirs) == joined
    assert joined_threads("a", theirs, ours) == joined


def test_a_merge_has_the_entries_of_both() -> None:
    base, ours, theirs = (
        Review("r", (Unit("u", "一", "One", comment=comment, reviewer=who, updated=when),))
        for comment, who, when in (
            ("", "", ""),
            (FIRST, "Li", "2031-04-08T09:30:00+00:00"),
            (SECOND, "Wang", "2031-04-09T10:00:00+00:00"),
        )
    )
    merged = merge(base, ours, theirs)
    assert merged.review.units[0].comment == f"{FIRST}\n{SECOND}"
    assert merged.review.units[0].reviewer == "Wang"
    assert not merged.conflicts
    assert [(taken.field, taken.side) for taken in merged.taken] == [("comment", "both")]
