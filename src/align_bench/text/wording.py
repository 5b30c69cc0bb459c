"""Numbers of things in words, as every message has them."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """`1 unit`, `1,200 units`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
