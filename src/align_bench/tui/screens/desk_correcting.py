"""Correcting at the review screen: a key puts what a finding expects in the place of what it found.

Owns which finding that is, and where its place is by now; what is put there is decided in `model.correcting`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from align_bench.model.correcting import Correction, correct_unit, corrected, correction
from align_bench.model.finding import Finding
from align_bench.model.unit import Unit
from align_bench.text import cells
from align_bench.tui.screens.asking import Choose
from align_bench.tui.screens.desk_inserting import InsertingDesk
from align_bench.tui.screens.desk_writing import LOCKED
from align_bench.tui.screens.findings import Told
from align_bench.tui.widgets.marks import Mark, moved_marks


class CorrectingDesk(InsertingDesk):
    """What corrects the English by its findings."""

    def correct(self) -> None:
        """Correct the first finding of the current pair that says what belongs there, the worst ones first."""
        unit = self.view.unit
        if unit is None:
            return
        finding, what = next(self._corrections(unit), (None, None))
        if finding is not None and what is not None:
            self._correct(unit, what, lambda text, _: self.say(text))
        elif unit.locked:
            self.say(LOCKED)
        elif any(finding.expected and not finding.found for finding in self._as_checked(unit)[1]):
            self.say("what is missing has no place yet: in the editor, shift+F10 and shift+F9 put terms and figures in")
        elif self.untold_findings:
            self.say(f"{self.untold_findings}: what is wrong here is not known yet")
        elif self._as_checked(unit)[1]:
            self.say("no finding of this pair says what belongs in the place of what was found")
        else:
            self.say("no findings for this pair")

    def correct_finding(self, unit_id: str, finding: Finding, told: Told) -> None:
        """Correct one finding of a pair, wherever it stands."""
        if self.session is None:
            return
        unit = self.session.review.unit(unit_id)
        if unit is None:
            told("this pair is not there any more", False)
            return
        # What was corrected before it in the text has moved it.
        same = replace(finding, target_span=None)
        what = next((what for each, what in self._corrections(unit) if replace(each, target_span=None) == same), None)
        if unit.locked:
            told(LOCKED, False)
        elif self._drafts is not None and unit.id in self._drafts.texts:
            told("text was typed for this pair: accept it or drop it first", False)
        elif what is None:
            told("nothing says what belongs in its place: enter goes there", False)
        else:
            self._correct(unit, what, told)

    def _corrections(self, unit: Unit) -> Iterator[tuple[Finding, Correction]]:
        """What can be corrected, with its place in the English as it is now."""
        if unit.locked:
            return
        was, findings = self._as_checked(unit)
        text = self.editor.text if self.editor.unit is not None and self.editor.unit.id == unit.id else unit.target
        for finding in sorted(findings, key=lambda finding: -finding.severity.rank):
            what = correction(was, finding, self._forms(finding))
            if what is not None:
                for mark in moved_marks([Mark(what.start, what.stop, "")], was.target, text):
                    yield finding, replace(what, start=mark.start, stop=mark.stop)

    def _as_checked(self, unit: Unit) -> tuple[Unit, tuple[Finding, ...]]:
        """The pair as it was when it was checked last, and what was found of it."""
        if self.is_writing and self._typed_findings is not None:
            was, findings = self._typed_findings
            return was, tuple(findings)
        return self.checked_unit(unit.id) or unit, self.findings.get(unit.id, ())

    def _forms(self, finding: Finding) -> tuple[str, ...]:
        """The forms that are expected, where the termbase has several."""
        termbase = None if self.checking is None or not finding.zh_term else self.checking.matcher.termbase
        for concept in termbase.concepts if termbase is not None else ():
            forms = concept.preferred or concept.allowed
            if finding.zh_term in concept.source_terms and finding.expected == " or ".join(forms):
                return forms
        return ()

    def _correct(self, unit: Unit, what: Correction, told: Told) -> None:
        if len(what.forms) == 1:
            self._put(unit, what, what.forms[0], told)
            return
        found = " ".join((self.english if self.is_writing else unit.target)[what.start : what.stop].split())

        def answered(form: str | None) -> None:
            if form is not None:
                self._put(unit, what, form, told)

        question = f"In the place of {cells.shown(found)}"
        self.app.push_screen(Choose(question, [(form, form) for form in what.forms], what.forms[0]), answered)

    def _put(self, unit: Unit, what: Correction, form: str, told: Told) -> None:
        if self.is_writing:
            text = self.editor.text
            self.put_whole(corrected(text, what, form), at=what.start + len(form))
            told(f"{_named(text[what.start : what.stop])} is now {_named(form)}; ctrl+z takes it back", True)
        elif self.apply(lambda stamp: correct_unit(unit, what, form, stamp)):
            told(f"{_named(unit.target[what.start : what.stop])} is now {_named(form)}; u takes it back", True)


def _named(text: str) -> str:
    """A text as it is spoken of: signs and blanks alone would not be seen."""
    return text if any(map(str.isalnum, text)) else f"'{text}'"
