"""Waivers: findings that somebody looked at and lets stand, with a reason.

Owns what makes a finding the same one in another run. A waiver holds as long as the texts of its pair are what they
were; another severity, message or wish of the termbase leaves it in force.
"""

from __future__ import annotations

from dataclasses import dataclass

from align_bench.model.finding import Finding, Span
from align_bench.model.unit import Unit, text_hash


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waived finding. What names it is `finding`; the rest is for people to read."""

    finding: str
    """`finding_id` of the finding."""

    document: str
    unit: str
    check: str
    reason: str
    who: str
    when: str
    """ISO 8601 with offset."""

    term: str = ""
    found: str = ""

    def __str__(self) -> str:
        about = " ".join(filter(None, (self.check, self.term, self.found)))
        return f"{about}: {self.reason}"


def finding_id(finding: Finding, unit: Unit) -> str:
    """12 hexadecimal digits: another one wherever the texts of the unit, or the place in them, differ.

    Numbers of paragraphs do not count: they change with what is added in front.
    """
    places = [_offsets(finding.source_span), _offsets(finding.target_span)]
    what = [finding.check, finding.zh_term, finding.found, *places]
    return text_hash("\x1f".join([finding.document, unit.id, unit.source, unit.target, *what]))


def _offsets(span: Span | None) -> str:
    return "" if span is None else f"{span.start}-{span.stop}"
