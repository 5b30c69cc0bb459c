"""Which row of a file that came back is which unit: by its id and its Chinese, whatever the order of the rows.

Pure. What is not beyond doubt is remarked on, and no row is dropped without a remark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from align_bench.model.returned.rows import Kind, Remark, ReturnedFile, ReturnedUnit, is_sound, quoted
from align_bench.model.unit import Review, Unit
from align_bench.text.scripts import without_space

Versions = Mapping[str, Sequence[Unit]]
"""Unit id -> what the unit was in the states that went out or could have; the latest first."""

Claims = list[tuple[str, list[ReturnedUnit]]]
"""Unit ids with their rows, in the order of the document; several rows, where somebody parted or doubled one."""


def claim_rows(file: ReturnedFile, ours: Review, versions: Versions) -> tuple[Claims, list[Remark]]:
    """Every row under its unit, or in a remark. Units that somebody made elsewhere by splitting have a new id."""
    claiming = _Claiming(file, ours, versions)
    return claiming.in_order(claiming.claimed()), claiming.remarks


class _Claiming:
    def __init__(self, file: ReturnedFile, ours: Review, versions: Versions) -> None:
        self._file = file
        self._ours = ours
        self._versions = versions
        self._written = {written_id(name): name for name in versions}
        self._by_source: dict[str, list[str]] = {}
        self._by_target: dict[str, list[str]] = {}
        """Of units without Chinese."""

        for name, units in versions.items():
            for source in {without_space(unit.source) for unit in units if unit.source}:
                self._by_source.setdefault(source, []).append(name)
            for target in {without_space(unit.target) for unit in units if not unit.source}:
                self._by_target.setdefault(target, []).append(name)
        self._rows_with = Counter(_text(row) for row in file.units)
        units = [unit for known in versions.values() for unit in known]
        self._sources = "\0".join(without_space(unit.source) for unit in units)
        self._targets = "\0".join(without_space(unit.target) for unit in units)
        self.remarks: list[Remark] = []

    def claimed(self) -> dict[str, list[ReturnedUnit]]:
        """The rows of each unit; a row that is no unit's is remarked on."""
        named = {row.place: self._name(row) for row in self._file.units}
        found: dict[str, list[ReturnedUnit]] = {}
        for row in self._file.units:
            if name := named[row.place]:
                found.setdefault(name, []).append(row)
        for row in self._file.units:
            if not named[row.place]:
                name = self._by_text(row, found)
                if name:
                    found.setdefault(name, []).append(row)
                else:
                    self._say("added", row, None, f"is no unit of the review: not taken{quoted(row)}")
        return found

    def _by_text(self, row: ReturnedUnit, found: Mapping[str, Sequence[ReturnedUnit]]) -> str:
        """The unit that a row without an id is of: by its Chinese, or by that of a row that holds only a part of it."""
        source = without_space(row.source)
        if not source or row.id:
            return ""
        same = [name for name in self._by_source.get(source, ()) if name not in found]
        parted_ = [
            name
            for name, rows in found.items()
            if name in self._versions and any(source in without_space(v.source) for v in self._versions[name])
            if not any(without_space(v.source) == without_space(rows[0].source) for v in self._sent(name, rows[0]))
        ]
        candidates = parted_ or same
        return candidates[0] if len(candidates) == 1 else ""

    def _name(self, row: ReturnedUnit) -> str:
        """The unit that a row is of, by its id and its Chinese; empty where it has no id of ours."""
        name = row.id if row.id in self._versions else self._written.get(row.id, "")
        if not name:
            return row.id if row.id and is_sound(row) and self._is_made_of_ours(row) else ""
        if is_sound(row) or self._has_source(name, row.source):
            return name
        others = [other for other in self._named_by_text(row) if other != name]
        target = str(row.values.get("target", ""))
        is_own = target != "" and self._has_target(name, target)
        if len(others) == 1 and not is_own:
            is_other = target != "" and self._has_target(others[0], target)
            if is_other or self._rows_with[_text(row)] == 1:
                # Its hidden cells did not go with it when the rows were sorted.
                return others[0]
        if others and not ("target" in row.values and self._has_target(name, target)):
            unit = self._versions[name][0]
            self._say("unclear", row, unit, f"its id is that of {unit.called}, its Chinese is another unit's")
        return name

    def _named_by_text(self, row: ReturnedUnit) -> Sequence[str]:
        """The units that have its Chinese; where it has none, those without Chinese that have its English."""
        return (self._by_source if row.source else self._by_target).get(_text(row), ())

    def _is_made_of_ours(self, row: ReturnedUnit) -> bool:
        """Whether a unit with an id of its own was split off ours, or paired anew of our texts."""
        if row.id.partition(".")[0] in self._versions and not row.source:
            return True
        target = str(row.values.get("target", ""))
        text, ours = (row.source, self._sources) if row.source else (target, self._targets)
        return bool(text) and all(without_space(line) in ours for line in text.split("\n"))

    def _sent(self, name: str, row: ReturnedUnit) -> Sequence[Unit]:
        """The states of the unit that have the time of the row, which is what it was when it went out."""
        versions = self._versions[name]
        return [unit for unit in versions if unit.updated == row.values.get("updated", "")] or versions

    def _has_source(self, name: str, source: str) -> bool:
        return any(without_space(unit.source) == without_space(source) for unit in self._versions[name])

    def _has_target(self, name: str, target: str) -> bool:
        return any(unit.target == target for unit in self._versions[name])

    def in_order(self, claimed: dict[str, list[ReturnedUnit]]) -> list[tuple[str, list[ReturnedUnit]]]:
        """By the numbers of the rows where these still say something, else in the order that we have."""
        rows = list(claimed.items())
        numbers = [group[0].number for _, group in rows]
        if None not in numbers and len(set(numbers)) == len(numbers):
            return sorted(rows, key=lambda entry: entry[1][0].number or 0)
        order = {unit.id: place for place, unit in enumerate(self._ours.units)}
        last = -1
        keyed = []
        for name, group in rows:
            last = order.get(name, last)
            keyed.append((last, name not in order, name, group))
        return [(name, group) for _, _, name, group in sorted(keyed, key=lambda entry: entry[:2])]

    def _say(self, kind: Kind, row: ReturnedUnit, unit: Unit | None, message: str) -> None:
        self.remarks.append(Remark(kind, row.place, unit, message))


def _text(row: ReturnedUnit) -> str:
    """Its Chinese, or its English where it has none."""
    return without_space(row.source or str(row.values.get("target", "")))


def written_id(name: str) -> str:
    """An id as XLIFF can hold it."""
    return "".join(c if c.isalnum() or c in "_.:-" else "_" for c in name)
