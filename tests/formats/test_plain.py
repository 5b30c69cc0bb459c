from __future__ import annotations

import os
from pathlib import Path

import pytest

from align_bench.errors import InputError
from align_bench.formats.plain import document_name, explain, read_document, read_segments, read_text
from align_bench.model.document import Kind, Language, Paragraph, Segment
from align_bench.text.scripts import without_space

CHINESE = "远港宣言\n\n1. 各国同意。\n\nhttp://example.org/a\nhttp://example.org/a\n\n2. 各国签署。"
SOUND = CHINESE.encode()
ENGLISH = "Farhaven Declaration\n\n1. The States agree.\n\n2. The States sign.\n"


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_document(tmp_path: Path, encoding: str) -> None:
    document = read_document(written(tmp_path, "harbour.zh.txt", CHINESE, encoding), "zh")
    assert (document.name, document.language) == ("harbour", "zh")
    assert document.paragraphs == (
        Paragraph(1, Kind.TITLE, "远港宣言"),
        Paragraph(2, Kind.NUMBERED, "各国同意。", "1.", "1"),
        Paragraph(3, Kind.NOISE, "http://example.org/a"),
        Paragraph(4, Kind.NOISE, "http://example.org/a"),
        Paragraph(5, Kind.NUMBERED, "各国签署。", "2.", "2"),
    )
    assert [paragraph.number for paragraph in document.body] == [1, 2, 5]


def test_name_and_encoding_can_be_given(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "遠港會議", "big5")
    document = read_document(path, "zh", name="harbour", encoding="big5")
    assert (document.name, document.paragraphs[0].text) == ("harbour", "遠港會議")


@pytest.mark.parametrize(
    ("file", "name"),
    [("a.zh.txt", "a"), ("a.en.txt", "a"), ("a.txt", "a"), ("a.b.zh.txt", "a.b"), ("a", "a"), (".txt", ".txt")],
)
def test_document_name(file: str, name: str) -> None:
    assert document_name(Path(file)) == name


def test_presegmented(tmp_path: Path) -> None:
    path = written(tmp_path, "a.en.txt", "1. The States agree. \nThey sign.\n\n\nThe meeting\n rose.\n")
    document = read_document(path, "en", presegmented=True)
    assert [(p.number, p.kind, p.label, p.line) for p in document.paragraphs] == [
        (1, Kind.NUMBERED, "1", "1. The States agree."),
        (2, Kind.PARAGRAPH, None, "They sign."),
        (3, Kind.PARAGRAPH, None, "The meeting"),
        (4, Kind.PARAGRAPH, None, "rose."),
    ]
    assert read_segments(path, "en") == (
        Segment("1. The States agree.", 0, "1"),
        Segment("They sign.", 0),
        Segment("The meeting", 1),
        Segment("rose.", 1),
    )


@pytest.mark.parametrize("mark", ["\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_only_line_ends_end_a_presegmented_line(tmp_path: Path, mark: str) -> None:
    lines = [f"The States{mark}agree.", "They sign.", "The meeting rose.", "It was late."]
    text = "{}\n{}\r\n{}\r{}".format(*lines)
    path = written(tmp_path, "a.en.txt", text)
    assert [segment.text for segment in read_segments(path, "en")] == lines
    assert [segment.paragraph for segment in read_segments(path, "en")] == [0, 0, 0, 0]
    assert [p.text for p in read_document(path, "en", presegmented=True).paragraphs] == lines


@pytest.mark.parametrize("blank", ["", " \t", "\u00a0", "\u3000\u3000", "\f"])
def test_a_presegmented_line_of_white_space_is_blank(tmp_path: Path, blank: str) -> None:
    path = written(tmp_path, "a.en.txt", f"They sign.\n{blank}\nThe meeting rose.\n")
    assert read_segments(path, "en") == (Segment("They sign.", 0), Segment("The meeting rose.", 1))


def test_explain_names_lines(tmp_path: Path) -> None:
    decisions = explain(written(tmp_path, "a.zh.txt", CHINESE), "zh")
    assert [(d.above, d.below, d.action) for d in decisions] == [
        (1, 3, "break"),
        (3, 8, "break"),
        (5, 5, "noise"),
        (6, 6, "noise"),
    ]


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no-such\.txt: there is no such file") as caught:
        read_text(tmp_path / "no-such.txt")
    assert caught.value.hint


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder") as caught:
        read_text(tmp_path)
    assert caught.value.hint


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="everything is readable to this user")
def test_no_permission_for_a_real_file(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "text")
    path.chmod(0)
    with pytest.raises(InputError, match="permission"):
        read_text(path)


@pytest.mark.parametrize(("error", "said"), [(PermissionError(13, "denied"), "permission"), (OSError(5, "I/O"), "I/O")])
def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, said: str) -> None:
    def refuse(_: Path) -> bytes:
        raise error

    path = written(tmp_path, "a.txt", "text")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match=said) as caught:
        read_text(path)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        (ENGLISH, "zh", "given as Chinese, but 0% "),
        (CHINESE, "en", "given as English, but "),
        (ENGLISH + "远港", "zh", "given as Chinese"),
    ],
)
def test_wrong_language(tmp_path: Path, text: str, language: Language, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read_document(written(tmp_path, "a.txt", text), language)
    assert "--lang" in caught.value.hint


JAPANESE = "1. 締約国は、核兵器の全面的廃絶が核軍縮の目標であることを再確認する。\n2. 会議は東京において開催する。\n"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (JAPANESE, "kana: it seems to be Japanese"),
        ("제1조 당사국은 협약의 목적을 재확인한다.", "Hangul: it seems to be Korean"),
        ("1. Государства подтверждают цели Договора.\n2. Они согласны.", "Cyrillic: it seems to be Russian"),
        ("تؤكد الدول الأطراف من جديد أهداف المعاهدة.", "Arabic: it seems to be Arabic"),
    ],
)
def test_other_languages_are_named(tmp_path: Path, text: str, said: str, language: Language) -> None:
    path = written(tmp_path, "a.zh.txt", text)
    with pytest.raises(InputError, match=said) as caught:
        read_document(path, language)
    assert caught.value.message.startswith(f"{path}: given as ")
    assert caught.value.hint


@pytest.mark.parametrize("text", ["。。。/***", "。。。\n\n……\n* * *\n———", "...\n---\n"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_but_punctuation(tmp_path: Path, text: str, language: Language) -> None:
    path = written(tmp_path, "a.zh.txt", text)
    for read in (read_document, read_segments, explain):
        with pytest.raises(InputError, match="scan without text") as caught:
            read(path, language)
        assert caught.value.message.startswith(f"{path}: ")
        assert "OCR" in caught.value.hint


def test_errors_name_the_file_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sources").mkdir()
    monkeypatch.chdir(tmp_path)
    contents = {
        "empty": b"",
        "blank": b" \n",
        "damaged": SOUND + b"\xe4",
        "binary": bytes(range(256)),
        "pdf": b"%PDF-1.7",
    }
    for name, content in {**contents, "english": ENGLISH.encode()}.items():
        path = Path("sources", f"{name}.zh.txt")
        path.write_bytes(content)
        with pytest.raises(InputError) as caught:
            read_document(path, "zh")
        assert caught.value.message.startswith(f"{path}: ")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "会议在东京的“のぞみ”饭店举行，各国代表团和记者都住在那里，并参观了スカイツリー附近的港口和三个博物馆。",
            "zh",
        ),
        ("会议的俄文名称是 Конференция по морским делам，由俄罗斯联邦和哈萨克斯坦共同主办。", "zh"),
        ("The conference (Конференция) was held in Minsk (Минск).", "en"),
        ("12\n\n13/14", "zh"),
        ("12\n\n13/14", "en"),
        ("出席会议的有 International Ocean Institute 和 Harbour Foundation 的代表。", "zh"),
        ("The Chinese text reads 远港宣言 and is authentic in every respect.", "en"),
    ],
)
def test_language_that_is_right_or_cannot_be_told(tmp_path: Path, text: str, language: Language) -> None:
    assert read_document(written(tmp_path, "a.txt", text), language).paragraphs


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_seed_in_every_encoding(shared: Path, tmp_path: Path, encoding: str) -> None:
    seed = shared / "seeds" / "npt-report-2022.zh.txt"
    text = seed.read_text(encoding="utf-8")
    document = read_document(written(tmp_path, "a.zh.txt", text, encoding), "zh")
    assert document.paragraphs == read_document(seed, "zh").paragraphs
    assert without_space("".join(p.line for p in document.paragraphs)) == without_space(text)
