"""Which English words are spelt as a dictionary has them, and what was meant by others."""

from __future__ import annotations

import pytest

from align_bench.text.spelling import is_spelt, meant, misspelt


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(
            "honour honoured favour labour neighbouring programme defence licence centre metres", id="british"
        ),
        pytest.param("honor favor labor neighboring program defense license center meters", id="american"),
        pytest.param(
            "organisation organise analyse catalogue travelled fulfilment paediatric ageing cheque", id="british-too"
        ),
        pytest.param(
            "prelaunch substate unearmarked resubmitted transboundary interregional denuclearization infrasound"
            " counterterrorism",
            id="prefixes",
        ),
        pytest.param("bureaucratism hegemonism verifiable lawlessness", id="endings"),
        pytest.param("videoconference hotline frontline", id="compounds"),
        pytest.param("verbale mutatis mutandis rapporteurs", id="latin-and-french"),
        pytest.param("country's states' don't", id="apostrophes"),
        pytest.param("abc xy q", id="short"),
    ],
)
def test_words(words: str) -> None:
    assert [word for word in words.split() if not is_spelt(word)] == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("properous", "prosperous"),
        ("goverment", "government"),
        ("recieve", "receive"),
        ("enviroment", "environment"),
        ("disarmement", "disarmament"),
        ("untill", "until"),
        ("comittee", "committee"),
        ("begining", "beginning"),
        ("prepaired", "prepared"),
    ],
)
def test_errors_and_what_was_meant(wrong: str, right: str) -> None:
    assert not is_spelt(wrong)
    assert meant(wrong) == right


def test_what_is_like_nothing_means_nothing() -> None:
    assert meant("qzxvbnmk") == ""


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        pytest.param("The properous countries", ["properous"], id="word"),
        pytest.param("Properous Kazakstan and AITEE", [], id="capitals-may-be-names"),
        pytest.param("see https://exmaple.org/xyzzyq or offcie@exmaple.org", [], id="addresses"),
        pytest.param("a multi-purpouse well-knwon plan", ["purpouse", "knwon"], id="hyphens"),
        pytest.param("file_nmae v2.txtt, 3rdd, R&ddd", [], id="no-words"),
        pytest.param("the countrys’s", ["countrys’s"], id="possessive"),
    ],
)
def test_places(text: str, wrong: list[str]) -> None:
    assert [text[start:stop] for start, stop in misspelt(text)] == wrong
