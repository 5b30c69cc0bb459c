"""Comments on cells, which Excel keeps in three places: the note, the thread, and the box that shows the note.

Where a row vanishes, its comments go to the row that took its text; what a cell can have but once is joined there.
"""

from __future__ import annotations

from typing import Any

from align_bench.formats.workbook.package import Package, parse, serialize
from align_bench.formats.workbook.table import Moved

_BOX = "{urn:schemas-microsoft-com:office:excel}"


def move_comments(package: Package, part: str, moved: Moved) -> None:
    """Tie the comments of a sheet to the new places of their cells."""
    for name in package.related(part, "/comments"):
        root = parse(package.parts[name])
        _move_notes(root, moved)
        package.parts[name] = serialize(root)
    for name in package.related(part, "/threadedComment"):
        root = parse(package.parts[name])
        _move_threads(root, moved)
        package.parts[name] = serialize(root)
    for name in package.related(part, "/vmlDrawing"):
        root = parse(package.parts[name])
        _move_boxes(root, moved)
        package.parts[name] = serialize(root)


def _move_notes(root: Any, moved: Moved) -> None:
    first: dict[str, Any] = {}
    for note in list(root.iter("{*}comment")):
        place = moved.reference(note.get("ref", ""))
        note.set("ref", place)
        there = first.setdefault(place, note)
        if there is note:
            continue
        text, more = there.find("{*}text"), note.find("{*}text")
        if text is not None and more is not None:
            _join_runs(text, more)
        note.getparent().remove(note)


def _join_runs(text: Any, more: Any) -> None:
    """Append the runs of one note to another's, on a line of their own."""
    prefix = text.tag.rpartition("}")[0] + "}"
    for plain in [*text.findall(f"{prefix}t"), *more.findall(f"{prefix}t")]:
        # Beside runs there is no plain text.
        run = plain.makeelement(f"{prefix}r")
        plain.getparent().replace(plain, run)
        run.append(plain)
    line = text.makeelement(f"{prefix}r")
    end = line.makeelement(f"{prefix}t")
    end.text = "\n"
    end.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    line.append(end)
    text.append(line)
    text.extend(list(more.findall(f"{prefix}r")))


def _move_threads(root: Any, moved: Moved) -> None:
    """A cell has one thread: the remarks of a second one become replies in the first."""
    first: dict[str, str] = {}
    joined: dict[str, str] = {}
    for remark in root.iter("{*}threadedComment"):
        place = moved.reference(remark.get("ref", ""))
        remark.set("ref", place)
        own, parent = remark.get("id", ""), remark.get("parentId")
        if parent in joined:
            remark.set("parentId", joined[parent])
        elif parent is None and first.setdefault(place, own) != own:
            joined[own] = first[place]
            remark.set("parentId", first[place])


def _move_boxes(root: Any, moved: Moved) -> None:
    """The boxes, and the controls of old forms, are drawn in an old language of Microsoft's: rows count from 0."""
    seen: set[tuple[int, str]] = set()
    for box in list(root.iter(f"{_BOX}ClientData")):
        row = box.find(f"{_BOX}Row")
        numbers = _anchor(box)
        if row is not None and (row.text or "").strip().isdigit():
            old = int(row.text)
        elif len(numbers) == 8:
            old = numbers[2]
        else:
            continue
        shift = moved.row(old + 1) - old - 1
        if row is not None:
            row.text = str(old + shift)
            place = old + shift, box.findtext(f"{_BOX}Column", "")
            if box.get("ObjectType") == "Note" and place in seen:
                shape = box.getparent()
                shape.getparent().remove(shape)
                continue
            seen.add(place)
        if len(numbers) == 8:
            numbers[2], numbers[6] = max(numbers[2] + shift, 0), max(numbers[6] + shift, 0)
            box.find(f"{_BOX}Anchor").text = ", ".join(map(str, numbers))


def _anchor(box: Any) -> list[int]:
    """Left column, offset, top row, offset, right column, offset, bottom row, offset; empty where it is none."""
    try:
        return [int(number) for number in (box.findtext(f"{_BOX}Anchor") or "").split(",")]
    except ValueError:
        return []
