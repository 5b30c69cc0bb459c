"""How much was reviewed, how fast, and how long the rest takes."""

from __future__ import annotations

from datetime import datetime, timedelta

from align_bench.model.pace import PAUSE, Amount, Timesheet
from align_bench.text.wording import counted
from align_bench.tui.widgets.pane import Content, Entry


def pace_content(session: Timesheet, overall: Timesheet, left: Amount, now: datetime) -> Content:
    """This session, all sessions of the reviewer in the document, and what is left at the pace of each."""
    # In the first session both are the same.
    sheets = [("this session", session), ("all your sessions", overall)][: 1 + (overall.edits > session.edits)]
    entries = [entry for name, sheet in sheets for entry in _sheet_entries(name, sheet)]
    entries.append(Entry("left", "note", amount_told(left)))
    for name, sheet in sheets:
        seconds = sheet.seconds_for(left)
        if seconds is not None and left.units:
            entries.append(
                Entry("", "quiet", f"about {span_told(seconds)} at the pace of {name}{_done_at(seconds, now)}")
            )
    minutes = f"{PAUSE.total_seconds() / 60:.0f} minutes"
    entries.append(Entry("", "quiet", f"Time between edits counts, but for pauses of more than {minutes}."))
    return Content("pace", tuple(entries))


def session_told(document: str, session: Timesheet, left: Amount) -> str:
    """A session in a line, for when it has ended."""
    hourly = session.hourly()
    pace = f", {counted(hourly.units, 'pair')} an hour" if hourly is not None else ""
    seconds = session.seconds_for(left)
    rest = f", about {span_told(seconds)} at this pace" if seconds is not None and left.units else ""
    is_reviewed = session.done.units > 0
    done = f"{amount_told(session.done)} reviewed" if is_reviewed else counted(session.edits, "edit")
    return f"{document}: {done} in {span_told(session.seconds)}{pace}; {counted(left.units, 'pair')} left{rest}"


def amount_told(amount: Amount) -> str:
    """`34 pairs, 2,310 Chinese characters, 1,540 English words`."""
    parts = ((amount.units, "pair"), (amount.characters, "Chinese character"), (amount.words, "English word"))
    return ", ".join(counted(number, noun) for number, noun in parts)


def span_told(seconds: float) -> str:
    """`1 h 12 min`, `45 min`, `20 s`."""
    minutes = round(seconds / 60)
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{minutes // 60:,} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"


def _sheet_entries(name: str, sheet: Timesheet) -> list[Entry]:
    entries = [Entry(name, "note", f"{amount_told(sheet.done)} in {span_told(sheet.seconds)} of work")]
    hourly = sheet.hourly()
    told = f"{amount_told(hourly)} an hour" if hourly is not None else "too little yet to tell a pace"
    return [*entries, Entry("", "quiet", told)]


def _done_at(seconds: float, now: datetime) -> str:
    """When that is, where it is today."""
    end = now + timedelta(seconds=seconds)
    return f", done at {end:%H:%M}" if end.date() == now.date() else ""
