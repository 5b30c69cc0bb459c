"""Alignment: which segments of two texts correspond. Knows no files, workbooks or screens."""
