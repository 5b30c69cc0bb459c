import json
from pathlib import Path

from cli.conftest import Cli

MEMORY = """<tmx version="1.4"><header/><body><tu tuid="m1"><tuv xml:lang="zh"><seg>秘书处的报告</seg></tuv>
<tuv xml:lang="en"><seg>report of the\tsecretariat</seg></tuv></tu></body></tmx>"""


def test_places_in_documents_and_memories_with_the_other_language(cli: Cli, aligned: Path) -> None:
    (aligned / "memory").mkdir()
    (aligned / "memory/old.tmx").write_text(MEMORY, encoding="utf-8")
    found = [
        json.loads(line)
        for line in cli("--project", str(aligned), "find", "秘书处", "--format", "jsonl").out.splitlines()
    ]
    assert [(record["origin"], record["label"]) for record in found] == [("waters", "3"), ("old.tmx", "")]
    assert [(record["before"], record["keyword"], record["after"]) for record in found] == [
        ("3. ", "秘书处", "将于明年提交报告。"),
        ("", "秘书处", "的报告"),
    ]
    assert found[1] == {
        "origin": "old.tmx",
        "label": "",
        "unit": "m1",
        "language": "zh",
        "before": "",
        "keyword": "秘书处",
        "after": "的报告",
        "counterpart": "report of the\tsecretariat",
    }


def test_the_table_lines_the_keywords_up(cli: Cli, aligned: Path) -> None:
    found = cli("--project", str(aligned), "find", "the", "--context", "12")
    lines = found.out.splitlines()[::2]
    assert len({line.index("[") for line in lines}) == 1
    assert all(line[line.index("[") :].lower().startswith("[the]") for line in lines)
    assert f"{len(lines)} places in 1 text" in found.err


def test_more_places_than_wanted_are_told_of(cli: Cli, aligned: Path) -> None:
    found = cli("--project", str(aligned), "find", "the", "--limit", "1", "--format", "tsv")
    head, row = found.out.splitlines()
    assert head.split("\t")[5] == "keyword"
    assert row.split("\t")[5] == "the"
    assert "there are more" in found.err


def test_nothing_found_is_no_error_and_nothing_to_look_for_is_one(cli: Cli, aligned: Path) -> None:
    found = cli("--project", str(aligned), "find", "zzz")
    assert (found.code, found.out) == (0, "")
    assert "found nowhere" in found.err
    assert cli("--project", str(aligned), "find", " * ").code == 2


def test_a_memory_that_cannot_be_read_is_named(cli: Cli, aligned: Path) -> None:
    (aligned / "memory").mkdir()
    (aligned / "memory/cut.tmx").write_text(MEMORY[:60], encoding="utf-8")
    found = cli("--project", str(aligned), "find", "秘书处")
    assert found.code == 3
    assert "cut.tmx" in found.err
