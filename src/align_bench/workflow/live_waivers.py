"""The waivers while a review is open: as their file is now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from align_bench.checks.live import ByUnit
from align_bench.model.finding import Finding
from align_bench.model.unit import Review
from align_bench.model.waiver import Waiver, finding_id
from align_bench.storage.project import Project
from align_bench.storage.waivers import read_waivers


class Waived(NamedTuple):
    """A finding that may stand, and who says so."""

    finding: Finding
    waiver: Waiver


class LiveWaivers:
    """The waived findings of a project, read again when somebody wrote to the file."""

    def __init__(self, project: Project) -> None:
        self._path = project.waivers
        self._stamp: tuple[int, int] | None = None
        self._waivers: tuple[Waiver, ...] = ()

    def open_findings(self, review: Review, findings: ByUnit) -> ByUnit:
        """The findings of a review but those that are waived.

        InputError for a file that cannot be read; until it changes again, what was read before it holds.
        """
        self._read()
        waived = {(waiver.unit, waiver.finding) for waiver in self._waivers if waiver.document == review.name}
        concerned = {unit for unit, _ in waived} & findings.keys()
        if not concerned:
            return findings
        result = dict(findings)
        for unit in (unit for unit in review.units if unit.id in concerned):
            kept = tuple(f for f in findings[unit.id] if (unit.id, finding_id(f, unit)) not in waived)
            if kept:
                result[unit.id] = kept
            else:
                del result[unit.id]
        return result

    def waived(self, review: Review, findings: ByUnit) -> Mapping[str, tuple[Waived, ...]]:
        """The findings of a review that are waived, by unit; as the file was when it was read last."""
        own: dict[str, dict[str, Waiver]] = {}
        for waiver in self._waivers:
            if waiver.document == review.name and waiver.unit in findings:
                own.setdefault(waiver.unit, {})[waiver.finding] = waiver
        result = {}
        for unit in (unit for unit in review.units if unit.id in own):
            named = ((finding, own[unit.id].get(finding_id(finding, unit))) for finding in findings[unit.id])
            result[unit.id] = tuple(Waived(finding, waiver) for finding, waiver in named if waiver is not None)
        return result

    def _read(self) -> None:
        try:
            found = self._path.stat()
            stamp = found.st_mtime_ns, found.st_size
        except OSError:
            stamp = (0, 0)
        if stamp != self._stamp:
            self._stamp = stamp
            self._waivers = read_waivers(self._path)
