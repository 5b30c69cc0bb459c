"""What a Chinese expression is rendered with, and whether one rendering is much like another; learning is `usage`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from align_bench.terms.learning.holders import Numbers
from align_bench.terms.wording import is_demonym


@dataclass(frozen=True)
class Rendering:
    """An English expression that stands for a Chinese one."""

    key: str
    """The stems of its content words (see `Passage.forms`)."""

    text: str
    """As it stands most often."""

    passages: Numbers
    """The passages that have the Chinese and this English, by number."""

    @cached_property
    def stems(self) -> tuple[str, ...]:
        return tuple(self.key.split())


@dataclass(frozen=True, slots=True)
class Rendered:
    """A Chinese expression with what stands for it."""

    zh: str
    passages: Numbers
    """All passages with the Chinese, by number."""

    usual: Rendering
    others: tuple[Rendering, ...] = ()
    """Those that come again where the usual one is missing, and abbreviations."""

    @property
    def share(self) -> float:
        """The share of passages with the usual rendering."""
        return len(self.usual.passages) / len(self.passages)


def resembling(usual: tuple[str, ...], stems: tuple[str, ...]) -> tuple[str, ...] | None:
    """The words of an expression that stand for others of the usual one, where the rest is the same; None: it is not.

    Half of the words at least are the same, at the beginning and the end.
    """
    shorter = min(len(usual), len(stems))
    head = next((n for n in range(shorter) if usual[n] != stems[n]), shorter)
    tail = next((n for n in range(shorter - head) if usual[-1 - n] != stems[-1 - n]), shorter - head)
    middle, replaced = stems[head : len(stems) - tail], usual[head : len(usual) - tail]
    if head + tail < 1 or 2 * (head + tail) < len(usual) or not replaced or len(middle) > 2:
        return None
    if not middle and not (head and tail):
        return None
    is_derived = len(middle) == len(replaced) == 1 and _is_derived(middle[0], replaced[0])
    return None if is_derived else middle


def _is_derived(one: str, other: str) -> bool:
    """Forms of one name: Latin America and Latin American, Zhou and the Zhous."""
    return is_demonym(one, other) or is_demonym(other, one) or f"{one}s" == other or one == f"{other}s"
