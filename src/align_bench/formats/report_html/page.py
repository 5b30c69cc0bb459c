"""The page: what was found, document by document, pair by pair."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import files
from itertools import groupby
from typing import BinaryIO

from align_bench.formats.marking import source_mark, target_mark
from align_bench.formats.report_html.texts import Marked, painted, shown
from align_bench.model.finding import Severity
from align_bench.model.report import CheckReport, Entry, Rule, count_severities

_Numbered = tuple[int, Entry]

_MANY = 500
"""Findings above which a browser draws only those in sight."""


def write_html(report: CheckReport, stream: BinaryIO, *, waived: bool = False) -> None:
    """Write the page; with `waived`, waived findings stand in it too, with the reason."""
    entries = report.shown(waived=waived)
    numbered = list(enumerate(entries, start=1))
    many = ' class="many"' if len(entries) > _MANY else ""
    body = "\n".join(
        [
            '<a class="skip" href="#findings">Skip to the findings</a>',
            _header(report),
            _filter(entries),
            f'<main id="findings"{many}>',
            *(_document(name, list(group)) for name, group in groupby(numbered, key=lambda n: n[1].finding.document)),
            *([] if entries else ["<p>Nothing was found.</p>"]),
            "</main>",
            _rules(report.rules, entries),
            f'<footer><p>Signature: <code class="signature">{shown(report.signature)}</code></p></footer>',
        ]
    )
    stream.write(_page(body).encode("utf-8", "backslashreplace"))


def _page(body: str) -> str:
    style, script = (files(__package__).joinpath(name).read_text("utf-8") for name in ("style.css", "filter.js"))
    policy = f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            "<title>Findings - align-bench</title>",
            f"<style>{style}</style>",
            "</head>",
            f"<body>\n{body}\n<script>{script}</script>\n</body>",
            "</html>\n",
        ]
    )


def _digest(text: str) -> str:
    """What the page's own policy knows its style and script by: nothing else can get in through a text."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _header(report: CheckReport) -> str:
    documents = len(report.reviews)
    counted = count_severities(report.open) or "no findings"
    waived = f", {len(report.waived)} waived" if report.waived else ""
    what = f"{documents} document{'' if documents == 1 else 's'}: {counted}{waived}"
    return f"<header><h1>Findings</h1><p>{what}</p></header>"


def _filter(entries: Sequence[Entry]) -> str:
    """Hidden until the script finds that it can work."""
    severities = [severity.value for severity in reversed(Severity)]
    choices = (
        ("document", "Document", Counter(entry.finding.document for entry in entries)),
        ("check", "Check", Counter(entry.finding.check for entry in entries)),
        ("severity", "Severity", Counter(entry.finding.severity.value for entry in entries)),
    )
    fields = []
    for name, title, counts in choices:
        order = severities if name == "severity" else sorted(counts)
        options = "".join(
            f'<option value="{shown(value)}">{shown(value)} ({counts[value]})</option>'
            for value in order
            if counts[value]
        )
        fields.append(f'<label>{title} <select name="{name}"><option value="">all</option>{options}</select></label>')
    shown_of = '<output aria-live="polite"></output>'
    return f'<form id="filter" aria-label="Filter the findings" hidden>{"".join(fields)}{shown_of}</form>'


def _document(name: str, numbered: Sequence[_Numbered]) -> str:
    counted = count_severities(entry for _, entry in numbered if entry.waiver is None) or "all waived"
    units = (_unit(list(group)) for _, group in groupby(numbered, key=lambda n: n[1].unit.id))
    return "\n".join(
        [f'<section class="document"><h2>{shown(name)} <small>{counted}</small></h2>', *units, "</section>"]
    )


def _unit(numbered: Sequence[_Numbered]) -> str:
    unit = numbered[0][1].unit
    marks: tuple[list[Marked], list[Marked]] = ([], [])
    for number, entry in numbered:
        for side, mark in zip(marks, (source_mark(entry), target_mark(entry)), strict=True):
            if mark is not None and mark.start < mark.stop:
                side.append(Marked(number, entry.finding.severity, mark))
    called = unit.called[:1].upper() + unit.called[1:]
    return "\n".join(
        [
            f'<article class="unit"><h3>{shown(called)}</h3>',
            '<div class="texts">',
            _side(_titled("Chinese", unit.source_numbers), "zh", painted(unit.source_lines, marks[0])),
            _side(_titled("English", unit.target_numbers), "en", painted(unit.target_lines, marks[1])),
            '</div><ol class="found">',
            *(_finding(number, entry) for number, entry in numbered),
            "</ol></article>",
        ]
    )


def _titled(name: str, numbers: Sequence[int]) -> str:
    """The side with the paragraphs as the other reports number them; lines that were typed have none."""
    known = [str(number) for number in dict.fromkeys(numbers) if number]
    return f"{name}, paragraph{'' if len(known) == 1 else 's'} {', '.join(known)}" if known else name


def _side(name: str, language: str, html: str) -> str:
    text = f'<div lang="{language}">{html}</div>' if html else '<p class="none">none</p>'
    return f'<div class="text"><h4>{name}</h4>{text}</div>'


def _finding(number: int, entry: Entry) -> str:
    finding = entry.finding
    facts = (("term", finding.zh_term, "zh"), ("found", finding.found, "en"), ("expected", finding.expected, "en"))
    told = "".join(f'<dt>{name}</dt><dd lang="{lang}">{shown(text)}</dd>' for name, text, lang in facts if text.strip())
    waived = ""
    if (waiver := entry.waiver) is not None:
        by = " ".join(filter(None, (waiver.who, waiver.when)))
        waived = f'<p class="waived">Waived: {shown(waiver.reason)}{f" ({shown(by)})" if by else ""}</p>'
    return (
        f'<li id="f{number}" data-document="{shown(finding.document)}" data-check="{shown(finding.check)}"'
        f' data-severity="{finding.severity.value}">'
        f'<span class="number">{number}</span> <span class="severity {finding.severity.value}">'
        f"{finding.severity.value}</span> <code>{shown(finding.check)}</code> {shown(finding.message)}"
        f"{f'<dl>{told}</dl>' if told else ''}{waived}"
        f'<p class="id">id {entry.id}</p></li>'
    )


def _rules(rules: Iterable[Rule], entries: Iterable[Entry]) -> str:
    """What the checks that found something say."""
    seen = {entry.finding.check for entry in entries}
    rows = "".join(
        f'<tr><th scope="row"><code>{shown(rule.id)}</code></th>'
        f"<td>{rule.severity.value}</td><td>{shown(rule.summary)}</td></tr>"
        for rule in rules
        if rule.id in seen
    )
    if not rows:
        return ""
    head = '<tr><th scope="col">Check</th><th scope="col">Severity</th><th scope="col">What it says</th></tr>'
    return (
        f'<section class="rules"><h2>The checks</h2><table><thead>{head}</thead><tbody>{rows}</tbody></table></section>'
    )
