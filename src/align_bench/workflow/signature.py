"""The signature of a run of the checks: one line that says how its findings were made.

The same signature means the same findings: the parts are `name:value`, as in sacreBLEU's signatures. Hashes are of
what is said, not of the files: a termbase written anew by another program has the same one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from align_bench import __version__
from align_bench.config import CheckLevel
from align_bench.model.report import Rule
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review, text_hash
from align_bench.model.waiver import Waiver


def signature(
    rules: Sequence[Rule],
    termbase: Termbase,
    reviews: Sequence[Review],
    *,
    levels: Mapping[str, CheckLevel],
    only: Collection[str] | None,
    waivers: Sequence[Waiver],
    shown: Collection[str],
) -> str:
    """`align-bench:0.1.0|checks:31|texts:5.0a1b…|terms:86.2c3d…`, then what was chosen otherwise than usual.

    `reviews` are those that were looked at, `shown` the names of those that are reported on.
    """
    texts = "\x1e".join(
        f"{review.name}\x1f{unit.id}\x1f{unit.source}\x1f{unit.target}" for review in reviews for unit in review.units
    )
    parts = [
        f"align-bench:{__version__}",
        f"checks:{len(rules)}",
        f"texts:{len(reviews)}.{text_hash(texts)}",
        f"terms:{len(termbase.concepts)}.{text_hash(repr(termbase))}",
    ]
    if len(shown) < len(reviews):
        parts.append(f"of:{','.join(sorted(shown))}")
    if waivers:
        parts.append(f"waivers:{len(waivers)}.{text_hash(','.join(sorted(waiver.finding for waiver in waivers)))}")
    if only is not None:
        parts.append(f"only:{','.join(sorted(only))}")
    if levels:
        parts.append(f"levels:{','.join(f'{check}={levels[check]}' for check in sorted(levels))}")
    if origins := sorted({rule.origin for rule in rules} - {""}):
        parts.append(f"with:{','.join(origins)}")
    return "|".join(parts)
