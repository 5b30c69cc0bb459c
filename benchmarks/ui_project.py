"""A project for measuring the review screen: one document of any number of units, Chinese and English, with a termbase.

The texts are put together from clauses, with figures of their own, the same each time; in every twentieth unit a
figure is another one on the English side, so that there are findings; behind one of the first units the English is one
pair late for a while, so that there is something to be paired anew.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from align_bench.model.unit import Review, Status, Unit
from align_bench.storage.project import Project
from align_bench.workflow.workbooks import write_new_workbook

NAME = "北方会议-2031"
LAST_IN_STEP = 300
"""The number of the unit behind which the English is late."""

_LATE = 6
CLAUSES = (
    (
        "会议鼓励通过具体的能力建设项目进一步促进科学外交",
        "encouraged further science diplomacy through capacity-building",
    ),
    ("并决定于{year}年继续审议这一问题", "decided to consider the question again in {year}"),
    ("欢迎{count}个成员国提交的报告", "welcomed the reports submitted by {count} member States"),
    (
        "强调可持续发展需要各方长期合作",
        "stressed that sustainable development needs lasting cooperation by all parties",
    ),
    (
        "请秘书处在现有资源范围内落实预算方案",
        "requested the secretariat to carry out the budget within existing resources",
    ),
    ("批准为技术援助增拨{amount}万元", "approved an additional {amount}0,000 yuan for technical assistance"),
    ("注意到执行率比上一年提高{share}%", "noted that implementation rose by {share} per cent over the year before"),
    (
        "重申（见附件）信息交流对环境安全的意义",
        "reaffirmed what information exchange (see annex) means for environmental security",
    ),
)
TERMS = """id,zh,en,status
c1,科学外交,science diplomacy,preferred
c2,能力建设,capacity-building,preferred
c3,可持续发展,sustainable development,preferred
c4,秘书处,secretariat,preferred
c5,技术援助,technical assistance,preferred
c6,预算方案,programme budget,preferred
c6,预算方案,budget,deprecated
"""


def units(count: int) -> tuple[Unit, ...]:
    """Units of about 70 Han characters and 30 words."""
    chance = random.Random(20310408)  # noqa: S311  texts for a measurement
    made = [_unit(number, chance) for number in range(1, count + 1)]
    late = slice(LAST_IN_STEP, LAST_IN_STEP + _LATE)
    made[late] = _out_of_step(made[late])
    return tuple(made)


def new_project(folder: Path, count: int) -> Project:
    """A project in an empty folder, with a workbook of so many units."""
    (folder / "sources").mkdir(parents=True)
    (folder / "terms.csv").write_text(TERMS, encoding="utf-8")
    project = Project(folder)
    write_new_workbook(project.workbook(NAME), Review(NAME, units(count)), ())
    return project


def _out_of_step(run: Sequence[Unit]) -> list[Unit]:
    """Nobody has confirmed them; the first has no English, the last has that of two."""
    if not run:
        return []
    first, last = replace(run[0], target="", target_numbers=()), run[-1]
    late = [replace(unit, target=other.target, target_numbers=other.target_numbers) for other, unit in pairwise(run)]
    late[-1] = replace(
        last, target=f"{run[-2].target}\n{last.target}", target_numbers=run[-2].target_numbers + last.target_numbers
    )
    return [replace(first, status=Status.UNTRANSLATED), *(replace(unit, status=Status.DRAFT) for unit in late)]


def _unit(number: int, chance: random.Random) -> Unit:
    chosen = chance.sample(CLAUSES, k=2 + number % 4)
    figures = {
        "year": chance.randrange(2031, 2060),
        "count": chance.randrange(12, 190),
        "amount": chance.randrange(2, 900),
        "share": chance.randrange(2, 40),
    }
    english = {**figures, "count": figures["count"] + 1} if number % 20 == 0 else figures
    return Unit(
        f"{number:012x}",
        f"{number}. {'，'.join(zh for zh, _ in chosen).format(**figures)}。",
        f"{number}. The meeting {', '.join(en for _, en in chosen).format(**english)}.",
        (Status.DRAFT, Status.TRANSLATED, Status.REVIEWED)[number % 3],
        label=str(number),
        confidence=0.80 if number % 50 == 0 else 0.97,
        source_numbers=(number,),
        target_numbers=(number,),
    )
