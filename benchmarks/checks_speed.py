"""How fast the checks are on a large project, and how much memory they take.

    python benchmarks/checks_speed.py [--units 100000] [--concepts 10000] [--processes N]

The project is made from the sample (`checks_corpus`), the same each time. Told are the seconds of the checks against
the termbase and of all checks, the memory of this process and of the largest that helped it; how many times faster the
Chinese terms are found than by a loop that asks for each concept whether its term is `in` the text (measured on some of
the units); and how long one edited unit takes in the open review of a document beside all the others.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from random import Random
from typing import TypeVar

from checks_corpus import corpus

from align_bench.checks import run_checks
from align_bench.checks.live import LiveChecks
from align_bench.checks.parallel import worth_processes
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review
from align_bench.terms.matching.matcher import TermMatcher

Result = TypeVar("Result")

TERMINOLOGY = ("forbidden-term", "near-form", "wrong-term", "missing-term", "inconsistent-term")
# The loop with `in` takes minutes over all units.
_EVERY = 100
_EDITS = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--concepts", type=int, default=10_000)
    parser.add_argument("--processes", type=int, help="by default, as many as the command takes")
    options = parser.parse_args()
    processes = options.processes or worth_processes(options.units)
    reviews, termbase = corpus(options.units, options.concepts)
    units = [unit for review in reviews for unit in review.units]
    characters, words = sum(len(unit.source) for unit in units), sum(len(unit.target.split()) for unit in units)
    print(
        f"{len(units)} units, {characters} Chinese characters, {words} English words, {len(termbase.concepts)} concepts"
    )
    print_search([unit.source for unit in units], termbase)
    for name, only in (("terminology", TERMINOLOGY), ("all checks", None)):
        before = processor_seconds()
        seconds, findings = timed(lambda only=only: run_checks(reviews, termbase, only=only, processes=processes))  # type: ignore[misc]
        used = processor_seconds() - before
        print(
            f"{name}: {seconds:.1f} s with {processes} processes ({used:.1f} s of processor time), {memory()},"
            f" {len(findings)} findings",
            flush=True,
        )
    print(", ".join(f"{check} {count}" for check, count in Counter(f.check for f in findings).most_common()))
    print_edits(reviews, termbase)


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    start = time.perf_counter()
    outcome = work()
    return time.perf_counter() - start, outcome


def processor_time(work: Callable[[], object]) -> float:
    """In seconds: what runs beside this process makes no difference."""
    before = time.process_time()
    work()
    return time.process_time() - before


def processor_seconds() -> float:
    """Of this process and those that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def memory() -> str:
    """The most that was in use so far, here and in the largest of the other processes."""
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    own, others = (
        resource.getrusage(who).ru_maxrss // scale for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return f"{own} MB here and {others} MB in another process"


def print_search(texts: Sequence[str], termbase: Termbase) -> None:
    """The automaton beside the loop."""
    matcher = TermMatcher(termbase)
    matcher.source_hits("一")
    terms = [term for concept in termbase.concepts for term in concept.source_terms]
    some = texts[::_EVERY]
    looped = processor_time(lambda: [[term for term in terms if term in text] for text in some])
    looped *= len(texts) / len(some)
    found = processor_time(lambda: [len(matcher.source_hits(text)) for text in texts])
    print(
        f"Chinese terms: {found:.1f} s; a loop with `in`: {looped:.0f} s, {looped / found:.0f} times as long",
        flush=True,
    )


def print_edits(reviews: Sequence[Review], termbase: Termbase) -> None:
    """One unit after the other is edited and checked at once; `check_all` comes before."""
    random = Random(1)  # noqa: S311
    at = len(reviews) // 2
    review = reviews[at]
    live = LiveChecks(TermMatcher(termbase), (reviews[:at], reviews[at + 1 :]))
    whole, _ = timed(lambda: live.check_all(review))
    taken = []
    for _ in range(_EDITS):
        place = random.randrange(len(review.units))
        words = review.units[place].target.split(" ")
        words.insert(random.randrange(len(words)), "Abdrakhmanov")
        edited = replace(review.units[place], target=" ".join(words))
        review = review.with_units((*review.units[:place], edited, *review.units[place + 1 :]))
        taken.append(1000 * processor_time(partial(live.check_edited, review)))
    print(
        f"an edited unit: {statistics.median(taken):.1f} ms of processor time (median of {_EDITS}),"
        f" {max(taken):.1f} ms at worst,"
        f" in {sum(len(each.units) for each in reviews)} units that were checked before in {whole:.0f} s, {memory()}"
    )


if __name__ == "__main__":
    main()
