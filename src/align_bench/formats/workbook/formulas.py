"""Formulas that people wrote: when rows move, they go on naming the cells that they named.

The rows that a formula names are changed as Excel changes them when rows are inserted; nothing is calculated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from align_bench.formats.workbook.cells import Cell, column_letters, decoded, encoded
from align_bench.formats.workbook.columns import normal_header
from align_bench.formats.workbook.notation import Row
from align_bench.formats.workbook.package import Package, parse, serialize

Move = Callable[[str], str]
"""From a reference without a sheet (`C2`, `$A$2:$C$9`) to the one that names its new place."""

_FORMULA = re.compile(rb"<f\b([^>]*?)(?:/>|>([^<]*)</f>)")
_SHARED = re.compile(rb'\s(?:t="shared"|si="[^"]*"|ref="[^"]*")')
_PLACES = re.compile(rb'(\s(?:ref|r1|r2)=")([^"]*)(")')
_INDEX = re.compile(rb'\ssi="([^"]*)"')

_TAGS = ("{*}f", "{*}formula", "{*}formula1", "{*}formula2")
"""Of cells, of conditional formats and data validations, and of charts and the extensions of Excel 2010."""


def move_formulas(rows: Iterable[Row], title: str, move: Move, *, at_home: bool) -> None:
    """Change the formulas in these rows: of the sheet `title` (`at_home`), with their old numbers, or of another."""
    masters: dict[bytes, tuple[str, str]] = {}
    found: list[tuple[Row, str, Cell]] = []
    for row in rows:
        if b"<f" not in row.body:
            continue
        for column, cell in row.cells.items():
            if match := _FORMULA.search(cell.body):
                place = f"{column_letters(column)}{row.number}"
                found.append((row, place, cell))
                index = _INDEX.search(match[1])
                if index and match[2]:
                    masters[index[1]] = decoded(match[2]), place
    for row, place, cell in found:
        formula = _FORMULA.search(cell.body)
        assert formula is not None
        new = _moved(formula, place, masters, title, move, at_home=at_home)
        cell.body = cell.body[: formula.start()] + new + cell.body[formula.end() :]
        row.touch()


def _moved(
    match: re.Match[bytes],
    place: str,
    masters: dict[bytes, tuple[str, str]],
    title: str,
    move: Move,
    *,
    at_home: bool,
) -> bytes:
    attributes, text = match[1], decoded(match[2] or b"")
    index = _INDEX.search(attributes)
    if b't="shared"' in attributes and index and index[1] in masters:
        # Each cell of a shared formula gets its own: the cells may part.
        text = _translated(*masters[index[1]], place)
        attributes = _SHARED.sub(b"", attributes)
    if at_home:
        attributes = _PLACES.sub(lambda found: found[1] + move(found[2].decode()).encode() + found[3], attributes)
    return b"<f%b>%b</f>" % (attributes, encoded(moved_formula(text, title, move, at_home=at_home)))


def move_formulas_around(root: Any, title: str, move: Move, *, at_home: bool) -> bool:
    """Change the formulas in these elements that name cells of the sheet `title`; whether there were any."""
    changed = False
    for element in root.iter(*_TAGS):
        text = element.text or ""
        if (moved := moved_formula(text, title, move, at_home=at_home)) != text:
            element.text = moved
            changed = True
    return changed


def moved_formula(text: str, title: str, move: Move, *, at_home: bool) -> str:
    """The formula with the cells of the sheet `title` at their new places; `at_home`: it stands in that sheet."""
    from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

    try:
        tokenizer = Tokenizer(f"={text}")
    except (TokenizerError, IndexError):
        return text
    for token in tokenizer.items:
        if token.type != Token.OPERAND or token.subtype != Token.RANGE:
            continue
        sheet, mark, reference = token.value.rpartition("!")
        named = normal_header(sheet.strip("'")) == normal_header(title)
        if (named if mark else at_home) and ":" not in sheet:
            token.value = f"{sheet}{mark}{move(reference)}"
    return "".join(token.value for token in tokenizer.items)


def move_names(package: Package, title: str, move: Move) -> None:
    """Change what the workbook's names, print areas and print titles among them, say of the sheet."""
    root = parse(package.parts[package.workbook])
    changed = False
    for element in root.iter("{*}definedName"):
        text = element.text or ""
        if (moved := moved_formula(text, title, move, at_home=False)) != text:
            element.text = moved
            changed = True
    if changed:
        package.parts[package.workbook] = serialize(root)


def _translated(text: str, origin: str, place: str) -> str:
    from openpyxl.formula.translate import Translator, TranslatorError

    try:
        return str(Translator(f"={text}", origin=origin).translate_formula(place))[1:]
    except TranslatorError:
        return "#REF!"
