"""The review screen in a browser: a server of pages, behind which each page runs `align-bench review` of its own.

Owns who is let in: whoever has the address with its key, from a page of this server. What is shown is the same program
as in a terminal, and its lock lets one page write.
"""

from __future__ import annotations

import asyncio
import ipaddress
import secrets
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from align_bench.cli.streams import narrate
from align_bench.errors import UsageError

if TYPE_CHECKING:
    from asyncio.subprocess import Process

    from textual_serve.app_service import AppService
    from textual_serve.server import Server

HOST, PORT = "127.0.0.1", 8000

# In seconds, for a program whose page is gone to save its workbook.
_PATIENCE = 60


def serve(arguments: Sequence[str], *, title: str, host: str, port: int) -> None:
    """Serve `align-bench` with these arguments until it is interrupted; port 0 takes a free one.

    UsageError where the library is missing or the address cannot be had.
    """
    try:
        from aiohttp import web
    except ImportError as error:
        raise UsageError(
            "the review in a browser needs textual-serve, which is not installed",
            hint="pip install 'align-bench[serve]'",
        ) from error
    listening = _socket(host, port)
    port = listening.getsockname()[1]
    server, key = _server([sys.executable, "-m", "align_bench", *arguments], title, host, port)
    if not is_loopback(host):
        narrate(
            f"warning: {host} is reached from other machines: whoever has the address below can read and change the"
            " reviews of this project, and what is sent is not encrypted"
        )
    narrate(f"the review is at {_address(host, port)}/?key={key}")
    narrate("ctrl+c ends it; every accepted edit is on disk")
    web.run_app(server._make_app(), sock=listening, print=None, access_log=None)  # noqa: SLF001  # it has no other name


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _server(command: Sequence[str], title: str, host: str, port: int) -> tuple[Server, str]:
    from aiohttp import web
    from textual_serve.server import Server

    key = secrets.token_urlsafe(16)
    # Cookies know no ports: two servers on one machine must not take each other's.
    cookie = f"align-bench-{port}"
    programs: list[Process] = []

    class GuardedServer(Server):
        """Lets nobody in without the key, and no page of others at all."""

        async def handle_index(self, request: web.Request) -> web.StreamResponse:
            given = request.query.get("key", "") or request.cookies.get(cookie, "")
            _refuse_strangers(given, key)
            response: web.StreamResponse = await super().handle_index(request)
            response.set_cookie(cookie, key, httponly=True, samesite="Strict")
            response.headers["Referrer-Policy"] = "no-referrer"
            return response

        async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
            _refuse_strangers(request.cookies.get(cookie, ""), key)
            origin = request.headers.get("Origin", "")
            if origin.partition("://")[2] != request.host:
                raise web.HTTPForbidden(text="this page is none of align-bench")
            return await super().handle_websocket(request)

        async def handle_download(self, request: web.Request) -> web.StreamResponse:
            _refuse_strangers(request.cookies.get(cookie, ""), key)
            return await super().handle_download(request)

        async def on_startup(self, app: web.Application) -> None:
            """The address was told already."""

        async def _make_app(self) -> web.Application:
            app: web.Application = await super()._make_app()
            app.on_cleanup.append(lambda _: _wait_for(programs))
            return app

        async def _process_messages(self, websocket: web.WebSocketResponse, app_service: AppService) -> None:
            programs[:] = [program for program in programs if program.returncode is None]
            if (program := app_service._process) is not None:  # noqa: SLF001  # it has no other name
                programs.append(program)
            await super()._process_messages(websocket, app_service)

    joined = subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)
    templates = Path(__file__).parent / "served"
    return GuardedServer(joined, host, port, title, _address(host, port), templates_path=templates), key


def _refuse_strangers(given: str, key: str) -> None:
    from aiohttp import web

    if not secrets.compare_digest(given.encode(), key.encode()):
        raise web.HTTPForbidden(text="open the whole address that align-bench told, with its key")


async def _wait_for(programs: Iterable[Process]) -> None:
    """Wait until what pages run is over: the library only waits until it says no more."""
    for program in programs:
        try:
            await asyncio.wait_for(program.communicate(), _PATIENCE)
        except TimeoutError:
            program.kill()
            await program.communicate()


def _socket(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise UsageError(
            f"{host}:{port} cannot be listened on: {getattr(error, 'strerror', None) or error}",
            hint="choose another --port, or --port 0 for any that is free",
        ) from error


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
