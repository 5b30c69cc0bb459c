"""Tables of figures, as the benchmarks print them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from align_bench.align.evaluate import Evaluation

_WIDTH = 24


def print_head() -> None:
    titles = ("strict F1", "precision", "recall", "lax F1", "with nulls", "boundaries", "wall s", "CPU s", "MB")
    print(f"{'':{_WIDTH}}" + "".join(f"{title:>11}" for title in titles))


def print_row(name: str, evaluation: Evaluation, used: tuple[float, float, float]) -> None:
    """`used`: wall and processor seconds, megabytes."""
    strict = evaluation.strict
    shares = (strict.f1, strict.precision, strict.recall, evaluation.lax.f1, evaluation.with_nulls.f1)
    figures = "".join(f"{share:11.3f}" for share in (*shares, evaluation.boundaries.f1))
    print(f"{name:{_WIDTH}}{figures}{used[0]:11.1f}{used[1]:11.1f}{used[2]:11.0f}", flush=True)


def print_gap(name: str, reason: str) -> None:
    print(f"{name:{_WIDTH}}  {reason}", flush=True)


def print_shapes(evaluations: Mapping[str, Evaluation]) -> None:
    """For each shape how many the gold has, and for each system how many it found, how many are right, and F1."""
    print(f"{'by shape':8}{'gold':>6}" + "".join(f"{name:>24}" for name in evaluations))
    print(f"{'':14}" + f"{'found':>10}{'right':>7}{'F1':>7}" * len(evaluations))
    for shape, counted in next(iter(evaluations.values())).by_shape.items():
        of_all = [evaluation.by_shape[shape] for evaluation in evaluations.values()]
        if counted.gold or any(each.found for each in of_all):
            cells = "".join(f"{each.found:10}{each.right:7}{each.f1:7.3f}" for each in of_all)
            print(f"{shape:8}{counted.gold:6}{cells}")


def print_files(names: Sequence[str], evaluations: Mapping[str, Sequence[Evaluation]]) -> None:
    """Strict F1 of each document by each system."""
    print(f"{'strict F1':{_WIDTH}}" + "".join(f"{name:>24}" for name in evaluations))
    for number, name in enumerate(names):
        print(f"{name:{_WIDTH}}" + "".join(f"{each[number].strict.f1:24.3f}" for each in evaluations.values()))
