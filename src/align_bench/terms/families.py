"""Words of one family that no ending tells: France and French, society and social, decision and decide.

Tables and rules for single words; they decide nothing.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from align_bench.terms.english import loose_key
from align_bench.text.tokens import stem

# Of each group, a name or a noun and the words that say the same of other things; `_` for a space.
_GROUPS = (
    "France French;Germany German;Netherlands Dutch;United_Kingdom British;Great_Britain British;Britain British;"
    "England English;United_States American;United_States_of_America American;Ireland Irish;Scotland Scottish;"
    "Wales Welsh;Switzerland Swiss;Spain Spanish;Portugal Portuguese;Denmark Danish;Sweden Swedish;Norway Norwegian;"
    "Finland Finnish;Iceland Icelandic;Poland Polish;Turkey Turkish;Türkiye Turkish;Greece Greek;Cyprus Cypriot;"
    "Czechia Czech;Slovakia Slovak;Croatia Croatian;Thailand Thai;Viet_Nam Vietnamese;Philippines Filipino Philippine;"
    "Laos Lao Laotian;Myanmar Burmese;Afghanistan Afghan;Kazakhstan Kazakh;Kyrgyzstan Kyrgyz;Tajikistan Tajik;"
    "Turkmenistan Turkmen;Uzbekistan Uzbek;Europe European;Soviet_Union Soviet;European_Union European;"
    "society social;law legal;city urban municipal;poverty poor;wealth rich;truth true;length long;strength strong;"
    "width wide;depth deep;height high;heat hot;death die dead;birth born;life live;growth grow;science scientific;"
    "medicine medical;security secure;choice choose;loss lose;sale sell;speech speak;proof prove;belief believe;"
    "success succeed successful;failure fail;thought think;gift give;sea maritime marine;sun solar;moon lunar;"
    "knowledge know;departure depart;refusal refuse;analysis analyse analyze;emphasis emphasize emphasise;"
    "hypothesis hypothetical;crisis critical;nature natural;culture cultural;agriculture agricultural;region regional"
)
# What nouns for actions end with, and their verbs in its place.
_ACTIONS = tuple(
    (noun, "" if verb == "-" else verb)
    for noun, verb in map(
        str.split,
        (
            *("ification ify", "ication y", "ation -", "ation e", "ion -", "ion e", "ision ide", "asion ade"),
            *("usion ude", "ission it", "ption be", "ution ve", "duction duce", "ment -", "ance -", "ence -"),
            *("al -", "al e", "ure -"),
        ),
    )
)
_SHORTEST_ROOT = 2


@lru_cache(maxsize=1)
def _relatives() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for group in _GROUPS.split(";"):
        first, *others = (word.replace("_", " ") for word in group.split())
        found[loose_key(first)].update(stem(loose_key(word)) for word in others)
    return {key: frozenset(words) for key, words in found.items()}


def relatives(key: str) -> frozenset[str]:
    """The stems of the words that the table has for a name or noun, by its loose key."""
    return _relatives().get(key, frozenset())


@lru_cache(maxsize=1 << 12)
def verbs_of(noun: str) -> frozenset[str]:
    """The stems that a verb may have of which a noun tells the action: cooperation, cooperate; ratification, ratify.

    By its ending alone, so that some of them are of no word.
    """
    roots = ((noun.removesuffix(ending), verb) for ending, verb in _ACTIONS if noun.endswith(ending))
    return frozenset(stem(root + verb) for root, verb in roots if len(root) >= _SHORTEST_ROOT)
