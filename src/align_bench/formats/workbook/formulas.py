"""Formulas that people wrote: when rows move, they go on naming the cells that they named.

The rows that a formula names are changed as Excel changes them when rows are inserted; nothing is calculated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from align_bench.formats.workbook.columns import normal_header
from align_bench.formats.workbook.package import Package, parse, serialize
from align_bench.formats.workbook.sheet import Row, Sheet

Move = Callable[[str], str]
"""From a reference without a sheet (`C2`, `$A$2:$C$9`) to the one that names its new place."""


def move_own_formulas(sheet: Sheet, rows: Iterable[Row], title: str, move: Move) -> None:
    """Change the formulas of the sheet whose rows move; called while the cells still have their old references."""
    tag = sheet.tag("f")
    if next(sheet.root.iter(tag), None) is None:
        return
    found = [(cell, cell.find(tag)) for row in rows for cell in row.cells.values() if len(cell)]
    formulas = [(cell, formula) for cell, formula in found if formula is not None]
    _unshare(formulas)
    for _, formula in formulas:
        if formula.text:
            formula.text = moved_formula(formula.text, title, move, at_home=True)
        if reference := formula.get("ref"):
            formula.set("ref", move(reference))


def move_foreign_formulas(package: Package, part: str, title: str, move: Move) -> None:
    """Change the formulas of other sheets, and the workbook's names, that name cells of the sheet."""
    for other in package.related(package.workbook, "/worksheet"):
        if other != part and title.encode() in package.parts[other]:
            _move(package, other, "{*}f", title, move)
    _move(package, package.workbook, "{*}definedName", title, move)


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


def _move(package: Package, part: str, tag: str, title: str, move: Move) -> None:
    root = parse(package.parts[part])
    changed = False
    for element in root.iter(tag):
        text = element.text or ""
        if (moved := moved_formula(text, title, move, at_home=False)) != text:
            element.text = moved
            changed = True
    if changed:
        package.parts[part] = serialize(root)


def _unshare(formulas: list[tuple[Any, Any]]) -> None:
    """Give each cell of a shared formula its own: the cells may part."""
    from openpyxl.formula.translate import Translator, TranslatorError

    masters = {f.get("si"): (f.text, cell.get("r")) for cell, f in formulas if f.get("t") == "shared" and f.text}
    for cell, formula in formulas:
        if formula.get("t") != "shared" or formula.get("si") not in masters:
            continue
        text, origin = masters[formula.get("si")]
        try:
            formula.text = Translator(f"={text}", origin=origin).translate_formula(cell.get("r"))[1:]
        except TranslatorError:
            formula.text = "#REF!"
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, None)
