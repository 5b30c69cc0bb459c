from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from bench_data import GoldBitext, bitext_folders, read_folder, write_bitext
from large_text import Rewriter, invented_name, known_names, long_bitext, paragraphs_of
from systems import GALE_CHURCH, OURS, SHARED, run, why_not

from align_bench.align.aligner import align_segments
from align_bench.errors import InputError
from align_bench.model.bitext import Bead, check_beads
from align_bench.model.document import Segment

LINES = [
    ("这条河流经洛维纳。", ["The river runs through Lovina."]),
    ("洛维纳有12座桥，建于1987年。", ["There are 12 bridges in Lovina.", "They were built in 1987."]),
    ("秘书处提交了报告。", ["The secretariat submitted a report."]),
    ("委员会将在洛维纳开会。", ["The commission, which has met in Lovina, will meet in Lovina again."]),
    ("代表们讨论了水位问题。", ["The representatives discussed water levels."]),
]


@pytest.fixture
def bitext() -> GoldBitext:
    source: list[Segment] = []
    target: list[Segment] = []
    beads: list[Bead] = []
    for zh, en in LINES:
        beads.append(Bead((len(source),), tuple(range(len(target), len(target) + len(en)))))
        source.append(Segment(zh, 0))
        target += [Segment(text, 0) for text in en]
    return GoldBitext("small/rivers", tuple(source), tuple(target), tuple(beads))


def test_names_are_found_where_they_stand_on_both_sides(bitext: GoldBitext) -> None:
    assert known_names(bitext) == [("洛维纳", "Lovina")]


def test_names_and_figures_become_the_same_on_both_sides() -> None:
    rewrite = Rewriter({("洛维纳", "Lovina"): ("沙拉", "Shala")}, {}, Random(1))
    zh, en = rewrite(["洛维纳有12座桥。"], ["Lovina has 12 bridges", "since 1987"])
    assert (zh[0][:2], en[0][:5], en[1]) == ("沙拉", "Shala", "since 1987")
    assert re.findall("[0-9]+", zh[0]) == re.findall("[0-9]+", en[0])
    assert rewrite(["12"], ["12"]) == (re.findall("[0-9]+", zh[0]), re.findall("[0-9]+", zh[0]))
    assert all(chinese and english.istitle() for chinese, english in (invented_name(Random(k)) for k in range(20)))


def test_a_long_text_has_every_segment_in_one_bead_and_is_the_same_again(bitext: GoldBitext) -> None:
    text = long_bitext([bitext], 500, seed=3)
    assert len(text.source) >= 500
    check_beads(text.gold, len(text.source), len(text.target))
    assert long_bitext([bitext], 500, seed=3) == text
    assert long_bitext([bitext], 500, seed=4).source != text.source
    assert len({segment.text for segment in text.source}) > 50


def test_paragraphs_hold_the_same_on_both_sides(bitext: GoldBitext) -> None:
    source, target = paragraphs_of(long_bitext([bitext], 500, seed=3), 40, seed=1)
    assert len(source) == len(target) == 40
    assert all(ours.text and theirs.text for ours, theirs in zip(source, target, strict=True))


def test_a_system_is_run_over_a_folder_in_its_own_process(bitext: GoldBitext, tmp_path: Path) -> None:
    write_bitext(tmp_path, bitext)
    again = read_folder(tmp_path)
    assert [(b.source, b.target, b.gold) for b in again] == [(bitext.source, bitext.target, bitext.gold)]
    done = run(OURS, tmp_path)
    found = align_segments(bitext.source, bitext.target)
    assert done.beads == (tuple(Bead(bead.source, bead.target) for bead in found),)
    assert done.cpu > 0
    assert done.megabytes > 20


def test_what_cannot_be_run_says_why(bitext: GoldBitext) -> None:
    assert why_not(OURS, [bitext]) == ""
    assert why_not(SHARED, [bitext]) == "one document alone"
    pytest.importorskip("nltk")
    assert "4000" in why_not(GALE_CHURCH, [long_bitext([bitext], 5000, seed=1)])


def test_folders_and_a_gold_of_another_text(bitext: GoldBitext, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    with pytest.raises(InputError, match=r"no NAME\.gold\.align in it"):
        bitext_folders(tmp_path)
    write_bitext(tmp_path / "two", bitext)
    assert bitext_folders(tmp_path) == bitext_folders(tmp_path / "two") == [tmp_path / "two"]
    (tmp_path / "two/rivers.en.txt").write_text("One line.\n")
    with pytest.raises(InputError, match=r"rivers\.gold\.align: target segment 5 .* the text has 1 lines"):
        read_folder(tmp_path / "two")
