"""The documents of the project, with how far each is; enter opens one.

Owns search, order and owners; the figures come from a worker, those that are known already in one go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, Static

from align_bench.errors import AlignBenchError
from align_bench.model.task import Stopped, Task
from align_bench.text import cells
from align_bench.tui.orders import ORDERS, last_worked_on, sorted_names
from align_bench.tui.panels.documents import documents_title
from align_bench.tui.screens.owning import ask_owner, read_owners, write_owner
from align_bench.tui.screens.working import WorkingScreen
from align_bench.tui.services import Services
from align_bench.tui.widgets.document_list import DocumentList
from align_bench.workflow.overview import Figures

_HINT = " enter open  / search  s sort  w owner  q quit  F1 help  , settings  ^o projects"

# So many documents are read before they are shown.
_AT_ONCE = 8


class DocumentsScreen(WorkingScreen):
    """Which document to review."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,ctrl+q", "app.quit", "quit", id="documents.quit"),
        Binding("escape", "back", "back", id="documents.back"),
        Binding("enter", "open", "open", id="documents.open"),
        Binding("down,j", "step(1)", id="documents.down"),
        Binding("up,k", "step(-1)", id="documents.up"),
        Binding("pagedown,space", "page(1)", id="documents.page-down"),
        Binding("pageup,b", "page(-1)", id="documents.page-up"),
        Binding("home", "step(-1000000)", id="documents.first"),
        Binding("end", "step(1000000)", id="documents.last"),
        Binding("slash,f3", "search", "search", id="documents.search"),
        Binding("s,f6", "sort", "sort", id="documents.sort"),
        Binding("w,f7", "owner", "owner", id="documents.owner"),
        Binding("exclamation_mark", "resume", "read on", id="documents.resume"),
        Binding("comma,f8", "settings", "settings", id="documents.settings"),
        Binding("f11", "theme", "colours", id="documents.theme"),
        Binding("ctrl+o", "projects", "projects", id="documents.projects"),
    ]
    AUTO_FOCUS = "DocumentList"

    class Chosen(Message):
        """A document was chosen."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class Projects(Message):
        """Another project is wanted."""

    class Known(Message):
        """The figures of some documents."""

        def __init__(self, figures: Mapping[str, Figures], *, holder: str | None = None, is_last: bool = False) -> None:
            super().__init__()
            self.figures, self.holder, self.is_last = figures, holder, is_last

    def __init__(self, services: Services, left: str | None = None) -> None:
        """`left`: the document that was just left."""
        super().__init__(services)
        self._left = left
        self._names: Sequence[str] = ()
        self._figures: dict[str, Figures] = {}
        self._owners: Mapping[str, str] = {}
        self._holder = ""
        self._order = ORDERS[0]
        self._is_reading = False
        self._has_moved = False
        """The reviewer has chosen a place; until then the cursor goes to the document worked on last."""

    def compose(self) -> ComposeResult:
        yield Static(" Documents", id="documents-title", markup=False)
        yield DocumentList(id="documents-list")
        yield Static(id="documents-empty", markup=False)
        yield Input(id="documents-search", placeholder="part of the name, or of its owner's", compact=True)
        yield Static(_HINT, id="documents-keys", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).display = False
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        try:
            self._names = tuple(self.services.names())
        except AlignBenchError as error:
            self._tell(error)
        self._read_owners()
        self.action_resume()

    def action_resume(self) -> None:
        """Read what is not known yet."""
        self._is_reading = True
        self._show()
        self._look(self.begun("progress"))

    def on_unmount(self) -> None:
        self.stop_work()

    @work(thread=True, exclusive=True, exit_on_error=False, group="progress", description="progress")
    def _look(self, task: Task) -> None:
        names, overview = self._names, self.services.overview()
        known = overview.known(names)
        self.post_message(self.Known(known, holder=self.services.holder()))
        unknown = [name for name in names if name not in known]
        # What was read until then is worth keeping.
        with suppress(Stopped):
            for some in batched(unknown, _AT_ONCE):
                self.post_message(self.Known({name: overview.read(name, task) for name in some}))
        overview.save(names)
        # Unless it is read anew meanwhile.
        self.post_message(self.Known({}, is_last=task is self.tasks["progress"]))

    def worker_failed(self, group: str) -> None:
        super().worker_failed(group)
        self._is_reading = False
        self._show(sorts=False)

    @on(Known)
    def _take_in(self, message: Known) -> None:
        self._figures.update(message.figures)
        self._is_reading = not message.is_last
        if message.holder is not None:
            self._holder = message.holder
        self._show(sorts=message.is_last)
        # Not with every document that is read: who looks at the list would see the cursor jump.
        if not self._has_moved and (message.holder is not None or message.is_last):
            documents = self.query_one(DocumentList)
            begin = self._left or last_worked_on(self._figures, self.services.reviewer)
            if begin in documents.names:
                documents.move_to(documents.names.index(begin))

    def _show(self, *, sorts: bool = True) -> None:
        """Rows do not change places while figures come in, only when all are there."""
        documents = self.query_one(DocumentList)
        wanted = self.query_one(Input).value.casefold()
        names: Sequence[str] = [
            name for name in self._names if wanted in f"{name}\n{self._owners.get(name, '')}".casefold()
        ]
        if not sorts and set(names) == set(documents.names):
            names = documents.names
        else:
            names = sorted_names(names, self._figures, self._order)
        documents.show(names, self._figures, self._owners, documents.current)
        is_empty = not names
        empty = self.query_one("#documents-empty", Static)
        documents.display, empty.display = not is_empty, is_empty
        empty.update(
            "no document's name or owner holds this" if wanted else "no documents: put NAME.zh.txt files into sources/"
        )
        title = documents_title(
            self._names, self._figures, holder=self._holder, order=self._order, is_reading=self._is_reading
        )
        self.query_one("#documents-title", Static).update(cells.fit(title, max(1, self.size.width)))

    def on_screen_resume(self) -> None:
        """The settings may be others by now."""
        if self._names:
            self._read_owners()
            self._show(sorts=False)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show, sorts=False)

    @on(Input.Changed)
    def _searched(self) -> None:
        self._has_moved = True
        self._show()

    @on(Input.Submitted)
    @on(DocumentList.Chosen)
    def action_open(self) -> None:
        """Review the current document."""
        name = self.query_one(DocumentList).current
        if name is not None:
            self.post_message(self.Chosen(name))

    def action_step(self, rows: int) -> None:
        """To another document."""
        self._has_moved = True
        self.query_one(DocumentList).step(rows)

    def action_page(self, pages: int) -> None:
        """A screen further."""
        self._has_moved = True
        self.query_one(DocumentList).page(pages)

    def action_search(self) -> None:
        """Show only documents whose name or owner holds a text."""
        search = self.query_one(Input)
        search.display = True
        search.focus()

    def action_back(self) -> None:
        """End the search, stop the reading, or close what was told; where there is nothing of it, leave."""
        search = self.query_one(Input)
        if search.display:
            search.value = ""
            search.display = False
            self.query_one(DocumentList).focus()
            self._show()
        elif self._is_reading:
            self.stop_work()
        elif not self.bench.close_notices():
            self.app.exit()

    def action_sort(self) -> None:
        """The next order."""
        self._order = ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)]
        self._show()

    def action_owner(self) -> None:
        """Say who looks after the current document."""
        name, root = self.query_one(DocumentList).current, self.bench.root
        if name is None or root is None:
            return
        known = (self.services.reviewer, *self._owners.values(), *(each.reviewer for each in self._figures.values()))

        def answered(owner: str | None) -> None:
            try:
                write_owner(root, name, owner)
            except AlignBenchError as error:
                self._tell(error)
            self._read_owners()
            self._show(sorts=False)

        ask_owner(self.app, name, self._owners.get(name, ""), known, answered)

    def _read_owners(self) -> None:
        """As the settings name them now; where these cannot be read, that is told and the list can be used."""
        try:
            self._owners = read_owners(self.bench.root)
        except AlignBenchError as error:
            self._tell(error)

    def _tell(self, error: AlignBenchError) -> None:
        """Beside what the application tells at the beginning."""
        self.notify(error.hint, title=error.message, severity="error", markup=False)

    def action_settings(self) -> None:
        """The settings, to be changed."""
        self.bench.ask_settings()

    def action_theme(self) -> None:
        """Other colours."""
        self.bench.turn_theme()

    def action_projects(self) -> None:
        """To another project."""
        self.post_message(self.Projects())


def batched(names: Sequence[str], count: int) -> Iterator[Sequence[str]]:
    """The names in runs of so many."""
    return (names[start : start + count] for start in range(0, len(names), count))
