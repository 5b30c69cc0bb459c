"""What the pairing itself shows: omitted, added, merged, split and moved paragraphs, numbering, lengths."""

from __future__ import annotations
