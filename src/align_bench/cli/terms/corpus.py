"""The texts of the project that a command works on, as far as they are aligned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align_bench.cli.streams import narrate

if TYPE_CHECKING:
    from align_bench.workflow.consistency import Corpus


def project_corpus(min_count: int) -> Corpus:
    """What is learnt from the workbooks of the project; documents without one are named on stderr."""
    from align_bench.cli.projects import chosen_project
    from align_bench.workflow.checking import project_termbase
    from align_bench.workflow.consistency import Corpus
    from align_bench.workflow.workbooks import project_reviews

    project = chosen_project()
    reviews = project_reviews(project)
    for name in project.names():
        if name not in reviews:
            narrate(f"{name} is not aligned yet and was not looked at: `align-bench align` does it")
    corpus = Corpus(tuple(reviews.values()), project_termbase(project), min_count=min_count)
    if len(corpus.views) < corpus.pairs:
        narrate(f"{len(corpus.views)} of {corpus.pairs} pairs were looked at, at even distances")
    return corpus
