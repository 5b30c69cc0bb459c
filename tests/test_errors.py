"""The tree of errors in the module's docstring is the one in its code."""

from __future__ import annotations

import re

from align_bench import errors


def test_every_error_is_public_and_stands_in_the_tree_with_its_parent_and_exit_code() -> None:
    classes = {
        name: value
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.AlignBenchError)
    }
    assert sorted(classes) == errors.__all__
    drawn: dict[str, tuple[str, int]] = {}
    parents: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        if match := re.match(r"    ([|` ]*(?:--)?\s?)(\w+Error)(?: +(\d+))?", line):
            branch, name, code = match.groups()
            depth = len(branch) // 4
            parents[depth:] = [name]
            if depth:
                drawn[name] = parents[depth - 1], int(code)
    assert drawn == {
        name: (error.mro()[1].__name__, error.exit_code)
        for name, error in classes.items()
        if error is not errors.AlignBenchError
    }
