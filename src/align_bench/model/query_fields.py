"""What can be asked for of a unit: the fields of queries, each with the values that it takes and what they hold for.

How conditions are put together is `model.query`. Knows no screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from fnmatch import fnmatchcase

from align_bench.errors import UsageError
from align_bench.model.baselines import Baselines
from align_bench.model.doubt import is_doubtful
from align_bench.model.finding import Finding, Severity
from align_bench.model.threads import is_resolved
from align_bench.model.unit import Status, Unit
from align_bench.text.search import search_pattern

Holds = Callable[[Unit, Sequence[Finding]], bool]


@dataclass(frozen=True, slots=True)
class Field:
    """Something of a unit that can be asked for."""

    name: str
    help: str
    example: str
    make: Callable[[str, Knowledge], Holds]
    """The condition for one value; ValueError, saying what there is instead, where there is no such value."""

    has_lists: bool = True
    """Whether commas part values."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What queries ask for and the units themselves do not say."""

    now: datetime
    """With its time zone: says what today is."""

    checks: Collection[str] = ()
    """The ids of all checks; with them, one that is not there is told."""

    baselines: Baselines = field(default_factory=Baselines)
    bookmarks: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Reviewer -> ids of units."""

    kept: Collection[str] = ()
    """The ids of units for which something is typed and not accepted."""

    reviewer: str = ""
    """Who asks."""


def text_condition(text: str, part: Callable[[Unit], str] | None = None) -> Holds:
    """Whether a text stands in a part of a unit; without a part, on either side."""
    pattern = search_pattern(text)
    if pattern is None:
        raise UsageError(f"{text!r} asks for nothing", hint="say what to look for")
    search = pattern.search
    if part is None:
        return lambda unit, _: search(unit.source) is not None or search(unit.target) is not None
    return lambda unit, _: search(part(unit)) is not None


def _of_text(part: Callable[[Unit], str]) -> Callable[[str, Knowledge], Holds]:
    return lambda text, _: text_condition(text, part)


def _chosen(value: str, choices: Collection[str]) -> str:
    if value.lower() in choices:
        return value.lower()
    near = get_close_matches(value.lower(), choices, n=1)
    raise ValueError(f"did you mean {near[0]}?" if near else f"there is {', '.join(choices)}")


def _of_status(value: str, _: Knowledge) -> Holds:
    status = Status(_chosen(value, [status.value for status in Status]))
    return lambda unit, _: unit.status is status


_STATES: Mapping[str, Holds] = {
    "open": lambda unit, _: unit.status.is_open,
    "done": lambda unit, _: not unit.status.is_open,
    "locked": lambda unit, _: unit.locked,
    "commented": lambda unit, _: bool(unit.comment),
    "resolved": lambda unit, _: is_resolved(unit.comment),
    "unresolved": lambda unit, _: bool(unit.comment) and not is_resolved(unit.comment),
    "doubtful": lambda unit, _: is_doubtful(unit),
    "omitted": lambda unit, _: not unit.target,
    "added": lambda unit, _: not unit.source,
    "merged": lambda unit, _: len(unit.source_lines) > 1,
    "split": lambda unit, _: len(unit.target_lines) > 1,
}


_KEPT = "kept"
_ALL_STATES = (*_STATES, _KEPT)


def _of_state(value: str, known: Knowledge) -> Holds:
    state, kept = _chosen(value, _ALL_STATES), known.kept
    return _STATES[state] if state != _KEPT else lambda unit, _: unit.id in kept


_FAMILIES = ("terminology", "figures", "form", "alignment")


def _of_finding(value: str, known: Knowledge) -> Holds:
    if value in {"any", "none"}:
        wanted = value == "any"
        return lambda _, findings: bool(findings) is wanted
    if value in [severity.value for severity in Severity]:
        return lambda _, findings: any(finding.severity.value == value for finding in findings)
    if value in _FAMILIES:
        return lambda _, findings: any(finding.family == value for finding in findings)
    if "*" not in value and known.checks:
        value = _chosen(value, known.checks)
    return lambda _, findings: any(fnmatchcase(finding.check, value) for finding in findings)


def _of_label(value: str, _: Knowledge) -> Holds:
    bare = value.strip(".、() （）")
    return lambda unit, _: any(
        label.strip(".、() （）") == bare for label in (unit.label or unit.paragraph).split(", ") if label
    )


def _of_reviewer(value: str, _: Knowledge) -> Holds:
    if value == "none":
        return lambda unit, _: not unit.reviewer
    wanted = value.casefold()
    return lambda unit, _: wanted in unit.reviewer.casefold()


_COMPARISON = re.compile(r"(<=|>=|<|>)?(.+)")


def _compared(operator: str, left: float, right: float) -> bool:
    match operator:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case _:
            return left == right


def _of_confidence(value: str, _: Knowledge) -> Holds:
    if value == "none":
        return lambda unit, _: unit.confidence is None
    operator, raw = _COMPARISON.fullmatch(value).groups()  # type: ignore[union-attr]  # a value is never empty
    try:
        limit = float(raw.rstrip("%")) / (100 if raw.endswith("%") else 1)
    except ValueError:
        raise ValueError("a confidence is a number from 0 to 1") from None
    return lambda unit, _: unit.confidence is not None and _compared(operator or "", unit.confidence, limit)


_DAYS = {"today": 0, "yesterday": 1}


def _of_change(value: str, known: Knowledge) -> Holds:
    """A day (`today`, `yesterday`, `7d`: in the last seven, `2026-11-20`, `>=2026-11-01`), `never`, or a text."""
    baselines = known.baselines
    match value:
        case "never":
            return lambda unit, _: not unit.updated
        case "text":
            return lambda unit, _: baselines.has_changed(unit)
        case "since-review":
            return lambda unit, _: baselines.has_changed_since_review(unit)
    today = known.now.date()
    ago = re.fullmatch(r"(\d{1,4})d", value)
    if ago:
        operator, limit = ">", today - timedelta(days=int(ago[1]))
    elif value in _DAYS:
        operator, limit = "", today - timedelta(days=_DAYS[value])
    else:
        operator, raw = _COMPARISON.fullmatch(value).groups()  # type: ignore[union-attr]  # a value is never empty
        try:
            limit = date.fromisoformat(raw)
        except ValueError:
            raise ValueError(
                "there is today, yesterday, 7d, never, text, since-review, or a day like 2026-11-20"
            ) from None

    def holds(unit: Unit, _: Sequence[Finding]) -> bool:
        if not unit.updated:
            return False
        day = datetime.fromisoformat(unit.updated).astimezone(known.now.tzinfo).date()
        return _compared(operator or "", day.toordinal(), limit.toordinal())

    return holds


def _of_bookmark(value: str, known: Knowledge) -> Holds:
    wanted = known.reviewer.casefold() if value == "mine" else value.casefold()
    ids = {
        unit_id
        for reviewer, marked in known.bookmarks.items()
        if value in {"any", "none"}
        or (reviewer.casefold() == wanted if value == "mine" else wanted in reviewer.casefold())
        for unit_id in marked
    }
    return lambda unit, _: (unit.id in ids) is not (value == "none")


def _of_shape(value: str, _: Knowledge) -> Holds:
    if not re.fullmatch(r"\d+-\d+", value):
        raise ValueError("a shape is two numbers: Chinese and English paragraphs")
    return lambda unit, _: unit.shape == value


FIELDS: Mapping[str, Field] = {
    field.name: field
    for field in (
        Field("status", "the status", "status:draft,translated", _of_status),
        Field("is", f"one of {', '.join(_ALL_STATES)} (typed and not accepted)", "is:open", _of_state),
        Field(
            "finding",
            "any, none, error, warning, hint, a family, or the id of a check, where * stands for the rest",
            "finding:number-mismatch",
            _of_finding,
        ),
        Field("zh", "text in the Chinese", "zh:无核武器区", _of_text(lambda unit: unit.source), has_lists=False),
        Field("en", "text in the English", 'en:"States parties"', _of_text(lambda unit: unit.target), has_lists=False),
        Field(
            "comment", "text in the comment", "comment:glossary", _of_text(lambda unit: unit.comment), has_lists=False
        ),
        Field("label", "the label of a paragraph", "label:12", _of_label),
        Field("reviewer", "part of the reviewer's name, or none", "reviewer:Li", _of_reviewer),
        Field("confidence", "of the pairing, 0 to 1, or none", "confidence:<0.9", _of_confidence),
        Field(
            "changed",
            "today, yesterday, 7d, a day, or never; since-review: English that was confirmed and is another one now; "
            "text: English that is another one than when it was confirmed or, where it never was, at the beginning",
            "changed:>=2026-11-01",
            _of_change,
        ),
        Field("bookmark", "mine, any, none, or part of a reviewer's name", "bookmark:mine", _of_bookmark),
        Field("shape", "how many Chinese and English paragraphs", "shape:2-1", _of_shape),
    )
}
"""Every field by its name, in the order in which help shows them."""
