from __future__ import annotations

import sys
from pathlib import Path

import pytest
from baselines import beads_of_links, gale_church, hunalign, ladder_beads

from align_bench.model.bitext import Bead

# Speaks hunalign's formats: reads the three files, pairs lines by words that the dictionary knows, prints the ladder.
PROGRAM = """\
import sys
from itertools import product
from pathlib import Path

*options, dictionary, source, target = sys.argv[1:]
assert options == ["-realign", "-utf"], options
words = {}
for line in Path(dictionary).read_text("utf-8").splitlines():
    target_word, source_word = line.split(" @ ")
    words.setdefault(source_word, set()).add(target_word)
zh, en = ([line.split(" ") for line in Path(p).read_text("utf-8").splitlines()] for p in (source, target))

def known(ours, theirs):
    return sum(bool(words.get(word, set()) & {w for line in theirs for w in line}) for line in ours for word in line)

best = {(0, 0): (0, None)}
for i, j in product(range(len(zh) + 1), range(len(en) + 1)):
    for m, n in ((1, 1), (1, 2), (2, 1), (1, 0), (0, 1)):
        if (i - m, j - n) in best:
            score = best[i - m, j - n][0] + known(zh[i - m : i], en[j - n : j]) - 0.5 * (m + n > 2) - (m * n == 0)
            if (i, j) not in best or score > best[i, j][0]:
                best[i, j] = score, (i - m, j - n)
rung = (len(zh), len(en))
ladder = []
while rung:
    ladder.append(rung)
    rung = best[rung][1]
print("Reading dictionary...", file=sys.stderr)
for i, j in reversed(ladder):
    print(i, j, 0.3, sep="\\t")
"""

ZH = ["委员会举行会议。", "秘书处提交了报告。", "他们讨论河流和水。", "……", "主席感谢代表。"]
EN = [
    "The committee held a meeting.",
    "The secretariat submitted",
    "its report.",
    "They discussed rivers and water.",
    "...",
    "The chairman thanked the representatives.",
]
BEADS = (Bead((0,), (0,)), Bead((1,), (1, 2)), Bead((2,), (3,)), Bead((3,), (4,)), Bead((4,), (5,)))


def program(folder: Path, text: str) -> str:
    path = folder / "hunalign"
    path.write_text(f"#!{sys.executable}\n{text}", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_hunalign_gets_words_stems_and_dictionary_and_its_ladder_is_read(tmp_path: Path) -> None:
    assert hunalign(ZH, EN, program(tmp_path, PROGRAM)) == BEADS


def test_what_hunalign_complains_of_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="ended with 7: no memory"):
        hunalign(ZH, EN, program(tmp_path, "import sys; print('no memory', file=sys.stderr); sys.exit(7)"))


@pytest.mark.parametrize(
    ("ladder", "beads"),
    [
        pytest.param("0\t0\t0.3\n1\t1\t0.2\n2\t3\t-0.1\n", [((0,), (0,)), ((1,), (1, 2))], id="with its last rung"),
        pytest.param("0\t0\t0.3\n1\t1\t0.2\n", [((0,), (0,)), ((1,), (1, 2))], id="without"),
        pytest.param("0\t0\t1\n0\t1\t1\n2\t1\t0\n2\t3\t0\n", [((), (0,)), ((0, 1), ()), ((), (1, 2))], id="nulls"),
    ],
)
def test_ladder(ladder: str, beads: list[tuple[tuple[int, ...], tuple[int, ...]]]) -> None:
    assert ladder_beads(ladder, 2, 3) == tuple(Bead(*bead) for bead in beads)


def test_links_become_beads() -> None:
    links = [(0, 0), (1, 1), (1, 2), (2, 3), (2, 4), (3, 3), (3, 4), (5, 5), (6, 5)]
    assert beads_of_links(links, 7, 7) == (
        Bead((0,), (0,)),
        Bead((1,), (1, 2)),
        Bead((2, 3), (3, 4)),
        Bead((5, 6), (5,)),
        Bead((4,), ()),
        Bead((), (6,)),
    )


def test_gale_church_follows_the_lengths() -> None:
    pytest.importorskip("nltk")
    zh = ["一" * n for n in (10, 4, 30, 12)]
    en = ["x" * n for n in (31, 12, 44, 47, 35)]
    assert gale_church(zh, en) == (Bead((0,), (0,)), Bead((1,), (1,)), Bead((2,), (2, 3)), Bead((3,), (4,)))


def test_gale_church_survives_lengths_far_apart() -> None:
    pytest.importorskip("nltk")
    zh = ["一" * n for n in (10, 4000, 12, 10)]
    en = ["x" * n for n in (31, 12000, 36, 31)]
    assert gale_church(zh, en) == tuple(Bead((k,), (k,)) for k in range(4))
