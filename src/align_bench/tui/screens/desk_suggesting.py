"""Machine translation at the review screen: what a service suggests for the current pair, where one is switched on.

Owns when the service is asked: once the cursor rests on a pair that still has to be reviewed, or when the reviewer
asks; one text at a time, and after an error only when the reviewer asks. What is sent is decided in
`workflow.suggesting`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on, work
from textual.message import Message
from textual.timer import Timer

from align_bench.config import Preferences
from align_bench.errors import AlignBenchError
from align_bench.tui.base import BenchApp
from align_bench.tui.panels.memory import Suggested
from align_bench.tui.screens.desk_remembering import RememberingDesk
from align_bench.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from align_bench.workflow.suggesting import Suggestions

# Seconds that the cursor rests before text is sent: who pages on sends nothing.
_REST = 0.6


class SuggestingDesk(RememberingDesk):
    """What asks a machine."""

    class SuggestionCame(Message):
        """The service has answered for a text, or could not."""

        def __init__(self, source: str, error: AlignBenchError | None) -> None:
            super().__init__()
            self.source, self.error = source, error

    _suggestions: Suggestions | None = None
    _settings: tuple[str, str] = ("", "")
    """Name and address of the service that `_suggestions` are of."""

    _suggesting_failed = ""
    """Why the last request failed; empty after one that did not."""

    _asked_text = ""
    _pause_before: Timer | None = None

    def suggested(self) -> Suggested | None:
        """What is known of the current pair."""
        unit, suggestions = self.view.unit, self._service()
        if suggestions is None or unit is None or not unit.source:
            return None
        host = suggestions.host
        if english := suggestions.known(unit.source):
            return Suggested(host, english)
        if self._asked_text == unit.source:
            return Suggested(host, note="asking ...")
        failed = f"{self._suggesting_failed}; M asks again" if self._suggesting_failed else ""
        return Suggested(host, note=failed or "M asks for this pair")

    def _show_pair(self) -> None:
        super()._show_pair()
        if self._pause_before is not None:
            self._pause_before.stop()
        unit = self.view.unit
        if self._preferences.suggester and unit is not None and unit.source and unit.status.is_open:
            self._pause_before = self.set_timer(_REST, self._ask_by_itself)

    def _ask_by_itself(self) -> None:
        unit, suggestions = self.view.unit, self._service()
        if unit is None or suggestions is None or self._suggesting_failed or not unit.status.is_open:
            return
        panel = self.query_one(Panel)
        if not (panel.display and panel.pane("memory").display):
            # Nothing is sent where nothing says so.
            return
        if suggestions.known(unit.source) is None and unit.source != self._asked_text:
            self._ask(suggestions, unit.source)

    def insert_suggestion(self) -> None:
        """Put the suggestion into the editor, in the place of what stands there; where there is none yet, ask."""
        from align_bench.memory.matches import fitted

        unit, suggestions = self.view.unit, self._service()
        if unit is None or not unit.source:
            self.say("there is no Chinese to be translated")
        elif suggestions is None:
            self.say(
                self._suggesting_failed or "no machine translation: no text is sent anywhere unless you switch it on"
            )
        elif english := suggestions.known(unit.source):
            self.put_whole(fitted(english, unit.source, unit.target))
            self.say(f"machine translation by {suggestions.host}, read by nobody; ctrl+z takes it back")
        elif unit.source != self._asked_text:
            self._suggesting_failed = ""
            self.say(f"asking {suggestions.host}; M puts it in when it is there")
            self._ask(suggestions, unit.source)

    @on(events.Unmount)
    async def _let_go(self) -> None:
        if self._suggestions is not None:
            await self._suggestions.close()

    @property
    def _preferences(self) -> Preferences:
        return self.app.personal.preferences if isinstance(self.app, BenchApp) else Preferences()

    def _service(self) -> Suggestions | None:
        """The service that is switched on now; what is wrong with the settings is told once."""
        preferences = self._preferences
        wanted = (preferences.suggester, preferences.suggester_url)
        if wanted != self._settings:
            from align_bench.workflow.suggesting import suggestions_of

            self._settings, self._suggesting_failed = wanted, ""
            if self._suggestions is not None:
                self.run_worker(self._suggestions.close(), group="suggest", exclusive=True)
            try:
                self._suggestions = suggestions_of(preferences)
            except AlignBenchError as error:
                self._suggestions, self._suggesting_failed = None, f"no machine translation: {error.message}"
                self.complain(error)
        return self._suggestions

    def _ask(self, suggestions: Suggestions, source: str) -> None:
        self._asked_text = source
        self.show_memory()
        self._request(suggestions, source)

    # Of the event loop, not of a thread: it is cancelled where it waits, as soon as another text is asked for.
    @work(exclusive=True, exit_on_error=False, group="suggest", description="suggestion")
    async def _request(self, suggestions: Suggestions, source: str) -> None:
        error = None
        try:
            await suggestions.suggest(source)
        except AlignBenchError as failure:
            error = failure
        self.post_message(self.SuggestionCame(source, error))

    @on(SuggestionCame)
    def _suggestion_came(self, message: SuggestionCame) -> None:
        if message.source == self._asked_text:
            self._asked_text = ""
        if message.error is None:
            self._suggesting_failed = ""
        else:
            if not self._suggesting_failed:
                self.complain(message.error)
            self._suggesting_failed = message.error.message
        self.show_memory()
