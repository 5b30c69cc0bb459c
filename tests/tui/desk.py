"""A real project on disk, a frozen clock, and the review screen over it, driven through Pilot."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot
from textual.worker import WorkerCancelled, WorkerFailed

from align_bench.model.unit import Review, Status, Unit
from align_bench.storage.project import Project
from align_bench.tui.app import ReviewApp
from align_bench.tui.screens.review import ReviewScreen
from align_bench.workflow.workbooks import write_new_workbook

NAME = "coastal-cities-statement"

PAIRS = [
    ("沿海城市联合声明", "Joint Statement of the Coastal Cities", "", Status.REVIEWED, 1.0),
    (
        "1. 我们，九个沿海城市的代表，于2031年4月7日在白鹭港会晤，讨论了海平面上升和港口安全。",
        "1. We, representatives of nine coastal cities, met in Egret Harbour on 7 April 2031 to discuss port safety.",
        "1",
        Status.TRANSLATED,
        0.99,
    ),
    (
        "2. 我们欢迎潮汐观测网的建立。它将为各城市提供可靠的数据。",
        "2. We welcome the setting up of the Tide Network. It will give all cities reliable data.",
        "2",
        Status.DRAFT,
        0.97,
    ),
    (
        "3. 我们强调，可持续发展需要12个港口之间的合作，并鼓励“绿色航道”倡议（见附件）。",
        "3. We stress that sustainable development needs 21 ports, and encourage the “Green Channel” (see annex).",
        "3",
        Status.DRAFT,
        0.74,
    ),
    ("4. 我们感谢白鹭港市政府的盛情款待。", "", "4", Status.UNTRANSLATED, None),
    (
        "5. 下次会议将于明年在灯塔湾举行。",
        "5. The next meeting will be held in Lighthouse Bay next year.",
        "5",
        Status.DRAFT,
        1.0,
    ),
]

TERMS = """id,zh,en,status
c1,潮汐观测网,Tidal Observation Network,preferred
c1,潮汐观测网,Tide Network,deprecated
c2,可持续发展,sustainable development,preferred
c3,港口安全,port safety,preferred
"""


def frozen_clock() -> datetime:
    return datetime(2031, 4, 8, 9, 30, tzinfo=UTC)


def make_units(pairs: list[tuple[str, str, str, Status, float | None]] | None = None) -> tuple[Unit, ...]:
    return tuple(
        Unit(
            id=f"u{place}",
            source=source,
            target=target,
            status=status,
            confidence=confidence,
            label=label,
            source_numbers=(place,),
            target_numbers=(place,) if target else (),
        )
        for place, (source, target, label, status, confidence) in enumerate(pairs or PAIRS, 1)
    )


def make_project(root: Path, units: tuple[Unit, ...] | None = None) -> Project:
    project = Project(root)
    (root / "align-bench.toml").write_text("", encoding="utf-8")
    (root / "sources").mkdir()
    (root / "terms.csv").write_text(TERMS, encoding="utf-8")
    if units is None:
        project.workbook(NAME).parent.mkdir()
        project.workbook(NAME).write_bytes(_usual_workbook())
    else:
        write_new_workbook(project.workbook(NAME), Review(NAME, units), ())
    return project


@cache
def _usual_workbook() -> bytes:
    """Written once for all tests: that takes longer than most of them."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "usual.xlsx"
        write_new_workbook(path, Review(NAME, make_units()), ())
        return path.read_bytes()


class Desk:
    """The running screen with what tests look at most."""

    def __init__(self, app: ReviewApp, pilot: Pilot[None], project: Project) -> None:
        self.app, self.pilot, self.project = app, pilot, project

    @property
    def screen(self) -> ReviewScreen:
        found = [screen for screen in self.app.screen_stack if isinstance(screen, ReviewScreen)]
        return found[-1]

    @property
    def units(self) -> tuple[Unit, ...]:
        assert self.screen.session is not None
        return tuple(self.screen.session.review.units)

    @property
    def current(self) -> str:
        unit = self.screen.view.unit
        return unit.id if unit else ""

    @property
    def journal(self) -> str:
        path = self.project.journal(NAME)
        return path.read_text(encoding="utf-8") if path.exists() else ""

    @property
    def lines(self) -> list[str]:
        """What stands on the screen."""
        return ["".join(segment.text for segment in strip) for strip in self.app.screen._compositor.render_strips()]

    @property
    def notices(self) -> list[str]:
        """What is told to the reviewer now, and what was told last."""
        toasts = [f"{notice.title} {notice.message}".strip() for notice in self.app._notifications]
        said = [screen.said for screen in self.app.screen_stack if isinstance(screen, ReviewScreen) and screen.said]
        return toasts + said

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        """Until no worker is at work and all messages are through."""
        await self.pilot.pause()
        # What went wrong in one is told on the screen; another may have taken its place.
        with suppress(WorkerFailed, WorkerCancelled):
            await self.app.workers.wait_for_complete()
        await self.pilot.pause()


OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]
