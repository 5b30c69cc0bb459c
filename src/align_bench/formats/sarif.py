"""A report as SARIF 2.1.0 (Static Analysis Results Interchange Format, OASIS 2020), for programs that gather findings.

The texts of a review stand in no file line by line, so each side is an artifact with its text inside, one paragraph a
line, nested in the file that it comes from. Columns count code points. Waived findings are suppressed results, as the
format has it; programs then count them as settled.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, BinaryIO
from urllib.parse import quote

from align_bench import __version__
from align_bench.formats.marking import Mark, source_mark, target_mark
from align_bench.model.finding import Severity
from align_bench.model.report import CheckReport, Entry, Rule
from align_bench.model.unit import Review
from align_bench.model.waiver import Waiver

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_SIDES = (("zh", "zh-CN"), ("en", "en"))
_FINGERPRINT = "alignBenchFinding/v1"

Json = dict[str, Any]


def write_sarif(report: CheckReport, stream: BinaryIO) -> None:
    """Write one run with all findings, waived ones as suppressed."""
    text = json.dumps(_log(report), ensure_ascii=False, indent=1)
    stream.write(text.encode("utf-8", "backslashreplace") + b"\n")


def _log(report: CheckReport) -> Json:
    artifacts = _Artifacts(report)
    indices = {rule.id: index for index, rule in enumerate(report.rules)}
    run = {
        "tool": {
            "driver": {
                "name": "align-bench",
                "version": __version__,
                "rules": [_rule(rule) for rule in report.rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\n"],
        "artifacts": artifacts.entries,
        "results": [_result(entry, indices, artifacts) for entry in report.entries],
        "properties": {"signature": report.signature},
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> Json:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.help},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family], **({"origin": rule.origin} if rule.origin else {})},
    }


def _result(entry: Entry, indices: dict[str, int], artifacts: _Artifacts) -> Json:
    finding = entry.finding
    places = artifacts.places(entry)
    result: Json = {
        "ruleId": finding.check,
        "ruleIndex": indices[finding.check],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": places[:1],
        "partialFingerprints": {_FINGERPRINT: entry.id},
        "properties": {
            "document": finding.document,
            "unit": finding.unit,
            "family": finding.family,
            "zh_term": finding.zh_term,
            "found": finding.found,
            "expected": finding.expected,
        },
    }
    if places[1:]:
        result["relatedLocations"] = [{"id": 1, **places[1]}]
    # The format wants it on all results or on none.
    result["suppressions"] = [] if entry.waiver is None else [_suppression(entry.waiver)]
    return result


def _suppression(waiver: Waiver) -> Json:
    """Without a status, which means accepted: schemas that are about differ in its name."""
    return {
        "kind": "external",
        "justification": waiver.reason,
        "properties": {"who": waiver.who, "when": waiver.when},
    }


class _Artifacts:
    """The texts of the report, and where in them a unit's lines stand."""

    def __init__(self, report: CheckReport) -> None:
        self.entries: list[Json] = []
        self._texts: dict[tuple[str, int], int] = {}
        self._first_lines: dict[tuple[str, int], dict[str, int]] = {}
        files: dict[str, int] = {}
        for review, places in zip(report.reviews, report.places, strict=True):
            for side, place in enumerate(places):
                if place not in files:
                    files[place] = len(self.entries)
                    self.entries.append({"location": {"uri": quote(place)}})
                self._add(review, side, files[place])

    def _add(self, review: Review, side: int, parent: int) -> None:
        name, language = _SIDES[side]
        lines = [(unit.source_lines, unit.target_lines)[side] for unit in review.units]
        starts = accumulate((len(part) for part in lines), initial=1)
        self._first_lines[review.name, side] = {unit.id: n for unit, n in zip(review.units, starts, strict=False)}
        self._texts[review.name, side] = len(self.entries)
        self.entries.append(
            {
                "location": {"uri": f"{name}.txt", "index": len(self.entries)},
                "parentIndex": parent,
                "contents": {"text": "".join(f"{line}\n" for part in lines for line in part)},
                "sourceLanguage": language,
            }
        )

    def places(self, entry: Entry) -> list[Json]:
        """The location in the English, then that in the Chinese; a side without text has none.

        Where the finding has a place on one side only, that side comes first and the other is the whole unit's.
        """
        marks = source_mark(entry), target_mark(entry)
        lines = entry.unit.source_lines, entry.unit.target_lines
        sides = sorted((1, 0), key=lambda side: marks[side] is None)
        return [self._location(entry, side, marks[side], lines[side]) for side in sides if lines[side]]

    def _location(self, entry: Entry, side: int, mark: Mark | None, lines: Sequence[str]) -> Json:
        review, unit = entry.finding.document, entry.unit
        first = self._first_lines[review, side][unit.id]
        if mark is None:
            region: Json = {"startLine": first, "endLine": first + len(lines) - 1}
        else:
            line = first + mark.line
            region = {"startLine": line, "startColumn": mark.start + 1, "endLine": line, "endColumn": mark.stop + 1}
            region["snippet"] = {"text": lines[mark.line][mark.start : mark.stop]}
        index = self._texts[review, side]
        artifact = {"uri": self.entries[index]["location"]["uri"], "index": index}
        called = unit.label or unit.paragraph
        logical = {"fullyQualifiedName": f"{review}/{unit.id}", **({"name": called} if called else {})}
        return {
            "physicalLocation": {"artifactLocation": artifact, "region": region},
            "logicalLocations": [logical],
        }
