"""Makes docs/pictures/*.svg: the review screen of the real program, over a copy of the sample project.

    python scripts/pictures.py [FOLDER]

The clock stands still, so that the same program gives the same pictures.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot

from align_bench.config import load_settings
from align_bench.storage.project import Project
from align_bench.text import cells
from align_bench.tui.app import ReviewApp
from align_bench.tui.services import project_services
from align_bench.workflow.aligning import align_project

REPOSITORY = Path(__file__).resolve().parent.parent
MOMENT = datetime(2031, 4, 8, 9, 30, tzinfo=UTC)
PAUSE = 0.5  # seconds
CELL = 12.2  # pixels, as Textual draws its pictures
SIDE_BY_SIDE, MIDDLE, STACKED = (140, 40), (120, 34), (80, 24)

# name of the picture -> (size, document, keys)
SHOTS: dict[str, tuple[tuple[int, int], int, Sequence[str]]] = {
    "review": (SIDE_BY_SIDE, 1, ["f", "f", "f"]),
    "editor": (SIDE_BY_SIDE, 1, ["f", "f", "f", "e"]),
    "stacked": (STACKED, 1, ["f", "f", "f"]),
    "help": (SIDE_BY_SIDE, 1, ["f1"]),
    # Those of docs/tour.md.
    "tour-finding": (MIDDLE, 1, ["f"]),
    "tour-typing": (MIDDLE, 1, ["f", "e", *["ctrl+left"] * 36, *["delete"] * 7, *"November"]),
    "tour-sentences": (MIDDLE, 1, ["f", "f", "f", "S"]),
    "tour-corrected": (MIDDLE, 1, ["f", "f", "f", "="]),
    "tour-added": (MIDDLE, 1, [":", *"is:added", "enter", "Z"]),
}


def sample_copy(folder: Path) -> Project:
    """The repository's sample, aligned."""
    folder.mkdir()
    for name in ("sources", "translations"):
        shutil.copytree(REPOSITORY / name, folder / name)
    for name in ("terms.csv", "align-bench.toml"):
        shutil.copy(REPOSITORY / name, folder / name)
    project = Project(folder)
    list(align_project(project, load_settings(folder), clock=lambda: MOMENT))
    return project


async def settle(pilot: Pilot[None]) -> None:
    for _ in range(2):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def take(project: Project, size: tuple[int, int], document: int, keys: Sequence[str]) -> str:
    """The screen as SVG after these keys."""
    services = project_services(project, reviewer="Li", clock=lambda: MOMENT)
    app = ReviewApp(services, project.names()[document])
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        # What is typed is checked in a pause.
        await asyncio.sleep(PAUSE)
        await settle(pilot)
        return app.export_screenshot(title="align-bench")


def plain(svg: str) -> str:
    """Without fonts from elsewhere and without running numbers: a picture that stands by itself."""
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "DejaVu Sans Mono, Noto Sans Mono CJK SC, monospace")
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    return re.sub(r'<text ([^>]*?)x="([\d.]+)"([^>]*?) textLength="[\d.]+"([^>]*)>([^<]*)</text>', _on_the_grid, svg)


def _on_the_grid(match: re.Match[str]) -> str:
    """A run of text word by word, each at its cell: no font shifts the columns, whatever its widths."""
    before, start, middle, after, content = match.groups()
    # A word at its place needs no clipping, and the pictures are half as large without.
    after = re.sub(r' clip-path="[^"]*"', "", after)
    text, pieces = html.unescape(content), []
    for word in re.finditer(r"[\x21-\x7e]+|[^\s\x00-\x7f]", text):
        x = float(start) + CELL * cells.width(text[: word.start()])
        length = CELL * cells.width(word[0])
        shown = html.escape(word[0], quote=False)
        pieces.append(f'<text {before}x="{x:.1f}" textLength="{length:.1f}"{middle}{after}>{shown}</text>')
    return "".join(pieces)


def main(folder: Path) -> None:
    os.environ["TZ"] = "UTC"
    time.tzset()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as root:
        aligned = sample_copy(Path(root) / "aligned")
        for workbook in aligned.reviews.iterdir():
            os.utime(workbook, (MOMENT.timestamp(), MOMENT.timestamp()))
        for name, (size, document, keys) in SHOTS.items():
            project = Project(Path(root) / name)
            shutil.copytree(aligned.root, project.root)
            svg = plain(asyncio.run(take(project, size, document, keys)))
            (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
            print(folder / f"{name}.svg")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY / "docs" / "pictures")
