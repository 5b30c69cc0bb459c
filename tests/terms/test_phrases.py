"""Recurring English expressions, against counting them one by one."""

from __future__ import annotations

from random import Random

import pytest

from align_bench.terms.learning.passages import Passage
from align_bench.terms.learning.phrases import Phrases

WORDS = ["treaty", "weapon", "zone", "of", "and", "the", "state", "party", "is", "nuclear", "free,", "board"]


def _passages(seed: int, count: int) -> list[Passage]:
    random = Random(seed)
    return [Passage("", " ".join(random.choices(WORDS, k=random.randrange(1, 30)))) for _ in range(count)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_having_is_what_each_passage_has(seed: int) -> None:
    passages = _passages(seed, 40)
    phrases = Phrases(passages)
    keys = {key for passage in passages for key in passage.forms()} | {"zone zone zone zone", "absent", "treaty absent"}
    for key in sorted(keys):
        stems = key.split()
        numbers, is_sure = phrases.having(stems)
        expected = [number for number, passage in enumerate(passages) if passage.has(stems)]
        assert [number for number in numbers if is_sure or passages[number].has(stems)] == expected
        assert is_sure or len(numbers) == 1


@pytest.mark.parametrize("seed", [4, 5])
@pytest.mark.parametrize("least", [1, 2, 3.5])
def test_most_counts_expressions_once_in_a_passage(seed: int, least: float) -> None:
    passages = _passages(seed, 30)
    phrases = Phrases(passages)
    some = list(range(0, 30, 3))
    expected: dict[str, tuple[int, int]] = {}
    for key in {key for passage in passages for key in passage.forms()}:
        total = sum(key in passage.forms() for passage in passages)
        count = sum(key in passages[number].forms() for number in some)
        if total > 1 and count >= max(1, least):
            expected[key] = (count, total)
    assert phrases.most(some, least) == expected


def test_no_passages_and_no_words() -> None:
    assert Phrases([]).having(["treaty"]) == ([], True)
    phrases = Phrases([Passage("", ""), Passage("", "the of and")])
    assert phrases.having(["treaty"]) == ([], True)
    assert phrases.most([0, 1], 1) == {}
