"""A report as SARIF 2.1.0 (Static Analysis Results Interchange Format, OASIS 2020), for programs that gather findings.

Owns what a result says; where it is, is `sarif_places`. Waived findings are suppressed results, as the format has it;
programs then count them as settled.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import BinaryIO

from align_bench import __version__
from align_bench.formats.sarif_places import Json, Places
from align_bench.model.finding import Severity
from align_bench.model.report import CheckReport, Entry, Rule
from align_bench.model.waiver import Waiver

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_FINGERPRINT = "alignBenchFinding/v1"


def write_sarif(report: CheckReport, stream: BinaryIO) -> None:
    """Write one run with all findings, waived ones as suppressed."""
    text = json.dumps(_log(report), ensure_ascii=False, indent=1)
    stream.write(text.encode("utf-8", "backslashreplace") + b"\n")


def _log(report: CheckReport) -> Json:
    places = Places(report)
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
        "artifacts": places.artifacts,
        "results": [_result(entry, indices, places.of(entry)) for entry in report.entries],
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


def _result(entry: Entry, indices: dict[str, int], places: Sequence[Json]) -> Json:
    finding = entry.finding
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
