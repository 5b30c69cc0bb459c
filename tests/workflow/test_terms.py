from __future__ import annotations

from pathlib import Path

import pytest

from align_bench.errors import TermbaseError, UsageError
from align_bench.formats.termbase import read_termbase
from align_bench.model.termbase import Concept, Term, Termbase, TermStatus
from align_bench.storage.project import Project
from align_bench.workflow.terms import import_place, merge_termbases, save_termbase


def concept(zh: str, *english: str, name: str = "", forbidden: tuple[str, ...] = ()) -> Concept:
    allowed = (Term(text, "en") for text in english)
    barred = (Term(text, "en", TermStatus.DEPRECATED) for text in forbidden)
    return Concept(name or zh, (*(Term(text, "zh") for text in zh.split("|")), *allowed, *barred))


BASE = Termbase((concept("核武器", "nuclear weapon"), concept("核试验|核试", "nuclear test", name="核试验")))


def test_concepts_are_joined_by_a_chinese_term_they_share() -> None:
    added = Termbase((concept("核试|试爆", "nuclear testing", name="c7"), concept("裁军", "disarmament")))
    merged = merge_termbases(BASE, added)
    assert merged.termbase.concepts == (
        BASE.concepts[0],
        concept("核试验|核试|试爆", "nuclear test", "nuclear testing", name="核试验"),
        concept("裁军", "disarmament"),
    )
    assert (merged.new_concepts, merged.new_terms) == (1, 2)


def test_the_same_again_changes_nothing() -> None:
    merged = merge_termbases(BASE, BASE)
    assert merged.termbase == BASE
    assert (merged.new_concepts, merged.new_terms) == (0, 0)


def test_an_id_that_means_another_concept_is_changed() -> None:
    added = Termbase((concept("裁军", "disarmament", name="核武器"),))
    assert [found.id for found in merge_termbases(BASE, added).termbase.concepts] == ["核武器", "核试验", "核武器 2"]


@pytest.mark.parametrize(
    ("added", "message"),
    [
        (concept("核武器", forbidden=("nuclear weapon",)), "'nuclear weapon' is allowed for 核武器 in the project's"),
        (concept("核武器", "atom", forbidden=("atom",)), "'atom' is"),
    ],
)
def test_what_contradicts_is_refused(added: Concept, message: str) -> None:
    with pytest.raises(TermbaseError, match=message):
        merge_termbases(BASE, Termbase((added,)))


@pytest.mark.parametrize("name", ["terms.csv", "terms.xlsx", "terms.tbx"])
def test_the_file_of_before_is_kept(tmp_path: Path, name: str) -> None:
    place = tmp_path / name
    save_termbase(BASE, place)
    before = place.read_bytes()
    save_termbase(Termbase(BASE.concepts[:1]), place)
    assert read_termbase(place).concepts == BASE.concepts[:1]
    assert (tmp_path / f"{name}.bak").read_bytes() == before
    assert not list(tmp_path.glob(".*"))


def test_where_terms_are_taken(tmp_path: Path) -> None:
    project = Project(tmp_path)
    assert import_place(project, force=False) == tmp_path / "terms.xlsx"
    place = tmp_path / "terms.csv"
    place.write_text("zh,en\n", encoding="utf-8")
    assert import_place(project, force=False) == place
    place.write_text("zh,en\n核武器,nuclear weapon\n", encoding="utf-8")
    assert import_place(project, force=True) == place
    with pytest.raises(UsageError, match="has terms already"):
        import_place(project, force=False)
