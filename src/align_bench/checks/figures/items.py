"""Letters of the items that a paragraph lists or refers to: (a), (b), (iv)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from align_bench.checks.context import CheckContext
from align_bench.checks.registry import Report, check
from align_bench.checks.views import UnitView

# Not the ending of `State(s)`.
_ITEM = re.compile(r"(?<![A-Za-z])[(（]\s?(?P<letter>[a-z]|[ivx]{2,5})\s?[)）]")


@check("item-mismatch", family="figures")
def item_mismatch(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """An item inside of a paragraph, (a) or (iv), has another letter than in the Chinese.

    Their order does not matter, and nothing is said where one side has more of them.

    Example: (a) 报告；(b) 协助, "(a) reports; (c) assistance".
    """
    if not view.is_pair or "(" not in view.target.text:
        return
    ours, theirs = (list(_ITEM.finditer(text)) for text in (view.source.text, view.target.text))
    if len(ours) != len(theirs):
        return
    for source, target in zip(_beyond(ours, theirs), _beyond(theirs, ours), strict=True):
        yield Report(
            view,
            f"({target['letter']}) in the English, ({source['letter']}) in the Chinese",
            source=source.span(),
            target=target.span(),
            expected=f"({source['letter']})",
        )


def _beyond(items: Sequence[re.Match[str]], others: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """The items for whose letter the others have none left."""
    waiting = Counter(item["letter"] for item in others)
    beyond = []
    for item in items:
        if waiting[item["letter"]]:
            waiting[item["letter"]] -= 1
        else:
            beyond.append(item)
    return beyond
