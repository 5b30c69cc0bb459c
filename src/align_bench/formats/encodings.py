"""Encodings: bytes become text, by strict rules before any guess.

Owns the order of the rules: what is no text at all, byte order marks, valid UTF-8, UTF-16 without a mark, GB18030
against Big5, and only then a statistical guess.  Detectors are fooled by short mixed text, rules are not.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from align_bench.errors import InputError, UsageError

_MAGIC = (
    (b"%PDF-", "a PDF", "extract its text first (pdftotext -layout, or save as text in the viewer)"),
    (b"{\\rtf", "a rich text document (RTF)", "save it as plain text (UTF-8)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file", "save it as plain text (UTF-8)"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", "recognize its text first (OCR)"),
    (b"\xff\xd8\xff", "a JPEG image", "recognize its text first (OCR)"),
    (b"GIF8", "a GIF image", "recognize its text first (OCR)"),
    (b"II*\x00", "a TIFF image", "recognize its text first (OCR)"),
    (b"MM\x00*", "a TIFF image", "recognize its text first (OCR)"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it first"),
    (b"\x7fELF", "a program", "name a text file"),
    (b"SQLite format 3\x00", "an SQLite database", "name a text file"),
)
_ZIPPED = (
    (b"word/", "a Word document", "save it as plain text (UTF-8)"),
    (b"xl/", "an Excel workbook", "save its text column as plain text (UTF-8)"),
    (b"ppt/", "a PowerPoint presentation", "save its outline as plain text (UTF-8)"),
    (b"opendocument", "an OpenDocument file", "save it as plain text (UTF-8)"),
    (b"epub+zip", "an EPUB book", "convert it to plain text (UTF-8)"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CHECKED = 200_000
"""Bytes that are looked at to tell encodings apart: enough for any statistic, quick for any file."""

# The most frequent characters of either script, with the punctuation that no Chinese text does without.
_FREQUENT = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方"
    "多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情"
    "明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给"
    "這個們來為國說時要會對於過發後裡學現當沒動還進樣開從實軍無與長機將兩間問點業關應戰頭體見產給話條約議總聯"
    "，。、；：！？“”《》（）「」—·　"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_CONTROL_BYTE = re.compile(rb"[\x00-\x08\x0e-\x1b\x7f]")
"""In UTF-8, GB18030 and Big5 such a byte is that control character and part of no other."""

_FEW_CONTROLS = 3
_SHARE_OF_CONTROLS = 0.05
"""Bytes with no more of them, whichever is more, are a text with a few strays where the rest is a text."""


def decode(data: bytes, *, name: str, encoding: str | None = None) -> str:
    """The text of a file's bytes; `encoding` overrides every rule but the refusal of what is no text."""
    if not data:
        raise InputError(f"{name}: the file is empty", hint="choose a file that holds the document's text")
    _refuse_binary(data, name)
    text = _decode_as(data, encoding, name) if encoding else _decode_by_rules(data, name)
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise InputError(
            f"{name}: nothing but white space: perhaps a scan without text",
            hint="recognize the text first (OCR), or choose the file that holds it",
        )
    controls = len(_CONTROL.findall(text[:_CHECKED]))
    if "\x00" in text or controls > 0.01 * min(len(text), _CHECKED):
        raise _binary(data, name)
    return text


def _binary(data: bytes, name: str) -> InputError:
    """The error for control characters: with the place of the first one where they are few and the rest is text."""
    found = _CONTROL_BYTE.search(data)
    if found is None or not _is_text_but_for_controls(data, name):
        return InputError(f"{name}: this is binary data, not text", hint="save the document as plain text (UTF-8)")
    line = data.count(b"\n", 0, found.start()) + 1
    count = len(_CONTROL_BYTE.findall(data))
    more = f" ({count} control characters in all)" if count > 1 else ""
    return InputError(
        f"{name}: line {line}, byte offset {found.start()}: {found[0][0]:02X} stands in no text{more}",
        hint="delete what no text holds there, or save the document as plain text (UTF-8) anew",
    )


def _is_text_but_for_controls(data: bytes, name: str) -> bool:
    rest = _CONTROL_BYTE.sub(b"", data)
    if len(data) - len(rest) > max(_FEW_CONTROLS, _SHARE_OF_CONTROLS * len(data)):
        return False
    try:
        return bool(_decode_by_rules(rest, name).strip())
    except InputError:
        return False


def _refuse_binary(data: bytes, name: str) -> None:
    head = data.lstrip(b"\r\n\t ")[:64] if data[:1] in b"\r\n\t " else data[:64]
    for magic, what, way_out in _MAGIC:
        if head.startswith(magic):
            raise InputError(f"{name}: this is {what}, not text", hint=way_out)
    if data.startswith(b"PK\x03\x04"):
        for trace, what, way_out in _ZIPPED:
            if trace in data:
                raise InputError(f"{name}: this is {what}, not text", hint=way_out)
        raise InputError(f"{name}: this is a zip archive, not text", hint="unpack it first")


def _decode_as(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except (LookupError, ValueError) as error:
        # A codec that is none of text (`base64`) is a LookupError too; a name with a zero byte a ValueError.
        if not isinstance(error, UnicodeError):
            raise UsageError(
                f"{name}: there is no encoding called {encoding!r}",
                hint="use utf-8, utf-16, gb18030, big5 or another name that Python knows",
            ) from error
        raise _undecodable(data, error, encoding, name, "leave the encoding out to have it found") from error


def _undecodable(data: bytes, error: UnicodeError, encoding: str, name: str, hint: str) -> InputError:
    start = error.start if isinstance(error, UnicodeDecodeError) else 0
    line = data.count(b"\n", 0, start) + 1
    value = " ".join(f"{byte:02X}" for byte in data[start : start + 2])
    return InputError(f"{name}: line {line}, byte offset {start}: {value} cannot be read as {encoding}", hint=hint)


def _decode_by_rules(data: bytes, name: str) -> str:
    # 1. A byte order mark is a statement.
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding, name)
    # 2. Zero bytes: text has none except in UTF-16 (and UTF-32), where they stand on one side of every ASCII character.
    if b"\x00" in data:
        return _decode_utf16(data, name)
    # 3. Valid UTF-8: other encodings produce it by accident only in very short texts.
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        first = error
    # 4. UTF-8 with a few broken bytes is damaged UTF-8; read otherwise, all of it would be wrong.
    if _is_damaged_utf8(data):
        hint = "the file is damaged there: mend that place and save it as UTF-8"
        raise _undecodable(data, first, "UTF-8", name, hint)
    # 5. Chinese in double bytes, or UTF-16 of a text without a single ASCII character.
    best = _best_chinese(data)
    if best is not None:
        return best
    # 6. Western text: single high bytes among ASCII.
    if not re.search(rb"[\x80-\xff]{3}", data):
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            pass
    return _guess(data, name)


def _is_damaged_utf8(data: bytes) -> bool:
    text = data[:_CHECKED].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for character in text if character > "\x7f") - broken
    return sound > 0 and broken <= max(3, 0.02 * sound) and sound >= 3 * broken


def _decode_utf16(data: bytes, name: str) -> str:
    candidates = [text for text in (_strictly(data, "utf-16-le"), _strictly(data, "utf-16-be")) if text is not None]
    ranked = sorted(candidates, key=_familiarity, reverse=True)
    if ranked and _familiarity(ranked[0]) >= 0.5:
        return ranked[0]
    raise _binary(data, name)


def _familiarity(text: str) -> float:
    """The share of characters that are printable ASCII, line ends or frequent in Chinese, Han half counted."""
    sample = text[: _CHECKED // 2]
    if not sample:
        return 0.0
    points = 0.0
    for character in sample:
        if character in _FREQUENT or " " <= character <= "~" or character in "\r\n\t":
            points += 1
        elif "\u4e00" <= character <= "\u9fa5":
            points += 0.5
    return points / len(sample)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _best_chinese(data: bytes) -> str | None:
    """The most likely of GB18030, Big5 and UTF-16; None where none gives plausible Chinese."""
    scored: list[tuple[float, str]] = []
    gb = _strictly(data, "gb18030")
    if gb is not None:
        scored.append((_pair_score(data, gb, (0xB0, 0xD7), (0xA1, 0xA3)), gb))
    big5 = _strictly(data, "big5hkscs")
    if big5 is not None:
        scored.append((_pair_score(data, big5, (0xA4, 0xC6), (0xA1, 0xA3), trail_from=0x40), big5))
    if len(data) % 2 == 0:
        for encoding in ("utf-16-le", "utf-16-be"):
            text = _strictly(data, encoding)
            if text is not None and len(text) >= 4:
                scored.append((_frequent_share(text) * 2 + (_familiarity(text) >= 0.5), text))
    score, text = max(scored, default=(0.0, ""), key=lambda pair: pair[0])
    return text if score >= 0.7 else None


def _pair_score(
    data: bytes, text: str, common: tuple[int, int], symbols: tuple[int, int], *, trail_from: int = 0xA1
) -> float:
    """How much the double bytes look like everyday characters of the encoding, 0 to 3.

    The share of those in its first level (the 3,755 commonest of GB 2312, the 5,401 of Big5) or its punctuation, and
    twice the share of the very frequent ones.
    """
    pairs = re.findall(rb"[\x81-\xfe][\x30-\xfe]", data[:_CHECKED])
    if not pairs:
        return 0.0
    everyday = sum(
        1
        for lead, trail in pairs
        if trail >= trail_from and (common[0] <= lead <= common[1] or symbols[0] <= lead <= symbols[1])
    )
    return everyday / len(pairs) + 2 * _frequent_share(text)


def _frequent_share(text: Sequence[str]) -> float:
    high = [character for character in text[: _CHECKED // 2] if character > "\x7f"]
    return sum(1 for character in high if character in _FREQUENT) / len(high) if high else 0.0


def _guess(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    found = from_bytes(data[:_CHECKED]).best()
    text = _strictly(data, found.encoding) if found is not None else None
    if text is None:
        raise InputError(
            f"{name}: the encoding cannot be told",
            hint="name it with an option or setting (gb18030, big5 ...), or save the file as UTF-8",
        )
    return text
