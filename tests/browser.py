"""A headless Chromium that tests steer over a pipe (the DevTools protocol): nothing is installed beside the browser."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from typing import Any

PROGRAM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--remote-debugging-pipe",
)  # fmt: skip

# Seconds in which anything at all must happen: only a browser that hangs takes so long.
_PATIENCE = 120

# Chromium reads commands from descriptor 3 and answers on 4.
_STARTER = """
import fcntl, os, sys
commands, answers = (fcntl.fcntl(int(descriptor), fcntl.F_DUPFD, 10) for descriptor in sys.argv[1:3])
os.dup2(commands, 3)
os.dup2(answers, 4)
os.execvp(sys.argv[3], sys.argv[3:])
"""


class Page:
    """One open page."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands, self._answers = commands, answers
        self._number = 0
        self._session: str | None = None
        self.requests: list[str] = []
        """Every address that was asked for."""

        self.received = b""
        """What came over web sockets."""

        self.complaints: list[str] = []
        """What the browser wrote to its console: errors of scripts, breaches of the page's policy."""

    def open(self, path: Path | str, *, scripts: bool = True, dark: bool = False, width: int = 1300) -> None:
        """Open a file, or an address."""
        address = path if isinstance(path, str) else path.as_uri()
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.call("Page.navigate", url=address)
        # The event of loading may come before the answer or behind it: the page is asked instead.
        while self.run("[location.href, document.readyState]") != [address, "complete"]:
            pass

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def type(self, text: str) -> None:
        """Type characters where the cursor is."""
        for char in text:
            self.call("Input.dispatchKeyEvent", type="keyDown", text=char, key=char)
            self.call("Input.dispatchKeyEvent", type="keyUp", key=char)

    def press(self, key: str, code: int) -> None:
        """Press a key that types nothing; `code` is its virtual key code."""
        for kind in ("rawKeyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def choose(self, name: str, value: str) -> None:
        """Choose from a list as a person does: the page hears of it."""
        self.run(
            f"{{ const list = document.querySelector('select[name={name}]'); list.value = {json.dumps(value)};"
            " list.dispatchEvent(new Event('change', {bubbles: true})); }"
        )

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        number = self._number
        command = {"id": number, "method": method, "params": parameters}
        if self._session:
            command["sessionId"] = self._session
        os.write(self._commands, json.dumps(command).encode() + b"\0")
        message = self._read_until(lambda message: message.get("id") == number)
        assert "error" not in message, message
        result: dict[str, Any] = message["result"]
        return result

    def _read_until(self, wanted: Any) -> dict[str, Any]:
        while True:
            message = self._read()
            match message.get("method"):
                case "Network.requestWillBeSent":
                    self.requests.append(message["params"]["request"]["url"])
                case "Network.webSocketFrameReceived":
                    frame = message["params"]["response"]
                    self.received += b64decode(frame["payloadData"]) if frame["opcode"] == 2 else b""
                case "Log.entryAdded":
                    self.complaints.append(message["params"]["entry"]["text"])
                case "Runtime.exceptionThrown":
                    self.complaints.append(message["params"]["exceptionDetails"]["text"])
            if wanted(message):
                return message

    def _read(self) -> dict[str, Any]:
        parts = []
        assert select([self._answers], [], [], _PATIENCE)[0], "the browser does not answer"
        while (byte := os.read(self._answers, 1)) != b"\0":
            assert byte, "the browser went away"
            parts.append(byte)
        message: dict[str, Any] = json.loads(b"".join(parts))
        return message


@contextmanager
def browser(profile: Path) -> Iterator[Page]:
    """A browser of its own, ended with the block."""
    assert PROGRAM is not None
    its_commands, commands = os.pipe()
    answers, its_answers = os.pipe()
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            _STARTER,
            str(its_commands),
            str(its_answers),
            PROGRAM,
            *_FLAGS,
            f"--user-data-dir={profile}",
            "about:blank",
        ],
        pass_fds=(its_commands, its_answers),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(its_commands)
    os.close(its_answers)
    page = Page(commands, answers)
    try:
        yield page
        page._session = None
        page.call("Browser.close")
        process.wait(timeout=60)
    finally:
        os.close(commands)
        os.close(answers)
        if process.poll() is None:
            process.kill()
            process.wait()
