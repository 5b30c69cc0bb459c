from __future__ import annotations

from align_bench.checks.context import make_context
from align_bench.checks.vocabulary import read_words
from align_bench.model.termbase import Concept, Term, Termbase
from align_bench.model.unit import Review, Unit

TERMBASE = Termbase((Concept("c", (Term("核不扩散", "zh"), Term("non-proliferation regime (NPR)", "en"))),))


def review(*texts: str) -> Review:
    return Review("d", tuple(Unit(f"u{number}", "文本", text) for number, text in enumerate(texts)))


def test_abbreviations_are_those_of_the_termbase_and_those_that_the_texts_use_often() -> None:
    termbase = Termbase((Concept("c", (Term("组织", "zh"), Term("CTBTO", "en"))),))
    context = make_context([review("The IMS and the NDC.", "The IMS again.", "The IMS, ever again.")], termbase)
    assert context.abbreviations == {"CTBTO", "IMS"}


def test_words_of_allowed_forms_and_words_used_time_and_again_are_known() -> None:
    context = make_context([review("Zorbed once.", "Blatted, blatted and blatted.")], TERMBASE)
    assert {"regime", "blatted"} <= context.vocabulary
    assert "zorbed" not in context.vocabulary


def test_words_used_twice_are_not_known() -> None:
    assert "blatted" not in make_context([review("Blatted once.", "And blatted again.")], TERMBASE).vocabulary


def test_words_read_in_two_parts_are_the_same() -> None:
    views = make_context(
        [review("Zorbed by Merath.", "", "Lintor and Zorbed.", "MERATH of Merath.", "Merathi")], TERMBASE
    ).views
    one, two = read_words(views, TERMBASE), read_words(views, TERMBASE, 2)
    assert (two.abbreviations, two.known) == (one.abbreviations, one.known)
    assert two.names.length == one.names.length == 5
    for key in ("merath", "zorbed", "lintor", "absent"):
        assert list(two.names.holders(key)) == list(one.names.holders(key))
        assert two.names.usual(key) == one.names.usual(key)
    assert list(one.names.holders("merath")) == [0, 3, 3]
