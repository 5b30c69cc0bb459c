"""Machine translation beside the memory: asked for where it is switched on, marked, put in by a key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from align_bench.config import Preferences
from align_bench.tui.personal import Personal
from align_bench.tui.widgets.pane import Pane
from translation_server import Answer, TranslationServer, serving
from tui.desk import Desk, OpenDesk


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def using(server: TranslationServer) -> Personal:
    return Personal(preferences=Preferences(suggester="libretranslate", suggester_url=server.url))


def pane(desk: Desk) -> str:
    shown = desk.screen.query_one("#memory", Pane)
    return " ".join(f"{shown.content.title} {shown.text}".split())


async def rested(desk: Desk) -> None:
    """After the cursor has rested so long that the service is asked."""
    await desk.pilot.pause(0.8)
    await desk.settle()


async def test_nothing_is_sent_unless_it_is_switched_on(open_desk: OpenDesk) -> None:
    with serving(lambda _: Answer.of(["x"])) as server:
        off = replace(using(server).preferences, suggester="")
        async with open_desk(personal=Personal(preferences=off)) as desk:
            await desk.press("down")
            await rested(desk)
            await desk.press("M")
            assert any("no text is sent anywhere" in notice for notice in desk.notices)
            assert "machine" not in pane(desk)
        assert server.questions == []


async def test_it_is_shown_as_what_it_is_and_put_in_by_a_key(open_desk: OpenDesk) -> None:
    with serving(lambda _: Answer.of(["We thank the city of Egret Harbour."])) as server:
        async with open_desk(personal=using(server)) as desk:
            await desk.press("g", "4", "enter")
            await rested(desk)
            assert f"machine: {server.host}" in pane(desk)
            assert "machine We thank the city of Egret Harbour." in pane(desk)
            assert "read by nobody" in pane(desk)
            assert server.questions == [
                {"q": ["我们感谢白鹭港市政府的盛情款待。"], "source": "zh", "target": "en", "format": "text"}
            ]
            await desk.press("M")
            assert desk.screen.editor.text == "4. We thank the city of Egret Harbour."
            await desk.press("ctrl+z")
            assert desk.screen.editor.text == ""
            await desk.press("shift+f8", "ctrl+s")
            assert desk.units[4].target == "4. We thank the city of Egret Harbour."


async def test_each_text_is_asked_for_once(open_desk: OpenDesk) -> None:
    with serving(lambda _: Answer.of(["x"])) as server:
        async with open_desk(personal=using(server)) as desk:
            await desk.press("g", "4", "enter")
            await rested(desk)
            await desk.press("up", "down")
            await rested(desk)
        assert len(server.questions) == 1


async def test_a_pair_that_is_done_is_sent_only_when_it_is_asked_for(open_desk: OpenDesk) -> None:
    with serving(lambda _: Answer.of(["x"])) as server:
        async with open_desk(personal=using(server)) as desk:
            await rested(desk)
            assert server.questions == []
            assert "M asks for this pair" in pane(desk)
            await desk.press("M")
            assert len(server.questions) == 1
            assert "machine x" in pane(desk)


async def test_where_no_pane_can_say_so_nothing_is_sent_by_itself(open_desk: OpenDesk) -> None:
    with serving(lambda _: Answer.of(["x"])) as server:
        async with open_desk((80, 24), personal=using(server)) as desk:
            await desk.press("down")
            await rested(desk)
            assert server.questions == []
            await desk.press("M")
            assert any(f"asking {server.host}" in notice for notice in desk.notices)
            assert len(server.questions) == 1


async def test_an_error_is_told_once_and_nothing_more_is_sent_by_itself(open_desk: OpenDesk) -> None:
    with serving(lambda _: Answer(503, b"")) as server:
        async with open_desk(personal=using(server)) as desk:
            await desk.press("down")
            await rested(desk)
            assert any("answers with error 503" in notice for notice in desk.notices)
            assert "answers with error 503; M asks again" in pane(desk)
            desk.app.clear_notifications()
            await desk.press("down")
            await rested(desk)
            assert len(server.questions) == 1
            assert not list(desk.app._notifications)
            server.answer = lambda _: Answer.of(["better"])
            await desk.press("M")
            assert "machine better" in pane(desk)


async def test_the_screen_works_while_a_server_is_slow_and_the_request_is_given_up(open_desk: OpenDesk) -> None:
    answers = {"sent": 0}

    def answer(_: dict[str, object]) -> Answer:
        answers["sent"] += 1
        return Answer.of([f"answer {answers['sent']}"], seconds=60 if answers["sent"] == 1 else 0)

    with serving(answer) as server:
        async with open_desk(personal=using(server)) as desk:
            await desk.pilot.press("down")
            await desk.pilot.pause(0.8)
            assert server.asked.wait(5)
            assert "asking ..." in pane(desk)
            await desk.pilot.press("a", "down")
            assert not desk.units[1].status.is_open
            await desk.pilot.press("M")
            await desk.settle()
            assert "machine answer 2" in pane(desk)


async def test_wrong_settings_are_told_with_the_way_out(open_desk: OpenDesk) -> None:
    wrong = Personal(preferences=Preferences(suggester="babel", suggester_url="https://example.org"))
    async with open_desk(personal=wrong) as desk:
        await rested(desk)
        assert any("suggester = 'babel' is unknown" in notice for notice in desk.notices)
        await desk.press("M")
        assert any("no machine translation: suggester = 'babel'" in notice for notice in desk.notices)
