"""A save becomes one update: what is looked at first, what is affected only, in order."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.runtime import runtime as render
from inbox_toolkit.liquid.runtime.result import RenderedText
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.session import SaveReport, Session
from inbox_toolkit.preview.views.overview import Capabilities
from inbox_toolkit.rendering import render as rendering

from tests.support.preview_server import ORDER, small_project, template, write

TEMPLATE = "templates/order_shipped.json"
WATCHING = json.dumps({"template": "order_shipped", "profile": "ada", "data": "standard"})


@pytest.fixture
def saves() -> list[SaveReport]:
    return []


@pytest.fixture
def session(tmp_path: Path, saves: list[SaveReport]) -> Session:
    state = ProjectState(small_project(tmp_path))
    state.validate_pending()
    return Session(state, capabilities=Capabilities(), on_saved=saves.append)


Story = Callable[[AsyncIterator[bytes]], Awaitable[None]]


def run(session: Session, story: Story) -> None:
    """Run a story with one page open on the session."""

    async def told() -> None:
        task = asyncio.create_task(session.run())
        pages = session.broadcast.stream(b"hello", watching=WATCHING)
        await anext(pages)
        await asyncio.wait_for(story(pages), 60)
        session.broadcast.close()
        assert [rest async for rest in pages] == []
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    asyncio.run(told())


async def update(pages: AsyncIterator[bytes]) -> dict[str, Any]:
    """Return the next update that tells of a judged template."""
    while True:
        found: dict[str, Any] = json.loads((await anext(pages)).split(b"data: ")[1])
        if found["templates"]:
            return found


def test_a_save_brings_the_case_on_screen_along(session: Session, saves: list[SaveReport]) -> None:
    async def story(pages: AsyncIterator[bytes]) -> None:
        session.on_change(
            write(session.state.workspace.root / TEMPLATE, ORDER.replace("Order", "Parcel")), True
        )
        found = await update(pages)
        assert found["epoch"] == 2
        assert [row["name"] for row in found["templates"]] == ["order_shipped"]
        assert found["views"][0]["message"]["properties"]["body"] == "Parcel ORD-5678"

    run(session, story)
    assert [(one.before, one.after) for one in saves] == [("clean", "clean")]


def test_a_broken_configuration_is_told_with_its_reason_and_the_last_good_one_stays(
    session: Session, saves: list[SaveReport]
) -> None:
    async def story(pages: AsyncIterator[bytes]) -> None:
        root = session.state.workspace.root
        session.on_change(write(root / "inbox.toml", "templates = "), True)
        found = json.loads((await anext(pages)).split(b"data: ")[1])
        assert found["views"][0]["message"]["properties"]["body"] == "Order ORD-5678"

    run(session, story)
    assert saves[0].after.startswith("the last good settings stay: inbox.toml is not TOML: ")


def test_the_message_comes_before_the_rules_have_their_say(session: Session) -> None:
    async def story(pages: AsyncIterator[bytes]) -> None:
        session.on_change(
            write(session.state.workspace.root / TEMPLATE, ORDER.replace("Order", "Parcel")), True
        )
        first = json.loads((await anext(pages)).split(b"data: ")[1])
        assert first["templates"] == []
        assert first["views"][0]["message"]["properties"]["body"] == "Parcel ORD-5678"
        assert (await update(pages))["epoch"] == first["epoch"] + 1

    run(session, story)


def test_the_case_on_screen_is_rendered_once(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[tuple[object, bool]] = []

    def counted(program: Program, roots: Mapping[str, Any], **how: Any) -> RenderedText:
        rendered.append((roots["trigger"].get("order_id"), how["trace"]))
        return render.run(program, roots, **how)

    monkeypatch.setattr(rendering, "run", counted)

    async def story(pages: AsyncIterator[bytes]) -> None:
        root = session.state.workspace.root
        session.on_change(write(root / TEMPLATE, ORDER.replace("Order", "Parcel")), True)
        await update(pages)

    run(session, story)
    assert len(rendered) == 4  # two profiles with two message data
    assert rendered.count(("ORD-5678", True)) == 1


def test_what_is_looked_at_comes_before_the_rest(session: Session) -> None:
    async def story(pages: AsyncIterator[bytes]) -> None:
        path = session.state.workspace.root / "fixtures/profiles/ada.json"
        session.on_change(write(path, {"first_name": "Augusta"}), True)
        first, second = await update(pages), await update(pages)
        assert [row["name"] for row in first["templates"]] == ["order_shipped"]
        assert [row["name"] for row in second["templates"]] == ["welcome"]
        assert first["views"][0]["message"]["properties"]["title"] == "Hi Augusta"

    run(session, story)


def test_a_burst_is_one_update(session: Session) -> None:
    async def story(pages: AsyncIterator[bytes]) -> None:
        root = session.state.workspace.root
        for number in range(500):
            path = write(root / f"templates/burst_{number:03}.json", template('{"title": "t"}'))
            session.on_change(path, True)
        names: set[str] = set()
        count = 0
        while len(names) < 500:
            count += 1
            found = await update(pages)
            names |= {row["name"] for row in found["templates"]} - {"welcome", "order_shipped"}
        assert count < 100

    run(session, story)


def test_a_bug_is_told_and_the_next_save_is_followed(tmp_path: Path) -> None:
    state = Interrupted(small_project(tmp_path))
    stumbled: list[Exception] = []
    session = Session(state, capabilities=Capabilities(), on_error=stumbled.append)

    def stumble() -> None:
        raise ZeroDivisionError

    async def story(pages: AsyncIterator[bytes]) -> None:
        await update(pages)
        state.meanwhile = stumble
        session.on_change(write(tmp_path / TEMPLATE, ORDER), True)
        while not stumbled:
            event = await anext(pages)
        problem = json.loads(event.split(b"data: ")[1])["project"]["configuration"]
        assert "bug in the preview (ZeroDivisionError)" in problem["message"]
        session.on_change(write(tmp_path / TEMPLATE, ORDER.replace("Order", "Parcel")), True)
        found = await update(pages)
        assert found["views"][0]["message"]["properties"]["body"] == "Parcel ORD-5678"
        assert found["project"]["configuration"] is None

    run(session, story)
    assert [type(one) for one in stumbled] == [ZeroDivisionError]


class Interrupted(ProjectState):
    """A state that something happens to the next time it reads or judges."""

    meanwhile: Callable[[], None] | None = None

    def reload(self, paths: Iterable[Path], *, allow_retry: bool) -> frozenset[Path]:
        self._interrupt()
        return super().reload(paths, allow_retry=allow_retry)

    def validate(self, name: str) -> None:
        self._interrupt()
        super().validate(name)

    def _interrupt(self) -> None:
        happens, self.meanwhile = self.meanwhile, None
        if happens:
            happens()


def test_a_save_does_not_wait_until_the_rest_is_judged(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    for number in range(20):
        write(root / f"templates/t{number:02}.json", template('{"title": "t"}'))
    state = Interrupted(root)
    session = Session(state, capabilities=Capabilities())

    def save() -> None:
        noted = threading.Event()
        session.on_change(write(root / TEMPLATE, ORDER.replace("Order", "Parcel")), True)
        session.call(noted.set)
        noted.wait(20)

    async def story(pages: AsyncIterator[bytes]) -> None:
        first = await update(pages)
        assert len(first["templates"]) == 1
        second = json.loads((await anext(pages)).split(b"data: ")[1])
        assert second["views"][0]["message"]["properties"]["body"] == "Parcel ORD-5678"
        told = {row["name"] for row in first["templates"]}
        while len(told) < 22:
            told |= {row["name"] for row in (await update(pages))["templates"]}

    state.meanwhile = save
    run(session, story)


def test_the_first_file_of_a_burst_is_shown_with_the_rest(tmp_path: Path) -> None:
    """A branch switch puts a template and its message data in place: one without the other fails."""
    state = Interrupted(small_project(tmp_path))
    state.validate_pending()
    saves: list[SaveReport] = []
    session = Session(state, capabilities=Capabilities(), on_saved=saves.append)
    data = tmp_path / "fixtures/message_data/order_shipped/standard.json"

    async def story(pages: AsyncIterator[bytes]) -> None:
        state.meanwhile = lambda: session.on_change(
            write(data, {"parcel": "P-1", "url": "u"}), True
        )
        session.on_change(write(tmp_path / TEMPLATE, ORDER.replace("order_id", "parcel")), True)
        first = json.loads((await anext(pages)).split(b"data: ")[1])
        assert first["views"][0]["message"]["properties"]["body"] == "Order P-1"
        await update(pages)

    run(session, story)
    assert {path.name for path in saves[0].paths} == {"standard.json", "order_shipped.json"}


def test_a_half_written_file_is_waited_for(session: Session) -> None:
    async def story(pages: AsyncIterator[bytes]) -> None:
        path = write(session.state.workspace.root / TEMPLATE, ORDER[:60])
        session.on_change(path, True)
        write(path, ORDER.replace("Order", "Parcel"))
        session.on_change(path, True)
        found = await update(pages)
        while not found["views"]:
            found = await update(pages)
        assert found["views"][0]["failure"] is None
        assert found["views"][0]["message"]["properties"]["body"] == "Parcel ORD-5678"

    run(session, story)


def test_a_broken_file_is_told_in_the_end(session: Session) -> None:
    async def story(pages: AsyncIterator[bytes]) -> None:
        session.on_change(write(session.state.workspace.root / TEMPLATE, ORDER[:60]), True)
        found = await update(pages)
        assert found["templates"][0]["verdict"] == "broken"
        assert found["views"][0]["stale"] is True

    run(session, story)


def test_files_of_no_concern_are_not_followed(session: Session) -> None:
    async def story(pages: AsyncIterator[bytes]) -> None:
        session.on_change(session.state.workspace.root / "README.md", True)
        session.on_change(write(session.state.workspace.root / TEMPLATE, ORDER + "\n"), True)
        assert (await update(pages))["epoch"] == 2

    run(session, story)


def test_nothing_is_heard_before_it_runs(session: Session) -> None:
    session.on_change(session.state.workspace.root / TEMPLATE, True)
    assert session.epoch == 0
