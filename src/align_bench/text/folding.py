"""Text as it is searched: one width, one case, one kind of quotes and dashes; one character for one.

Owns the folding alone. A place in the folded text is the same place in the original, so no map is needed.
"""

from __future__ import annotations


class _Folding(dict[int, int]):
    """For `str.translate`: what each code point becomes, found out when it is met first."""

    def __missing__(self, code: int) -> int:
        folded = _fold(code)
        self[code] = folded
        return folded


_MARKS = {
    **dict.fromkeys("“”„‟〝〞＂", '"'),
    **dict.fromkeys("‘’‚‛＇", "'"),
    **dict.fromkeys("‐‑‒–—―−﹣", "-"),
    **dict.fromkeys("・•‧", "·"),
    "〈": "《",
    "〉": "》",
}
_FIRST_WIDE, _LAST_WIDE, _WIDER_BY = ord("！"), ord("～"), 0xFEE0


def _fold(code: int) -> int:
    character = chr(code)
    if character.isspace():
        return ord(" ")
    if character in _MARKS:
        return ord(_MARKS[character])
    if _FIRST_WIDE <= code <= _LAST_WIDE:
        character = chr(code - _WIDER_BY)
    small = character.lower()
    # The small form of a few letters is two characters (İ): they stay.
    return ord(small) if len(small) == 1 else ord(character)


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text folded, as long as it was."""
    return text.translate(_FOLDING)
