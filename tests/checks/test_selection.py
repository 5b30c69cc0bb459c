"""Which checks run, with distributions that add some: made on the disk as an installer leaves them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from align_bench.checks import all_checks, chosen_checks, run_checks
from align_bench.checks.registry import _CHECKS, own_checks
from align_bench.errors import SettingsError, UsageError
from align_bench.model.finding import Finding, Severity
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review, Unit

PLUGIN = '''
from align_bench.checks.registry import Report, check, project_check
from align_bench.model.finding import Severity

@check("shouting", family="form", severity=Severity.ERROR)
def shouting(view, context):
    """A word stands in capitals."""
    place = view.target.text.find("LOUD")
    if place >= 0:
        yield Report(view, "too loud", target=(place, place + 4), severity=Severity.WARNING)

@project_check("few-units", family="alignment")
def few_units(context):
    """The project is small."""
    yield Report(context.views[0], f"only {len(context.views)}")
'''
REVIEW = Review("d", (Unit("u", "安静", "be LOUD", source_numbers=(1,), target_numbers=(1,)),))

Install = Callable[..., str]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Put a distribution with one module on the search path; the name of the module."""
    modules = []

    def put(module: str, text: str, *, version: str = "1.2") -> str:
        folder = tmp_path / module
        info = folder / f"{module}-{version}.dist-info"
        info.mkdir(parents=True)
        (folder / f"{module}.py").write_text(dedent(text), "utf-8")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: {version}\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[align_bench_checks]\nany-name = {module}\n", "utf-8")
        monkeypatch.syspath_prepend(str(folder))
        modules.append(module)
        return module

    yield put
    for module in modules:
        sys.modules.pop(module, None)
        for name in [name for name, check in _CHECKS.items() if check.module == module]:
            del _CHECKS[name]


def found(**levels: str) -> list[Finding]:
    return list(run_checks([REVIEW], Termbase(), levels=levels))  # type: ignore[arg-type]  # as from a settings file


def test_another_distribution_adds_checks(install: Install) -> None:
    before = [check.id for check in all_checks()]
    install("loud_checks", PLUGIN)
    added = {check.id: check for check in all_checks() if check.id not in before}
    assert {name: check.origin for name, check in added.items()} == {
        "shouting": "loud_checks 1.2",
        "few-units": "loud_checks 1.2",
    }
    assert added["shouting"].rule.summary == "A word stands in capitals."
    assert [check.id for check in own_checks()] == before
    assert [(f.check, f.severity, f.found) for f in found()] == [
        ("few-units", Severity.WARNING, ""),
        ("shouting", Severity.WARNING, "LOUD"),
    ]


def test_its_checks_are_set_like_ours(install: Install) -> None:
    install("quiet_checks", PLUGIN)
    assert [f.check for f in found(**{"few-units": "off"})] == ["shouting"]
    assert [f.severity for f in found(shouting="hint", **{"few-units": "error"})] == [Severity.ERROR, Severity.HINT]


HEAD = "from align_bench.checks.registry import check\n"


@pytest.mark.parametrize(("text", "message"), [
    pytest.param("import no_such_module_anywhere", "ModuleNotFoundError", id="import"),
    pytest.param(
        f"{HEAD}@check('doubled-space', family='form')\ndef f(v, c):\n 'Mine.'\n",
        "there is a check 'doubled-space' already", id="taken",
    ),
    pytest.param(
        f"{HEAD}@check('mine', family='style')\ndef f(v, c):\n 'Mine.'\n", "the family 'style' is none of", id="family"
    ),
    pytest.param(f"{HEAD}@check('mine', family='form')\ndef f(v, c): ...\n", "has no docstring", id="no-help"),
])  # fmt: skip
def test_one_that_cannot_be_loaded_is_named(install: Install, text: str, message: str) -> None:
    own_checks()
    module = install(f"bad_{abs(hash(text))}", text, version="0.1")
    with pytest.raises(UsageError, match=message) as caught:
        all_checks()
    assert f"the checks of {module} 0.1 cannot be loaded" in caught.value.message


def test_the_checks_of_this_package_have_their_ids_first(install: Install) -> None:
    module = install("taking_checks", f"{HEAD}@check('near-form', family='form')\ndef f(v, c):\n 'Mine.'\n")
    program = "from align_bench.checks import all_checks; all_checks()"
    told = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"UsageError: the checks of {module} 1.2 cannot be loaded" in told.stderr
    assert "there is a check 'near-form' already, in align_bench.checks.terminology.terminology" in told.stderr


def test_one_that_fails_is_named(install: Install) -> None:
    install("failing_checks", PLUGIN.replace('"too loud"', "1 / 0"))
    with pytest.raises(UsageError, match="failed: ZeroDivisionError") as caught:
        found()
    assert "the check shouting of failing_checks 1.2" in caught.value.message
    assert 'shouting = "off"' in caught.value.hint
    assert [f.check for f in found(shouting="off")] == ["few-units"]


def test_settings_choose_the_checks() -> None:
    unit = Unit("u", "共456次", "465  times", source_numbers=(1,), target_numbers=(1,))
    review = Review("d", (unit,))
    usual = run_checks([review], Termbase())
    assert [(f.check, f.severity) for f in usual] == [
        ("number-mismatch", Severity.ERROR),
        ("doubled-space", Severity.WARNING),
    ]
    changed = run_checks([review], Termbase(), levels={"number-mismatch": "hint", "doubled-space": "off"})
    assert [(f.check, f.severity) for f in changed] == [("number-mismatch", Severity.HINT)]
    asked = run_checks([review], Termbase(), levels={"doubled-space": "off"}, only=["doubled-space"])
    assert [f.check for f in asked] == ["doubled-space"]


def test_a_report_that_a_check_makes_milder_is_not_made_graver() -> None:
    (check,) = chosen_checks({"missing-term": "error"}, ["missing-term"])
    from align_bench.checks.context import make_context
    from align_bench.checks.registry import Report

    (view,) = make_context([REVIEW], Termbase()).views
    assert check.severity_of(Report(view, "sure")) is Severity.ERROR
    assert check.severity_of(Report(view, "perhaps", severity=Severity.HINT)) is Severity.HINT


def test_a_check_that_there_is_not_is_named() -> None:
    with pytest.raises(SettingsError, match="unknown check 'dobled-space'") as caught:
        chosen_checks({"dobled-space": "off"})
    assert "doubled-space" in caught.value.hint
    with pytest.raises(UsageError, match="unknown check 'dobled-space'"):
        chosen_checks({}, ["dobled-space"])
