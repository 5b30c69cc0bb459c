"""Reports of the checks: the table of their forms."""

from __future__ import annotations

import io
from enum import StrEnum
from typing import BinaryIO

from align_bench.model.report import CheckReport


class ReportForm(StrEnum):
    """What `check --format` can make."""

    TABLE = "table"
    JSONL = "jsonl"
    TSV = "tsv"
    XLSX = "xlsx"
    SARIF = "sarif"
    HTML = "html"

    @property
    def is_signed(self) -> bool:
        """Whether the signature stands in it; in the others a line is a finding and nothing else."""
        return self not in (ReportForm.JSONL, ReportForm.TSV)


def write_report(report: CheckReport, form: ReportForm, stream: BinaryIO, *, waived: bool = False) -> None:
    """Write the report; with `waived` the waived findings too. SARIF has its own way to tell them and always does."""
    match form:
        case ReportForm.XLSX:
            from align_bench.formats.findings_workbook import write_findings_workbook

            write_findings_workbook(report, stream, waived=waived)
        case ReportForm.SARIF:
            from align_bench.formats.sarif import write_sarif

            write_sarif(report, stream)
        case ReportForm.HTML:
            from align_bench.formats.report_html import write_html

            write_html(report, stream, waived=waived)
        case ReportForm.TABLE | ReportForm.JSONL | ReportForm.TSV:
            from align_bench.formats import findings

            writers = {
                ReportForm.TABLE: findings.write_table,
                ReportForm.JSONL: findings.write_jsonl,
                ReportForm.TSV: findings.write_tsv,
            }
            text = io.StringIO()
            writers[form](report, text, waived=waived)
            stream.write(text.getvalue().encode("utf-8", "backslashreplace"))
