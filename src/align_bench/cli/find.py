"""align-bench find: a concordance over the project and its memories."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import click

from align_bench.cli.output import text_writer, write_result
from align_bench.cli.streams import narrate
from align_bench.text.wording import counted

if TYPE_CHECKING:
    from align_bench.memory.concordance import Place
    from align_bench.model.document import Language

_FIELDS = ("origin", "label", "unit", "language", "before", "keyword", "after", "counterpart")


@click.command()
@click.argument("text")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Where to look.  [default: by the script of TEXT]")
@click.option("--limit", type=click.IntRange(min=1), help="As many places at most.")
@click.option(
    "--context",
    type=click.IntRange(min=4, max=500),
    default=30,
    show_default=True,
    help="Cells on either side, in the table.",
)
@click.option("--format", "form", type=click.Choice(["table", "jsonl", "tsv"]), default="table", show_default=True)
def command(text: str, lang: Language | None, limit: int | None, context: int, form: str) -> None:
    """Find every place of TEXT in the project's documents and memories, with the other language beside it.

    Width, case and the form of quotes and dashes make no difference; * stands for the rest of an English word, or for
    up to ten Chinese characters. English is found as whole words. The table shows the counterpart's text at about
    the same place; jsonl and tsv hold both texts whole.
    """
    from align_bench.cli.projects import chosen_project
    from align_bench.memory.concordance import Concordance
    from align_bench.workflow.memory import project_entries
    from align_bench.workflow.workbooks import project_reviews

    if not text.strip(" *\t\n"):
        raise click.UsageError("there is nothing to look for: TEXT is empty")
    project = chosen_project()
    entries = tuple(project_entries(project, project_reviews(project)))
    found = Concordance(entries).find(text, language=lang)
    places = list(islice(found, limit))
    if not places:
        narrate(f"{text!r} is found nowhere in {counted(len(entries), 'translated unit')}")
        return
    if form == "table":
        write_result(text_writer(_table(places, context)), None, force=False)
    else:
        write_result(text_writer(_jsonl(places) if form == "jsonl" else _tsv(places)), None, force=False)
    more = "" if next(found, None) is None else ", and there are more"
    narrate(
        f"{counted(len(places), 'place')} in {counted(len({place.entry.origin for place in places}), 'text')}{more}"
    )


def _table(places: Sequence[Place], context: int) -> str:
    """Two lines a place: the keyword in the middle, and below it the counterpart."""
    from align_bench.text.cells import shown, width

    names = [" ".join(filter(None, (place.entry.origin, place.entry.label))) for place in places]
    room = max(width(name) for name in names)
    lines = []
    for name, place in zip(names, places, strict=True):
        before = _last(shown(place.before), context)
        blank = " " * (room - width(name) + 2 + context - width(before))
        lines.append(f"{shown(name)}{blank}{before}[{shown(place.keyword)}]{_first(shown(place.after), context)}")
        lines.append(f"{' ' * (room + 2)}{_counterpart(place, 2 * context)}")
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _counterpart(place: Place, cells: int) -> str:
    """So much of the counterpart as fits, where the keyword's share of the text before it leads to."""
    from align_bench.text.cells import shown

    text = place.counterpart
    middle = len(text) * (place.start + place.stop) // (2 * len(place.text))
    before, after = _last(shown(text[:middle]), cells // 2), _first(shown(text[middle:]), cells // 2)
    return f"{'...' if len(before) < middle else ''}{before}{after}{'...' if len(after) < len(text) - middle else ''}"


def _first(text: str, cells: int) -> str:
    from align_bench.text.cells import width

    used = 0
    for index, character in enumerate(text):
        used += width(character)
        if used > cells:
            return text[:index]
    return text


def _last(text: str, cells: int) -> str:
    return _first(text[::-1], cells)[::-1]


def _records(places: Iterable[Place]) -> Iterable[dict[str, str]]:
    for place in places:
        entry = place.entry
        values = (
            entry.origin,
            entry.label,
            entry.unit,
            place.language,
            place.before,
            place.keyword,
            place.after,
            place.counterpart,
        )
        yield dict(zip(_FIELDS, values, strict=True))


def _jsonl(places: Iterable[Place]) -> str:
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in _records(places))


def _tsv(places: Iterable[Place]) -> str:
    rows = [_FIELDS, *(tuple(record.values()) for record in _records(places))]
    return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in rows)
