"""Tokens: what of a text is compared across languages.

Owns how a line of English becomes stems and a line of Chinese becomes words; knows no dictionary (its words are
handed in) and no scores.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from functools import cache, lru_cache
from typing import Protocol, cast

HAN_RUN = re.compile(r"[㐀-䶿一-鿿豈-﫿]+")
"""Unified ideographs of the basic plane."""

LONGEST_WORD = 12
"""Characters; CC-CEDICT has hardly a longer word, and proverbs beyond that are matched in parts."""

_ENGLISH = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’][A-Za-z]+)?|\d+(?:[.,]\d+)*|\.\.\.|[?!:;\"“”()…%$—]")
_HAN = HAN_RUN.pattern.removesuffix("+")
_RUNS = re.compile(rf"{_HAN}|(?:(?!{_HAN})\w)+|\s+|[^\w\s]")
_CHINESE = re.compile(rf"{HAN_RUN.pattern}|[A-Za-zÀ-ÖØ-öø-ÿ]+|\d+(?:[.,]\d+)*|…+|—+|[^\s\w]")

# Marks that both languages use for the same thing, by one name.
_MARKS = {"“": '"', "”": '"', "「": '"', "」": '"', "『": '"', "』": '"', "《": '"', "》": '"', "...": "…"}
_MARKS |= {"？": "?", "！": "!", "；": ";", "：": ":", "（": "(", "）": ")", "％": "%"}
_KEPT_MARKS = frozenset('?!;:"()…%$—')

# The English endings that are words of their own.
_CLITICS = {"ll": "will", "re": "be", "ve": "have", "m": "be", "d": "would"}
_NEGATED = {"wo": "will", "ca": "can", "sha": "shall"}

# Forms that a stemmer cannot bring together: base form first.
_IRREGULAR = (
    "be am is are was were been being;have has had having;do does did done;go goes went gone;say said;see saw seen;"
    "come came;take took taken;get got gotten;know knew known;think thought;give gave given;find found;tell told;"
    "become became;leave left;feel felt;bring brought;begin began begun;keep kept;hold held;write wrote written;"
    "stand stood;hear heard;mean meant;meet met;run ran;pay paid;sit sat;speak spoke spoken;lead led;grow grew grown;"
    "lose lost;fall fell fallen;send sent;build built;understand understood;draw drew drawn;break broke broken;"
    "spend spent;rise rose risen;drive drove driven;buy bought;wear wore worn;choose chose chosen;eat ate eaten;"
    "sleep slept;teach taught;catch caught;fight fought;throw threw thrown;sing sang sung;drink drank drunk;"
    "fly flew flown;win won;forget forgot forgotten;sell sold;seek sought;shoot shot;hang hung;shake shook shaken;"
    "ride rode ridden;strike struck stricken;wake woke woken;hide hid hidden;bear bore borne;tear tore torn;"
    "swear swore sworn;steal stole stolen;swim swam swum;blow blew blown;freeze froze frozen;lie lay lain;"
    "make made;bind bound;bend bent;lend lent;deal dealt;kneel knelt;weep wept;sweep swept;creep crept;flee fled;"
    "feed fed;breed bred;bite bit bitten;forgive forgave forgiven;sink sank sunk;shrink shrank;ring rang rung;"
    "light lit;stick stuck;spin spun;shine shone;slide slid;dig dug;undertake undertook undertaken;"
    "withdraw withdrew withdrawn;uphold upheld;overcome overcame;arise arose arisen;"
    "man men;woman women;child children;foot feet;tooth teeth;mouse mice;wife wives;life lives;knife knives;"
    "wolf wolves;leaf leaves;half halves;self selves;person people;bad worse worst;good better best;"
    "i me my mine myself;he him his himself;she her hers herself;we us our ours ourselves;"
    "they them their theirs themselves;you your yours yourself;it its itself;this these;that those;"
    "will would shall should;can could;may might;not no none nothing never cannot;a an;who whom whose"
)


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802


@cache
def _irregular() -> dict[str, str]:
    groups = (group.split() for group in _IRREGULAR.split(";"))
    return {form: group[0] for group in groups for form in group[1:]}


@cache
def irregular_forms(base: str) -> tuple[str, ...]:
    """The forms of a word that do not follow the rules: `took` and `taken` of `take`; empty where all do."""
    return tuple(form for form, of in _irregular().items() if of == base)


def _snowball() -> _Stemmer:
    """A new one for every word: it keeps what it works on in itself, and several threads stem at once."""
    import snowballstemmer

    return cast("_Stemmer", snowballstemmer.stemmer("english"))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of an English word; irregular forms go to their base form."""
    lower = word.lower()
    return _irregular().get(lower) or _snowball().stemWord(lower)


def english_words(text: str) -> list[str]:
    """Words, figures and marks as printed."""
    return _ENGLISH.findall(text)


@lru_cache(maxsize=200_000)
def english_stems(word: str) -> tuple[str, ...]:
    """What one of `english_words` counts as: two tokens for `don't`, none for a mark without counterpart."""
    if word[0].isdigit():
        return (word.replace(",", ""),)
    if not word[0].isalpha():
        return (_MARKS.get(word, word),)
    head, _, tail = word.replace("’", "'").partition("'")
    if tail.lower() == "t" and head.lower().endswith("n"):
        base = head.lower()[:-1]
        return (stem(_NEGATED.get(base, base)), "not")
    clitic = _CLITICS.get(tail.lower())
    return (stem(head), stem(clitic)) if clitic else (stem(head),)


def english_tokens(text: str) -> list[str]:
    return [token for word in english_words(text) for token in english_stems(word)]


def chinese_tokens(text: str, cut: Callable[[str], list[str]]) -> Iterator[str]:
    """Runs of characters as they are cut (see `longest_words`); figures, Latin words and marks between them."""
    for run in _CHINESE.findall(text):
        if HAN_RUN.match(run):
            yield from cut(run)
        elif run[0].isalnum():
            yield run.replace(",", "") if run[0].isdigit() else run
        else:
            # …… and —— are one mark each.
            mark = _MARKS.get(run, run[0])
            if mark in _KEPT_MARKS:
                yield mark


def longest_words(run: str, words: Container[str], longest: int = LONGEST_WORD) -> list[str]:
    """Cut a run of characters so that the sum of the squared lengths of its known words is largest.

    Of 无核武器 that makes 无 核武器, where going greedily from the left makes 无核 武器.
    """
    length = len(run)
    best = [0] * (length + 1)
    cut = [0] * (length + 1)
    for stop in range(1, length + 1):
        score, where = best[stop - 1] + 1, stop - 1
        for size in range(2, min(longest, stop) + 1):
            start = stop - size
            if best[start] + size * size > score and run[start:stop] in words:
                score, where = best[start] + size * size, start
        best[stop], cut[stop] = score, where
    found = []
    while length:
        found.append(run[cut[length] : length])
        length = cut[length]
    return found[::-1]


def word_runs(text: str) -> list[str]:
    """The text cut into words, single Han characters, blanks and marks, as differences show it; nothing is left out."""
    return _RUNS.findall(text)


def end_mark(text: str) -> str:
    """The mark that a segment ends with, under one name for both languages; empty where it ends without."""
    last = text.rstrip(" \"”’」』'）)》")[-1:]
    return {"。": ".", "，": ",", "、": ",", "—": ","}.get(last, _MARKS.get(last, last)) if not last.isalnum() else ""
