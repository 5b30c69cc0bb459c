from __future__ import annotations

from functools import partial

import pytest

from align_bench.align.threads import side_by_side


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("processors", [1, 2])
def test_results_stand_in_the_order_of_the_jobs(large: bool, processors: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("align_bench.align.threads.os.cpu_count", lambda: processors)
    assert side_by_side([partial(int, k) for k in range(20)], large=large) == list(range(20))


@pytest.mark.parametrize("texts", [("none", "1"), ("1", "none")])
def test_what_fails_in_a_thread_is_told(texts: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("align_bench.align.threads.os.cpu_count", lambda: 2)
    with pytest.raises(ValueError, match="none"):
        side_by_side([partial(int, text) for text in texts], large=True)
