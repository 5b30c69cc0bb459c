"""A small report of all that a report may hold: both sides, one side, no span, an overlap, a waived finding."""

from __future__ import annotations

from align_bench.model.finding import Finding, Severity, Span
from align_bench.model.report import CheckReport, Entry, Rule, pair_entries
from align_bench.model.unit import Review, Unit
from align_bench.model.waiver import Waiver, finding_id

UNITS = (
    Unit(
        "u1", "3. 裁研所提交了报告。\n(a) 共有456次。", "3. UNIDR submitted a  report.\n(a) There were 465 tests.",
        label="3, (a)", source_numbers=(3, 4), target_numbers=(4, 5),
    ),
    Unit("u2", "无关联的一段。", "", source_numbers=(5,)),
    Unit("u3", "", "=1+1 <b>added</b>\n& \u202eturned\x07", target_numbers=(6, 7)),
)  # fmt: skip
OTHER = Unit("u1", "联系人", "focal  point", source_numbers=(12,), target_numbers=(13,))

FINDINGS = (
    Finding(
        "near-form", "terminology", Severity.ERROR, "a-document", "u1", (3,), (4,), "'UNIDR' is not quite 'UNIDIR'",
        source_span=Span(3, 0, 3), target_span=Span(4, 0, 5), zh_term="裁研所", found="UNIDR", expected="UNIDIR",
    ),
    Finding(
        "missing-term", "terminology", Severity.HINT, "a-document", "u1", (3,), (4, 5), "nothing for 裁研所提交",
        source_span=Span(3, 0, 5), zh_term="裁研所提交",
    ),
    Finding(
        "number-mismatch", "figures", Severity.ERROR, "a-document", "u1", (4,), (5,), "465 in the English, 456次",
        source_span=Span(4, 2, 6), target_span=Span(5, 11, 14), found="465", expected="456",
    ),
    Finding("omitted-paragraph", "alignment", Severity.WARNING, "a-document", "u2", (5,), (), "no English"),
    Finding("added-paragraph", "alignment", Severity.WARNING, "a-document", "u3", (), (6, 7), "more\tthan one\nline"),
    Finding(
        "doubled-space", "form", Severity.WARNING, "b", "u1", (12,), (13,), "more than one space in a row",
        target_span=Span(13, 5, 7), found="  ", expected=" ",
    ),
)  # fmt: skip
REVIEWS = (Review("a-document", UNITS), Review("b", (OTHER,)))
WAIVER = Waiver(
    finding_id(FINDINGS[-1], OTHER), "b", "u1", "doubled-space", "as in the <original>", "Li",
    "2026-03-01T09:30:00+00:00",
)  # fmt: skip
RULES = tuple(
    Rule(finding.check, finding.family, finding.severity, f"What {finding.check} says.", f"What {finding.check} says.")
    for finding in FINDINGS
)
REPORT = CheckReport(
    entries=pair_entries(FINDINGS, REVIEWS, [WAIVER]),
    reviews=REVIEWS,
    rules=RULES,
    signature="align-bench:0|checks:6|texts:2.x|terms:0.y",
    places=(("review/a-document.xlsx", "review/a-document.xlsx"), ("b 1.zh.txt", "b.en.txt")),
)
NOTHING = CheckReport((), REVIEWS, RULES, REPORT.signature, REPORT.places)


def entry(check: str) -> Entry:
    return next(entry for entry in REPORT.entries if entry.finding.check == check)
