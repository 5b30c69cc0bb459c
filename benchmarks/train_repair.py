"""Train what the repair of paragraphs decides by: logistic regressions on disturbed documents, and its confidence."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

import numpy as np
from bench_data import GoldBitext
from disturb import disturb, excerpt
from disturbed import Disturbed
from train_likeness import Minimise, logistic

from align_bench.align.aligner import Aligned, Prepared
from align_bench.align.arrays import Floats
from align_bench.align.repair.comparison import Comparison, Pairing
from align_bench.align.repair.edges import belonging, edges
from align_bench.align.repair.exchange import KINDS, table
from align_bench.align.repair.groups import Group, Owners, linked
from align_bench.align.repair.repair import Repairer
from align_bench.align.weights import Model, Weights

Documents = Sequence[tuple[Prepared, Aligned, Disturbed]]

_FIRST: Weights = {"gain": 1.0, "bias": -3.0}
"""What the examples of exchanges are prepared with: order changes inside a group for a gain of 3."""

_FAR = 8.0
"""Log odds that an exchange may lose and still be an example; others are too many to be held."""


def disturbed_excerpts(bitexts: Sequence[GoldBitext]) -> Iterator[Disturbed]:
    """Documents as long as they often are, a swap to forty beads; prose of the political kind six times as often."""
    for bitext in bitexts:
        others = [other for other in bitexts if other is not bitext]
        for seed in range(50, 54 if "literary" in bitext.name else 74):
            part = excerpt(bitext, Random(f"{bitext.name} {seed}"))  # noqa: S311
            yield disturb(part, others, seed, swaps=max(1, len(part.gold) // 40))


def repair_weights(documents: Documents, model: Model, minimise: Minimise) -> dict[str, Weights]:
    repair = {"kept": _kept_weights(documents, model, minimise), "swap": _FIRST}
    return {**repair, **_exchange_weights(documents, replace(model, repair=repair), minimise)}


def _kept_weights(documents: Documents, model: Model, minimise: Minimise) -> Weights:
    rows: list[list[float]] = []
    right = []
    names: list[str] = []
    for pair, aligned, document in documents:
        comparison, groups = _linked(pair, aligned, document, model)
        links = _links(document)
        for edge in (edge for group in groups for edge in edges((group.source, group.target), group.confidence)):
            measured = belonging(edge, comparison)
            names = list(measured)
            rows.append(list(measured.values()))
            own = (edge.paragraph,)
            tied = (edge.group[0], own) if edge.english else (own, edge.group[1])
            right.append(_linked_pairs(tied, links) > 0)
    return _named(names, logistic(np.array(rows), np.array(right), np.ones(len(rows)), minimise))


def _exchange_weights(documents: Documents, model: Model, minimise: Minimise) -> dict[str, Weights]:
    rows: dict[str, list[Floats]] = {kind: [] for kind in KINDS}
    right: dict[str, list[Floats]] = {kind: [] for kind in KINDS}
    names: list[str] = []
    for pair, aligned, document in documents:
        comparison, groups = _linked(pair, aligned, document, model)
        links = _links(document)
        pairings = Repairer(pair, aligned, comparison.owners, model).opened(groups)
        found = table(pairings, comparison)
        linked_pairs = np.array([[_linked_pairs((s, t), links) for _, t in found.pairings] for s, _ in found.pairings])
        current = np.diagonal(linked_pairs)
        gained = linked_pairs + linked_pairs.T - current[:, None] - current[None, :]
        for kind, possible, brought in found.changes(np.arange(len(found.pairings))):
            chosen = possible & (brought["gain"] > -_FAR)
            if kind == "part":
                # One of the empty pairings is enough: they are all alike.
                chosen &= np.cumsum(possible, axis=1) == 1
            better = gained == 0 if kind == "part" else gained > 0
            names = list(brought)
            rows[kind].append(np.stack([value[chosen] for value in brought.values()], axis=1))
            right[kind].append(better[chosen])
    return {
        kind: _named(
            names,
            logistic(
                np.concatenate(rows[kind]),
                np.concatenate(right[kind]),
                np.ones(len(np.concatenate(rows[kind]))),
                minimise,
            ),
        )
        for kind in KINDS
    }


def changed_weights(documents: Documents, model: Model, minimise: Minimise) -> Weights:
    """How sure a pairing is that the repair made."""
    kinds = ("paired", "alone")
    probe = replace(model, changed={f"{kind}, margin": 1.0 for kind in kinds})
    rows: dict[str, list[tuple[float, float]]] = {kind: [] for kind in kinds}
    right: dict[str, list[bool]] = {kind: [] for kind in kinds}
    for pair, aligned, document in documents:
        comparison, before = _linked(pair, aligned, document, model)
        known = {(group.source, group.target) for group in before}
        gold = {(bead.source, bead.target) for bead in document.paragraphs}
        for group in Repairer(pair, aligned, comparison.owners, probe).repair(before):
            pairing = (group.source, group.target)
            if pairing not in known:
                kind = kinds[0] if all(pairing) else kinds[1]
                rows[kind].append((1.0, math.log(group.confidence / (1 - group.confidence))))
                right[kind].append(pairing in gold)
    weights: Weights = {}
    for kind in kinds:
        found = logistic(np.array(rows[kind]), np.array(right[kind]), np.ones(len(rows[kind])), minimise)
        weights |= _named([kind, f"{kind}, margin"], found)
    return weights


def _linked(pair: Prepared, aligned: Aligned, document: Disturbed, model: Model) -> tuple[Comparison, list[Group]]:
    owners = Owners([s.paragraph for s in document.source], [s.paragraph for s in document.target])
    return Comparison(pair, aligned, owners, model.likeness), linked(aligned, owners)


def _links(document: Disturbed) -> set[tuple[int, int]]:
    return {(i, j) for bead in document.paragraphs for i in bead.source for j in bead.target}


def _linked_pairs(pairing: Pairing, links: set[tuple[int, int]]) -> int:
    return sum((i, j) in links for i in pairing[0] for j in pairing[1])


def _named(names: Sequence[str], values: Sequence[float] | Floats) -> Weights:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}
