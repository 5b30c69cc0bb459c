"""align-bench segment: what the program sees in a text file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from align_bench.cli.output import output_options, refuse_inputs, text_writer, write_result
from align_bench.errors import InputError

if TYPE_CHECKING:
    from align_bench.model.document import Document, Language


@click.command()
@click.argument("file", type=click.Path(readable=False, path_type=Path))
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), help="The language. Without it: .en. in the name means English."
)
@click.option("--level", type=click.Choice(["paragraph", "sentence"]), default="paragraph", show_default=True)
@click.option("--format", "form", type=click.Choice(["jsonl", "text"]), default="jsonl", show_default=True)
@click.option("--encoding", help="Of the file. Without it: found out.")
@click.option("--presegmented", is_flag=True, help="Each line of the file is a paragraph already.")
@click.option("--explain", is_flag=True, help="Tell for every line of the file why it was joined or not.")
@output_options
def command(
    *,
    file: Path,
    lang: str | None,
    level: str,
    form: str,
    encoding: str | None,
    presegmented: bool,
    explain: bool,
    output: Path | None,
    force: bool,
) -> None:
    """Print the paragraphs or sentences of a text FILE; - is the standard input.

    Broken lines are joined, headings and labels recognised, page numbers and other noise set apart (kind noise).
    Ids count from 1; they are the numbers that findings name.
    """
    language: Language = "en" if lang == "en" or (lang is None and ".en." in file.name) else "zh"
    if explain and presegmented:
        raise click.UsageError("--presegmented joins no lines: there is nothing to explain")
    refuse_inputs([output], [file])
    with _on_disk(file) as path:
        if explain:
            from align_bench.formats import plain

            lines = list(map(str, plain.explain(path, language, encoding=encoding)))
        else:
            from align_bench.workflow.importing import load_document

            document = load_document(path, language, encoding=encoding, presegmented=presegmented)
            lines = _lines(document, level, form)
    write_result(text_writer("".join(f"{line}\n" for line in lines)), output, force=force)


@contextmanager
def _on_disk(file: Path) -> Iterator[Path]:
    """The file itself; for `-`, one that holds the standard input for a while."""
    if str(file) != "-":
        yield file
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "standard input"
        path.write_bytes(sys.stdin.buffer.read())
        try:
            yield path
        except InputError as error:
            raise type(error)(error.message.replace(str(path), path.name), hint=error.hint) from error


def _lines(document: Document, level: str, form: str) -> list[str]:
    rows = _paragraphs(document) if level == "paragraph" else _sentences(document)
    if form == "jsonl":
        return [json.dumps(row, ensure_ascii=False) for row in rows]
    return [str(row["text"]) for row in rows if row["kind"] != "noise"]


def _paragraphs(document: Document) -> Iterator[dict[str, object]]:
    for p in document.paragraphs:
        yield {"id": p.number, "kind": p.kind.value, "number": p.label, "text": p.text}


def _sentences(document: Document) -> Iterator[dict[str, object]]:
    from align_bench.text.sentences import split_sentences

    number = 0
    for p in document.paragraphs:
        for place, sentence in enumerate(split_sentences(p.text, document.language)):
            number += 1
            label = p.label if place == 0 else None
            yield {"id": number, "paragraph": p.number, "kind": p.kind.value, "number": label, "text": sentence}
