"""Texts that changed since they were aligned, and rows that were deleted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align_bench.config import Settings
from align_bench.errors import InputError
from align_bench.formats.plain import read_document
from align_bench.model.document import Document, Language, Level
from align_bench.model.edits import Stamp, apply, edit_target, set_comment, set_status
from align_bench.model.pairing import merge_units, split_unit_at
from align_bench.model.unit import Review, Status, Unit
from align_bench.storage.project import Project
from align_bench.workflow.aligning import Aligned, Refused, align_project, updates
from align_bench.workflow.applying import apply_prepared
from align_bench.workflow.units import make_review
from align_bench.workflow.updating import Update, update_review
from align_bench.workflow.workbooks import current_review
from workflow.desk import clock

STAMP = Stamp("Li", "2026-03-05T12:00:00+00:00")
ZH = [
    "关于共同水域的声明",
    "1. 沿岸国代表于二〇二四年六月在洛维纳举行会议。各方通过了议程。",
    "2. 我们决定设立一个由十二名成员组成的委员会。",
    "3. 秘书处将于明年提交报告。",
    "4. 下届会议将在塔尔维亚举行。",
]
EN = [
    "Statement on Shared Waters",
    "1. The representatives of the riparian States met in Lovina in June 2024. The parties adopted the agenda.",
    "2. We decided to establish a commission of twelve members.",
    "3. The secretariat will submit a report next year.",
    "4. The next meeting will be held in Talvia.",
]


def document(folder: Path, paragraphs: list[str], language: Language) -> Document:
    path = folder / f"note.{language}.txt"
    path.write_text("\n\n".join(paragraphs) + "\n", "utf-8")
    return read_document(path, language, name="note")


@pytest.fixture(params=["paragraph", "sentence"])
def level(request: pytest.FixtureRequest) -> Level:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def review(tmp_path: Path, level: Level) -> Review:
    """All of it reviewed."""
    made = make_review(document(tmp_path, ZH, "zh"), document(tmp_path, EN, "en"), level=level)
    return made.with_units(replace(unit, status=Status.REVIEWED, comment="ok") for unit in made.units)


def updated(
    tmp_path: Path,
    review: Review,
    level: Level,
    zh: list[str] = ZH,
    en: list[str] | None = EN,
    taken: list[str] | None = None,
) -> Update:
    target = None if en is None else document(tmp_path, en, "en")
    update = update_review(review, document(tmp_path, zh, "zh"), target, STAMP, level=level, taken=taken)
    assert apply(update.edit, review) == update.after
    return update


def whats(update: Update) -> Counter[str]:
    return Counter(line.what for line in update.lines)


def texts(update: Update) -> str:
    return "".join("".join(unit.source.split()) for unit in update.after.units)


def unit_with(review: Review, text: str) -> Unit:
    return next(unit for unit in review.units if text in unit.source or text in unit.target)


def test_the_same_texts_change_nothing(tmp_path: Path, review: Review, level: Level) -> None:
    update = updated(tmp_path, review, level)
    assert update.after == review
    assert update.lines == ()


def test_a_new_paragraph_comes_with_its_english_and_all_else_stays(
    tmp_path: Path, review: Review, level: Level
) -> None:
    zh = [*ZH[:3], "委员会每年举行两次会议。", *ZH[3:]]
    en = [*EN[:3], "The commission shall meet twice a year.", *EN[3:]]
    update = updated(tmp_path, review, level, zh, en)
    assert whats(update) == {"new": 1}
    (line,) = update.lines
    assert line.after is not None
    assert line.after.target == "The commission shall meet twice a year."
    assert Counter(unit.status for unit in update.after.units) == {
        Status.REVIEWED: len(review.units),
        Status.DRAFT: 1,
    }
    assert texts(update) == "".join("".join(zh).split())
    # And once more, nothing is new.
    assert updated(tmp_path, update.after, level, zh, en).after == update.after


def test_a_changed_paragraph_is_opened_again_with_its_english(tmp_path: Path, review: Review, level: Level) -> None:
    zh = [*ZH[:2], ZH[2].replace("十二名", "十五名"), *ZH[3:]]
    update = updated(tmp_path, review, level, zh)
    assert whats(update) == {"changed": 1}
    unit = unit_with(update.after, "十五名")
    assert (unit.target, unit.status, unit.comment, unit.reviewer) == (EN[2], Status.DRAFT, "ok", "Li")
    assert unit.id == unit_with(review, "十二名").id


def test_paragraphs_that_changed_places_keep_what_was_decided(tmp_path: Path, review: Review, level: Level) -> None:
    zh, en = ([texts[0], texts[1], texts[3], texts[2], texts[4]] for texts in (ZH, EN))
    update = updated(tmp_path, review, level, zh, en)
    assert whats(update) == {}
    assert texts(update) == "".join("".join(zh).split())
    assert {unit.status for unit in update.after.units} == {Status.REVIEWED}


def test_a_paragraph_that_was_taken_out(tmp_path: Path, review: Review, level: Level) -> None:
    zh, en = [*ZH[:3], ZH[4]], [*EN[:3], EN[4]]
    update = updated(tmp_path, review, level, zh, en)
    assert whats(update) == {"kept": 1}
    unit = unit_with(update.after, "The secretariat")
    assert (unit.source, unit.status, unit.comment) == ("", Status.DRAFT, "ok")
    untouched = review.with_units(replace(unit, status=Status.DRAFT, comment="") for unit in review.units)
    assert whats(updated(tmp_path, untouched, level, zh, en)) == {"gone": 1}


def test_merged_split_and_reworded_units_stay_so(tmp_path: Path, review: Review, level: Level) -> None:
    first = unit_with(review, "委员会")
    review = apply(merge_units(first, unit_with(review, "秘书处"), STAMP), review)
    cut = unit_with(review, "洛维纳")
    review = apply(split_unit_at(cut, cut.source.index("于"), cut.target.index(" met"), STAMP), review)
    last = unit_with(review, "塔尔维亚")
    review = apply(edit_target(last, "4. Wholly reworded by somebody else", STAMP), review)
    zh = [ZH[0], "序言是新的。", *ZH[1:]]
    update = updated(tmp_path, review, level, zh, ["Statement", "A new preamble.", *EN[1:]])
    assert whats(update)["changed"] == whats(update)["gone"] == 0
    assert texts(update) == "".join("".join(zh).split())
    assert [(u.source, u.target) for u in update.after.units if u.id in {unit.id for unit in review.units}] == [
        (unit.source, unit.target) for unit in review.units
    ]


def test_a_change_in_a_paragraph_that_was_cut_changes_that_half(tmp_path: Path, review: Review, level: Level) -> None:
    cut = unit_with(review, "洛维纳")
    review = apply(split_unit_at(cut, cut.source.index("于"), cut.target.index(" met"), STAMP), review)
    zh = [ZH[0], ZH[1].replace("洛维纳", "达尼克"), *ZH[2:]]
    update = updated(tmp_path, review, level, zh)
    assert [line.after.source for line in update.lines if line.after] == [
        unit_with(review, "洛维纳").source.replace("洛维纳", "达尼克")
    ]
    assert texts(update) == "".join("".join(zh).split())


def test_english_that_comes_later_goes_where_there_is_none(tmp_path: Path, level: Level) -> None:
    bare = make_review(document(tmp_path, ZH, "zh"), None, level=level)
    remarked = apply(set_comment(bare.units[2], "look", STAMP), bare)
    fresh = make_review(document(tmp_path, ZH, "zh"), document(tmp_path, EN, "en"), level=level)
    update = updated(tmp_path, remarked, level)
    assert [unit.target for unit in update.after.units] == [unit.target for unit in fresh.units]
    assert update.after.units[2].comment == "look"
    assert set(whats(update)) == {"filled"}


def test_english_that_somebody_took_out_does_not_come_back(tmp_path: Path, review: Review, level: Level) -> None:
    unit = unit_with(review, "秘书处")
    emptied = apply(edit_target(unit, "", STAMP), review)
    update = updated(tmp_path, emptied, level)
    assert whats(update) == {"left": 1}
    assert update.after == emptied


def test_changed_english_is_taken_over_and_opened_again(tmp_path: Path, review: Review, level: Level) -> None:
    en = [*EN[:3], EN[3].replace("next year", "in 2026"), EN[4]]
    update = updated(tmp_path, review, level, en=en, taken=EN)
    assert whats(update) == {"changed": 1}
    (line,) = update.lines
    assert line.note == "reviewed, now draft"
    unit = unit_with(update.after, "in 2026")
    assert (unit.target, unit.status, unit.comment, unit.reviewer) == (en[3], Status.DRAFT, "ok", "Li")
    assert Counter(unit.status for unit in update.after.units)[Status.REVIEWED] == len(review.units) - 1
    assert updated(tmp_path, update.after, level, en=en, taken=en).after == update.after


def test_english_that_moved_keeps_what_was_decided(tmp_path: Path, review: Review, level: Level) -> None:
    update = updated(tmp_path, review, level, en=["A new preface.", *EN], taken=EN)
    assert whats(update) == {"new": 1}
    assert [unit for unit in update.after.units if unit.source and unit.status is not Status.REVIEWED] == []


def test_english_that_is_another_altogether_is_aligned_anew(tmp_path: Path, review: Review, level: Level) -> None:
    en = [*EN[:3], "3. By the end of the coming year, there shall be a report from the secretariat.", EN[4]]
    update = updated(tmp_path, review, level, en=en, taken=EN)
    assert whats(update) == {"changed": 1}
    assert unit_with(update.after, "秘书处").target == en[3]


def test_english_that_was_taken_out_of_its_file_goes(tmp_path: Path, review: Review, level: Level) -> None:
    update = updated(tmp_path, review, level, en=[*EN[:3], EN[4]], taken=EN)
    assert whats(update) == {"changed": 1}
    unit = unit_with(update.after, "秘书处")
    assert (unit.target, unit.target_numbers, unit.status) == ("", (), Status.UNTRANSLATED)


def test_what_the_reviewer_wrote_stays_where_the_file_did_not_change(
    tmp_path: Path, review: Review, level: Level
) -> None:
    mine = apply(edit_target(unit_with(review, "秘书处"), "3. The report is due next year.", STAMP), review)
    en = [*EN[:4], EN[4].replace("Talvia", "Talvia City")]
    update = updated(tmp_path, mine, level, en=en, taken=EN)
    assert whats(update) == {"changed": 1}
    assert unit_with(update.after, "秘书处") == unit_with(mine, "秘书处")
    assert update.offered == {}


def test_what_both_changed_is_offered_and_never_decided(tmp_path: Path, review: Review, level: Level) -> None:
    mine = apply(edit_target(unit_with(review, "秘书处"), "3. The report is due next year.", STAMP), review)
    en = [*EN[:3], EN[3].replace("next year", "in 2026"), EN[4]]
    update = updated(tmp_path, mine, level, en=en, taken=EN)
    assert whats(update) == {"left": 1}
    assert update.after == mine
    assert update.offered == {unit_with(mine, "秘书处").id: en[3]}


def test_a_locked_unit_gets_no_english(tmp_path: Path, review: Review, level: Level) -> None:
    unit = unit_with(review, "秘书处")
    locked = review.with_units(replace(u, locked=u.id == unit.id) for u in review.units)
    en = [*EN[:3], EN[3].replace("next year", "in 2026"), EN[4]]
    update = updated(tmp_path, locked, level, en=en, taken=EN)
    assert (whats(update), update.offered) == ({"left": 1}, {unit.id: en[3]})


def test_where_nothing_is_known_of_the_file_before_nothing_is_guessed(
    tmp_path: Path, review: Review, level: Level
) -> None:
    en = [*EN[:3], EN[3].replace("next year", "in 2026"), EN[4]]
    update = updated(tmp_path, review, level, en=en)
    assert update.after == review
    (line,) = update.lines
    assert (line.what, line.offered) == ("left", en[3])
    assert "it is not known" in line.note


def test_sentences_are_weighed_one_by_one(tmp_path: Path) -> None:
    review = make_review(document(tmp_path, ZH, "zh"), document(tmp_path, EN, "en"), level="sentence")
    mine = apply(edit_target(unit_with(review, "洛维纳"), "1. They met in Lovina in June 2024.", STAMP), review)
    en = [EN[0], EN[1].replace("adopted the agenda", "agreed on the agenda"), *EN[2:]]
    update = updated(tmp_path, mine, "sentence", en=en, taken=EN)
    assert whats(update) == {"changed": 1}
    assert unit_with(update.after, "洛维纳").target == "1. They met in Lovina in June 2024."
    assert unit_with(update.after, "议程").target == "The parties agreed on the agenda."


def test_sentences_of_a_paragraph_without_label_name_its_new_number(tmp_path: Path) -> None:
    zh, en = [*ZH, "委员会感谢各位代表。"], [*EN, "The commission thanked all delegates."]
    review = make_review(document(tmp_path, zh, "zh"), document(tmp_path, en, "en"), level="sentence")
    before = unit_with(review, "感谢").paragraph
    update = updated(tmp_path, review, "sentence", ["会议记录", *zh], ["Minutes", *en])
    assert (before, unit_with(update.after, "感谢").paragraph) == (f"par {len(zh)}", f"par {len(zh) + 1}")


def test_rows_that_were_deleted_come_back(tmp_path: Path, review: Review, level: Level) -> None:
    gone = unit_with(review, "秘书处")
    without = review.with_units(unit for unit in review.units if unit.id != gone.id)
    update = updated(tmp_path, without, level)
    assert whats(update) == {"new": 1}
    assert [(unit.source, unit.target) for unit in update.after.units] == [(u.source, u.target) for u in review.units]


def test_a_review_without_numbers_is_refused(tmp_path: Path, review: Review, level: Level) -> None:
    bare = review.with_units(replace(unit, source_numbers=()) for unit in review.units)
    with pytest.raises(InputError, match="of which paragraphs"):
        updated(tmp_path, bare, level)


def test_a_project_is_updated_and_the_rest_is_left_alone(tmp_path: Path) -> None:
    for name, paragraphs in (("sources/note.zh.txt", ZH), ("translations/note.en.txt", EN)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("\n\n".join(paragraphs), "utf-8")
    (tmp_path / "sources" / "other.zh.txt").write_text("别的文件。\n", "utf-8")
    project, settings = Project(tmp_path), Settings()
    assert all(isinstance(result, Aligned) for result in align_project(project, settings, clock=clock))
    assert list(updates(project, settings, project.names(), STAMP)) == []
    (tmp_path / "sources" / "note.zh.txt").write_text("\n\n".join([*ZH, "5. 会议结束。"]), "utf-8")
    (tmp_path / "sources" / "other.zh.txt").write_text("This is English and was put here by mistake.\n", "utf-8")
    update, refused = updates(project, settings, project.names(), STAMP)
    assert isinstance(update, Update)
    assert isinstance(refused, Refused)
    assert apply_prepared(project, [update], reviewer="Li", clock=clock) == ()
    review = current_review(project, "note")
    assert review.units[-1].source == "5. 会议结束。"
    done = apply(set_status([review.units[0]], Status.FINAL, STAMP), review)
    assert len(done.units) == len(ZH) + 1


CHANGES = st.lists(
    st.tuples(st.sampled_from(["delete", "insert", "swap", "change", "cut", "merge"]), st.integers(0, 9)), max_size=5
)


@settings(max_examples=40)
@given(CHANGES)
def test_what_is_still_there_keeps_what_was_decided(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("update")
    made = make_review(document(folder, ZH, "zh"), document(folder, EN, "en"))
    review = made.with_units(replace(unit, status=Status.REVIEWED) for unit in made.units)
    texts_now = list(ZH)
    for what, number in changes:
        place, unit = number % len(texts_now), review.units[number % len(review.units)]
        if what == "delete" and len(texts_now) > 1:
            del texts_now[place]
        elif what == "insert":
            texts_now.insert(place, f"新的第{number}段文字，以前没有。")
        elif what == "swap":
            texts_now[place], texts_now[0] = texts_now[0], texts_now[place]
        elif what == "change":
            texts_now[place] = texts_now[place].replace("。", "，但有例外。")
        elif what == "cut" and len(unit.source) > 6 and unit.target:
            review = apply(split_unit_at(unit, 5, len(unit.target) // 2, STAMP), review)
        elif what == "merge" and unit.id != review.units[-1].id:
            following = review.units[number % len(review.units) + 1]
            review = apply(merge_units(unit, following, STAMP), review)
    update = updated(folder, review, "paragraph", texts_now)
    assert apply(update.edit.inverse(), update.after) == review
    assert sorted(texts(update)) == sorted("".join("".join(texts_now).split()))
    whole = {"".join(text.split()) for text in texts_now if texts_now.count(text) == 1}
    after = {unit.id: unit for unit in update.after.units}
    for unit in review.units:
        if unit.source and all("".join(line.split()) in whole for line in unit.source_lines):
            kept = after[unit.id]
            assert (kept.source, kept.target, kept.status) == (unit.source, unit.target, unit.status)
