"""The figures of `align-bench score` as people and programs read them: a table, JSON, TSV."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from align_bench.scores import Scores
    from align_bench.workflow.scoring import ProjectScores


def as_table(result: ProjectScores) -> str:
    from align_bench.cli.tables import text_table
    from align_bench.scores import signatures

    rows = [["document", "units", "BLEU", "chrF", "TER"]]
    for document in result.documents:
        rows.append([document.paired.name, str(len(document.paired.pairs)), *_figures(document.total)])
        for pair, scores in zip(document.paired.pairs, document.units, strict=False):
            rows.append([f"  {pair.label or pair.unit}", "", *_figures(scores)])
    count = sum(len(document.paired.pairs) for document in result.documents)
    rows.append(["all together", str(count), *_figures(result.total)])
    lines = [f"{name}: {line}" for name, line in signatures().items()]
    if any(document.units for document in result.documents):
        lines.append(f"bleu of a unit: {signatures(of_units=True)['bleu']}")
    return text_table(rows) + "\n" + "".join(f"{line}\n" for line in lines)


def _figures(scores: Scores) -> list[str]:
    return [f"{value:.2f}" for value in (scores.bleu, scores.chrf, scores.ter)]


def as_json(result: ProjectScores) -> str:
    from align_bench.scores import signatures

    content: dict[str, Any] = {
        "project": {"pairs": sum(len(d.paired.pairs) for d in result.documents), **asdict(result.total)},
        "documents": [
            {
                "document": document.paired.name,
                "pairs": len(document.paired.pairs),
                "left_out": document.paired.left_out,
                **asdict(document.total),
                "units": [
                    {"unit": pair.unit, "label": pair.label, **asdict(scores)}
                    for pair, scores in zip(document.paired.pairs, document.units, strict=True)
                ],
            }
            for document in result.documents
        ],
        "signatures": signatures(),
        "unit_signatures": signatures(of_units=True),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def as_tsv(result: ProjectScores) -> str:
    """Full precision; a row with a unit is about it, one without about the document, one without both about all."""
    rows = ["document\tunit\tbleu\tchrf\tter"]
    for document in result.documents:
        name = document.paired.name
        for pair, scores in zip(document.paired.pairs, document.units, strict=False):
            rows.append(_tsv_row(name, pair.unit, scores))
        rows.append(_tsv_row(name, "", document.total))
    rows.append(_tsv_row("", "", result.total))
    return "".join(f"{row}\n" for row in rows)


def _tsv_row(document: str, unit: str, scores: Scores) -> str:
    return "\t".join([document, unit, repr(scores.bleu), repr(scores.chrf), repr(scores.ter)])
