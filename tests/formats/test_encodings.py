from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.errors import InputError, UsageError
from align_bench.formats.encodings import decode

SIMPLIFIED = "卢里塔尼亚共和国常驻代表团向会议秘书处致意，并谨此转交 2021 年《远港宣言》的全文。\n顺致最崇高的敬意。\n"
TRADITIONAL = "盧里塔尼亞共和國常駐代表團向會議秘書處致意，並謹此轉交 2021 年《遠港宣言》的全文。\n順致最崇高的敬意。\n"
ENGLISH = "The Permanent Mission presents its compliments.\nIt’s the Mission’s – and the Chair’s – view.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *[
            (SIMPLIFIED, e)
            for e in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk")
        ],
        *[(TRADITIONAL, e) for e in ("utf-8", "utf-16-le", "utf-16-be", "big5", "big5hkscs", "gb18030")],
        *[(ENGLISH, e) for e in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252")],
    ],
)
def test_encoding_is_found(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), name="a.txt") == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["附件", "远港会议", "1. 各国同意。", "UN 会议：A/CONF.99/1"])
def test_short_texts(text: str, encoding: str) -> None:
    if encoding.startswith("utf-16") and len(text) < 4:
        pytest.skip("two characters of UTF-16 without a mark are two of GB18030 as well")
    assert decode(text.encode(encoding), name="a.txt") == text


@pytest.mark.parametrize("text", ["各国政府将为小岛屿国家提供资金。", "会议决定设立工作组。"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_and_without_a_zero_byte(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert b"\x00" not in data
    assert decode(data, name="a.txt") == text


def test_the_encoding_can_be_named() -> None:
    assert decode("déjà".encode("cp850"), name="a.txt", encoding="cp850") == "déjà"
    assert decode(b"\xef\xbb\xbftext", name="a.txt", encoding="utf-8") == "text"
    assert decode("文本".encode("utf-16"), name="a.txt", encoding="UTF-16") == "文本"


@pytest.mark.parametrize("encoding", ["utf8000", "base64", "rot13", "a\x00b"])
def test_no_such_encoding(encoding: str) -> None:
    with pytest.raises(UsageError) as caught:
        decode(b"text", name="a.txt", encoding=encoding)
    assert encoding[:1] in caught.value.message
    assert "gb18030" in caught.value.hint


def test_undecodable_bytes_in_a_named_encoding() -> None:
    with pytest.raises(InputError) as caught:
        decode(b"one\ntwo \xff\xfe\n", name="a.txt", encoding="utf-8")
    assert caught.value.message == "a.txt: line 2, byte offset 8: FF FE cannot be read as utf-8"
    assert caught.value.hint


def test_damaged_utf8_is_not_read_as_something_else() -> None:
    data = SIMPLIFIED.encode()
    place = data.index("宣".encode())
    with pytest.raises(InputError, match=f"line 1, byte offset {place}: .*UTF-8"):
        decode(data[:place] + data[place + 1 :], name="a.txt")


@pytest.mark.parametrize("data", ["中".encode() + b"\xed\xa0\x80", "文本".encode("utf-16-le") + b"\x00\xd8a\x00"])
def test_lone_surrogates(data: bytes) -> None:
    encoding = "utf-8" if data.startswith("中".encode()) else "utf-16-le"
    with pytest.raises(InputError, match="byte offset"):
        decode(data, name="a.txt", encoding=encoding)


def zipped(member: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(member, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (zipped("word/document.xml"), "a Word document"),
        (zipped("xl/workbook.xml"), "an Excel workbook"),
        (zipped("ppt/presentation.xml"), "a PowerPoint presentation"),
        (zipped("anything.txt"), "a zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "an old Word or Excel file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "a PNG image"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "a JPEG image"),
        (gzip.compress(b"text", mtime=0), "a gzip archive"),
        (b"{\\rtf1 text}", "a rich text document"),
        (bytes(range(256)) * 4, "binary data"),
        (b"\x01\x02\x03 text \x04\x05", "binary data"),
    ],
)
@pytest.mark.parametrize("encoding", [None, "latin-1"])
def test_what_is_no_text_is_named(data: bytes, what: str, encoding: str | None) -> None:
    with pytest.raises(InputError, match=what) as caught:
        decode(data, name="a.txt", encoding=encoding)
    assert caught.value.message.startswith("a.txt: ")
    assert caught.value.hint


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("会议\n在五月\0举行。\n", "line 2, byte offset {}: 00 "),
        ("会议\n在五月\x01举行\x02。", "line 2, byte offset {}: 01 .*2 control"),
    ],
)
def test_a_stray_control_character_is_shown_its_place(text: str, place: str, encoding: str) -> None:
    offset = len(text[: text.index("举") - 1].encode(encoding))
    for given_encoding in (None, encoding):
        with pytest.raises(InputError, match=place.format(offset)) as caught:
            decode(text.encode(encoding), name="a.txt", encoding=given_encoding)
        assert caught.value.hint


def test_empty_and_blank_files() -> None:
    with pytest.raises(InputError, match="empty"):
        decode(b"", name="a.txt")
    with pytest.raises(InputError, match="scan without text") as caught:
        decode(b"\xef\xbb\xbf \n\f\r\n\xc2\xa0", name="a.txt")
    assert "OCR" in caught.value.hint


@given(st.binary(max_size=60))
def test_any_bytes_give_text_or_a_clear_error(data: bytes) -> None:
    failure: InputError | None = None
    text = ""
    try:
        text = decode(data, name="a.txt")
    except InputError as error:
        failure = error
    assert text.strip() if failure is None else failure.message.startswith("a.txt") and failure.hint


@given(st.text(alphabet=st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_utf8_is_read_as_it_is(text: str) -> None:
    if text.strip() and not text.startswith(("\ufeff", "{\\rtf", "%PDF", "GIF8", "PK")):
        assert decode(text.encode(), name="a.txt") == text
