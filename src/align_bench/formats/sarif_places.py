"""The places of a SARIF log: files, texts, and the locations of findings in them.

A finding is told by the lines of the text file that it stands in, so that editors go there. Where the review says
something else than the file, or there is no such file, it is told by the review's own text: each side is an artifact
with its text inside, one paragraph a line, nested in the file that it comes from. Columns count code points.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Any
from urllib.parse import quote

from align_bench.formats.marking import Mark, source_mark, target_mark
from align_bench.model.printed import PrintedText, Region
from align_bench.model.report import CheckReport, Entry
from align_bench.model.unit import Review, Unit

Json = dict[str, Any]

_SIDES = (("zh", "zh-CN"), ("en", "en"))


class Places:
    """The artifacts of a report, and the locations in them."""

    def __init__(self, report: CheckReport) -> None:
        self.artifacts: list[Json] = []
        self._files: dict[str, int] = {}
        self._texts: dict[tuple[str, int], int] = {}
        self._first_lines: dict[tuple[str, int], dict[str, int]] = {}
        self._printed: dict[tuple[str, int], PrintedText] = {}
        for review, places in zip(report.reviews, report.places, strict=True):
            for side, place in enumerate(places):
                self._add_text(review, side, self._file(place))
        for review, texts in zip(report.reviews, report.printed, strict=False):
            for side, text in enumerate(texts):
                if text is not None:
                    self._file(text.place)
                    self._printed[review.name, side] = text

    def of(self, entry: Entry) -> list[Json]:
        """The location in the English, then that in the Chinese; a side without text has none.

        Where the finding has a place on one side only, that side comes first and the other is the whole unit's.
        """
        marks = source_mark(entry), target_mark(entry)
        sides = sorted((1, 0), key=lambda side: marks[side] is None)
        return [self._location(entry, side, marks[side]) for side in sides if _lines(entry.unit, side)]

    def _file(self, place: str) -> int:
        """The number of the artifact of a file."""
        if place not in self._files:
            self._files[place] = len(self.artifacts)
            self.artifacts.append({"location": {"uri": _uri(place)}})
        return self._files[place]

    def _add_text(self, review: Review, side: int, parent: int) -> None:
        name, language = _SIDES[side]
        lines = [_lines(unit, side) for unit in review.units]
        starts = accumulate((len(part) for part in lines), initial=1)
        self._first_lines[review.name, side] = {unit.id: n for unit, n in zip(review.units, starts, strict=False)}
        self._texts[review.name, side] = len(self.artifacts)
        self.artifacts.append(
            {
                "location": {"uri": f"{name}.txt", "index": len(self.artifacts)},
                "parentIndex": parent,
                "contents": {"text": "".join(f"{line}\n" for part in lines for line in part)},
                "sourceLanguage": language,
            }
        )

    def _location(self, entry: Entry, side: int, mark: Mark | None) -> Json:
        review, unit = entry.finding.document, entry.unit
        index, region = self._printed_region(review, unit, side, mark) or self._text_region(review, unit, side, mark)
        if mark is not None and region["startLine"] == region["endLine"]:
            region["snippet"] = {"text": _lines(unit, side)[mark.line][mark.start : mark.stop]}
        called = unit.label or unit.paragraph
        logical = {"fullyQualifiedName": f"{review}/{unit.id}", **({"name": called} if called else {})}
        artifact = {"uri": self.artifacts[index]["location"]["uri"], "index": index}
        return {
            "physicalLocation": {"artifactLocation": artifact, "region": region},
            "logicalLocations": [logical],
        }

    def _printed_region(self, review: str, unit: Unit, side: int, mark: Mark | None) -> tuple[int, Json] | None:
        """The number of the text file and the region in it; None where the file does not hold what the unit says."""
        text = self._printed.get((review, side))
        if text is None:
            return None
        lines, numbers = _lines(unit, side), (unit.source_numbers, unit.target_numbers)[side]
        if mark is None:
            found = text.region_of_all(numbers, lines)
        elif mark.line < len(numbers):
            found = text.region(numbers[mark.line], lines[mark.line], mark.start, mark.stop)
        else:
            found = None
        return None if found is None else (self._files[text.place], _region(found))

    def _text_region(self, review: str, unit: Unit, side: int, mark: Mark | None) -> tuple[int, Json]:
        """The number of the artifact with the review's text, and the region in it."""
        first = self._first_lines[review, side][unit.id]
        index = self._texts[review, side]
        if mark is None:
            return index, {"startLine": first, "endLine": first + len(_lines(unit, side)) - 1}
        line = first + mark.line
        return index, _region(Region((line, mark.start + 1), (line, mark.stop + 1)))


def _lines(unit: Unit, side: int) -> tuple[str, ...]:
    return (unit.source_lines, unit.target_lines)[side]


def _region(region: Region) -> Json:
    (line, column), (last, stop) = region.first, region.stop
    return {"startLine": line, "startColumn": column, "endLine": last, "endColumn": stop}


def _uri(place: str) -> str:
    """A relative path as it is, an absolute one as the place of a file."""
    start = "file://" if place.startswith("/") else "file:///" if re.match("[A-Za-z]:/", place) else ""
    return f"{start}{quote(place, safe='/:' if start else '/')}"
