"""Names spelt by sound: how well Chinese characters spell a foreign name, and where in a text they do.

Owns what sounds alike, consonant by consonant: vowels are put in and left out where Chinese spells a foreign name
(克 for k, 斯 for s). How characters are read is handed in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

Read = Callable[[str], frozenset[str]]
"""The pinyin syllables of a character, without tones."""

# The characters with which names are spelt by sound.
_SOUNDS = (
    "阿埃艾爱安昂奥巴班邦保鲍贝本比彼毕宾波伯勃博布查茨达戴丹当道德登邓迪蒂丁东杜敦顿多尔法范菲芬费丰冯佛弗福盖甘冈高戈格葛贡古圭哈海汉豪赫亨洪胡华霍基吉季加贾"
    "杰金喀卡凯坎康考柯科克肯孔库夸奎坤拉莱兰朗劳勒雷蕾里利莉丽林琳隆卢鲁伦罗洛吕马玛迈麦曼芒毛梅门蒙米密明缪摩莫默穆姆纳娜乃奈南瑙内尼涅宁纽努诺欧帕潘庞佩彭皮"
    "平珀普奇恰强乔切钦琼丘让热仁日荣儒瑞若撒萨塞赛桑瑟森莎山尚绍舍申圣施石史斯丝松苏索塔泰坦汤陶特滕提廷通图土托瓦万旺威韦维魏温沃乌伍武西希锡夏香肖谢辛欣休"
    "许逊雅亚延扬耶叶伊易因英尤约赞泽扎詹张兹祖佐娃措舒厄茹茜琪蓓薇妮娅嘉齐策岑察彻楚哲朱廖留柳列烈略龙路曹赖济迦珍吾腊埔浦堡邱夫那恩根什哥拿思柏罕培黎昆札卓佳墨惠敖卜狄珊乐琛黛孜甫彬恺仑伟满美辣娄司沙文台治百历大士可代盛津昌唐地朵依狄茅合吴泥湾晋敬帖颜别因贡耐雄尚根底提渥维婕姣"
)
SOUND_RUN = re.compile(f"[{''.join(sorted(set(_SOUNDS)))}]{{2,}}")

_LONGEST = 9
"""Characters for one word."""

_ENGLISH = re.compile(
    r"sch|tch|dzh|dj|dz|ch|sh|zh|th|ph|kh|gh|ck|qu|ts|tz|cz|ng|c(?=[eiy])|([bcdfghjklmnpqrstvwxz])\1?"
)
_INITIAL = re.compile(r"zh|ch|sh|[bpmfdtnlgkhjqxrzcsw]")
# One letter for what sounds alike in Chinese; the end of a syllable has one of its own.
_CLASSES = {"zh": "S", "ch": "S", "sh": "S", "z": "S", "c": "S", "s": "S", "j": "J", "q": "J", "x": "J"}
_CLASSES |= {"b": "P", "p": "P", "d": "T", "t": "T", "g": "K", "k": "K"}
_END = "n"
# What an English spelling is in Chinese, and after the blank what it is less often.
_HEARD = {
    "p": "P F", "b": "P FW", "ph": "F", "f": "F H", "v": "FW P", "w": "WF", "d": "T J", "t": "T JS", "th": "TS",
    "k": "K HJ", "ck": "K", "c": "K JS", "q": "KJ", "qu": "K", "g": "K JHR", "gh": "K HF", "kh": "HK J", "h": "H J",
    "j": "JYH SR", "dj": "J", "dz": "JS", "dzh": "JS", "ch": "JSK H", "tch": "JS", "sch": "SJ", "sh": "SJ",
    "zh": "RSJ", "ce": "SJ", "s": "SJ", "z": "SJ TR", "ts": "SJ T", "tz": "SJ T", "cz": "SJ", "m": "M n", "n": "Nn ML",
    "ng": "n N", "l": "L Rn", "r": "LR H",
}  # fmt: skip
_RARELY = 0.35
_VOWELS = "aeiouyhw"
# What it costs to leave a sound out; 1 for all others.
_SILENT = {"h": 0.2, "r": 0.4, "l": 0.7, "w": 0.4, "gh": 0.3, "d": 0.7, "t": 0.6, "k": 0.8, "p": 0.8, "s": 0.7}
_ADDED = {_END: 0.4, "H": 0.7, "W": 0.2, "L": 0.7}
# A syllable without a consonant at an edge where the word has no vowel, and the reverse in front.
_STRAY_VOWEL = 0.3
_LOST_VOWEL = 0.2


class Spelt(NamedTuple):
    """A place that spells a word."""

    start: int
    stop: int
    likeness: float
    """From 0 to 1."""


def spelt_best(word: str, text: str, read: Read) -> Spelt | None:
    """The part of a text, by its runs of such characters, that spells a word best; of equals the longest, then first.

    `word` is in lower case without accents.
    """
    best: Spelt | None = None
    for run in SOUND_RUN.finditer(text):
        syllables = _syllables(run[0], read)
        for begin in range(len(syllables) - 1):
            for length, likeness in _likenesses(word, syllables[begin : begin + _LONGEST]):
                if best is None or (likeness, length) > (best.likeness, best.stop - best.start):
                    best = Spelt(run.start() + begin, run.start() + begin + length, likeness)
    return best


# One long run is held against every name that may stand there.
@lru_cache(maxsize=1 << 12)
def _syllables(run: str, read: Read) -> tuple[str, ...]:
    return tuple(_syllable(min(read(character), default="")) for character in run)


@lru_cache(maxsize=1 << 12)
def sound_parts(text: str) -> frozenset[str]:
    """Any two characters in a row with which names are spelt: texts that share none share no such name."""
    runs = (run[0] for run in SOUND_RUN.finditer(text))
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


def likeness(word: str, characters: str, read: Read) -> float:
    """How well all these characters spell a word, from 0 to 1."""
    syllables = tuple(_syllable(min(read(character), default="")) for character in characters)
    return dict(_likenesses(word, syllables)).get(len(syllables), 0.0)


@lru_cache(maxsize=1 << 15)
def _likenesses(word: str, syllables: tuple[str, ...]) -> tuple[tuple[int, float], ...]:
    """How well the first two syllables, the first three ... spell a word."""
    sounds = _english(word)
    row = _first_row(sounds)
    heard, found = 0, []
    front = _edge(not syllables[0], word[0])
    for length, syllable in enumerate(syllables, start=1):
        for sound in syllable:
            row = _next_row(row, sounds, sound)
        heard += len(syllable)
        if length > 1 and heard:
            back = _STRAY_VOWEL if not syllable and word[-1] not in _VOWELS else 0.0
            found.append((length, 1 - (row[-1] + front + back) / max(len(sounds), heard)))
    return tuple(found)


def _edge(is_vowel: bool, letter: str) -> float:
    if is_vowel:
        return 0.0 if letter in _VOWELS else _STRAY_VOWEL
    return _LOST_VOWEL if letter in _VOWELS else 0.0


def consonants(word: str) -> int:
    """How many sounds of a word can be compared."""
    return len(_english(word))


@lru_cache(maxsize=1 << 15)
def _english(word: str) -> tuple[str, ...]:
    """The sounds of a word in lower case without accents."""
    found: list[str] = []
    for match in _ENGLISH.finditer(word):
        sound = match[1] or match[0]
        if sound == "x":
            found += ["k", "s"]
        else:
            found.append("ce" if match[0] == "c" and match[1] is None else sound)
    return tuple(found)


@lru_cache(maxsize=1 << 11)
def _syllable(syllable: str) -> str:
    """The sounds of a syllable: its initial, and `n` where it ends so."""
    if syllable == "er":
        return "L"
    initial = _INITIAL.match(syllable)
    first = "" if initial is None else _CLASSES.get(initial[0], initial[0].upper())
    return first + (_END if syllable.endswith(("n", "ng")) else "")


def _first_row(sounds: tuple[str, ...]) -> list[float]:
    row = [0.0]
    for sound in sounds:
        row.append(row[-1] + _SILENT.get(sound, 1.0))
    return row


def _next_row(row: list[float], sounds: tuple[str, ...], heard: str) -> list[float]:
    added = _ADDED.get(heard, 1.0)
    new = [row[0] + added]
    for i, sound in enumerate(sounds, start=1):
        often, _, rarely = _HEARD[sound].partition(" ")
        change = 0.0 if heard in often else _RARELY if heard in rarely else 1.0
        new.append(min(row[i - 1] + change, row[i] + added, new[-1] + _SILENT.get(sound, 1.0)))
    return new
