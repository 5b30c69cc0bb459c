"""The figures of the Chinese that the English lacks, as English writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align_bench.text.labels import split_marker
from align_bench.text.scripts import Language
from align_bench.tui.widgets.marks import Matcher

if TYPE_CHECKING:
    from align_bench.text.figures import Figure


def missing_figure(source: str, target: str, matcher: Matcher | None) -> str | None:
    """The first figure that has no counterpart, in the form of English documents; None where all have one.

    Those that a translation has to keep come before small numbers in words. What stands inside a term comes with it.
    A range of which both ends are lacking comes whole.
    """
    from align_bench.checks.figures.values import is_satisfied, must_be_kept
    from align_bench.text.figures import find_figures
    from align_bench.text.figures.together import together, write_run
    from align_bench.text.traditional import simplified_characters

    text = _without_markers(source, "zh").translate(simplified_characters())
    there = find_figures(_without_markers(target, "en"), "en")
    terms = [range(hit.start, hit.stop) for hit in matcher.source_hits(text)] if matcher is not None else []

    def is_lacking(figure: Figure) -> bool:
        return not any(figure.start in term for term in terms) and not is_satisfied(figure, there)

    lacking: list[tuple[Figure, ...]] = []
    for run in together([figure for figure in find_figures(text, "zh") if not figure.loose], text):
        missing = tuple(filter(is_lacking, run))
        lacking += [run] if missing == run else [(figure,) for figure in missing]
    lacking.sort(key=lambda run: not any(map(must_be_kept, run)))
    return next(filter(None, (write_run(run, text) for run in lacking)), None)


def _without_markers(text: str, language: Language) -> str:
    return "\n".join(split_marker(line, language)[2] for line in text.split("\n"))
