"""align-bench terms consistency: what is called in several ways all over the project."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from align_bench.cli.output import text_writer, write_result
from align_bench.cli.streams import narrate
from align_bench.cli.terms.corpus import project_corpus
from align_bench.text.wording import counted

if TYPE_CHECKING:
    from align_bench.model.finding import Span
    from align_bench.terms.learning.consistency import Group, Use
    from align_bench.workflow.consistency import Corpus, Location

COLUMNS = ("term", "rendering", "manner", "count", "document", "unit", "paragraph zh", "paragraph en")
# Places that a line of the table names.
_SHOWN = 3


@click.command("consistency")
@click.option(
    "--min-count",
    type=click.IntRange(min=2),
    default=3,
    show_default=True,
    help="Look at expressions that come so often.",
)
@click.option("--all", "everything", is_flag=True, help="Also what has one rendering only, and common words.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl", "tsv"]), default="table", show_default=True)
def terms_consistency(*, min_count: int, everything: bool, form: str) -> None:
    """List Chinese expressions with several English renderings, and English ones with several Chinese names.

    Looks at the workbooks of the whole project, and needs no termbase: recurring words, names and 《titles》 are found
    in the texts. The usual rendering is marked *, one that stands out against it !.
    """
    corpus = project_corpus(min_count)
    groups = [group for group in corpus.groups() if everything or group.is_doubtful]
    write_result(text_writer({"table": _table, "jsonl": _jsonl, "tsv": _tsv}[form](groups, corpus)), None, force=False)
    if not groups:
        narrate(f"every expression that comes {min_count} times is rendered in one way")
    else:
        narrate(f"{counted(len(groups), 'expression')} {'' if everything else 'in several ways'}".rstrip())


def _table(groups: Sequence[Group], corpus: Corpus) -> str:
    from align_bench.cli.tables import text_table

    rows = [["", "rendering", "count", "places"]]
    for group in groups:
        rows.append([group.term, "", "", ""])
        for use in group.uses:
            mark = {"usual": "*", "other": " ", "outlier": "!"}[use.manner.value]
            rows.append([f"  {mark}", use.text, str(len(use.spots)), _places(use, corpus)])
    return text_table(rows, numbers_from=4) if groups else ""


def _places(use: Use, corpus: Corpus) -> str:
    shown = [_place(corpus.location(spot)) for spot in use.spots[:_SHOWN]]
    return ", ".join([*shown, *(["..."] if len(use.spots) > _SHOWN else [])])


def _place(location: Location) -> str:
    return f"{location.document} {'/'.join(map(str, location.source_segments))}"


def _jsonl(groups: Sequence[Group], corpus: Corpus) -> str:
    return "".join(f"{json.dumps(_record(group, corpus), ensure_ascii=False)}\n" for group in groups)


def _record(group: Group, corpus: Corpus) -> dict[str, object]:
    return {
        "term": group.term,
        "language": "zh" if group.is_chinese else "en",
        "uses": [
            {
                "text": use.text,
                "manner": use.manner.value,
                "count": len(use.spots),
                "places": [place_record(corpus.location(spot)) for spot in use.spots],
            }
            for use in group.uses
        ],
    }


def place_record(location: Location) -> dict[str, object]:
    """A place for JSON, as findings have it."""
    return {
        "document": location.document,
        "unit": location.unit,
        "source_segments": list(location.source_segments),
        "target_segments": list(location.target_segments),
        "source_span": _span(location.source),
        "target_span": _span(location.target),
    }


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.stop]


def _tsv(groups: Sequence[Group], corpus: Corpus) -> str:
    lines = ["\t".join(COLUMNS)]
    for group in groups:
        for use in group.uses:
            lines += ["\t".join(cells) for cells in _cells(group, use, corpus)]
    return "".join(f"{line}\n" for line in lines)


def _cells(group: Group, use: Use, corpus: Corpus) -> Iterator[list[str]]:
    from align_bench.formats.tables import escaped, guarded

    for spot in use.spots:
        location = corpus.location(spot)
        segments = (location.source_segments, location.target_segments)
        numbers = [" ".join(map(str, each)) for each in segments]
        cells = [
            group.term,
            use.text,
            use.manner.value,
            str(len(use.spots)),
            location.document,
            location.unit,
            *numbers,
        ]
        yield [escaped(guarded(cell)) for cell in cells]
