"""Handing the aligned texts on: which units, in which form.

Owns the choice of units and the table of forms; the forms themselves are `formats`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypedDict, Unpack

from align_bench.errors import UsageError
from align_bench.formats.xml_text import illegal_characters
from align_bench.model.document import Level
from align_bench.model.unit import Review, Status
from align_bench.storage.atomic import make_folder
from align_bench.storage.links import WAY_OUT, link_goal
from align_bench.storage.project import Project
from align_bench.workflow.output import refuse_existing, write_file


class Form(StrEnum):
    """What `export --to` can make; the value is also the suffix of the file."""

    XLSX = "xlsx"
    TMX = "tmx"
    XLIFF = "xliff"
    CSV = "csv"
    TSV = "tsv"
    JSONL = "jsonl"


class Options(TypedDict, total=False):
    """What TMX and XLIFF want to know; the other forms need nothing of it."""

    level: Level
    source_language: str
    target_language: str
    keep_empty: bool


def with_status(review: Review, statuses: Collection[Status]) -> Review:
    """The review with only the units of these statuses; all of them where none are named."""
    if not statuses:
        return review
    return review.with_units(unit for unit in review.units if unit.status in statuses)


def write_export(
    reviews: Sequence[Review],
    form: Form,
    stream: BinaryIO,
    **options: Unpack[Options],
) -> None:
    """All the reviews in one file."""
    if form is Form.TMX:
        from align_bench.formats.tmx import write_tmx

        write_tmx(reviews, stream, **options)
    elif form is Form.XLIFF:
        from align_bench.formats.xliff import write_xliff

        write_xliff(reviews, stream, **options)
    elif form is Form.XLSX:
        from align_bench.formats.aligned import write_aligned

        write_aligned(reviews, stream)
    else:
        from align_bench.formats import tables

        writers = {Form.CSV: tables.write_csv, Form.TSV: tables.write_tsv, Form.JSONL: tables.write_jsonl}
        writers[form](reviews, stream)


def export_places(project: Project, reviews: Sequence[Review], form: Form, *, force: bool = False) -> tuple[Path, ...]:
    """Where `export_each` writes; UsageError where one of the files is in the way."""
    places = tuple(project.root / "export" / f"{review.name}.{form.value}" for review in reviews)
    for place in places:
        if goal := link_goal(place):
            raise UsageError(f"{place} is a link to {goal}, outside its folder", hint=WAY_OUT)
        refuse_existing(place, force=force)
    return places


def export_each(
    project: Project,
    reviews: Sequence[Review],
    form: Form = Form.XLSX,
    *,
    force: bool = False,
    **options: Unpack[Options],
) -> tuple[Path, ...]:
    """A file for each review in the project's folder `export/`; none is written where one of them is in the way."""
    places = export_places(project, reviews, form, force=force)
    make_folder(project.root / "export")
    for place, review in zip(places, reviews, strict=True):
        write_file(place, partial(write_export, [review], form, **options), force=force)
    return places


def left_out(reviews: Sequence[Review], form: Form, *, keep_empty: bool) -> int:
    """How many units the form leaves out because one of their sides is empty."""
    units = [unit for review in reviews for unit in review.units]
    if keep_empty or form not in (Form.TMX, Form.XLIFF):
        return 0
    if form is Form.XLIFF:
        return sum(1 for unit in units if not unit.source)
    return sum(1 for unit in units if not (unit.source and unit.target))


def lost_characters(reviews: Sequence[Review], form: Form) -> tuple[str, ...]:
    """What the form cannot hold, with its place: `NAME, unit 12: U+000C FORM FEED`."""
    if form is not Form.TMX:
        return ()
    return tuple(
        f"{review.name}, unit {unit.label or number}: {', '.join(found)}"
        for review in reviews
        for number, unit in enumerate(review.units, start=1)
        if (found := illegal_characters(unit.source + unit.target))
    )
