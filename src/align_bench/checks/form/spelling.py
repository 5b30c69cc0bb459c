"""Spelling of the English: words that are in no dictionary, and near one that is."""

from __future__ import annotations

from collections.abc import Iterator

from align_bench.checks.context import CheckContext
from align_bench.checks.registry import Report, check
from align_bench.checks.views import UnitView
from align_bench.model.finding import Severity
from align_bench.terms.english import word_key


@check("misspelt-word", family="form", severity=Severity.WARNING)
def misspelt_word(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A word is in no dictionary, British or American, and another one that is in it is one or two letters away.

    Words with a capital, words of the termbase and words that the texts use three times are taken to be right. A hint,
    unless one letter makes a long word a very usual one.

    Example: "the properous countries".
    """
    # The dictionary takes half a second to be read: only where there is English.
    if not view.target.text.strip():
        return
    from align_bench.text.spelling import is_plain_slip, meant, misspelt

    for start, stop in misspelt(view.target.text):
        word = view.target.text[start:stop]
        if word_key(word) in context.vocabulary or any(hit.start <= start < hit.stop for hit in view.target_hits):
            continue
        if near := meant(word):
            severity = None if is_plain_slip(word, near) else Severity.HINT
            told = f"{word} is in no dictionary"
            yield Report(view, told, target=(start, stop), expected=near, severity=severity)
