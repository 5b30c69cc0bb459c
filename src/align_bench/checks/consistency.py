"""What only a look over all documents shows: one term rendered in two ways, one name spelt in two ways."""

from __future__ import annotations
