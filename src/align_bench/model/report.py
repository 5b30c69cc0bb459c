"""What a run of the checks found, with all that is needed to tell it: texts, rules, waivers, the signature.

Owns which findings count: those that nobody waived.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from align_bench.model.finding import Family, Finding, Severity
from align_bench.model.printed import PrintedText
from align_bench.model.unit import Review, Unit
from align_bench.model.waiver import Waiver, finding_id


@dataclass(frozen=True, slots=True)
class Rule:
    """What is told of a check."""

    id: str
    family: Family
    severity: Severity
    summary: str
    help: str
    origin: str = ""
    """The distribution that adds it, with its version; empty for one of ours."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding with the unit it is about."""

    finding: Finding
    unit: Unit
    waiver: Waiver | None = None

    @property
    def id(self) -> str:
        return finding_id(self.finding, self.unit)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The outcome of a run, in document order."""

    entries: tuple[Entry, ...]
    reviews: tuple[Review, ...]
    """The documents that the report is on."""

    rules: tuple[Rule, ...]
    """The checks that ran."""

    signature: str
    """How it was made: version, checks, texts, termbase. The same signature means the same findings."""

    places: tuple[tuple[str, str], ...]
    """Where the Chinese and the English of each review came from."""

    printed: tuple[tuple[PrintedText | None, PrintedText | None], ...] = ()
    """The text files of each review, where reports are to tell lines in them; empty where not."""

    @property
    def open(self) -> tuple[Entry, ...]:
        """What nobody waived."""
        return tuple(entry for entry in self.entries if entry.waiver is None)

    def shown(self, *, waived: bool) -> tuple[Entry, ...]:
        """All entries with `waived`, else the open ones."""
        return self.entries if waived else self.open

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(entry.finding for entry in self.open)

    @property
    def waived(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.waiver is not None)


def count_severities(entries: Iterable[Entry]) -> str:
    """`1 error, 2 warnings`; empty where there is nothing."""
    counts = Counter(entry.finding.severity for entry in entries)
    return ", ".join(
        f"{counts[severity]:,} {severity.value}{'' if counts[severity] == 1 else 's'}"
        for severity in reversed(Severity)
        if counts[severity]
    )


def pair_entries(
    findings: Iterable[Finding], reviews: Iterable[Review], waivers: Iterable[Waiver] = ()
) -> tuple[Entry, ...]:
    """Each finding with its unit, and with its waiver where there is one."""
    units = {(review.name, unit.id): unit for review in reviews for unit in review.units}
    by_id = {waiver.finding: waiver for waiver in waivers}
    waived_units = {(waiver.document, waiver.unit) for waiver in by_id.values()}
    entries = []
    for finding in findings:
        place = finding.document, finding.unit
        entry = Entry(finding, units[place])
        # Most units have no waiver, and their findings need no id.
        if place in waived_units and (waiver := by_id.get(entry.id)):
            entry = Entry(finding, entry.unit, waiver)
        entries.append(entry)
    return tuple(entries)
