"""`align` on files: the order of the languages, both levels, folders of files, options that need each other."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cli.conftest import EN, ZH, Cli

ZH_TWO = ZH.replace("组成的委员会。", "组成的委员会。委员会每年开会。")
EN_TWO = EN.replace("fifteen members.", "fifteen members. It meets every year.")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "a.zh.txt").write_text(ZH_TWO, "utf-8")
    (tmp_path / "a.en.txt").write_text(EN_TWO, "utf-8")
    return "a.zh.txt", "a.en.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three pairs, one of them empty, and two files without partner."""
    place = tmp_path / "texts"
    place.mkdir()
    for name in ("a", "b"):
        (place / f"{name}.zh.txt").write_text("".join(f"{line}\n" for line in ZH_TWO.split("\n") if line), "utf-8")
        (place / f"{name}.en.txt").write_text("".join(f"{line}\n" for line in EN_TWO.split("\n") if line), "utf-8")
    (place / "empty.zh.txt").write_bytes(b"")
    (place / "empty.en.txt").write_text(EN, "utf-8")
    (place / "only.zh.txt").write_text(ZH, "utf-8")
    (place / "other.en.txt").write_text(EN, "utf-8")
    return place


# The order of the languages


def swapped(line: str) -> str:
    return ":".join(reversed(line.split(":")))


@pytest.mark.parametrize("options", [["--level", "paragraph"], ["--level", "sentence"], ["--presegmented"]])
def test_english_to_chinese_turns_every_bead(
    cli: Cli, files: tuple[str, str], tmp_path: Path, options: list[str]
) -> None:
    english = (tmp_path / "a.en.txt").read_text("utf-8").replace("3. The", "The river is wide.\n\n3. The")
    (tmp_path / "a.en.txt").write_text(english, "utf-8")
    forward = cli("align", *files, *options).out.splitlines()
    turned = cli("align", *files[::-1], "--source-lang", "en", *options).out.splitlines()
    assert sorted(map(swapped, turned)) == sorted(forward)
    sources = [int(number) for line in turned for number in re.findall(r"\d+", line.split(":")[0])]
    assert sources == sorted(sources)


def test_the_source_stands_first_in_every_format(cli: Cli, files: tuple[str, str]) -> None:
    def turned(form: str) -> bytes:
        return cli("align", *files[::-1], "--source-lang", "en", "--format", form).data

    row = json.loads(turned("jsonl").splitlines()[1])
    assert list(row) == ["en", "zh", "confidence", "en_text", "zh_text", "en_ids", "zh_ids"]
    assert row["en_text"][0].startswith("1. We, the")
    assert row["zh_text"][0].startswith("1. 我们")
    head, first = (line.split("\t") for line in turned("tsv").decode().splitlines()[:2])
    assert head == list(row)
    assert first[3:5] == ["Statement on Shared Waters", "关于共同水域的声明"]
    sheet = load_workbook(BytesIO(turned("xlsx"))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == ["No.", "English", "Chinese"]
    assert [cell.value for cell in sheet[2]][1:] == ["Statement on Shared Waters", "关于共同水域的声明"]
    memory = ET.fromstring(turned("tmx"))
    header = memory.find("header")
    assert header is not None
    assert header.get("srclang") == "en"
    assert [variant.get(LANG) for variant in memory.findall("./body/tu[1]/tuv")] == ["en", "zh-CN"]


@pytest.mark.parametrize("options", [[], ["--presegmented"]])
def test_files_in_the_other_order_are_told(cli: Cli, files: tuple[str, str], options: list[str]) -> None:
    for order, source_lang, given in (
        (files[::-1], [], "English and Chinese, not Chinese and English"),
        (files, ["--source-lang", "en"], "Chinese and English, not English and Chinese"),
    ):
        run = cli("align", *order, *source_lang, *options)
        assert (run.code, run.data) == (3, b"")
        assert f"{order[0]} and {order[1]} are {given}" in run.err
        assert "--source-lang" in run.err


@pytest.mark.parametrize(("pair", "language"), [(("a.zh.txt",) * 2, "English"), (("a.en.txt",) * 2, "Chinese")])
def test_both_in_one_language(cli: Cli, files: tuple[str, str], pair: tuple[str, str], language: str) -> None:
    assert files
    run = cli("align", *pair)
    assert run.code == 3
    assert f"{pair[0]}: given as {language}" in run.err


# Levels


def test_sentences_stand_behind_their_paragraphs(cli: Cli, files: tuple[str, str]) -> None:
    rows = [json.loads(line) for line in cli("align", *files, "--level", "both", "--format", "jsonl").out.splitlines()]
    assert [(row["level"][0], row["zh"], row["en"]) for row in rows] == [
        ("p", [1], [1]),
        ("s", [1], [1]),
        ("p", [2], [2]),
        ("s", [2], [2]),
        ("p", [3], [3]),
        ("s", [3], [3]),
        ("s", [4], [4]),
        ("p", [4], [4]),
        ("s", [5], [5]),
    ]
    for level in ("paragraph", "sentence"):
        alone = cli("align", *files, "--level", level, "--format", "jsonl").out.splitlines()
        assert [{k: v for k, v in row.items() if k != "level"} for row in rows if row["level"] == level] == [
            json.loads(line) for line in alone
        ]
    table = [line.split("\t") for line in cli("align", *files, "--level", "both", "--format", "tsv").out.splitlines()]
    assert table[0][:3] == ["level", "zh", "en"]
    assert [row[0] for row in table[1:]] == [row["level"] for row in rows]


def test_both_levels_as_workbook_and_memory(cli: Cli, files: tuple[str, str]) -> None:
    book = load_workbook(BytesIO(cli("align", *files, "--level", "both", "--format", "xlsx").data))
    assert [(sheet.title, sheet.max_row) for sheet in book] == [("paragraphs", 5), ("sentences", 6)]
    memory = ET.fromstring(cli("align", *files, "--level", "both", "--format", "tmx").data)
    units = memory.findall("./body/tu")
    assert [unit.get("segtype") for unit in units] == ["paragraph"] * 4 + ["sentence"] * 5
    assert len({unit.get("tuid") for unit in units}) == 9


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--level", "both"], "--format jsonl"),
        (["--level", "both", "--presegmented", "--format", "tsv"], "one level"),
        (["--model", "x"], "need --embeddings"),
        (["--download"], "need --embeddings"),
        (["--source-lang", "de"], "--source-lang"),
    ],
)
def test_options_that_make_no_sense(cli: Cli, files: tuple[str, str], options: list[str], message: str) -> None:
    run = cli("align", *files, *options)
    assert (run.code, run.data) == (2, b"")
    assert message in run.err


@pytest.mark.skipif(find_spec("sentence_transformers") is not None, reason="sentence-transformers is installed")
def test_embeddings_without_their_library(cli: Cli, files: tuple[str, str]) -> None:
    run = cli("align", *files, "--embeddings")
    assert run.code == 2
    assert "align-bench[embeddings]" in run.err


# Lines


def test_blank_lines_end_paragraphs_and_are_not_counted(cli: Cli, tmp_path: Path) -> None:
    """The added sentence would fit its neighbour; that it is a paragraph by itself tells."""
    (tmp_path / "a.zh.txt").write_text(
        "会议在五月举行。\n代表团讨论了水位。\n\n专家提出了建议。\n主席宣布散会。\n", "utf-8"
    )
    (tmp_path / "a.en.txt").write_text(
        "\ufeffThe meeting was held in May.\r\nDelegations discussed the water level.\r\n\r\nCoffee was served.\r\n"
        "\r\n\r\nExperts made proposals.\r\nThe Chair closed the meeting.\r\n",
        "utf-8",
    )
    assert cli("align", "a.zh.txt", "a.en.txt", "--presegmented").out.splitlines() == [
        "[0]:[0]",
        "[1]:[1]",
        "[]:[2]",
        "[2]:[3]",
        "[3]:[4]",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030", "utf-16"])
def test_traditional_characters_in_any_encoding(
    cli: Cli, files: tuple[str, str], tmp_path: Path, encoding: str
) -> None:
    simplified = cli("align", *files, "--level", "sentence").out
    simple = "关于声决设个组员会将年报书处时间举们国维纳议开"
    plain = "關於聲決設個組員會將年報書處時間舉們國維納議開"
    traditional = ZH_TWO.translate(str.maketrans(simple, plain))
    (tmp_path / "a.zh.txt").write_bytes(traditional.encode(encoding))
    assert cli("align", *files, "--level", "sentence").out == simplified


@pytest.mark.parametrize("options", [["--level", "paragraph"], ["--level", "sentence"], ["--presegmented"]])
@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        pytest.param("欢迎。\n", f"{EN_TWO}\n" * 10, id="one side much longer"),
        pytest.param(f"{ZH_TWO}\n" * 10, "Welcome.\n", id="the other side much longer"),
        pytest.param("同上。\n" * 400, "Ditto.\n" * 400, id="all the same"),
        pytest.param("水位上升了。" * 2000, "The water rose. " * 2000, id="one paragraph"),
        pytest.param("水" * 9000, "water " * 5000, id="one sentence"),
        pytest.param(f"……\n——\n{ZH}\n***\n", f"...\n{EN}\n--\n--\n***\n", id="lines of marks"),
        pytest.param(
            (ZH * 4).replace("。", "。\x01\x0b", 1), (EN * 4).replace(".", ".\x7f\x1f", 1), id="control characters"
        ),
        pytest.param(ZH.replace("\n", "\r"), EN.replace("\n", "\u2028"), id="line ends"),
    ],
)
def test_odd_texts_give_every_segment_once(
    cli: Cli, tmp_path: Path, options: list[str], chinese: str, english: str
) -> None:
    (tmp_path / "a.zh.txt").write_bytes(chinese.encode())
    (tmp_path / "a.en.txt").write_bytes(english.encode())
    run = cli("align", "a.zh.txt", "a.en.txt", *options)
    assert run.code == 0
    for side in (0, 1):
        numbers = [int(n) for line in run.out.splitlines() for n in re.findall(r"\d+", line.split(":")[side])]
        assert sorted(numbers) == list(range(len(numbers)))
        assert numbers


# Folders


def test_folders_are_aligned_file_by_file(cli: Cli, folder: Path, tmp_path: Path) -> None:
    run = cli("align", folder, folder, "--presegmented", "-o", "out")
    assert (run.code, run.data) == (3, b"")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.align", "b.align"]
    assert (tmp_path / "out" / "a.align").read_text() == "[0]:[0]\n[1]:[1]\n[2]:[2]\n[3]:[3]\n"
    assert f"{folder / 'empty.zh.txt'}: the file is empty" in run.err
    assert f"{folder / 'only.zh.txt'}: has no partner: there is no only.en.txt" in run.err
    assert f"{folder / 'other.en.txt'}: has no partner: there is no other.zh.txt" in run.err
    assert "aligned 2 of 5" in run.err
    assert cli("align", folder, folder, "--presegmented", "-o", "out").code == 2
    again = cli("align", folder, folder, "--presegmented", "-o", "out", "--force", "--one-by-one")
    assert "aligned 2 of 5" in again.err


def test_folders_of_documents_in_every_format(cli: Cli, folder: Path, tmp_path: Path) -> None:
    for name in ("empty.zh.txt", "empty.en.txt", "only.zh.txt", "other.en.txt"):
        (folder / name).unlink()
    english = tmp_path / "english"
    english.mkdir()
    (folder / "a.en.txt").rename(english / "a.txt")
    (folder / "b.en.txt").rename(english / "b.en.txt")
    for form in ("jsonl", "tsv", "xlsx", "tmx"):
        run = cli("align", english, folder, "--source-lang", "en", "--format", form, "--level", "both", "-o", "out")
        assert run.code == 0, run.err
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        f"{name}.{form}" for name in "ab" for form in ("jsonl", "tsv", "xlsx", "tmx")
    )


def test_folders_need_a_place_for_the_results(cli: Cli, folder: Path) -> None:
    run = cli("align", folder, folder)
    assert run.code == 2
    assert "-o" in run.err


def test_folders_without_texts_are_refused(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    run = cli("align", "nothing", "nothing", "-o", "out")
    assert run.code == 3
    assert "no texts in these folders" in run.err
    assert not (tmp_path / "out").exists()


def test_a_folder_beside_what_is_none_is_told_by_name(cli: Cli, folder: Path) -> None:
    run = cli("align", folder, "nowhere", "-o", "out")
    assert (run.code, "nowhere: is not there" in run.err) == (3, True)
    run = cli("align", folder / "a.zh.txt", folder, "-o", "out")
    assert (run.code, "a.zh.txt: is a file" in run.err) == (3, True)


def test_folders_in_the_wrong_order_are_told_in_one_line(cli: Cli, tmp_path: Path) -> None:
    for side, text in (("zh", "我们同意这一点。\n"), ("en", "We agree on this point.\n")):
        (tmp_path / side).mkdir()
        for name in "abc":
            (tmp_path / side / f"{name}.{side}.txt").write_text(text, "utf-8")
    run = cli("align", "en", "zh", "-o", "out")
    assert run.code == 3
    assert "wrong order" in run.err
    assert "has no partner" not in run.err
    assert cli("align", "en", "zh", "-o", "out", "--source-lang", "en").code == 0


def test_what_a_memory_cannot_hold_is_counted(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.zh.txt").write_text("一、总则\n我们欢迎2019年的报告。\n我们重申2020年的承诺。\n", "utf-8")
    (tmp_path / "a.en.txt").write_text("We welcome the report of 2019.\n", "utf-8")
    run = cli("align", "a.zh.txt", "a.en.txt", "--format", "tmx", "-o", "a.tmx")
    units = cli("align", "a.zh.txt", "a.en.txt", "--format", "jsonl").out.splitlines()
    left = sum(not (json.loads(unit)["zh"] and json.loads(unit)["en"]) for unit in units)
    assert left
    assert f"left out {left} unit" in run.err
