"""A server on this machine that speaks the language of LibreTranslate, well or badly."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What a server sends, and how long it waits before."""

    status: int
    content: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    trickles: bool = False
    """A byte every now and then, and never an end."""

    @staticmethod
    def of(texts: Sequence[str], seconds: float = 0.0) -> Answer:
        return Answer(200, json.dumps({"translatedText": texts}).encode(), seconds=seconds)


class TranslationServer:
    """A running server, and what it was asked."""

    def __init__(self, answer: Callable[[dict[str, Any]], Answer]) -> None:
        self.answer = answer
        self.questions: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.asked = Event()
        self.stopping = Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                server.paths.append(self.path)
                question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.questions.append(question)
                server.asked.set()
                given = server.answer(question)
                server.stopping.wait(given.seconds)
                with suppress(OSError):
                    server.send(self, given)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name that is overridden
                """Nothing on stderr."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def send(self, handler: BaseHTTPRequestHandler, given: Answer) -> None:
        handler.send_response(given.status)
        for name, value in given.headers.items():
            handler.send_header(name, value)
        if "Content-Length" not in given.headers and not given.trickles:
            handler.send_header("Content-Length", str(len(given.content)))
        handler.end_headers()
        if given.trickles:
            for byte in given.content:
                handler.wfile.write(bytes([byte]))
                if self.stopping.wait(0.05):
                    return
        else:
            handler.wfile.write(given.content)

    def stop(self) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def serving(answer: Callable[[dict[str, Any]], Answer]) -> Iterator[TranslationServer]:
    """A server for the time of a test."""
    server = TranslationServer(answer)
    try:
        yield server
    finally:
        server.stop()
