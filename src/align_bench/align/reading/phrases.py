"""Set phrases of institutional writing whose English no dictionary gives word for word.

Diplomatic notes and meeting documents are framed by formulae that are rendered by formulae: no word of 顺致最崇高的敬意
is "assurances" or "consideration". The aligner takes them like terms of a termbase.
"""

from __future__ import annotations

_COURTESIES = "avails itself of this opportunity to renew the assurances of its highest consideration"
_REQUEST = "has the honour to request; would be grateful; would appreciate"

SET_PHRASES: tuple[tuple[str, str], ...] = (
    ("顺致", _COURTESIES),
    ("崇高的敬意", _COURTESIES),
    ("崇高敬意", _COURTESIES),
    ("诚挚的敬意", _COURTESIES),
    ("借此机会", "takes avails itself of this opportunity"),
    ("致意", "presents its compliments to"),
    ("普通照会", "note verbale"),
    ("同文照会", "identical notes verbales"),
    ("谨此转交", "has the honour to transmit herewith"),
    ("谨转交", "has the honour to transmit herewith"),
    ("谨随函", "has the honour to transmit herewith"),
    ("随函附上", "attached enclosed herewith"),
    ("谨请", _REQUEST),
    ("为荷", _REQUEST),
    ("不胜感激", "would be grateful"),
    ("分发", "circulate circulated"),
    ("印发", "circulate issued"),
    ("附件", "annex enclosure"),
    ("附录", "appendix"),
    ("议程项目", "agenda item"),
    ("暂定项目表", "preliminary list"),
    ("导言", "introduction"),
    ("决议草案", "draft resolution"),
    ("执行部分", "operative paragraphs"),
    ("序言部分", "preambular paragraphs"),
    ("欣见", "welcome welcoming"),
    ("铭记", "bearing in mind"),
    ("忆及", "recalling recalled recall"),
    ("继续处理此案", "remain seized of the matter"),
    ("决定继续处理", "remain seized of the matter"),
    ("译者注", "translator note"),
    ("原件", "original"),
)
"""Chinese, and the English words any of which may stand for it."""
