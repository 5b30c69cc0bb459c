"""What one thing is called all over a project: renderings of a Chinese expression, and Chinese names of an English one.

Owns grouping and counting them; how the usual ones are learnt is `usage`, what deviates in a passage `deviations`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from align_bench.terms.english import is_abbreviation, loose_key
from align_bench.terms.learning.deviations import Deviation
from align_bench.terms.learning.passages import Place
from align_bench.terms.learning.rendered import Rendered, Rendering
from align_bench.terms.learning.usage import Usage
from align_bench.terms.shortforms import english_short_forms, is_short_for

# Two Chinese names of one concept have its English in so large a share of their passages, and hardly stand together.
_SHARED = 0.6
_FEWEST = 2
_TOGETHER = 0.5
# Half of the English words at least have to be in the dictionary for each of the two.
_GLOSSED = 0.5
# Characters of words that mean this and that.
_COMMON_WORD = 2


class Manner(StrEnum):
    """How often a way of saying something is met."""

    USUAL = "usual"
    OTHER = "other"
    """Met again and again beside the usual one."""

    OUTLIER = "outlier"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a passage; in one of the languages it may not be known."""

    passage: int
    source: Place | None
    target: Place | None


@dataclass(frozen=True, slots=True)
class Use:
    """One way of saying something."""

    text: str
    manner: Manner
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One expression with what it is called in the other language, the usual first."""

    term: str
    is_chinese: bool
    """Whether the uses are English."""

    uses: tuple[Use, ...]

    @property
    def is_consistent(self) -> bool:
        return len(self.uses) == 1

    @property
    def is_doubtful(self) -> bool:
        """Whether it is worth a look: a common word of one or two characters means different things."""
        has_outlier = any(use.manner is Manner.OUTLIER for use in self.uses)
        return has_outlier or (not self.is_consistent and (not self.is_chinese or len(self.term) > _COMMON_WORD))


def rendering_groups(usage: Usage, found: Mapping[int, Sequence[Deviation]]) -> tuple[Group, ...]:
    """Every Chinese expression that has a usual rendering, the most frequent first; `found` by passage."""
    outliers: dict[str, dict[str, list[tuple[int, Deviation]]]] = defaultdict(lambda: defaultdict(list))
    for number, deviations in sorted(found.items()):
        for deviation in deviations:
            outliers[deviation.rendered.zh][loose_key(deviation.found)].append((number, deviation))
    full_names = english_short_forms(passage.target for passage in usage.passages)
    groups = []
    for rendered in usage.rendered.values():
        uses = [_use(usage, rendered, rendered.usual, Manner.USUAL)]
        uses += [
            _use(usage, rendered, other, Manner.OTHER)
            for other in rendered.others
            # An abbreviation that the texts introduce is no other name.
            if not _is_introduced(rendered.usual.text, other.text, full_names)
        ]
        for places in outliers[rendered.zh].values():
            spots = tuple(Spot(number, each.source, each.target) for number, each in places)
            uses.append(Use(places[0][1].found, Manner.OUTLIER, spots))
        groups.append(Group(rendered.zh, True, tuple(uses)))
    return tuple(sorted(groups, key=lambda group: (-sum(len(use.spots) for use in group.uses), group.term)))


def short_form_groups(usage: Usage, short_forms: Mapping[str, str]) -> tuple[Group, ...]:
    """Full names with several short forms: 《禁核试条约》 and 《全面禁试条约》 for one treaty."""
    by_full: dict[str, list[str]] = defaultdict(list)
    for short, full in short_forms.items():
        by_full[full].append(short)
    groups = []
    for full, shorts in sorted(by_full.items()):
        spots = {short: tuple(spots_of(usage, short)) for short in shorts}
        shorts.sort(key=lambda short: (-len(spots[short]), short))
        if len(shorts) > 1:
            manners = (Manner.USUAL, *[Manner.OTHER] * len(shorts))
            uses = (Use(short, manner, spots[short]) for short, manner in zip(shorts, manners, strict=False))
            groups.append(Group(full, False, tuple(uses)))
    return tuple(groups)


def spots_of(usage: Usage, zh: str) -> Iterator[Spot]:
    """The places of a Chinese expression."""
    for number in sorted(usage.holders.get(zh, ())):
        for text, place in usage.expressions.find(usage.passages[number].source):
            if text == zh:
                yield Spot(number, place, None)


def name_groups(usage: Usage) -> tuple[Group, ...]:
    """English expressions that stand for several Chinese ones of which none is short for, or part of, another."""
    by_english: dict[str, list[Rendered]] = defaultdict(list)
    for rendered in usage.rendered.values():
        if rendered.share >= _SHARED and len(rendered.usual.passages) >= _FEWEST and _is_telling(usage, rendered):
            by_english[rendered.usual.key].append(rendered)
    groups = []
    for same in by_english.values():
        same.sort(key=lambda rendered: (-len(rendered.usual.passages), rendered.zh))
        kept = [
            rendered for rendered in same if all(_are_names(rendered, other) for other in same if other != rendered)
        ]
        if len(kept) > 1:
            uses = (
                Use(each.zh, Manner.OTHER if n else Manner.USUAL, _spots(usage, each, each.usual))
                for n, each in enumerate(kept)
            )
            groups.append(Group(kept[0].usual.text, False, tuple(uses)))
    return tuple(sorted(groups, key=lambda group: (-sum(len(use.spots) for use in group.uses), group.term)))


def _is_introduced(one: str, other: str, full_names: Mapping[str, Sequence[str]]) -> bool:
    """Whether one of two forms is introduced as the abbreviation of the other; articles and ends do not matter."""
    return any(
        loose_key(form) in loose_key(name) or loose_key(name) in loose_key(form)
        for short, form in ((one, other), (other, one))
        for name in full_names.get(short, ())
    )


def _is_telling(usage: Usage, rendered: Rendered) -> bool:
    """Whether the English is an abbreviation, or words that the dictionary has for the Chinese."""
    stems = rendered.usual.stems
    if is_abbreviation(rendered.usual.text):
        return True
    glossed = sum(stem in usage.glosses(rendered.zh) for stem in stems)
    return len(stems) > 1 and glossed >= _GLOSSED * len(stems)


def _are_names(one: Rendered, other: Rendered) -> bool:
    """Whether two expressions can be names of one thing that are used in turn."""
    together = len(set(one.passages) & set(other.passages))
    fewer = min(len(one.passages), len(other.passages))
    return (
        not is_short_for(one.zh, other.zh)
        and not is_short_for(other.zh, one.zh)
        and one.zh.strip("《》") != other.zh.strip("《》")
        and together < _TOGETHER * fewer
    )


def _use(usage: Usage, rendered: Rendered, rendering: Rendering, manner: Manner) -> Use:
    return Use(rendering.text, manner, _spots(usage, rendered, rendering))


def _spots(usage: Usage, rendered: Rendered, rendering: Rendering) -> tuple[Spot, ...]:
    return tuple(
        Spot(number, source, target)
        for number in rendering.passages
        for source, target in [_place(usage, number, rendered.zh, rendering.key)]
    )


def _place(usage: Usage, number: int, zh: str, key: str) -> tuple[Place | None, Place | None]:
    passage = usage.passages[number]
    source = next((place for text, place in usage.expressions.find(passage.source) if text == zh), None)
    return source, next((passage.place(words) for words in passage.find(key.split())), None)
