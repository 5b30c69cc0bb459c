"""What the fuzz run feeds: every reader of files, with small files of its kind, made by the program's own writers."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from align_bench.config import SETTINGS_FILE, load_settings
from align_bench.formats.beads import parse_beads
from align_bench.formats.encodings import decode
from align_bench.formats.plain import read_document, read_segments, read_text
from align_bench.formats.reasons import read_reasons
from align_bench.formats.termbase import TermbaseForm, read_termbase, write_termbase
from align_bench.formats.tmx import write_tmx
from align_bench.formats.tmx_memory import read_memory
from align_bench.formats.tmx_returned import read_returned_tmx
from align_bench.formats.workbook import read_workbook, update_workbook, write_workbook
from align_bench.formats.workbook.returned import own_columns, read_returned_workbook
from align_bench.formats.xliff import write_xliff
from align_bench.formats.xliff_returned import read_returned_xliff
from align_bench.model.edits import Stamp, apply, edit_target, set_status
from align_bench.model.finding import Finding, Severity
from align_bench.model.records import review_digest
from align_bench.model.termbase import Concept, Term, Termbase, TermStatus
from align_bench.model.unit import Review, Status, Unit
from align_bench.model.waiver import Waiver
from align_bench.storage.drafts import Drafts
from align_bench.storage.journal import Journal, read_journal
from align_bench.storage.journal_lines import Record
from align_bench.storage.lock import read_holder
from align_bench.storage.waivers import add_waivers, read_waivers
from align_bench.workflow.records import checkpoint_record, header_record, move_record, saved_record
from align_bench.workflow.recovery import replay

ZH = "一、总则\n\n1. 会议鼓励通过具体的能力建设项目，促进各成员国之间的联系。\n2. 预算增长5.2%，于2026年3月1日生效。\n"
TRADITIONAL = "一、總則\n\n1. 會議鼓勵通過具體的能力建設項目，促進各成員國之間的聯繫。\n2. 預算增長5.2%。\n"
EN = "I. General\n\n1. The meeting encouraged ties among member States.\n2. The budget rose by 5.2% on 1 March 2026.\n"
REVIEW = Review(
    "note",
    (
        Unit("a1", "一、总则", "I. General", Status.REVIEWED, label="一", source_numbers=(1,), target_numbers=(1,)),
        Unit("b2", "1. 会议\n2. 结束", "1. The meeting\n2. closed", comment="=see note", confidence=0.75),
        Unit("c3", "3. 报告", "", Status.UNTRANSLATED, updated="2026-03-01T09:30:00+00:00", reviewer="李"),
    ),
)
FINDING = Finding("number-mismatch", "figures", Severity.ERROR, "note", "b2", (2,), (2,), "5.2% is missing")
STAMP = Stamp("Li", "2026-03-01T09:30:00+00:00")


@dataclass(frozen=True, slots=True)
class Reader:
    """One way into the program."""

    name: str
    seeds: Sequence[bytes]
    read: Callable[[Path], object]
    """May raise AlignBenchError, and nothing else."""

    file: str = "input"
    """What the file must be called."""


def readers(folder: Path) -> list[Reader]:
    """All of them; `folder` is for files that are made on the way."""
    chinese = [ZH.encode(), ZH.encode("gb18030"), ZH.encode("utf-16"), TRADITIONAL.encode("big5")]
    english = [EN.encode(), EN.encode("utf-16-le"), EN.replace("rose", "soared – “again” –").encode("cp1252")]
    book = _written(lambda stream: write_workbook(REVIEW, [FINDING], stream))
    memory = _written(lambda stream: write_tmx([REVIEW], stream))
    bilingual = _written(lambda stream: write_xliff([REVIEW], stream))
    beads = [b"[0,1]:[0]\n[2]:[1,2]:0.98\n[]:[3]\n", b'{"zh": [1, 2], "en": [1]}\n{"zh": [3], "en": []}\n']
    return [
        Reader("plain text, Chinese", chinese, lambda path: read_document(path, "zh")),
        Reader("plain text, English", english, lambda path: read_document(path, "en")),
        Reader("segments", chinese, lambda path: read_segments(path, "zh")),
        Reader("encodings", [*chinese, *english], lambda path: decode(path.read_bytes(), name=path.name)),
        Reader("beads", beads, lambda path: parse_beads(read_text(path), name=path.name)),
        Reader("workbook", [book], _workbook, "note.xlsx"),
        Reader("workbook that came back", [book], _returned_workbook, "note.xlsx"),
        Reader("reasons in a workbook", [book], read_reasons, "note.xlsx"),
        *(
            Reader(f"termbase, {form.upper()}", [_written(_termbase(form))], read_termbase, f"terms.{form}")
            for form in TermbaseForm
        ),
        Reader("TMX, as a memory", [memory], lambda path: list(read_memory(path)), "memory.tmx"),
        Reader("TMX that came back", [memory], read_returned_tmx, "note.tmx"),
        Reader("XLIFF that came back", [bilingual], read_returned_xliff, "note.xlf"),
        Reader("journal", [_journal(folder), _old_journal()], _replay, "note.jsonl"),
        Reader("drafts", [b'{"a1": "text", "b2": ""}'], lambda path: Drafts(path).texts),
        Reader("lock", [b'{"name": "Li", "pid": 4711, "host": "here", "time": "now"}'], _lock, "lock.json"),
        Reader("waivers.toml", [_waivers(folder)], read_waivers, "waivers.toml"),
        Reader("align-bench.toml", [_SETTINGS], lambda path: load_settings(path.parent), SETTINGS_FILE),
    ]


_SETTINGS = (
    b'level = "sentence"\nreviewer = "Li"\nenglish_first = false\nencoding = "gb18030"\n[checks]\nlength = "off"\n'
)


def _written(write: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    write(stream)
    return stream.getvalue()


def _workbook(path: Path) -> None:
    review = read_workbook(path)
    update_workbook(path, Review(review.name, review.units[1:]), [FINDING], io.BytesIO())


def _returned_workbook(path: Path) -> None:
    read_returned_workbook(path)
    own_columns(path)


def _replay(path: Path) -> None:
    replay(REVIEW, read_journal(path).records)


def _lock(path: Path) -> None:
    read_holder(path.parent)


def _termbase(form: TermbaseForm) -> Callable[[io.BytesIO], object]:
    terms = Termbase(
        (
            Concept(
                "1", (Term("核武器", "zh"), Term("nuclear weapon", "en"), Term("nuke", "en", TermStatus.DEPRECATED))
            ),
            Concept(
                "2", (Term("李四", "zh"), Term("Li Si", "en", note="=a name")), do_not_translate=True, domain="names"
            ),
        )
    )
    return lambda stream: write_termbase(terms, form, stream)


def _journal(folder: Path) -> bytes:
    path = folder / "journal.jsonl"
    journal = Journal(path)
    for record in _records():
        journal.append(record)
    journal.close()
    return path.read_bytes()


def _old_journal() -> bytes:
    """Of the first version: its lines have no checksums, so that what is behind them is tried too."""
    header, *records = _records()
    return b"".join(json.dumps(record).encode() + b"\n" for record in [{**header, "schema": 1}, *records])


def _records() -> list[Record]:
    first = edit_target(REVIEW.units[0], "Other", STAMP)
    second = set_status(REVIEW.units[1:2], Status.FINAL, STAMP)
    state = apply(second, apply(first, REVIEW))
    return [
        header_record(REVIEW),
        move_record(first, "do", STAMP),
        move_record(second, "do", STAMP),
        checkpoint_record(review_digest(state), STAMP),
        saved_record(review_digest(state), STAMP),
        move_record(second.inverse(), "undo", STAMP),
    ]


def _waivers(folder: Path) -> bytes:
    path = folder / "waivers.toml"
    add_waivers(path, [Waiver("0123456789ab", "note", "b2", "length", "it may", "李", "2026-03-01", found="5.2%")])
    return path.read_bytes()
