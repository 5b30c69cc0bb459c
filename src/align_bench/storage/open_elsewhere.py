"""The files by which spreadsheet programs say that they have a workbook open: `~$NAME.xlsx`, `.~lock.NAME.xlsx#`.

Owns reading them; never writes or removes one. A program that crashed leaves its file behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

# Excel: the name's length, the name in 54 bytes of the system's code page; then both again in UTF-16.
_ANSI = 1
_WIDE_LENGTH = 55
_WIDE = 57
# More than any such file holds.
_LONGEST = 4096
_FIELD = re.compile(r"((?:[^,;\\]|\\.)*)[,;]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class OpenElsewhere:
    """Who has a workbook open in another program."""

    program: str
    name: str
    """Empty where the file does not tell."""

    mark: Path
    """The file that says so."""

    def __str__(self) -> str:
        return f"{self.name or 'somebody'} has it open in {self.program}"


def opened_elsewhere(workbook: Path) -> OpenElsewhere | None:
    """Who has the workbook open in Excel or LibreOffice; None where no file says so."""
    excel = workbook.with_name(f"~${workbook.name}")
    office = workbook.with_name(f".~lock.{workbook.name}#")
    if _is_there(excel):
        return OpenElsewhere("Excel", _excel_name(_content(excel)), excel)
    if _is_there(office):
        return OpenElsewhere("LibreOffice", _office_name(_content(office)), office)
    return None


def _is_there(mark: Path) -> bool:
    """Whether the file can be seen; it is a courtesy, and what it guards is guarded by its content too."""
    try:
        return mark.is_file()
    except OSError:
        return False


def _content(mark: Path) -> bytes:
    """Nothing where the program does not let others read it."""
    try:
        with mark.open("rb") as stream:
            return stream.read(_LONGEST)
    except OSError:
        return b""


def _excel_name(content: bytes) -> str:
    wide = content[_WIDE : _WIDE + 2 * content[_WIDE_LENGTH]] if len(content) > _WIDE else b""
    short = content[_ANSI : _ANSI + content[0]] if content else b""
    return _shown(wide.decode("utf-16-le", "replace") or short.decode("latin-1"))


def _office_name(content: bytes) -> str:
    """Fields: the user's full name, the account, the host, the time, the profile."""
    fields = [re.sub(r"\\(.)", r"\1", part) for part in _FIELD.findall(content.decode("utf-8", "replace"))]
    full, account, host = (*fields, "", "", "")[:3]
    who = _shown(full) or _shown(account)
    return f"{who} on {_shown(host)}" if who and _shown(host) else who


def _shown(name: str) -> str:
    return "".join(mark for mark in name if mark.isprintable()).strip()
