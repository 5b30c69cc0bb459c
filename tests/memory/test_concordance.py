import pytest

from align_bench.memory.concordance import Concordance
from align_bench.model.memory import MemoryEntry

ENTRIES = (
    MemoryEntry(
        "《条约》的缔约国设立了无核武\n器区。", "The States Parties to the “Treaty” have\nestablished zones.", "a"
    ),
    MemoryEntry(
        "缔约国大会和ＣＴＢＴ。", "The CONFERENCE of the states parties; treaties and a treaty-based body.", "b"
    ),
)
CONCORDANCE = Concordance(ENTRIES)


def keywords(text: str) -> list[tuple[str, str]]:
    return [(place.entry.origin, place.keyword) for place in CONCORDANCE.find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("缔约国", [("a", "缔约国"), ("b", "缔约国")], id="Chinese"),
        pytest.param("无核武器区", [("a", "无核武\n器区")], id="over the end of a line"),
        pytest.param("无 核武器", [("a", "无核武\n器")], id="white space in what is looked for"),
        pytest.param("缔*了", [("a", "缔约国设立了")], id="a gap in Chinese"),
        pytest.param("国*CTBT", [("b", "国大会和ＣＴＢＴ")], id="width, in Chinese"),
        pytest.param("states parties", [("a", "States Parties"), ("b", "states parties")], id="case"),
        pytest.param('"treaty"', [("a", "“Treaty”")], id="quotes"),
        pytest.param("have established", [("a", "have\nestablished")], id="English over the end of a line"),
        pytest.param("treaty", [("a", "Treaty"), ("b", "treaty")], id="whole words only"),
        pytest.param("treat*", [("a", "Treaty"), ("b", "treaties"), ("b", "treaty")], id="the rest of a word"),
        pytest.param("reaty", [], id="not within a word"),
        pytest.param("part* to", [("a", "Parties to")], id="a word's rest before another word"),
        pytest.param(".", [("a", "."), ("b", ".")], id="no regular expression"),
        pytest.param("zones. the", [], id="not from one text into the next"),
        pytest.param("* *", [], id="nothing to look for"),
        pytest.param("", [], id="empty"),
    ],
)
def test_find(text: str, found: list[tuple[str, str]]) -> None:
    assert keywords(text) == found


def test_a_place_has_its_context_and_its_counterpart() -> None:
    (place,) = CONCORDANCE.find("设立")
    assert (place.before, place.keyword, place.after) == ("《条约》的缔约国", "设立", "了无核武\n器区。")
    assert place.counterpart == ENTRIES[0].target


def test_the_language_can_be_said() -> None:
    assert [place.language for place in CONCORDANCE.find("CTBT", language="zh")] == ["zh"]
    assert list(CONCORDANCE.find("CTBT")) == []
