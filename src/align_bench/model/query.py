"""Queries over units: `status:draft finding:number-mismatch zh:无核武器区 -reviewer:Li "the Treaty"`.

Owns the language: what stands next to each other must hold together, `-` in front turns a condition round, commas part
values of which one is enough, a word without a field is looked for on both sides. Knows no screen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from align_bench.errors import UsageError
from align_bench.model.finding import Finding
from align_bench.model.query_fields import FIELDS, Field, Holds, Knowledge, text_condition
from align_bench.model.unit import Unit

_TOKEN = re.compile(r'(?P<minus>-?)(?:(?P<field>[A-Za-z]+):)?(?P<value>"[^"]*"?|[^\s"]+)')

_FOREIGN = {
    "OR": "commas part values of which one is enough, for example status:draft,translated",
    "AND": "conditions that stand next to each other must all hold",
    "NOT": "- in front turns a condition round, for example -reviewer:Li",
}
"""Words of other query languages, and how it is said here."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question that units answer with yes or no."""

    text: str = ""
    conditions: tuple[Holds, ...] = ()
    words: tuple[str, ...] = ()
    """Texts that must be there, as they were typed: what a view may highlight."""

    def holds(self, unit: Unit, findings: Sequence[Finding] = ()) -> bool:
        return all(condition(unit, findings) for condition in self.conditions)


def parse_query(text: str, known: Knowledge) -> Query:
    """The query that a person typed; empty, it holds for every unit.

    UsageError names what is not understood and what there is instead.
    """
    conditions, words = [], []
    for match in _TOKEN.finditer(text):
        name, value = (match["field"] or "").lower(), match["value"].strip('"')
        if match[0] in _FOREIGN:
            raise UsageError(f"{match[0]} is a word to look for only in quotes", hint=_FOREIGN[match[0]])
        if not name and value.endswith(":") and value[:-1].lower() in FIELDS:
            name, value = value[:-1].lower(), ""
        if name and name not in FIELDS:
            near = get_close_matches(name, FIELDS, n=1)
            meant = f"; did you mean {near[0]}:?" if near else ""
            raise UsageError(
                f"there is no field {name}:{meant}", hint=f'fields are {", ".join(FIELDS)}; a text is put in "quotes"'
            )
        if not value:
            example = f", for example {FIELDS[name].example}" if name else ""
            raise UsageError(f"{match[0]!r} asks for nothing", hint=f"say what to look for{example}")
        condition = _condition(FIELDS[name], value, known) if name else text_condition(value)
        if match["minus"]:
            conditions.append(_turned(condition))
        else:
            conditions.append(condition)
            if name in {"", "zh", "en"}:
                words.append(value)
    return Query(text.strip(), tuple(conditions), tuple(words))


def _condition(field: Field, value: str, known: Knowledge) -> Holds:
    try:
        conditions = [field.make(part.strip(), known) for part in (value.split(",") if field.has_lists else [value])]
    except ValueError as error:
        raise UsageError(f"{field.name}:{value}: {error}", hint=f"for example {field.example}") from error
    return conditions[0] if len(conditions) == 1 else _any(conditions)


def _turned(condition: Holds) -> Holds:
    return lambda unit, findings: not condition(unit, findings)


def _any(conditions: Sequence[Holds]) -> Holds:
    return lambda unit, findings: any(condition(unit, findings) for condition in conditions)
