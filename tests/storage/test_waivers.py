from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.errors import InputError, StorageError
from align_bench.model.waiver import Waiver
from align_bench.storage.waivers import add_waivers, read_waivers, remove_waivers

ONE = Waiver(
    "0a1b2c3d4e5f", "declaration", "u1", "number-mismatch", "as in the 2019 text", "Li", "2026-03-01T09:30:00+00:00",
    found="465",
)  # fmt: skip
TWO = Waiver(
    "1a1b2c3d4e5f", "报告", "u2-2", "near-form", 'the "old" name\\ stays\nfor now', "", "", term="裁研所", found="UNIDR"
)

REASON = """\
'''
as it is
[[waived]] is said here
'''"""
BY_HAND = f"""\
# Agreed on with the terminologist.
[[waived]]
finding = "0a1b2c3d4e5f"   # the first one
document = "declaration"
unit = "u1"
check = "number-mismatch"
reason = {REASON}
when = 2026-03-01T09:30:00+01:00
ticket = 17
"""


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    assert read_waivers(path) == ()
    add_waivers(path, [ONE])
    add_waivers(path, [TWO])
    assert read_waivers(path) == (ONE, TWO)
    assert path.read_text("utf-8").startswith("# Findings that were looked at")
    remove_waivers(path, [ONE.finding])
    assert read_waivers(path) == (TWO,)


def test_a_second_waiver_of_a_finding_takes_the_place_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    add_waivers(path, [ONE, TWO])
    other = Waiver(ONE.finding, ONE.document, ONE.unit, ONE.check, "another reason", "Wang", ONE.when)
    add_waivers(path, [other])
    assert read_waivers(path) == (TWO, other)


def test_what_people_wrote_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(BY_HAND, "utf-8")
    (first,) = read_waivers(path)
    assert first.reason == "as it is\n[[waived]] is said here\n"
    assert first.when == "2026-03-01T09:30:00+01:00"
    add_waivers(path, [TWO])
    assert path.read_text("utf-8").startswith(BY_HAND)
    assert read_waivers(path) == (first, TWO)


def test_comments_go_with_the_entry_below_them(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    add_waivers(path, [ONE])
    with path.open("a", encoding="utf-8") as stream:
        stream.write("\n# Why the second one stands: a long story.\n[[waived]] # here\n")
        stream.write('finding = "f"\ndocument = "d"\nunit = "u"\ncheck = "c"\nreason = "r"\n')
    remove_waivers(path, [ONE.finding])
    assert [waiver.finding for waiver in read_waivers(path)] == ["f"]
    assert "a long story" in path.read_text("utf-8")


def test_an_entry_that_cannot_be_cut_out_is_left_to_people(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(BY_HAND.replace("[[waived]] is", "[[waived]]\nis"), "utf-8")
    before = path.read_bytes()
    with pytest.raises(StorageError, match="written in a way"):
        remove_waivers(path, [ONE.finding])
    assert path.read_bytes() == before


@pytest.mark.parametrize(("text", "message"), [
    pytest.param("[[waived]]\nfinding = 'a'", "entry 1: has no document", id="key-missing"),
    pytest.param(BY_HAND + BY_HAND.replace(REASON, "' '"), "entry 2: has no reason", id="no-reason"),
    pytest.param(BY_HAND.replace('"u1"', "7"), "entry 1: unit = 7 is no text", id="number"),
    pytest.param("waived = 3", "no list", id="no-list"),
    pytest.param("waived = [3]", "no list", id="no-entries"),
    pytest.param("[[waived]]\nfinding = a", "line 2", id="no-toml"),
])  # fmt: skip
def test_an_error_names_entry_and_key(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        read_waivers(path)
    assert str(path) in caught.value.message
    assert message in caught.value.message
    assert caught.value.hint


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xff")
    with pytest.raises(InputError, match="UTF-8"):
        read_waivers(tmp_path / "a")
    (tmp_path / "b").mkdir()
    with pytest.raises(InputError, match="cannot be read"):
        read_waivers(tmp_path / "b")


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_NAME = st.text(st.characters(exclude_categories=["Cs", "Z", "C"]), min_size=1, max_size=12)


@given(
    st.lists(
        st.builds(Waiver, _NAME, _NAME, _NAME, _NAME, _NAME, _TEXT, _TEXT, _TEXT, _TEXT), unique_by=lambda w: w.finding
    )
)
def test_any_text_is_kept(tmp_path_factory: pytest.TempPathFactory, waivers: list[Waiver]) -> None:
    path = tmp_path_factory.mktemp("waivers") / "waivers.toml"
    add_waivers(path, waivers)
    assert read_waivers(path) == tuple(waivers)
    tomllib.loads(path.read_text("utf-8"))
    remove_waivers(path, {waiver.finding for waiver in waivers[::2]})
    assert read_waivers(path) == tuple(waivers[1::2])


def test_half_a_character_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    add_waivers(path, [Waiver("f", "d", "u", "c", "a\ud800b", "", "")])
    assert read_waivers(path)[0].reason == "a\ufffdb"
