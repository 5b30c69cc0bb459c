"""What is scored against what: versions of the English, line by line.

Owns the pairing of two versions (by line, by unit id, by imported paragraph) and the sums over documents; the
figures themselves are `scores`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from align_bench.errors import InputError, UsageError
from align_bench.model.document import Document
from align_bench.model.unit import Review, Status, Unit
from align_bench.scores import Scores, as_line, check_lengths, score_corpus, score_each


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing that is scored: a unit, or several that share an imported paragraph."""

    unit: str
    """The id of the first unit."""

    label: str
    hypothesis: str
    reference: str


@dataclass(frozen=True, slots=True)
class PairedDocument:
    """The pairs of one document, and how many units have nothing to be compared with."""

    name: str
    pairs: tuple[Pair, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class DocumentScores:
    """The figures of one document."""

    paired: PairedDocument
    total: Scores
    units: tuple[Scores, ...]


@dataclass(frozen=True, slots=True)
class ProjectScores:
    """The figures of all documents, and of all their pairs together."""

    documents: tuple[DocumentScores, ...]
    total: Scores


def against_lines(review: Review, lines: Sequence[str], *, what: str) -> PairedDocument:
    """The review's English against a reference with one line for each unit, in the workbook's order.

    An empty line is no reference: its unit is left out.
    """
    check_lengths([unit.target for unit in review.units], lines, what=what)
    pairs = [_pair(unit, unit.target, line) for unit, line in zip(review.units, lines, strict=True) if line.strip()]
    return PairedDocument(review.name, tuple(pairs), len(review.units) - len(pairs))


def against_version(review: Review, other: Review) -> PairedDocument:
    """The review's English against the other version's, unit by unit of the same id; the other is the reference."""
    theirs = {unit.id: unit for unit in other.units}
    shared = [unit for unit in review.units if unit.id in theirs]
    pairs = [_pair(unit, unit.target, theirs[unit.id].target) for unit in shared]
    pairs = [pair for pair in pairs if pair.hypothesis or pair.reference]
    alone = len(review.units) + len(other.units) - 2 * len(shared)
    return PairedDocument(review.name, tuple(pairs), alone)


def against_draft(review: Review, imported: Document, *, statuses: Collection[Status] = ()) -> PairedDocument:
    """The English as imported against what the review made of it: the review is the reference.

    Compared are groups of units that share no imported paragraph with others, so that merging, splitting and
    moving text between units counts as no edit.
    """
    texts = {paragraph.number: paragraph.line for paragraph in imported.body}
    pairs, left_out = [], 0
    for group in _groups(review.units):
        if statuses and not all(unit.status in statuses for unit in group):
            left_out += len(group)
            continue
        numbers = sorted({number for unit in group for number in unit.target_numbers if number})
        unknown = [number for number in numbers if number not in texts]
        if unknown:
            raise InputError(
                f"{review.name}: the workbook comes from a translation with a paragraph {unknown[0]}; "
                f"the one that is there now has no such paragraph",
                hint="put the translation back as it was imported",
            )
        draft = "\n".join(texts[number] for number in numbers)
        pair = _pair(group[0], draft, "\n".join(unit.target for unit in group))
        if pair.hypothesis or pair.reference:
            pairs.append(pair)
        else:
            left_out += len(group)
    return PairedDocument(review.name, tuple(pairs), left_out)


def only_status(paired: PairedDocument, review: Review, statuses: Collection[Status]) -> PairedDocument:
    """The pairs whose unit has one of the statuses; all where none are named."""
    if not statuses:
        return paired
    kept = {unit.id for unit in review.units if unit.status in statuses}
    pairs = tuple(pair for pair in paired.pairs if pair.unit in kept)
    return PairedDocument(paired.name, pairs, paired.left_out + len(paired.pairs) - len(pairs))


def reference_file(folder: Path, name: str) -> Path | None:
    """`NAME.en.txt` (or `NAME.txt`) in the folder; None where there is neither."""
    return next((path for suffix in (".en.txt", ".txt") if (path := folder / f"{name}{suffix}").is_file()), None)


def reference_lines(path: Path) -> list[str]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}", hint="check the file's rights") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 at byte {error.start}", hint="save it as UTF-8") from None
    return text.removesuffix("\n").replace("\r\n", "\n").split("\n")


def score_documents(documents: Iterable[PairedDocument], *, units: bool = False) -> ProjectScores:
    """Figures for each document that has pairs, and for all together; for each pair only with `units`."""
    scored, hypotheses, references = [], [], []
    for paired in documents:
        if not paired.pairs:
            continue
        left = [pair.hypothesis for pair in paired.pairs]
        right = [pair.reference for pair in paired.pairs]
        each = score_each(left, right) if units else ()
        scored.append(DocumentScores(paired, score_corpus(left, right), each))
        hypotheses += left
        references += right
    if not scored:
        raise UsageError("there is nothing to score", hint="no unit has English on either side")
    total = scored[0].total if len(scored) == 1 else score_corpus(hypotheses, references)
    return ProjectScores(tuple(scored), total)


def _pair(unit: Unit, hypothesis: str, reference: str) -> Pair:
    return Pair(unit.id, unit.label, as_line(hypothesis), as_line(reference))


def _groups(units: Sequence[Unit]) -> list[list[Unit]]:
    """Units joined wherever they hold text of the same imported paragraph, in the order of their first units."""
    group_of: dict[int, list[Unit]] = {}
    groups: list[list[Unit]] = []
    for unit in units:
        met: list[list[Unit]] = []
        for number in unit.target_numbers:
            group = group_of.get(number)
            if number and group is not None and not any(group is other for other in met):
                met.append(group)
        joined = met[0] if met else []
        for group in met[1:]:
            joined.extend(group)
            group.clear()
        if not met:
            groups.append(joined)
        joined.append(unit)
        for member in joined:
            group_of.update(dict.fromkeys(member.target_numbers, joined))
    order = {unit.id: place for place, unit in enumerate(units)}
    return [sorted(group, key=lambda unit: order[unit.id]) for group in groups if group]
