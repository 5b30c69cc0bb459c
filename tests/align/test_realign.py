from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.lines import lines
from align_bench.align.aligner import in_order
from align_bench.align.constraints import Constraints, Pairs
from align_bench.align.lexicon import Lexicon, learnt
from align_bench.align.paragraphs import align_paragraphs
from align_bench.align.realign import Realigned, realign
from align_bench.errors import AlignmentError
from align_bench.formats.plain import read_document
from align_bench.model.bitext import Bead, check_beads
from align_bench.model.document import Kind, Language, Level, Paragraph
from align_bench.text.sentences import split_sentences

CHINESE = (
    "关于界河管理的联合声明",
    "双方代表团于2020年9月3日在松原镇会晤。会谈在友好的气氛中进行。",
    "1. 重申2011年签订的渡口协定仍然有效。",
    "2. 欢迎成立联合水文小组，该小组将每季度交换一次测量结果。",
    "3. 承诺在洪水季节互相通报水库的放水计划。",
    "4. 鼓励两岸的学校组织学生交流和夏令营。",
    "5. 决定共同出资修复被冰凌损坏的铁路桥。",
    "6. 感谢世界气象组织提供的技术援助。",
)
ENGLISH = (
    "Joint statement on the management of the border river",
    "The delegations met in Songyuan on 3 September 2020. The talks were held in a friendly atmosphere.",
    "1. Reaffirmed that the ferry agreement signed in 2011 remained in force.",
    "2. Welcomed the establishment of a joint hydrological group, which would exchange measurements quarterly.",
    "3. Undertook to inform each other of plans to release water from reservoirs during the flood season.",
    "4. Encouraged schools on both banks to organize student exchanges and summer camps.",
    "5. Decided to finance jointly the repair of the railway bridge damaged by ice.",
    "6. Thanked the World Meteorological Organization for its technical assistance.",
)
SAMPLES = ("lintor-joint-statement-2022", "merath-declaration-2021")
Lines = tuple[Paragraph, ...]


def cut(paragraphs: Lines, language: Language) -> Lines:
    """Each sentence as a line of its own, with the number of its paragraph."""
    return tuple(
        replace(p, text=part) if k == 0 else replace(p, text=part, marker="", label=None)
        for p in paragraphs
        for k, part in enumerate(split_sentences(p.text, language))
    )


@cache
def document(level: Level, name: str = "") -> tuple[Lines, Lines, Lexicon, tuple[Bead, ...]]:
    """Both texts, the lexicon learnt while they were aligned, and their beads."""
    if name:
        root = Path(__file__).resolve().parents[2]
        source = read_document(root / "sources" / f"{name}.zh.txt", "zh", name=name).body
        target = read_document(root / "translations" / f"{name}.en.txt", "en", name=name).body
    else:
        source, target = lines(CHINESE, "zh"), lines(ENGLISH, "en")
    beads = align_paragraphs(source, target)
    if level == "paragraph":
        return source, target, learnt(source, target), beads.paragraphs
    source, target = cut(source, "zh"), cut(target, "en")
    return source, target, learnt(source, target, level=level), beads.sentences


def realigned(level: Level, name: str = "", *, around: Bead | None = None, **constraints: object) -> Realigned:
    source, target, lexicon, beads = document(level, name)
    return realign(lexicon, source, target, beads, Constraints(**constraints), around=around)  # type: ignore[arg-type]


def pairs(beads: tuple[Bead, ...]) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    return {(bead.source, bead.target) for bead in beads}


LEVELS: tuple[Level, ...] = ("paragraph", "sentence")


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", ["", *SAMPLES])
def test_without_constraints_everything_stays_as_it_was_aligned(level: Level, name: str) -> None:
    source, target, lexicon, beads = document(level, name)
    alone = [Bead((i,), ()) for i in range(len(source))] + [Bead((), (j,)) for j in range(len(target))]
    assert realign(lexicon, source, target, beads, Constraints()) == Realigned(beads, (), ())
    assert pairs(realign(lexicon, source, target, alone, Constraints()).beads) == pairs(beads)


def test_a_fixed_bead_stays_and_its_neighbours_go_elsewhere() -> None:
    fixed = Bead((4,), (5,))
    found = realigned("paragraph", fixed=(fixed,), around=fixed)
    assert Bead((4,), (5,), 1.0) in found.added
    assert pairs(found.added) in ({((4,), (5,)), ((5,), (4,))}, {((4,), (5,)), ((5,), ()), ((), (4,))})
    assert pairs(found.removed) == {((4,), (4,)), ((5,), (5,))}
    assert ((4,), (4,)) not in pairs(found.beads)
    assert {((3,), (3,)), ((6,), (6,))} <= pairs(found.beads)


def test_the_neighbourhood_of_a_moved_boundary_is_mended() -> None:
    """Every pair was one too far down; confirming one of them right brings the others back."""
    source, target, lexicon, right = document("paragraph")
    wrong = [Bead((), (0,)), *(Bead((k,), (k + 1,), 0.4) for k in range(7)), Bead((7,), ())]
    fixed = Bead((3,), (3,))
    found = realign(lexicon, source, target, wrong, Constraints((fixed,)), around=fixed)
    assert pairs(found.beads) == pairs(right)
    assert found.removed == tuple(sorted(wrong, key=lambda bead: bead.source or (-1,)))


@cache
def long_document() -> tuple[Lines, Lines, Lexicon, tuple[Bead, ...]]:
    """160 paragraphs, each told from its likes by a number."""
    source = lines(tuple(f"{text}第{k}号。" for k in range(20) for text in CHINESE), "zh")
    target = lines(tuple(f"{text} No. {k}." for k in range(20) for text in ENGLISH), "en")
    right = tuple(Bead((k,), (k,)) for k in range(len(source)))
    return source, target, learnt(source, target, right), right


def drifted(start: int, stop: int) -> list[Bead]:
    """The right beads of the long document with those from start to stop one out of step."""
    right = long_document()[3]
    return [
        *right[:start],
        Bead((), (start,)),
        *(Bead((k,), (k + 1,)) for k in range(start, stop - 1)),
        Bead((stop - 1,), ()),
        *right[stop:],
    ]


def test_a_neighbourhood_grows_until_the_paths_meet() -> None:
    source, target, lexicon, right = long_document()
    fixed = right[70]
    found = realign(lexicon, source, target, drifted(20, 120), Constraints((fixed,)), around=fixed)
    assert pairs(found.beads) == pairs(right)


def test_far_away_nothing_is_looked_at() -> None:
    source, target, lexicon, right = long_document()
    wrong = drifted(20, 30)
    near = realign(lexicon, source, target, wrong, Constraints(), around=right[20])
    far = realign(lexicon, source, target, wrong, Constraints(), around=right[140])
    assert pairs(near.beads) == pairs(right)
    assert far == Realigned(in_order(wrong), (), ())


def test_what_must_stay_apart_is_not_paired() -> None:
    found = realigned("paragraph", apart=((4, 4),), around=Bead((4,), (4,)))
    assert ((4,), (4,)) not in pairs(found.beads)
    assert {((3,), (3,)), ((5,), (5,))} <= pairs(found.beads)


def test_segments_of_one_side_that_must_stay_apart() -> None:
    joined = (*ENGLISH[:4], f"{ENGLISH[4]} {ENGLISH[5][3:]}", *ENGLISH[6:])
    source, target = lines(CHINESE, "zh"), lines(joined, "en")
    lexicon, beads = learnt(source, target), align_paragraphs(source, target).paragraphs
    assert ((4, 5), (4,)) in pairs(beads)
    found = realign(lexicon, source, target, beads, Constraints(apart_source=((5, 4),)), around=Bead((4, 5), (4,)))
    assert ((4, 5), (4,)) not in pairs(found.beads)
    check_beads(found.beads, len(source), len(target))


def test_ties_through_a_third_paragraph_are_cut() -> None:
    """The second English paragraph holds a sentence of either Chinese one, and so ties the first to the third."""
    chinese = (*CHINESE[:2], f"{CHINESE[4][3:]}{CHINESE[5][3:]}", f"{CHINESE[6][3:]}{CHINESE[7][3:]}")
    english = (*ENGLISH[:2], ENGLISH[4][3:], f"{ENGLISH[5][3:]} {ENGLISH[6][3:]}", ENGLISH[7][3:])
    source, target = lines(chinese, "zh"), lines(english, "en")
    lexicon, beads = learnt(source, target), align_paragraphs(source, target).paragraphs
    assert ((2, 3), (2, 3, 4)) in pairs(beads)
    found = realign(lexicon, source, target, beads, Constraints(apart=((2, 4),)))
    check_beads(found.beads, len(source), len(target))
    assert not any(2 in bead.source and 4 in bead.target for bead in found.beads)
    assert any(2 in bead.source and 2 in bead.target for bead in found.beads)


def test_a_crossing_bead_with_gaps_leaves_the_order_of_the_rest() -> None:
    fixed = Bead((2, 4), (6,))
    found = realigned("paragraph", fixed=(fixed,), around=fixed)
    assert {((2, 4), (6,)), ((1,), (1,)), ((3,), (3,)), ((5,), (5,)), ((7,), (7,))} <= pairs(found.beads)


def test_fixed_beads_are_landmarks_where_the_words_say_nothing() -> None:
    source = tuple(Paragraph(k, Kind.PARAGRAPH, "同上。") for k in range(6))
    target = tuple(Paragraph(k, Kind.PARAGRAPH, "Ditto.") for k in range(8))
    lexicon, beads = learnt(source, target), align_paragraphs(source, target).paragraphs
    for fixed in (Bead((2,), (4,)), Bead((3,), (3,))):
        found = realign(lexicon, source, target, beads, Constraints((fixed,)))
        starts = [(bead.source[0], bead.target[0]) for bead in found.beads if bead.source and bead.target]
        assert [j for _, j in starts] == sorted(j for _, j in starts)


def test_beads_that_stay_keep_their_confidence_and_fixed_ones_are_sure() -> None:
    beads = document("paragraph", SAMPLES[0])[3]
    fixed = beads[3]
    found = realigned("paragraph", SAMPLES[0], fixed=(fixed,), around=fixed)
    assert found.removed == ((fixed,) if fixed.confidence < 1 else ())
    assert found.added == ((replace(fixed, confidence=1.0),) if fixed.confidence < 1 else ())
    assert set(beads) - set(found.beads) == set(found.removed)


def test_a_line_that_was_cut_meanwhile() -> None:
    """The lexicon knows nothing of the two halves; their words it does."""
    _, _, lexicon, _ = document("paragraph")
    chinese = (CHINESE[0], *(f"{part}。" for part in CHINESE[1].split("。")[:2]), *CHINESE[2:])
    english = (
        ENGLISH[0],
        ENGLISH[1].split(" The talks")[0],
        "The talks were held in a friendly atmosphere.",
        *ENGLISH[2:],
    )
    source, target = lines(chinese, "zh"), lines(english, "en")
    mixed = [Bead((0,), (0,)), Bead((1, 2), (1, 2)), *(Bead((k,), (k,)) for k in range(3, 9))]
    found = realign(lexicon, source, target, mixed, Constraints(apart_source=((1, 2),)), around=mixed[1])
    assert pairs(found.added) == {((1,), (1,)), ((2,), (2,))}


@pytest.mark.parametrize(
    ("constraints", "message"),
    [
        pytest.param(Constraints((Bead((0,), (0,)), Bead((0,), (1,)))), "source segment 1 stands in two", id="twice"),
        pytest.param(Constraints((Bead((), (8,)),)), "no target segment 9: the text has 8", id="unknown"),
        pytest.param(Constraints((Bead((), ()),)), "a fixed bead holds no segment", id="empty"),
        pytest.param(Constraints((Bead((1,), (3,)),), apart=((1, 3),)), "source segment 2 and target", id="apart"),
        pytest.param(Constraints((Bead((1, 2), ()),), apart_source=((2, 1),)), "source segments 3 and 2", id="a-side"),
        pytest.param(Constraints(apart_target=((4, 4),)), "target segment 5 cannot be kept apart", id="itself"),
        pytest.param(Constraints(apart=((-1, 4),)), "no source segment 0", id="below"),
    ],
)
def test_contradictions(constraints: Constraints, message: str) -> None:
    with pytest.raises(AlignmentError, match=message) as caught:
        constraints.check(8, 8)
    assert caught.value.hint


@st.composite
def decisions(draw: st.DrawFn, source: int, target: int) -> Constraints:
    """Constraints that do not contradict each other."""
    ours, theirs = draw(st.permutations(range(source))), draw(st.permutations(range(target)))
    fixed, i, j = [], 0, 0
    for m, n in draw(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)).filter(any), max_size=4)):
        bead = Bead(tuple(sorted(ours[i : i + m])), tuple(sorted(theirs[j : j + n])))
        i, j = i + m, j + n
        if bead.source or bead.target:
            fixed.append(bead)

    def chosen(first: int, second: int) -> Pairs:
        numbers = st.tuples(st.integers(0, first - 1), st.integers(0, second - 1))
        return tuple(draw(st.lists(numbers, max_size=4)))

    def free(**kept_apart: Pairs) -> bool:
        barred = Constraints(**kept_apart)  # type: ignore[arg-type]
        return all(barred.violated(bead.source, bead.target) is None for bead in fixed)

    return Constraints(
        tuple(fixed),
        apart=tuple(pair for pair in chosen(source, target) if free(apart=(pair,))),
        apart_source=tuple(p for p in chosen(source, source) if p[0] != p[1] and free(apart_source=(p,))),
        apart_target=tuple(p for p in chosen(target, target) if p[0] != p[1] and free(apart_target=(p,))),
    )


@pytest.mark.parametrize("level", LEVELS)
@settings(max_examples=40)
@given(choice=st.data())
def test_every_decision_is_kept_and_every_line_stands_once(level: Level, choice: st.DataObject) -> None:
    source, target, lexicon, beads = document(level)
    constraints = choice.draw(decisions(len(source), len(target)))
    around = choice.draw(st.sampled_from((None, *beads)))
    found = realign(lexicon, source, target, beads, constraints, around=around)
    check_beads(found.beads, len(source), len(target))
    assert {replace(bead, confidence=1.0) for bead in constraints.fixed} <= set(found.beads)
    assert all(constraints.violated(bead.source, bead.target) is None for bead in found.beads)
    assert set(found.beads) == set(beads) - set(found.removed) | set(found.added)
    assert set(found.removed).isdisjoint(found.added)
    assert realign(lexicon, source, target, found.beads, constraints, around=around) == Realigned(found.beads, (), ())


@settings(max_examples=25)
@given(choice=st.data())
def test_every_decision_is_kept_in_a_long_document(choice: st.DataObject) -> None:
    """Decisions far from one another and across the order of the document; windows that meet nothing grow."""
    source, target, lexicon, _ = long_document()
    places = st.integers(0, len(source) - 1)
    start = choice.draw(st.integers(0, 140))
    beads = drifted(start, start + choice.draw(st.integers(2, 20)))
    ours, theirs = (choice.draw(st.lists(places, min_size=3, max_size=3, unique=True)) for _ in range(2))
    fixed = tuple(Bead((i,), (j,)) for i, j in zip(ours, theirs, strict=True))
    pairs_apart = choice.draw(st.lists(st.tuples(places, places), max_size=4)) + [
        (i, i) for i in choice.draw(st.lists(places, max_size=4))
    ]
    free = tuple((i, j) for i, j in pairs_apart if Bead((i,), (j,)) not in fixed)
    constraints = Constraints(fixed, apart=free)
    found = realign(lexicon, source, target, beads, constraints, around=choice.draw(st.sampled_from(beads)))
    check_beads(found.beads, len(source), len(target))
    assert set(fixed) <= set(found.beads)
    assert all(constraints.violated(bead.source, bead.target) is None for bead in found.beads)
