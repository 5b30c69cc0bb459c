"""Texts that spreadsheets take for something else: formulas, numbers, dates, errors, escapes, markup, line ends."""

from __future__ import annotations

from hypothesis import strategies as st

# What changes a text is mostly short and stands at its beginning or end.
PIECES = [
    "=", "+", "-", "@", "'", '"', "0", "1", "/", ":", ".", ",", "e", "NA", "#N/A", "TRUE", "FALSE", "null", "inf",
    "1/2", "2026-03-01", "001", "1e5", "12:30", "50%", "=1+1", "=cmd|' /C calc'!A0", "_x000D_", "_x0041_", "_x",
    "_xD83D_", "_x005F_", "<", "&", ">", "]]>", "<t>", "&amp;", "&#10;", "\t", "\n", "\n\n", " ", "  ",
    "\x01", "\x08", "\x0b",
    "\x0c", "\x1b", "\x1f", "\x7f", "\x80", "\x85", "\x9f", "\xa0", "\u200b", "\u2028", "\u2029", "\u202e", "\u3000",
    "\ufeff", "\ufffd", "\ufdd0", "\ud7ff", "\ue000", "\U0001fffe", "\U0010ffff", "中", "，。", "😀", "𠀀", "e\u0301",
    "a", "text",
]  # fmt: skip
RETURNS = ["\r", "\r\n"]
IMPOSSIBLE = ["\0", "\ud800", "\udfff", "\ufffe", "\uffff"]
"""No file of Excel can hold these."""

anything = st.lists(
    st.sampled_from([*PIECES, *RETURNS, *IMPOSSIBLE]) | st.characters(exclude_categories=()), max_size=8
).map("".join)
