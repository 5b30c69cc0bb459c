"""How well spelling is told: words of English texts that are held to be wrong, and made errors that are found.

python benchmarks/spelling.py [TEXT...]    without texts: the translations of the sample project

Every word is judged by itself: what the termbase and the frequency of a word tell in a project is left out, so that the
check finds fewer false alarms than are counted here. Errors are made of the words of the texts by one letter that is
left out, doubled by another, exchanged or turned round (seed 1).
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from string import ascii_lowercase
from time import perf_counter

from align_bench.text.spelling import is_spelt, meant, misspelt

_ERRORS = 500
_LEAST = 5
"""Letters of a word in which an error is made."""


def main(paths: Sequence[str]) -> None:
    texts = [Path(path).read_text("utf-8") for path in paths or sorted(map(str, Path("translations").glob("*.txt")))]
    is_spelt("warm")
    start = perf_counter()
    flagged = Counter(text[a:b] for text in texts for a, b in misspelt(text))
    seconds = perf_counter() - start
    words = [word for text in texts for word in text.split()]
    print(f"{len(words):,} words, {1e6 * seconds / max(1, len(words)):.1f} microseconds each")
    print(f"held to be wrong: {flagged.total()}, {len(flagged)} different")
    for word, count in flagged.most_common():
        print(f"    {word} ({count}) {meant(word) or 'nothing near: not reported'}")
    _tell_found([word for word in words if word.isalpha() and word.islower() and len(word) >= _LEAST])


def _tell_found(words: Sequence[str]) -> None:
    numbers = random.Random(1)  # noqa: S311  # errors that are the same each time
    made = [(word, _with_error(word, numbers)) for word in numbers.choices(words, k=_ERRORS)]
    made = [(word, error) for word, error in made if word != error]
    found = [(word, error) for word, error in made if not is_spelt(error)]
    right = sum(meant(error) == word for word, error in found)
    print(f"made errors found: {len(found)} of {len(made)}; the right word proposed for {right} of them")


def _with_error(word: str, numbers: random.Random) -> str:
    place = numbers.randrange(1, len(word) - 1)
    before, letter, behind = word[:place], word[place], word[place + 1 :]
    other = numbers.choice(ascii_lowercase)
    return numbers.choice(
        [
            before + behind,
            before + other + letter + behind,
            before + other + behind,
            before + behind[0] + letter + behind[1:],
        ]
    )


if __name__ == "__main__":
    main(sys.argv[1:])
