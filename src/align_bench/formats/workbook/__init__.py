"""The review workbook: what is stored in it, and how it is written, updated and read.

`write_workbook` makes a new one, `update_workbook` puts a review into one that people have worked in,
`read_workbook` gives the review back; `check_units` says beforehand whether a workbook can hold the units.
"""

from align_bench.formats.workbook.columns import check_units
from align_bench.formats.workbook.read import read_workbook
from align_bench.formats.workbook.update import update_workbook, write_workbook

__all__ = ["check_units", "read_workbook", "update_workbook", "write_workbook"]
