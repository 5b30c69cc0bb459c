"""Terms that are forbidden, missing, or those of another concept."""

from __future__ import annotations
