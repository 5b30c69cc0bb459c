"""Measures reading: paragraphs, labels, kinds and sentences against gold, and whether any character was lost.

    python benchmarks/segmentation.py SHARED

SHARED is a folder with `seeds/` (texts as extracted) and `gold/` (paragraphs and sentences by hand).
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from align_bench.formats.plain import read_document
from align_bench.model.document import Document, Kind, Language, Paragraph
from align_bench.text.scripts import without_space
from align_bench.text.sentences import split_sentences


def main(shared: Path) -> int:
    print("no character lost or invented (white space aside)")
    whole = [_is_whole(seed) for seed in sorted((shared / "seeds").glob("*.zh.txt"))]
    print("\nagainst gold: right of wanted (found)")
    exact = [_compare(shared, gold) for gold in sorted((shared / "gold").glob("*.paragraphs.zh.jsonl"))]
    print("\nspeed of sentence splitting")
    _time(shared, "zh")
    _time(shared, "en")
    return 0 if all(whole) and all(exact) else 1


def _is_whole(seed: Path) -> bool:
    document = read_document(seed, "zh")
    joined = without_space("".join(paragraph.line for paragraph in document.paragraphs))
    same = joined == without_space(seed.read_text(encoding="utf-8"))
    noise = len(document.paragraphs) - len(document.body)
    print(f"  {document.name:28} {'equal' if same else 'DIFFERENT':10} {len(document.body)} paragraphs, {noise} noise")
    return same


def _compare(shared: Path, gold: Path) -> bool:
    name = gold.name.removesuffix(".paragraphs.zh.jsonl")
    wanted = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    found = read_document(shared / "seeds" / f"{name}.zh.txt", "zh")
    by_text = {without_space(paragraph.text): paragraph for paragraph in found.paragraphs}
    pairs = [(entry, by_text.get(without_space(entry["text"]))) for entry in wanted]
    paragraphs = sum(1 for _, paragraph in pairs if paragraph is not None)
    labels = sum(1 for entry, paragraph in pairs if paragraph is not None and paragraph.label == entry["number"])
    kinds = sum(1 for entry, paragraph in pairs if paragraph is not None and paragraph.kind == entry["kind"])
    print(f"  {name}")
    print(f"    paragraphs {paragraphs} of {len(wanted)} ({len(found.body)}), labels {labels}, kinds {kinds}")
    chinese = [sentence for paragraph in found.body for sentence in split_sentences(paragraph.line, "zh")]
    english = _sentences(read_document(gold.with_name(f"{name}.en.txt"), "en"))
    exact = [
        _compare_sentences(gold.with_name(f"{name}.sentences.zh.txt"), chinese),
        _compare_sentences(gold.with_name(f"{name}.sentences.en.txt"), english),
    ]
    counts = {paragraphs, labels, kinds, len(wanted), sum(1 for p in found.paragraphs if p.kind is not Kind.NOISE)}
    return len(counts) == 1 and all(exact)


def _sentences(document: Document) -> list[str]:
    def of(paragraph: Paragraph) -> tuple[str, ...]:
        return split_sentences(paragraph.line, document.language)

    return [sentence for paragraph in document.body for sentence in of(paragraph)]


def _compare_sentences(gold: Path, found: list[str]) -> bool:
    wanted = [without_space(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    bare = [without_space(sentence) for sentence in found]
    right = len(set(wanted) & set(bare))
    language = "Chinese" if ".zh." in gold.name else "English"
    print(f"    {language} sentences {right} of {len(wanted)} ({len(bare)}){' exact' if bare == wanted else ''}")
    return bare == wanted


def _time(shared: Path, language: Language) -> None:
    pattern = "seeds/*.zh.txt" if language == "zh" else "gold/*.en.txt"
    texts = [read_document(path, language).paragraphs for path in sorted(shared.glob(pattern))]
    lines = [paragraph.text for paragraphs in texts for paragraph in paragraphs] * 20
    start = time.perf_counter()
    sentences = sum(len(split_sentences(line, language)) for line in lines)
    seconds = time.perf_counter() - start
    size = sum(map(len, lines))
    print(f"  {language}: {size:,} characters, {sentences:,} sentences, {size / seconds / 1e6:.1f} Mchar/s")


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1], "gold").is_dir():
        sys.exit("usage: python benchmarks/segmentation.py SHARED   (a folder with gold/ and seeds/)")
    sys.exit(main(Path(sys.argv[1])))
