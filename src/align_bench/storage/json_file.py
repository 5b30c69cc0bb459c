"""Small files of ours that hold one JSON object, which others may have written to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def read_object(path: Path) -> tuple[dict[str, Any], bool]:
    """The object in a file, and whether the file could be read; nothing of a file that is not there is missed."""
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}, True
    except (OSError, ValueError, RecursionError):
        return {}, False
    return (content, True) if isinstance(content, dict) else ({}, False)
