"""Realigning around a correction, as the screen will do it: preview, apply, undo."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.lines import lines as paragraphs
from align_bench.align.evidence.tokens import Kind
from align_bench.align.paragraphs import align_paragraphs
from align_bench.errors import AlignmentError
from align_bench.model.document import Level
from align_bench.model.edits import Stamp, apply, set_status
from align_bench.model.moving import move_target
from align_bench.model.pairing import merge_units, split_unit, split_unit_at
from align_bench.model.unit import Review, Status, Unit
from align_bench.workflow.realigning import Realigner
from align_bench.workflow.review_lines import Line, ReviewLines, unit_of
from workflow.desk import NAME, new_project, opened

CHINESE = (
    "关于界河管理的联合声明",
    "双方代表团于2020年9月3日在松原镇会晤。会谈在友好的气氛中进行。",
    "1． 重申2011年签订的渡口协定仍然有效。",
    "2． 欢迎成立联合水文小组，该小组将每季度交换一次测量结果。",
    "3． 承诺在洪水季节互相通报水库的放水计划。",
    "4． 鼓励两岸的学校组织学生交流和夏令营。",
    "5． 决定共同出资修复被冰凌损坏的铁路桥。",
    "6． 感谢世界气象组织提供的技术援助。",
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
STAMP = Stamp("Li", "2026-03-01T09:30:00+00:00")
LEVELS: tuple[Level, ...] = ("paragraph", "sentence")


@cache
def review(level: Level = "paragraph") -> Review:
    source, target = paragraphs(CHINESE, "zh"), paragraphs(ENGLISH, "en")
    pairs = align_paragraphs(source, target)
    if level == "sentence":
        ours, theirs = (
            tuple(Line(segment.text, segment.paragraph + 1) for segment in segments)
            for segments in (pairs.source_sentences, pairs.target_sentences)
        )
        beads = pairs.sentences
    else:
        ours, theirs = (tuple(Line(text, k) for k, text in enumerate(texts, 1)) for texts in (CHINESE, ENGLISH))
        beads = pairs.paragraphs
    lines = ReviewLines(ours, theirs, beads, {number: str(number) for number in range(1, 9)})
    return Review(NAME, tuple(unit_of(lines, bead, f"u{k}", level) for k, bead in enumerate(beads)))


def out_of_step(right: Review) -> Review:
    """The same with the English of the units 2 to 6 one too far down, as an aligner may leave it."""
    units = list(right.units)
    texts = [(unit.target, unit.target_numbers) for unit in units]
    for place in range(2, 7):
        target, numbers = texts[place - 1] if place > 2 else ("", ())
        units[place] = replace(
            units[place],
            target=target,
            target_numbers=numbers,
            confidence=0.4,
            status=Status.DRAFT if target else Status.UNTRANSLATED,
            comment=f"comment {place}",
        )
    last = replace(units[6], id="added", source="", source_numbers=(), label="", comment="", status=Status.DRAFT)
    return Review(right.name, (*units[:7], replace(last, target=texts[6][0], target_numbers=texts[6][1]), *units[7:]))


def content(shown: Review) -> tuple[list[str], list[str]]:
    """Every line of both sides."""
    return (
        sorted(chain.from_iterable(unit.source_lines for unit in shown.units)),
        sorted(chain.from_iterable(unit.target_lines for unit in shown.units)),
    )


def test_one_correction_brings_its_neighbours_back(tmp_path: Path) -> None:
    """By hand: one pair is put right. Then: realign, preview, apply, undo."""
    right = review()
    project = new_project(tmp_path / "project", out_of_step(right).units)
    with opened(project) as session:
        realigner = Realigner(session.review, level="paragraph")
        session.apply(move_target(session.review.units[5], session.review.units[4], session.stamp(), down=False))
        # Now unit 4 has two English paragraphs, of which the first belongs above it.
        session.apply(move_target(session.review.units[4], session.review.units[3], session.stamp(), down=False))
        corrected = session.review
        here, *others = (corrected.units[place].id for place in (4, 3, 5))
        edit = realigner.propose(corrected, session.stamp(), corrected=[here], doubtful=others)
        shown = apply(edit, corrected)
        assert session.review == corrected
        assert [(unit.source, unit.target) for unit in shown.units] == [(u.source, u.target) for u in right.units]
        session.apply(edit)
        assert session.review == shown
        assert session.undo_action == "realign"
        again = realigner.propose(shown, session.stamp(), corrected=[here])
        assert again.changes == ()
        session.undo()
        assert session.review == corrected
        session.redo()
        assert session.review == shown


def test_ids_comments_and_statuses() -> None:
    right = review()
    before = out_of_step(right)
    confirmed = apply(set_status([before.units[1]], Status.FINAL, STAMP), before)
    realigner = Realigner(confirmed, level="paragraph")
    after = apply(realigner.propose(confirmed, STAMP, corrected=[before.units[1].id]), confirmed)
    assert [unit.id for unit in after.units] == [unit.id for unit in right.units]
    assert [unit.label for unit in after.units] == [unit.label for unit in right.units]
    assert [unit.comment for unit in after.units[2:7]] == [f"comment {place}" for place in range(2, 7)]
    assert after.units[:2] == confirmed.units[:2]
    assert after.units[7] == confirmed.units[8]
    assert {(unit.status, unit.reviewer, unit.updated) for unit in after.units[2:7]} == {
        (Status.DRAFT, "Li", STAMP.time)
    }
    assert all(unit.confidence is not None and unit.confidence > 0.9 for unit in after.units[2:7])


@pytest.mark.parametrize("change", ["reviewed", "final", "locked", "by hand"])
def test_what_a_person_stands_for_is_left_alone(change: str) -> None:
    before = out_of_step(review())
    if change == "locked":
        held = replace(before.units[4], locked=True)
    elif change == "by hand":
        held = replace(before.units[4], confidence=None)
    else:
        held = replace(before.units[4], status=Status(change))
    before = Review(before.name, (*before.units[:4], held, *before.units[5:]))
    after = apply(Realigner(before, level="paragraph").propose(before, STAMP, corrected=[before.units[1].id]), before)
    assert held in after.units
    assert content(after) == content(before)


def test_a_doubtful_unit_is_paired_anew_though_a_person_made_it() -> None:
    before = review()
    merged = apply(merge_units(before.units[3], before.units[4], STAMP), before)
    realigner = Realigner(merged, level="paragraph")
    name = merged.units[3].id
    assert realigner.propose(merged, STAMP, corrected=[], doubtful=[]).changes == ()
    after = apply(realigner.propose(merged, STAMP, corrected=[], doubtful=[name]), merged)
    assert [(u.source, u.target) for u in after.units] == [(u.source, u.target) for u in before.units]


def test_what_was_unlinked_stays_apart() -> None:
    before = review()
    unlinked = apply(split_unit(before.units[4], 1, 0, STAMP), before)
    first, second = unlinked.units[4].id, unlinked.units[5].id
    realigner = Realigner(unlinked, level="paragraph")
    joined = apply(realigner.propose(unlinked, STAMP, corrected=[], doubtful=[first]), unlinked)
    assert (CHINESE[4], ENGLISH[4]) in {(unit.source, unit.target) for unit in joined.units}
    after = apply(realigner.propose(unlinked, STAMP, corrected=[], apart=[(first, second)]), unlinked)
    assert not any(CHINESE[4] in unit.source and ENGLISH[4] in unit.target for unit in after.units)
    assert content(after) == content(before)


def test_a_line_that_was_cut_by_hand() -> None:
    """The aligner learnt nothing of the halves; it pairs them by their words."""
    before = review()
    realigner = Realigner(before, level="paragraph")
    unit = before.units[1]
    halves = split_unit_at(unit, unit.source.index("会谈"), len(unit.target), STAMP)
    cut = apply(halves, before)
    unit = cut.units[1]
    cut = apply(split_unit_at(unit, len(unit.source), unit.target.index("The talks"), STAMP), cut)
    assert [(u.source, u.target) for u in cut.units[1:4]] == [
        ("双方代表团于2020年9月3日在松原镇会晤。", "The delegations met in Songyuan on 3 September 2020."),
        ("", "The talks were held in a friendly atmosphere."),
        ("会谈在友好的气氛中进行。", ""),
    ]
    after = apply(realigner.propose(cut, STAMP, corrected=[cut.units[1].id], doubtful=[cut.units[2].id]), cut)
    assert (after.units[2].source, after.units[2].target) == (
        "会谈在友好的气氛中进行。",
        "The talks were held in a friendly atmosphere.",
    )


def test_unknown_ids_and_contradictions() -> None:
    before = review()
    realigner = Realigner(before, level="paragraph")
    with pytest.raises(AlignmentError, match="no pair nowhere"):
        realigner.propose(before, STAMP, corrected=["nowhere"])
    name = before.units[2].id
    with pytest.raises(AlignmentError, match="must stay apart"):
        realigner.propose(before, STAMP, corrected=[name], apart=[(name, name)])


def test_why_a_unit_is_paired() -> None:
    before = review()
    unit = before.units[2]
    found = Realigner(before, level="paragraph").explain(unit)
    figure = next(item for item in found.found if item.kind is Kind.FIGURE)
    assert [unit.source[span.start : span.stop] for span in figure.source] == ["2011"]
    assert [unit.target[span.start : span.stop] for span in figure.target] == ["2011"]
    label = next(item for item in found.found if item.kind is Kind.LABEL)
    assert [unit.source[span.start : span.stop] for span in label.source] == ["1．"]


def test_the_lines_of_a_unit_that_was_put_together_in_another_order() -> None:
    """Places are those of its texts, whatever the order of the documents."""
    before = review()
    unit = merge_units(before.units[6], before.units[2], STAMP).changes[0].after[0]
    found = Realigner(before, level="paragraph").explain(unit)
    figure = next(item for item in found.found if item.kind is Kind.FIGURE)
    assert [unit.source_lines[span.line][span.start : span.stop] for span in figure.source] == ["2011"]
    assert [span.line for span in figure.target] == [1]


def test_nothing_to_align() -> None:
    units = (Unit(f"u{k}", text, "", Status.UNTRANSLATED, source_numbers=(k,)) for k, text in enumerate(CHINESE, 1))
    untranslated = Review(NAME, tuple(units))
    name = untranslated.units[0].id
    assert Realigner(untranslated, level="paragraph").propose(untranslated, STAMP, corrected=[name]).changes == ()


@pytest.mark.parametrize("level", LEVELS)
@settings(max_examples=25)
@given(choice=st.data())
def test_any_proposal_keeps_every_line_and_can_be_taken_back(level: Level, choice: st.DataObject) -> None:
    before = review(level)
    for _ in range(choice.draw(st.integers(0, 4))):
        before = _disturbed(before, choice)
    names = st.sampled_from([unit.id for unit in before.units])
    corrected = choice.draw(st.lists(names, min_size=1, max_size=3, unique=True))
    doubtful = [name for name in choice.draw(st.lists(names, max_size=3, unique=True)) if name not in corrected]
    edit = realigner_of(level).propose(before, STAMP, corrected=corrected, doubtful=doubtful)
    after = apply(edit, before)
    assert content(after) == content(before)
    assert apply(edit.inverse(), after) == before
    assert len({unit.id for unit in after.units}) == len(after.units)
    kept = [unit for unit in before.units if unit.id in corrected or unit.status is Status.FINAL]
    assert set(kept) <= set(after.units)
    comments = [unit.comment for unit in before.units if unit.comment]
    assert sorted("\n".join(comments).split("\n")) == sorted(
        "\n".join(unit.comment for unit in after.units if unit.comment).split("\n")
    )
    assert realigner_of(level).propose(after, STAMP, corrected=corrected).changes == ()


@cache
def realigner_of(level: Level) -> Realigner:
    return Realigner(review(level), level=level)


def _disturbed(shown: Review, choice: st.DataObject) -> Review:
    """A change such as a reviewer or another program makes; some leave a confidence as if the aligner had made it."""
    place = choice.draw(st.integers(0, len(shown.units) - 2))
    first, second = shown.units[place : place + 2]
    kind = choice.draw(st.sampled_from(("merge", "up", "down", "final", "comment", "exchange")))
    if kind == "merge":
        after: tuple[Unit, ...] = merge_units(first, second, STAMP).changes[0].after
    elif kind == "up" and second.target:
        after = move_target(second, first, STAMP, down=False).changes[0].after
    elif kind == "down" and first.target:
        after = move_target(first, second, STAMP, down=True).changes[0].after
    elif kind == "final":
        after = (replace(first, status=Status.FINAL), second)
    elif kind == "comment":
        after = (replace(first, comment=f"{first.comment}\nwhy".strip()), second)
    else:
        after = (
            replace(first, target=second.target, target_numbers=second.target_numbers),
            replace(second, target=first.target, target_numbers=first.target_numbers),
        )
        after = tuple(unit for unit in after if unit.source or unit.target)
    if choice.draw(st.booleans()):
        after = tuple(replace(unit, confidence=0.5) for unit in after)
    return shown.with_units((*shown.units[:place], *after, *shown.units[place + 2 :]))
