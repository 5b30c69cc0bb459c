"""What is typed and not accepted: kept, told, and never passed over."""

from __future__ import annotations

import pytest
from textual.events import Key
from textual.widgets import OptionList

from align_bench.errors import StorageError
from align_bench.model.unit import Status
from align_bench.storage.drafts import Drafts
from align_bench.storage.project import Project
from align_bench.tui.screens.asking import AskText, Choose
from tui.desk import NAME, Desk, OpenDesk


def _text(desk: Desk) -> str:
    return "\n".join(desk.lines)


async def test_a_comment_is_on_disk_while_it_is_typed(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        await desk.press("c", *"why?")
        await desk.pilot.pause(0.6)
        assert Drafts.of(project, NAME).texts == {"u1#reply": "why?"}


async def test_leaving_the_program_keeps_a_comment_at_once(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        await desk.press("c", *"why?", "ctrl+q")
    assert Drafts.of(project, NAME).texts == {"u1#reply": "why?"}


async def test_a_kept_comment_is_called_so_until_it_is_accepted(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        await desk.press("c", *"why?", "escape")
        assert "kept comment" in _text(desk)
        assert "kept text" not in _text(desk)
        assert "1 kept" in desk.lines[0]
        await desk.press("c", "ctrl+s")
        assert desk.units[0].comment == "Li (2031-04-08 09:30): why?"
        assert "kept" not in _text(desk)
        assert not Drafts.of(project, NAME).texts


async def test_a_query_finds_the_pairs_with_something_kept(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("c", *"why?", "escape", "end", "e", "!", "escape", ":", *"is:kept", "enter")
        assert [unit.id for unit in desk.screen.view.units] == ["u1", "u6"]
        assert "only is:kept (2/2)" in desk.lines[0]
        await desk.press("escape", "home", "c", "f4", "G", *"is:kept", "enter", ">")
        assert desk.current == "u6"


def _full(*_: object, **__: object) -> None:
    raise StorageError("no space left")


async def test_what_could_not_be_written_is_written_when_the_reviewer_leaves(
    open_desk: OpenDesk, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_desk() as desk:
        with monkeypatch.context() as patch:
            patch.setattr("align_bench.storage.drafts.write_content", _full)
            await desk.press("e", "!", "escape")
            assert not Drafts.of(project, NAME).texts
            assert "1 kept, NOT on disk" in desk.lines[0]
            await desk.press("q")
            assert isinstance(desk.app.screen, Choose)
            assert "lost, as it cannot be written" in _text(desk)
            await desk.press("enter")
            assert "1 kept" in desk.lines[0]
        await desk.press("q")
        assert "kept for the next time" in _text(desk)
        assert "NOT on disk" not in desk.lines[0]
        await desk.press("enter")
    assert Drafts.of(project, NAME).texts["u1"].endswith("!")


async def test_a_kept_comment_can_be_dropped(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        await desk.press("c", *"why?", "escape", "c", "f4")
        assert "kept" not in _text(desk)
        await desk.press("c", *"why?", "escape", "f4")
        assert "kept" not in _text(desk)
    assert not Drafts.of(project, NAME).texts


@pytest.mark.parametrize(
    ("answer", "target", "status", "kept"),
    [
        pytest.param(["enter"], "!", Status.REVIEWED, False, id="accept"),
        pytest.param(["down", "enter"], "", Status.REVIEWED, False, id="drop"),
        pytest.param(["down", "down", "enter"], "", Status.TRANSLATED, True, id="back"),
        pytest.param(["escape"], "", Status.TRANSLATED, True, id="escape"),
    ],
)
async def test_a_pair_with_kept_text_is_not_approved_unasked(
    open_desk: OpenDesk, project: Project, answer: list[str], target: str, status: Status, kept: bool
) -> None:
    async with open_desk() as desk:
        before = desk.units[1].target
        await desk.press("down", "e", "!", "escape", "a")
        assert isinstance(desk.app.screen, Choose)
        assert desk.units[1].status is Status.TRANSLATED
        await desk.press(*answer)
        assert desk.units[1].target == before + target
        assert desk.units[1].status is status
        assert ("kept text" in _text(desk)) is kept
        assert desk.current == ("u2" if kept else "u3")
    assert bool(Drafts.of(project, NAME).texts) is kept


@pytest.mark.parametrize("key", ["r", "t", "d", "z", "x", "m", "s", "[", "]"])
async def test_every_other_end_of_a_pair_asks_too(open_desk: OpenDesk, key: str) -> None:
    async with open_desk() as desk:
        before = desk.units
        await desk.press("down", "e", "!", "escape", key)
        assert isinstance(desk.app.screen, Choose)
        await desk.press("escape")
        assert desk.units == before


async def test_a_merge_asks_for_the_text_and_comment_of_the_pair_below(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("down", "down", "e", "!", "escape", "c", *"why?", "escape", "up", "m")
        assert isinstance(desk.app.screen, Choose)
        await desk.press("enter")
        assert desk.units[1].target.endswith("data.!")
        assert desk.units[1].comment == "Li (2031-04-08 09:30): why?"
        assert "kept" not in _text(desk)


async def test_leaving_tells_what_is_kept(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        await desk.press("down", "e", "!", "escape", "end", "c", "?", "escape", "home", "q")
        assert "2 texts are typed" in _text(desk)
        await desk.press("down", "enter")
        assert desk.current == "u2"
        await desk.press("q")
        assert desk.app.screen.query_one(OptionList).highlighted == 0
        await desk.press("enter")
        await desk.settle()
        assert not desk.app.is_running or desk.app._exit
    assert len(Drafts.of(project, NAME).texts) == 2


async def test_the_comment_screen_goes_on_with_what_was_typed(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("c", *"why?", "escape", "c")
        assert isinstance(desk.app.screen, AskText)
        assert "going on with what was typed" in _text(desk)


@pytest.mark.parametrize("size", [(60, 15), (80, 24)])
async def test_the_question_shows_what_is_new_and_its_answers(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(size) as desk:
        await desk.press("down", "e")
        desk.screen.editor.area.insert(" NEW" + " word" * 80)
        await desk.press("escape", "a")
        text = _text(desk)
        for words in ("NEW", "accept the kept text", "go back", "enter choose"):
            assert words in text
        await desk.press("escape", ":")
        assert "enter show" in _text(desk)


async def test_kept_texts_are_not_written_through_a_link(open_desk: OpenDesk, project: Project) -> None:
    outside = project.root.parent / "outside.json"
    path = project.drafts(NAME)
    path.parent.mkdir(parents=True)
    path.symlink_to(outside)
    async with open_desk() as desk:
        assert any("is a link to" in notice for notice in desk.notices)
    assert not outside.exists()


@pytest.mark.parametrize("key", ["ctrl+s", "f2"])
async def test_a_comment_that_is_accepted_in_one_packet_is_whole(open_desk: OpenDesk, key: str) -> None:
    """Input methods and slow lines bring the last characters together with the key that accepts them."""
    async with open_desk() as desk:
        await desk.press("down", "c")
        for each in ("请", "核", "对", key):
            desk.app.post_message(Key(each, each if len(each) == 1 else None))
        await desk.settle()
        assert "请核对" in desk.units[1].comment


async def test_a_document_opens_at_the_pair_whose_text_waits(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("g", "3", "enter", "e", *" as agreed", "escape", "g", "1", "enter", "a")
    async with open_desk() as desk:
        assert desk.current == "u4"
        await desk.press("f4")
    async with open_desk() as desk:
        assert desk.current == "u3"
