"""The client of LibreTranslate against real servers on this machine: good ones, slow ones, broken ones."""

from __future__ import annotations

import asyncio
import json

import pytest

from align_bench.errors import SettingsError, SuggestionError
from align_bench.suggesters.libretranslate import LibreTranslate
from translation_server import Answer, TranslationServer, serving


async def suggest(server: TranslationServer, *lines: str, seconds: float = 10.0, key: str = "") -> tuple[str, ...]:
    client = LibreTranslate(server.url, key, seconds=seconds)
    try:
        return await client.suggest(lines)
    finally:
        await client.close()


async def test_each_line_is_translated_and_nothing_else_is_sent() -> None:
    with serving(lambda question: Answer.of([f"<{text}>" for text in question["q"]])) as server:
        assert await suggest(server, "会议开幕。", "会议闭幕。") == ("<会议开幕。>", "<会议闭幕。>")
        assert server.questions == [
            {"q": ["会议开幕。", "会议闭幕。"], "source": "zh", "target": "en", "format": "text"}
        ]
        assert server.paths == ["/translate"]


async def test_a_key_is_sent_where_there_is_one() -> None:
    with serving(lambda _: Answer.of(["x"])) as server:
        await suggest(server, "会", key="secret")
        assert server.questions[0]["api_key"] == "secret"


async def test_a_path_in_the_address_is_kept() -> None:
    with serving(lambda _: Answer.of(["x"])) as server:
        client = LibreTranslate(f"{server.url}/mt/")
        await client.suggest(["会"])
        await client.close()
        assert server.paths == ["/mt/translate"]


async def test_what_no_terminal_should_see_is_taken_out() -> None:
    with serving(lambda _: Answer.of(["a\x1b[31m\nb\u202ec\ud800 \u200bd"])) as server:
        assert await suggest(server, "会") == ("a [31m b c d",)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        pytest.param(Answer(403, b'{"error": "Invalid API key"}'), "refuses: Invalid API key", id="key"),
        pytest.param(Answer(429, b'{"error": "Slowdown"}'), "wants fewer requests: Slowdown", id="too-many"),
        pytest.param(Answer(400, b'{"error": "zh is not supported"}'), "(400): zh is not supported", id="language"),
        pytest.param(Answer(404, b"<html>"), "does not understand the request (404)", id="not-there"),
        pytest.param(Answer(500, b"\xff\xfe"), "answers with error 500", id="broken"),
        pytest.param(Answer(503, b'{"error": ["x"]}'), "answers with error 503", id="away"),
        pytest.param(Answer(500, b'{"error": "\\u001b[2J' + b"x" * 999 + b'"}'), f"500: [2J{'x' * 197}", id="long"),
        pytest.param(Answer(200, b'{"translatedText": ["a"'), "something else than a translation", id="cut-json"),
        pytest.param(Answer(200, b"[" * 100_000), "something else than a translation", id="deep-json"),
        pytest.param(Answer(200, b"[1]"), "something else than a translation", id="list"),
        pytest.param(Answer(200, b'{"translatedText": "a"}'), "something else than a translation", id="text"),
        pytest.param(Answer(200, b'{"translatedText": [1]}'), "something else than a translation", id="number"),
        pytest.param(Answer(200, b'{"translatedText": ["a", "b"]}'), "something else", id="one-too-many"),
        pytest.param(Answer(200, b'{"translatedText": []}'), "something else than a translation", id="none"),
        pytest.param(Answer(200, b""), "something else than a translation", id="empty"),
        pytest.param(Answer(200, b"x" * (1 << 21)), "more than 1 MB", id="huge"),
        pytest.param(Answer(200, b"x", {"Content-Encoding": "gzip"}), "compressed answer", id="compressed"),
        pytest.param(Answer(200, b'{"tra', {"Content-Length": "999"}), "cannot be reached", id="cut-off"),
    ],
)
async def test_what_goes_wrong_is_told_in_words(answer: Answer, says: str) -> None:
    with serving(lambda _: answer) as server:
        with pytest.raises(SuggestionError) as caught:
            await suggest(server, "会")
        assert says in caught.value.message
        assert server.host in caught.value.message
        assert caught.value.hint
        assert "\x1b" not in caught.value.message


async def test_a_redirect_is_told_and_not_followed() -> None:
    with serving(lambda _: Answer.of(["stolen"])) as other:
        answer = Answer(307, b"", {"Location": f"{other.url}/translate"})
        with serving(lambda _: answer) as server, pytest.raises(SuggestionError, match="sends requests on to"):
            await suggest(server, "会")
        assert other.questions == []


async def test_a_slow_server_is_given_up() -> None:
    answer = Answer.of(["x"], seconds=30)
    with serving(lambda _: answer) as server, pytest.raises(SuggestionError, match=r"no answer within 0\.2 seconds"):
        await suggest(server, "会", seconds=0.2)


async def test_an_answer_that_trickles_is_given_up() -> None:
    answer = Answer(200, b'{"translatedText": ["' + b"x" * 1000, trickles=True)
    with serving(lambda _: answer) as server, pytest.raises(SuggestionError, match="no answer within"):
        await suggest(server, "会", seconds=0.5)


async def test_a_request_can_be_cancelled() -> None:
    with serving(lambda _: Answer.of(["x"], seconds=30)) as server:
        client = LibreTranslate(server.url)
        request = asyncio.create_task(client.suggest(["会"]))
        await asyncio.to_thread(server.asked.wait, 10)
        request.cancel()
        with pytest.raises(asyncio.CancelledError):
            await request
        await client.close()


async def test_a_server_that_is_not_there() -> None:
    with serving(lambda _: Answer.of(["x"])) as server:
        url = server.url
    client = LibreTranslate(url)
    with pytest.raises(SuggestionError, match="cannot be reached"):
        await client.suggest(["会"])
    await client.close()


@pytest.mark.parametrize("url", ["", "example.org", "ftp://example.org", "http://", "http://[1", "file:///etc/passwd"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="no address of a server"):
        LibreTranslate(url)


def test_a_password_in_the_address_is_not_told() -> None:
    assert LibreTranslate("https://me:secret@example.org:5000/mt").host == "example.org:5000"


def test_answers_are_json() -> None:
    assert json.loads(Answer.of(["é"]).content) == {"translatedText": ["é"]}


def test_what_has_to_be_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("align_bench.suggesters.libretranslate.find_spec", lambda _: None)
    with pytest.raises(SettingsError) as caught:
        LibreTranslate("https://example.org")
    assert "align-bench[suggest]" in caught.value.hint
