"""Bringing a review up to its texts where these have changed: what was decided stays as long as its text stands.

Owns what becomes of each unit: it stays, is opened again with its new text, or has none any more; what is new is
aligned and put in its place. Which paragraph is which is `align.anchoring`, whose English is whose `workflow.english`.
Pure, but for the texts that are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from align_bench.align.reading.readers import Terms
from align_bench.errors import InputError
from align_bench.model.document import Document, Level
from align_bench.model.edits import Edit, Stamp
from align_bench.model.merging.hunks import edit_between
from align_bench.model.unit import Review, Unit
from align_bench.text.labels import split_marker
from align_bench.workflow.english import English, EnglishUpdate
from align_bench.workflow.placing import NewTexts, Placing
from align_bench.workflow.review_lines import Line, unit_lines
from align_bench.workflow.text_versions import side_of
from align_bench.workflow.units import unlabelled
from align_bench.workflow.update_lines import UpdateLine, UpdateLines, is_worked_on, reopened, status_note

ACTION = "update"


@dataclass(frozen=True, slots=True)
class Update:
    """A review and what it is to be."""

    before: Review
    after: Review
    lines: tuple[UpdateLine, ...]
    english: tuple[str, ...] = ()
    """The paragraphs of the translation as it is now."""

    @property
    def offered(self) -> dict[str, str]:
        """Unit id -> the English of the file that waits beside its own."""
        return {line.before.id: line.offered for line in self.lines if line.before and line.offered}

    @property
    def edit(self) -> Edit:
        """All of it; undone in one step."""
        return edit_between(ACTION, self.before, self.after)


def update_review(
    review: Review,
    source: Document,
    target: Document | None,
    stamp: Stamp,
    *,
    level: Level,
    terms: Terms = (),
    taken: Sequence[str] | None = None,
) -> Update:
    """The review for the texts as they are now. InputError where its rows do not say of which paragraphs they are.

    `taken` are the paragraphs of the translation as they were last taken from its file, where that is known.
    """
    for unit in review.units:
        if len(unit.source_numbers) != len(unit.source_lines):
            raise InputError(
                f"{review.name}: {unit.called} does not say of which paragraphs it is",
                hint="move it and its .bak away and run `align-bench align` (what was decided stays in what you moved)",
            )
    english = EnglishUpdate(review, target, taken)
    update = _Updating(review, source, target, english, stamp, level=level, terms=terms).update()
    return replace(update, english=tuple(paragraph.line for paragraph in target.body) if target else ())


class _Updating:
    def __init__(
        self,
        review: Review,
        source: Document,
        target: Document | None,
        english: EnglishUpdate,
        stamp: Stamp,
        *,
        level: Level,
        terms: Terms,
    ) -> None:
        self._review = review
        self._english = english
        self._stamp = stamp
        self._source = side_of([unit_lines(unit)[0] for unit in review.units], source, "zh", frozenset())
        self._new = NewTexts(source, target, self._source.added, english.added, level, terms)
        self._emptied: dict[str, Unit] = {}
        self._pieces: dict[int, int] = {}
        self._lines = UpdateLines()

    def update(self) -> Update:
        kept: list[tuple[int, Unit]] = []
        last = 0
        for unit in self._review.units:
            after = self._updated(unit)
            if after is not None:
                last = min(after.source_numbers, default=last)
                kept.append((last, after))
        names = (unit.id for unit in self._review.units)
        units = Placing(self._new, names, self._emptied, self._stamp, self._lines).placed(kept)
        return Update(self._review, self._review.with_units(units), self._lines.all)

    def _updated(self, unit: Unit) -> Unit | None:
        """The unit with the texts that its paragraphs have now; None where nothing of it is left."""
        lines, english = list(self._source_lines(unit)), self._english.next(unit)
        numbered = replace(
            unit,
            source_numbers=tuple(line.number for line in lines),
            target=english.text,
            target_numbers=english.numbers,
        )
        if unit.source_numbers and unit.paragraph == unlabelled(unit.source_numbers[0]) and lines:
            numbered = replace(numbered, paragraph=unlabelled(lines[0].number))
        source = "\n".join(line.text for line in lines)
        if source == unit.source:
            return self._with_english(numbered, unit, english)
        if source:
            labels = ", ".join(filter(None, (split_marker(line.text, "zh")[1] for line in lines)))
            return self._opened_again(replace(numbered, source=source, label=labels), unit, english)
        return self._without_source(numbered, unit, english)

    def _with_english(self, numbered: Unit, unit: Unit, english: English) -> Unit | None:
        """A unit whose Chinese stands."""
        if unit.target == numbered.target:
            if english.offered:
                self._lines.tell("left", unit, numbered, english.note, english.offered)
            return numbered
        if numbered.source or numbered.target:
            return self._opened_again(numbered, unit, english)
        if is_worked_on(unit):
            self._lines.tell("kept", unit, unit, "its English is no longer in the translation; it stays")
            return replace(unit, target_numbers=())
        self._lines.tell("gone", unit, None)
        return None

    def _opened_again(self, changed: Unit, unit: Unit, english: English) -> Unit:
        after = self._stamp.on(reopened(changed))
        if unit.target and not after.target:
            self._emptied[unit.id] = unit
        note = "; ".join(filter(None, (status_note(unit, after), english.note)))
        self._lines.tell("changed", unit, after, note, english.offered)
        return after

    def _without_source(self, numbered: Unit, unit: Unit, english: English) -> Unit | None:
        """English whose Chinese was taken out stays where it is still in the file, or somebody worked on it."""
        target = numbered.target or (unit.target if is_worked_on(unit) else "")
        if target and (is_worked_on(unit) or numbered.target_numbers):
            bare = replace(numbered, source="", target=target, source_numbers=(), label="", paragraph="")
            after = self._stamp.on(reopened(bare))
            note = "; ".join(filter(None, ("its Chinese is no longer in the text; the English stays", english.note)))
            self._lines.tell("kept", unit, after, note, english.offered)
            return after
        self._lines.tell("gone", unit, None, f"comment: {unit.comment}" if unit.comment else "")
        return None

    def _source_lines(self, unit: Unit) -> Iterator[Line]:
        for line in unit_lines(unit)[0]:
            number = self._source.numbers.get(line.number)
            piece = self._pieces.get(line.number, 0)
            self._pieces[line.number] = piece + 1
            if number is not None:
                changed = self._source.changed.get(line.number)
                text = line.text if changed is None else changed[piece]
                if text:
                    yield Line(text, number)
