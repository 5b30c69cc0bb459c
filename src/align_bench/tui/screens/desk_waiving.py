"""Waiving at the review screen: a finding may stand, for a reason, and is reported again when somebody wants that.

Owns what is asked; what a waiver is about, and how long it holds, is decided in `model.waiver`.
"""

from __future__ import annotations

from align_bench.model.finding import Finding
from align_bench.model.unit import Unit
from align_bench.model.waiver import Waiver
from align_bench.model.waiving import report_again, waive_finding
from align_bench.tui.panels.findings import message_of
from align_bench.tui.screens.asking import AskLine, Choose
from align_bench.tui.screens.desk_linking import LinkingDesk
from align_bench.tui.screens.findings import Told


class WaivingDesk(LinkingDesk):
    """What lets findings stand."""

    def ask_waive(self) -> None:
        """Choose a finding of the pair and let it stand for a reason, or have one that may stand reported again."""
        unit = self.view.unit
        findings = self.findings.get(unit.id, ()) if unit is not None else ()
        waived = self.waived.get(unit.id, ()) if unit is not None else ()
        if unit is None or not (findings or waived):
            self.say("this pair has no finding to waive")
            return
        if len(findings) == 1 and not waived:
            self.waive_finding(unit, findings[0], self._told)
            return
        rows = [(f"{number}", _line(finding)) for number, finding in enumerate(findings)]
        rows += [
            (f"{number}", f"report again: {_line(each.finding)} ({each.waiver.reason})")
            for number, each in enumerate(waived, start=len(findings))
        ]

        def answered(choice: str | None) -> None:
            if choice is None:
                return
            if int(choice) < len(findings):
                self.waive_finding(unit, findings[int(choice)], self._told)
            else:
                self._report_again(unit, waived[int(choice) - len(findings)].waiver)

        question = "Which finding may stand?" if findings else "What may stand here:"
        self.app.push_screen(Choose(question, rows, "0"), answered)

    def waive_finding(self, unit: Unit, finding: Finding, told: Told) -> None:
        """Ask why a finding may stand, and let it; `unit` is the pair as it was when the finding was shown."""
        session = self.session
        if session is None:
            return
        now = session.review.unit(unit.id)
        if now is None or (now.source, now.target) != (unit.source, unit.target):
            told("the text of this pair is another one by now", False)
            return

        def answered(reason: str | None) -> None:
            if reason is None:
                return
            if self.apply(lambda stamp: waive_finding(now, finding, reason, stamp)):
                told("waived until the text of this pair changes; u takes it back", True)

        self.app.push_screen(AskLine(f"{message_of(finding)}\nWhy may it stand?"), answered)

    def _report_again(self, unit: Unit, waiver: Waiver) -> None:
        if self.apply(lambda _: report_again(unit, waiver)):
            self.say(f"{waiver.check} is reported again; u takes that back")

    def _told(self, what: str, _is_done: bool) -> None:
        self.say(what)


def _line(finding: Finding) -> str:
    return f"{finding.check}: {message_of(finding)}"
