"""Columns whose headers say something else than we wrote, as where somebody had the header row translated.

Owns what is unmistakable: the hash of a column of Chinese and the ids before it, a column that holds nothing but
statuses, and columns that stand where we put them. Only files that came back are read so; in our own workbook, columns
are found by their headers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from align_bench.formats.workbook.columns import HEADER_ROWS, REVIEW, normal_header
from align_bench.formats.workbook.typed import parse_status
from align_bench.model.unit import text_hash

Cells = Sequence[Sequence[object]]

_LOOKED_AT = 200
"""Rows in which a column has to be what it is taken for."""

_SURE = 0.8
"""Of these rows, so many have Chinese that is still what its hash says: some may have been changed by mistake."""


def recognise(grid: Cells) -> tuple[int, dict[str, int]] | None:
    """The 0-based row of the headers, and the 0-based column of each; None where that can be doubted."""
    for header in range(min(HEADER_ROWS, len(grid) - 1)):
        places = _places(grid[header], grid[header + 1 : header + 1 + _LOOKED_AT])
        if places is not None:
            return header, places
    return None


def _places(names: Sequence[object], rows: Cells) -> dict[str, int] | None:
    ours = {normal_header(header): header for header in REVIEW.headers}
    texts = [normal_header(str(name)) if name is not None else "" for name in names]
    places = {ours[text]: place for place, text in enumerate(texts) if text in ours}
    taken = [ours[text] for text in texts if text in ours]
    if len(taken) != len(set(taken)):
        return None
    for found in (_hashed(places, rows), _statuses(places, rows)):
        places |= found
    if not {"Chinese", "Source hash", "Unit id", "Status"} <= places.keys():
        return None
    if all(REVIEW.headers.index(header) == place for header, place in places.items()):
        # Nothing was moved: the rest stands where it stood.
        named = {place: header for place, header in enumerate(REVIEW.headers) if place < len(texts) and texts[place]}
        places |= {header: place for place, header in named.items()}
    stored = {column.header for column in REVIEW.columns if column.stored}
    return places if stored <= places.keys() else None


def _hashed(places: Mapping[str, int], rows: Cells) -> dict[str, int]:
    """The Chinese, what is hashed of it, and the ids, which stand before the hash: most are made in the same way."""
    width = len(rows[0]) if rows else 0
    free = [place for place in range(width) if place not in places.values()]
    for chinese in [places["Chinese"]] if "Chinese" in places else free:
        alike = [place for place in range(width) if place != chinese and _is_hash_of(chinese, place, rows)]
        place = places.get("Source hash", alike[-1] if alike else 0)
        is_free = {place, place - 1} <= {*free, *(places.get(header) for header in ("Source hash", "Unit id"))}
        if place in alike and is_free and _is_told_apart(place - 1, rows):
            return {"Chinese": chinese, "Unit id": place - 1, "Source hash": place, **places}
    return {}


def _is_told_apart(place: int, rows: Cells) -> bool:
    """Whether each row has another word in a column, as ids are."""
    ids = [str(row[place]) for row in rows if row[place] not in (None, "")]
    return bool(ids) and len(set(ids)) == len(ids) and not any(" " in text for text in ids)


def _is_hash_of(chinese: int, place: int, rows: Cells) -> bool:
    """Whether a column says of each row what its Chinese is; the first row, which no header can be, surely does."""
    told = list(_told(chinese, place, rows))
    return bool(told) and told[0] and sum(told) >= _SURE * len(told)


def _told(chinese: int, place: int, rows: Cells) -> Iterator[bool]:
    for row in rows:
        if row[chinese] not in (None, "") and row[place] not in (None, ""):
            yield str(row[place]) == text_hash(str(row[chinese]))


def _statuses(places: Mapping[str, int], rows: Cells) -> dict[str, int]:
    if "Status" in places or not rows:
        return {}
    free = [place for place in range(len(rows[0])) if place not in places.values()]
    found = [place for place in free if _is_status(place, rows)]
    return {"Status": found[0]} if len(found) == 1 else {}


def _is_status(place: int, rows: Cells) -> bool:
    texts = [str(row[place]) for row in rows if row[place] not in (None, "")]
    return bool(texts) and rows[0][place] is not None and all(parse_status(text) is not None for text in texts)
