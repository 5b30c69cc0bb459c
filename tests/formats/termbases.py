"""Termbases for the tests."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from align_bench.formats.termbase import TermbaseForm, write_termbase
from align_bench.model.termbase import Concept, PartOfSpeech, Term, Termbase, TermStatus

SIMPLE = Termbase(
    (
        Concept(
            "联系人",
            (
                Term("联系人", "zh"),
                Term("focal point", "en"),
                Term("contact person", "en", TermStatus.DEPRECATED),
                Term("liaison person", "en", TermStatus.DEPRECATED),
            ),
            "a note",
        ),
        Concept("=1+1", (Term("=1+1", "zh"), Term("@x", "en"), Term("-ability", "en", TermStatus.ADMITTED))),
    )
)
"""Fits into a row for each concept."""

FULL = Termbase(
    (
        Concept(
            "w 1(a)",
            (
                Term("核武器", "zh", TermStatus.ADMITTED, PartOfSpeech.NOUN, "first\nsecond", is_exact=True),
                Term("原子弹", "zh", TermStatus.SUPERSEDED),
                Term("nuclear <weapon> & more", "en", TermStatus.DEPRECATED, is_exact=True, is_case_sensitive=True),
                Term("a|b", "en", TermStatus.SUPERSEDED, PartOfSpeech.OTHER),
            ),
            "of the concept,\nin two lines",
            domain="arms control; law",
        ),
        Concept("_x0041_", (Term("国际组织", "zh"),), do_not_translate=True),
        *SIMPLE.concepts,
    )
)
"""Needs a row for each term."""


def written(termbase: Termbase, form: TermbaseForm) -> bytes:
    stream = BytesIO()
    write_termbase(termbase, form, stream)
    return stream.getvalue()


def saved(termbase: Termbase, path: Path) -> Path:
    path.write_bytes(written(termbase, TermbaseForm(path.suffix[1:])))
    return path
