"""Waiving as an edit: a finding may stand, or is reported again.

The unit stays as it is. That it is among the changes says which text the waiver is about: the edit is refused once the
unit is another one.
"""

from __future__ import annotations

from align_bench.model.edits import Change, Edit, Stamp
from align_bench.model.finding import Finding
from align_bench.model.unit import Unit
from align_bench.model.waiver import Waiver, finding_id


def waiver_of(finding: Finding, unit: Unit, reason: str, stamp: Stamp) -> Waiver:
    """The waiver of a finding of a unit."""
    return Waiver(
        finding=finding_id(finding, unit),
        document=finding.document,
        unit=finding.unit,
        check=finding.check,
        reason=reason.strip(),
        who=stamp.reviewer,
        when=stamp.time,
        term=finding.zh_term,
        found=finding.found,
    )


def waive_finding(unit: Unit, finding: Finding, reason: str, stamp: Stamp) -> Edit:
    """Let a finding stand until the texts of its unit change."""
    return Edit("waive", (Change((unit,), (unit,)),), waived=(waiver_of(finding, unit, reason, stamp),))


def report_again(unit: Unit, waiver: Waiver) -> Edit:
    """Have a finding of the unit reported that may stand."""
    return Edit("report again", (Change((unit,), (unit,)),), reported=(waiver,))
