from __future__ import annotations

import pytest

from align_bench.terms.english import loose_key, outside, strict_key, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("States parties", "State party"),
        ("military bases", "military base"),
        ("greenhouse gases", "greenhouse gas"),
        ("viruses", "virus"),
        ("abuses", "abuse"),
        ("vetoes", "veto"),
        ("shoes", "shoe"),
        ("Chairmen", "Chairman"),
        ("policewomen", "policewoman"),
        ("schoolchildren", "schoolchild"),
        ("spokespeople", "spokesperson"),
        ("specimens", "specimen"),
        ("referenda", "referendums"),
        ("indices", "index"),
        ("Conference of Parties", "Conference of the Parties"),
        ("assis\u00adtance", "assistance"),
        ("Go\u0308bel", "Göbel"),
        ("Göbel", "Gobel"),
    ],
)
def test_one_term(one: str, other: str) -> None:
    assert loose_key(one) == loose_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("test", "testing"), ("Indigenous Peoples", "indigenous people"), ("the Conference", "Conference"), ("us", "use")],
)
def test_two_terms(one: str, other: str) -> None:
    assert loose_key(one) != loose_key(other)


def test_articles_and_hyphens_tell_forms_apart_where_one_is_forbidden() -> None:
    assert strict_key("Conference of Parties") != strict_key("Conference of the Parties")
    assert strict_key("cease-fire") != strict_key("ceasefire")


def test_words_outside_of_spans() -> None:
    text = "the early warning system of the basin"
    words = tokens(text)
    spans = [(20, 25), (4, 9), (6, 17)]
    expected = [word for word in words if not any(start < word.stop and word.start < stop for start, stop in spans)]
    assert outside(words, spans) == expected
    assert [word.text for word in expected] == ["the", "of", "the", "basin"]
    assert outside(words, []) == list(words)
