"""The sentences inside a unit, paired when they are asked for."""

from __future__ import annotations

from align_bench.model.unit import Status, Unit
from align_bench.workflow.sentence_pairs import SentencePair, cut_before, cuts, sentence_pairs


def make_unit(source: str, target: str) -> Unit:
    return Unit(id="u", source=source, target=target, status=Status.DRAFT)


def texts(unit: Unit) -> list[tuple[str, str]]:
    return [
        (
            unit.source[slice(*pair.source)] if pair.source else "",
            unit.target[slice(*pair.target)] if pair.target else "",
        )
        for pair in sentence_pairs(unit)
    ]


MEETING = make_unit(
    "2. 会议于2031年4月7日在白鹭港举行。九个国家的代表出席了会议。主席感谢东道国的盛情款待。",
    "2. The meeting was held in Egret Harbour on 7 April 2031. Representatives of nine countries attended the meeting."
    " The chair thanked the host country for its hospitality.",
)


def test_sentences_stand_beside_their_counterparts() -> None:
    assert texts(MEETING) == [
        ("2. 会议于2031年4月7日在白鹭港举行。", "2. The meeting was held in Egret Harbour on 7 April 2031."),
        ("九个国家的代表出席了会议。", "Representatives of nine countries attended the meeting."),
        ("主席感谢东道国的盛情款待。", "The chair thanked the host country for its hospitality."),
    ]


def test_two_sentences_may_stand_for_one() -> None:
    unit = make_unit(
        "会议于2031年4月7日在白鹭港举行，九个国家的代表出席了会议。主席感谢东道国的盛情款待。",
        "The meeting was held in Egret Harbour on 7 April 2031. Representatives of nine countries attended the meeting."
        " The chair thanked the host country for its hospitality.",
    )
    assert [english.count(".") for _, english in texts(unit)] == [2, 1]


def test_paragraphs_of_one_unit_are_cut_at_their_ends() -> None:
    unit = make_unit(
        "(a) 会议于2031年4月7日举行。\n(b) 主席感谢东道国。",
        "(a) The meeting was held on 7 April 2031.\n(b) The chair thanked the host country.",
    )
    ((source, target),) = cuts(sentence_pairs(unit))
    assert unit.source[source:].startswith("(b)")
    assert unit.target[target:].startswith("(b)")


def test_every_character_but_blanks_stands_in_a_pair() -> None:
    found = texts(MEETING)
    assert "".join(source for source, _ in found) == MEETING.source
    assert " ".join(target for _, target in found) == MEETING.target


def test_the_same_texts_give_the_same_pairs() -> None:
    assert sentence_pairs(MEETING) == sentence_pairs(MEETING)


def test_one_side_alone_has_no_cut() -> None:
    pairs = sentence_pairs(make_unit("会议举行了。主席感谢东道国。", ""))
    assert [pair.target for pair in pairs] == [None, None]
    assert cuts(pairs) == ()


def test_beside_a_sentence_without_counterpart_there_is_no_cut() -> None:
    pairs = (
        SentencePair((0, 5), (0, 9), 1.0),
        SentencePair((5, 9), None, 0.6),
        SentencePair((9, 12), (10, 19), 1.0),
        SentencePair((12, 15), (20, 29), 1.0),
    )
    assert cuts(pairs) == ((12, 20),)
    assert [cut_before(pairs, place) for place in (-1, 0, 3, 4)] == [None, None, (12, 20), None]
