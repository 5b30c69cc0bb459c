"""`terms find`, `import` and `export` from a shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from align_bench.formats.termbase import read_termbase
from cli.conftest import Cli

IMPORTED = """\
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="c1"><descrip type="definition">A body.</descrip>
  <langSec xml:lang="zh"><termSec><term>秘书处</term></termSec></langSec>
  <langSec xml:lang="en"><termSec><term>the Secretariat</term></termSec></langSec>
</conceptEntry>
<conceptEntry id="c2"><langSec xml:lang="zh"><termSec><term>水位</term></termSec></langSec>
  <langSec xml:lang="en"><termSec><term>water level</term></termSec></langSec></conceptEntry>
</body></text></tbx>
"""


@pytest.fixture
def imported(tmp_path: Path) -> Path:
    path = tmp_path / "imported.tbx"
    path.write_text(IMPORTED, encoding="utf-8")
    return path


def test_find(cli: Cli, project: Path) -> None:
    run = cli("terms", "find", "coastal states", cwd=project)
    assert run.code == 0
    assert "100 %  沿岸国" in run.out
    (record,) = [
        json.loads(line) for line in cli("terms", "find", "秘书", "--format", "jsonl", cwd=project).out.splitlines()
    ]
    assert (record["term"], record["id"]) == ("秘书处", "秘书处")
    assert 60 <= record["likeness"] < 100
    assert "100 %  沿岸国" in cli("terms", "find", "沿岸國", cwd=project).out
    run = cli("terms", "find", "zzz", "--terms", project / "terms.csv")
    assert (run.code, run.out, run.err) == (0, "", "no term is like 'zzz'\n")
    assert cli("terms", "find", " ", cwd=project).code == 2


@pytest.mark.parametrize("form", ["csv", "xlsx", "tbx"])
def test_export(cli: Cli, project: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"out.{form}"
    assert cli("terms", "export", "--to", form, "-o", out, cwd=project).code == 0
    assert read_termbase(out) == read_termbase(project / "terms.csv")
    assert cli("terms", "export", project / "terms.csv", "--to", form).data == out.read_bytes()
    again = cli("terms", "export", "--to", form, "-o", out, cwd=project)
    assert (again.code, "--force" in again.err) == (2, True)
    assert cli("terms", "export", "--to", form, "-o", out, "--force", cwd=project).code == 0


def test_export_dry_run(cli: Cli, project: Path) -> None:
    run = cli("terms", "export", "--to", "tbx", "-o", "out.tbx", "--dry-run", cwd=project)
    assert (run.code, run.err) == (0, "would write out.tbx with 2 concepts\n")
    assert not (project / "out.tbx").exists()


def test_import_into_a_termbase(cli: Cli, project: Path, imported: Path) -> None:
    before = (project / "terms.csv").read_bytes()
    refused = cli("terms", "import", imported, cwd=project)
    assert (refused.code, "has terms already" in refused.err, "--force" in refused.err) == (2, True, True)
    dry = cli("terms", "import", imported, "--dry-run", cwd=project)
    assert dry.code == 0
    assert "1 new concept, 1 known concept with 1 new term" in dry.err
    assert "left out: data categories: definition (1)" in dry.err
    assert (project / "terms.csv").read_bytes() == before
    assert cli("terms", "import", imported, "--force", cwd=project).code == 0
    assert (project / "terms.csv.bak").read_bytes() == before
    concepts = read_termbase(project / "terms.csv").concepts
    assert [concept.allowed for concept in concepts] == [
        ("secretariat", "the Secretariat"),
        ("riparian State",),
        ("water level",),
    ]
    assert (project / "terms.csv").read_text(encoding="utf-8").startswith("id,zh,en_preferred")
    again = cli("terms", "import", imported, cwd=project)
    assert (again.code, "nothing is new" in again.err) == (0, True)


def test_import_makes_a_termbase(cli: Cli, project: Path, imported: Path) -> None:
    (project / "terms.csv").unlink()
    assert cli("terms", "import", imported, cwd=project).code == 0
    assert read_termbase(project / "terms.xlsx") == read_termbase(imported)
    assert "water level" in cli("terms", "list", cwd=project).out


def test_a_table_that_becomes_one_of_terms_is_told(cli: Cli, project: Path, tmp_path: Path) -> None:
    path = tmp_path / "noted.csv"
    path.write_text("concept,language,term,note\nw,zh,水位,\nw,en,water level,of a river\n", encoding="utf-8")
    for options in (["--dry-run"], ["--force"]):
        assert "terms.csv has a row for each term then" in cli("terms", "import", path, *options, cwd=project).err
    assert (project / "terms.csv").read_text(encoding="utf-8").startswith("concept,language,term,status,note\n")


def test_a_contradiction_leaves_everything_as_it_is(cli: Cli, project: Path, tmp_path: Path) -> None:
    before = (project / "terms.csv").read_bytes()
    (tmp_path / "other.csv").write_text("zh,en_preferred\n沿岸国,coastal State\n", encoding="utf-8")
    run = cli("terms", "import", tmp_path / "other.csv", "--force", cwd=project)
    assert (run.code, "'coastal State' is forbidden for 沿岸国" in run.err) == (3, True)
    assert (project / "terms.csv").read_bytes() == before


def test_a_termbase_in_tbx_is_the_projects(cli: Cli, aligned: Path, imported: Path) -> None:
    text = imported.read_text(encoding="utf-8").replace("秘书处", "沿岸国").replace("the Secretariat", "coastal State")
    (aligned / "terms.tbx").write_text(text, encoding="utf-8")
    run = cli("terms", "list", cwd=aligned)
    assert "terms.tbx is not read: terms.csv is the termbase here" in run.err
    (aligned / "terms.csv").unlink()
    assert "water level" in cli("terms", "list", cwd=aligned).out
    run = cli("check", "waters", "--format", "jsonl", cwd=aligned)
    assert [finding["zh_term"] for finding in map(json.loads, run.out.splitlines()) if finding["zh_term"]] == ["沿岸国"]


def test_no_termbase(cli: Cli, project: Path) -> None:
    (project / "terms.csv").unlink()
    run = cli("terms", "list", cwd=project)
    assert (run.code, "has no termbase" in run.err) == (0, True)
    assert cli("terms", "export", "--to", "tbx", cwd=project).code == 3
    assert cli("terms", "import", "missing.tbx", cwd=project).code == 3
