"""What people type into the columns for status and lock, in English and Chinese."""

from __future__ import annotations

import unicodedata

from align_bench.formats.workbook.columns import LOCKED
from align_bench.model.unit import Status

_STATUS_BY_WORD = {status.value: status for status in Status}
_STATUS_BY_HAND = {
    "未翻译": Status.UNTRANSLATED,
    "未译": Status.UNTRANSLATED,
    "草稿": Status.DRAFT,
    "初稿": Status.DRAFT,
    "已翻译": Status.TRANSLATED,
    "已译": Status.TRANSLATED,
    "已拒绝": Status.REJECTED,
    "拒绝": Status.REJECTED,
    "退回": Status.REJECTED,
    "驳回": Status.REJECTED,
    "已审": Status.REVIEWED,
    "已审校": Status.REVIEWED,
    "已审核": Status.REVIEWED,
    "已校对": Status.REVIEWED,
    "定稿": Status.FINAL,
    "终稿": Status.FINAL,
    "未翻譯": Status.UNTRANSLATED,
    "未譯": Status.UNTRANSLATED,
    "已翻譯": Status.TRANSLATED,
    "已譯": Status.TRANSLATED,
    "已拒絕": Status.REJECTED,
    "拒絕": Status.REJECTED,
    "駁回": Status.REJECTED,
    "已審": Status.REVIEWED,
    "已審校": Status.REVIEWED,
    "已審核": Status.REVIEWED,
    "已校對": Status.REVIEWED,
    "終稿": Status.FINAL,
    "有意省略": Status.OMITTED,
    "省略": Status.OMITTED,
    "不译": Status.OMITTED,
    "不譯": Status.OMITTED,
    "有意增补": Status.ADDED,
    "增补": Status.ADDED,
    "有意增補": Status.ADDED,
    "增補": Status.ADDED,
}
_LOCKED_BY_HAND = {"": False, "no": False, "false": False, "0": False, "否": False}
_LOCKED_BY_HAND |= {LOCKED: True, "true": True, "1": True, "x": True, "是": True}


def parse_status(text: str) -> Status | None:
    """The status that a person may have typed; None where it is none."""
    if (status := _STATUS_BY_WORD.get(text)) is not None:
        return status
    # Chinese input methods write full-width letters; what is copied may bring a full stop or a mark without width.
    word = unicodedata.normalize("NFKC", text).strip(" \t\n.。\u200b\ufeff").casefold()
    return _STATUS_BY_WORD.get(word) or _STATUS_BY_HAND.get(word)


def parse_locked(text: str) -> bool | None:
    return _LOCKED_BY_HAND.get(text.strip().casefold())
