"""LibreTranslate, which anybody may run: its HTTP interface, `POST /translate`.

Owns one request: what is sent, how long it may take, how much is taken in, and what an answer means. A redirect is
never followed: text goes to the address that was named, and nowhere else.
"""

from __future__ import annotations

import asyncio
import json
import unicodedata
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from align_bench.errors import SettingsError, SuggestionError

if TYPE_CHECKING:
    import httpx

SECONDS = 20.0
"""A paragraph takes a small machine some seconds."""

_CONNECT_SECONDS = 5.0
_MOST_BYTES = 1 << 20
"""Of an answer: more than any paragraph."""

_MOST_TOLD = 200
"""Characters of what a server says of its error."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Control characters, halves of pairs and the like: nothing that belongs into a translation."""


class LibreTranslate:
    """A server by its address, such as `https://translate.example.org`."""

    def __init__(self, url: str, key: str = "", *, seconds: float = SECONDS) -> None:
        if find_spec("httpx") is None:
            raise SettingsError(
                "suggester = 'libretranslate' needs httpx, which is not installed",
                hint="pip install 'align-bench[suggest]'",
            )
        try:
            parts = urlsplit(url.strip())
            host = parts.hostname or ""
        except ValueError:
            parts, host = urlsplit(""), ""
        if parts.scheme not in ("http", "https") or not host:
            raise SettingsError(
                f"suggester_url = {url!r} is no address of a server", hint="write it like https://translate.example.org"
            )
        self._url = f"{url.strip().rstrip('/')}/translate"
        self._key, self._seconds = key, seconds
        self._host = parts.netloc.rpartition("@")[2]
        self._client: httpx.AsyncClient | None = None

    @property
    def host(self) -> str:
        return self._host

    async def suggest(self, lines: Sequence[str]) -> tuple[str, ...]:
        """English for each line; SuggestionError says in words what went wrong."""
        # Beside the screen: that takes a while.
        await asyncio.to_thread(import_module, "httpx")
        import httpx

        question = {"q": list(lines), "source": "zh", "target": "en", "format": "text"}
        if self._key:
            question["api_key"] = self._key
        try:
            async with asyncio.timeout(self._seconds):
                client = await self._connected()
                # Uncompressed: a small answer may unpack to any size.
                headers = {"Accept-Encoding": "identity"}
                async with client.stream("POST", self._url, json=question, headers=headers) as response:
                    content = await self._read(response)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise self._error(f"no answer within {self._seconds:g} seconds", "ask again later") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._error(
                f"cannot be reached: {str(error) or type(error).__name__}", "is the server running?"
            ) from error
        if response.status_code != httpx.codes.OK:
            raise self._refusal(response, content)
        return self._translated(content, len(lines))

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def _connected(self) -> httpx.AsyncClient:
        """The client, made beside the screen: reading the certificates takes a while."""
        import httpx

        if self._client is None:
            timeout = httpx.Timeout(self._seconds, connect=_CONNECT_SECONDS)
            self._client = await asyncio.to_thread(httpx.AsyncClient, timeout=timeout, follow_redirects=False)
        return self._client

    async def _read(self, response: httpx.Response) -> bytes:
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise self._error("sends a compressed answer, which was not asked for", "use another server")
        content = b""
        async for chunk in response.aiter_raw():
            content += chunk
            if len(content) > _MOST_BYTES:
                raise self._error(
                    f"sends more than {_MOST_BYTES >> 20} MB, which is no translation", "use another server"
                )
        return content

    def _refusal(self, response: httpx.Response, content: bytes) -> SuggestionError:
        said = _said(content)
        rest = f": {said}" if said else ""
        match response.status_code:
            case 401 | 403:
                return self._error(f"refuses{rest}", "put a key of that server into ALIGN_BENCH_SUGGESTER_KEY")
            case 429:
                return self._error(f"wants fewer requests{rest}", "wait a while, or use a server of your own")
            case code if 300 <= code < 400:
                place = _clean(response.headers.get("Location", "nowhere"))[:_MOST_TOLD]
                return self._error(f"sends requests on to {place}; no text was sent there", "is suggester_url right?")
            case 400 | 404 | 405 as code:
                return self._error(f"does not understand the request ({code}){rest}", "is suggester_url right?")
            case code:
                return self._error(f"answers with error {code}{rest}", "ask again later")

    def _translated(self, content: bytes, count: int) -> tuple[str, ...]:
        try:
            answer = json.loads(content)
        except (ValueError, RecursionError):
            answer = None
        texts = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(texts, list) or len(texts) != count or not all(isinstance(text, str) for text in texts):
            raise self._error("sends something else than a translation", "is it a LibreTranslate server?")
        return tuple(map(_clean, texts))

    def _error(self, message: str, hint: str) -> SuggestionError:
        return SuggestionError(f"{self.host} {message}", hint=hint)


def _said(content: bytes) -> str:
    """What a server tells of its error."""
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError):
        return ""
    said = answer.get("error") if isinstance(answer, dict) else None
    return _clean(said)[:_MOST_TOLD] if isinstance(said, str) else ""


def _clean(text: str) -> str:
    """One line of characters that can be seen."""
    return " ".join("".join(" " if unicodedata.category(sign) in _UNSEEN else sign for sign in text).split())
