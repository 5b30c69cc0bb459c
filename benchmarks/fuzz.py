"""Damaged and hostile files for every reader: each is read, or refused in words; none crashes or hangs the program.

    python benchmarks/fuzz.py [--inputs 100000] [--seed 1] [--only NAME] [--keep DIR]

Small files of each kind, made by the program itself, are changed at random: bytes flipped, cut out, doubled, put in,
spliced with other files; in workbooks, inside the parts of the package too. Per reader: inputs, how many were read and
how many refused, defects (an exception that is none of the program's own errors) with the first traceback, and the
slowest. An input that takes longer than the limit ends the run with a traceback; it is then the file left in the
folder that is printed. Exit 1 where there was a defect.
"""

from __future__ import annotations

import argparse
import faulthandler
import hashlib
import random
import resource
import sys
import tempfile
import traceback
import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from time import perf_counter

from fuzz_readers import Reader, readers

from align_bench.errors import AlignBenchError

SECONDS = 20
"""For one input of a few kilobytes, on a busy machine."""

MEMORY = 3 << 30
TOKENS = [
    # Of encodings.
    b"\0", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\x84\x31\x95\x33", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\\ud800",
    # Of XML.
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", b"&b;",
    b"&#0;", b"&#xD800;", b"<", b">", b"</", b"/>", b"<!--", b"<![CDATA[", b"]]>", b"<?x", b"<a>" * 3000,
    b"xml:lang", b"zh", b"en",
    # Of JSON, TOML and tables.
    b'"', b"'", b"=", b"\\", b"#", b",,,", b"\r", b"\n", b"\r\n\r\n", b"{", b"}", b"[" * 3000, b"{" * 3000,
    b"null", b"true", b"NaN", b"Infinity", b"-1", b"0", b"99999999999999999999999", b"1e999", b"-0.0", b"=1+1",
    b"A" * 40_000, b"2026-13-45", b"9999-12-31T23:59:59+14:00", b"../../../etc/passwd",
    # Of workbooks.
    b"_xD800_", b"XFD1048576", b"A0", b'r="A1"', b't="s"', b't="e"', b"<f>1</f>", b"</row>", b"</sheetData>",
]  # fmt: skip


@dataclass(slots=True)
class Tally:
    """What became of the inputs of one reader."""

    inputs: int = 0
    read: int = 0
    refused: int = 0
    slowest: float = 0.0
    """Seconds."""

    defects: list[str] = field(default_factory=list)
    """Tracebacks, one for each place."""


def fuzz(inputs: int, seed: int, folder: Path, *, only: str = "", keep: Path | None = None) -> dict[str, Tally]:
    """Feed so many inputs, the readers in turn; the same seed gives the same inputs."""
    chosen = [reader for reader in readers(folder) if only.casefold() in reader.name.casefold()]
    seeds = [content for reader in chosen for content in reader.seeds]
    tallies = {reader.name: Tally() for reader in chosen}
    for number in range(inputs):
        reader = chosen[number % len(chosen)]
        chance = random.Random(f"{seed} {number}")  # noqa: S311  so that a run can be repeated
        _feed(reader, changed(chance.choice(reader.seeds), chance, seeds), folder, tallies[reader.name], keep)
    return tallies


def changed(content: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """The content with one to four changes; of a package, mostly inside one of its parts."""
    if content.startswith(b"PK") and chance.random() < 0.8:
        return _changed_package(content, chance, others)
    for _ in range(chance.randint(1, 4)):
        content = _changed_once(content, chance, others)
    return content


def _changed_once(content: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    start = chance.randint(0, len(content))
    stop = min(len(content), start + chance.choice([1, 1, 2, 5, 20, 200]))
    match chance.randrange(7):
        case 0:
            return content[:start] + bytes([chance.randrange(256)]) + content[start + 1 :]
        case 1:
            return content[:start] + content[stop:]
        case 2:
            return content[:start] + content[start:stop] * chance.randint(2, 20) + content[stop:]
        case 3:
            return content[:start]
        case 4:
            other = chance.choice(others)
            return content[:start] + other[chance.randint(0, len(other)) :][:1000] + content[stop:]
        case 5:
            place = chance.randint(0, len(content))
            return content[:start] + content[place : place + stop - start] + content[stop:]
    return content[:start] + chance.choice(TOKENS) + content[start if chance.random() < 0.5 else stop :]


def _changed_package(content: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    place = chance.randrange(len(parts))
    name, part = parts[place]
    action = chance.random()
    if action < 0.05:
        del parts[place]
    elif action < 0.1:
        parts.append(parts[place])
    elif action < 0.15:
        parts[place] = (chance.choice(["../" + name, "/" + name, name.upper(), name + "\0", "a\nb"]), part)
    else:
        for _ in range(chance.randint(1, 3)):
            part = _changed_once(part, chance, others)
        parts[place] = (name, part)
    packed = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w") as archive:
        # Of two parts of one name.
        warnings.simplefilter("ignore", UserWarning)
        for other, inside in parts:
            archive.writestr(zipfile.ZipInfo(other), inside)
    return packed.getvalue()


def _feed(reader: Reader, content: bytes, folder: Path, tally: Tally, keep: Path | None) -> None:
    path = folder / reader.file
    path.write_bytes(content)
    tally.inputs += 1
    start = perf_counter()
    faulthandler.dump_traceback_later(SECONDS, exit=True)
    try:
        reader.read(path)
        tally.read += 1
    except AlignBenchError:
        tally.refused += 1
    except Exception:  # noqa: BLE001  whatever it is, it is a defect
        trace = traceback.format_exc()
        if not any(known.splitlines()[-4:-1] == trace.splitlines()[-4:-1] for known in tally.defects):
            tally.defects.append(trace)
            if keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{hashlib.sha256(content).hexdigest()[:12]}-{reader.file}").write_bytes(content)
    finally:
        faulthandler.cancel_dump_traceback_later()
        path.unlink(missing_ok=True)
    tally.slowest = max(tally.slowest, perf_counter() - start)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="readers whose name holds this")
    parser.add_argument("--keep", type=Path, help="put inputs that end in a defect here")
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    start = perf_counter()
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    print(f"inputs are written to {folder}", file=sys.stderr)
    tallies = fuzz(options.inputs, options.seed, folder, only=options.only, keep=options.keep)
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    print(f"{'reader':<26}{'inputs':>8}{'read':>8}{'refused':>9}{'defects':>9}{'slowest':>10}")
    for name, tally in tallies.items():
        figures = (
            f"{tally.inputs:>8}{tally.read:>8}{tally.refused:>9}{len(tally.defects):>9}{tally.slowest * 1000:>7.0f} ms"
        )
        print(f"{name:<26}{figures}")
    print(f"{options.inputs} inputs in {perf_counter() - start:.0f} s")
    defects = [(name, trace) for name, tally in tallies.items() for trace in tally.defects]
    for name, trace in defects:
        print(f"\n{name}:\n{trace}", file=sys.stderr)
    return 1 if defects else 0


if __name__ == "__main__":
    sys.exit(main())
