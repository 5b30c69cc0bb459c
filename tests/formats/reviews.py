"""A review with everything in it that exports find hard."""

from __future__ import annotations

from align_bench.model.unit import Review, Status, Unit

HARD = Review(
    "A & B <note>",
    (
        Unit("a1", "1. 第一段", "1. First <b>&amp;</b>", Status.DRAFT, confidence=0.9876, label="1"),
        Unit(
            "a2",
            "第二段\n第三段",
            "Second\nthird",
            Status.REVIEWED,
            comment="look & see",
            reviewer="李",
            updated="2026-03-01T09:30:00+02:00",
        ),
        Unit("a3", "没有译文", "", Status.UNTRANSLATED),
        Unit("a4", "", "Translator's note", Status.DRAFT),
        Unit("a5", "换页\x0c符", "=SUM(A1)\x0b", Status.REJECTED, locked=True),
        Unit("a5-2.f0", "终稿", "- \U0001f600 done\t", Status.FINAL, paragraph="5"),
    ),
)
