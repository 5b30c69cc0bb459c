"""The options that bring sentence embeddings in, as further evidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from align_bench.align.together import FurtherEvidence

F = TypeVar("F", bound=Callable[..., Any])


def embedding_options(command: F) -> F:
    """Add `--embeddings`, `--model`, `--embeddings-weight` and `--download` to a command."""
    options = (
        click.option(
            "--embeddings", is_flag=True, help="Let sentence embeddings speak too (needs the extra `embeddings`)."
        ),
        click.option(
            "--model", metavar="MODEL", help="Their model: a folder, or a name in the cache.  [default: LaBSE]"
        ),
        click.option("--embeddings-weight", type=float, metavar="NUMBER", help="How much they count.  [default: 6]"),
        click.option("--download", is_flag=True, help="Fetch the model where it is not on this disk."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def evidence_of(
    *, embeddings: bool, model: str | None, weight: float | None, download: bool
) -> Callable[[], FurtherEvidence | None]:
    """What loads the model that the options ask for, once everything else about the call is known to be right."""
    if not embeddings and (model is not None or weight is not None or download):
        raise click.UsageError("--model, --embeddings-weight and --download need --embeddings")

    def load() -> FurtherEvidence | None:
        if not embeddings:
            return None
        from align_bench.align.embeddings import DEFAULT_MODEL, DEFAULT_WEIGHT, load_encoder
        from align_bench.align.embeddings import embeddings as of

        encoder = load_encoder(model or DEFAULT_MODEL, download=download)
        return of(encoder, DEFAULT_WEIGHT if weight is None else weight)

    return load
