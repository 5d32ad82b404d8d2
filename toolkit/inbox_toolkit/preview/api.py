"""The page's questions and actions: each operation of ``wire.py`` with what answers it."""

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass

from starlette.concurrency import iterate_in_threadpool
from starlette.routing import BaseRoute

from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.file_edits import (
    UndoLog,
    apply_fix,
    editable_files,
    read_file,
    save_file,
    save_new_fixture,
    save_to_fixtures,
)
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.send_case import check_recipient, send_case, send_plan
from inbox_toolkit.preview.session import Session
from inbox_toolkit.preview.user_editor import editor_address, editor_command, open_in_editor
from inbox_toolkit.preview.views.case import case_view, unsaved_case_view
from inbox_toolkit.preview.views.diff import diff_view
from inbox_toolkit.preview.views.matrix import matrices_view
from inbox_toolkit.preview.views.overview import overview
from inbox_toolkit.preview.views.selection import selection_of
from inbox_toolkit.preview.views.variables import whole_value
from inbox_toolkit.preview.wire import (
    OPERATIONS,
    CaseQuery,
    CaseView,
    DiffQuery,
    DiffView,
    EditAnswer,
    EditRequest,
    FileQuery,
    FileText,
    FixRequest,
    FixtureAnswer,
    MatricesView,
    MatrixQuery,
    NewFixtureRequest,
    Overview,
    RuleQuery,
    RuleView,
    Saved,
    SavedFile,
    SaveFileRequest,
    SaveRequest,
    SendPlan,
    SendRequest,
    StepView,
    TextQuery,
    Undone,
    UndoRequest,
    ValueQuery,
    WholeValue,
)
from inbox_toolkit.project.user_config import read_user_config, user_config_path
from inbox_toolkit.validation.rule_docs import rule_descriptors
from inbox_toolkit.web.operations import Handler, operation_routes


def api_routes(session: Session) -> list[BaseRoute]:
    """Return the routes of every operation."""
    api = _Api(session, UndoLog())
    handlers: dict[str, Handler] = {
        "GET /api/overview": api.overview,
        "GET /api/case": api.case,
        "POST /api/case": api.unsaved_case,
        "GET /api/value": api.value,
        "POST /api/value": api.value,
        "GET /api/matrix": api.matrix,
        "GET /api/diff": api.diff,
        "POST /api/diff": api.diff,
        "GET /api/rule": api.rule,
        "GET /api/file": api.file,
        "POST /api/file": api.save_file,
        "POST /api/save": api.save,
        "POST /api/fixture": api.new_fixture,
        "POST /api/undo": api.undo,
        "POST /api/fix": api.fix,
        "POST /api/edit": api.edit,
        "POST /api/send/plan": api.send_plan,
        "POST /api/send": api.send,
    }
    return operation_routes(OPERATIONS, handlers)


@dataclass(frozen=True, slots=True)
class _Api:
    session: Session
    log: UndoLog

    @property
    def _state(self) -> ProjectState:
        return self.session.state

    async def overview(self) -> Overview:
        session = self.session
        return await session.ask(overview, session.state, session.epoch, session.capabilities)

    async def case(self, query: CaseQuery) -> CaseView:
        return await self.session.ask(case_view, self._state, selection_of(query))

    async def unsaved_case(self, query: TextQuery) -> CaseView:
        wanted = selection_of(query.case)
        return await self.session.ask(unsaved_case_view, self._state, wanted, query.text)

    async def value(self, query: ValueQuery) -> WholeValue:
        wanted = selection_of(query)
        return await self.session.ask(whole_value, self._state, wanted, query.path)

    async def matrix(self, query: MatrixQuery) -> MatricesView:
        return await self.session.ask(matrices_view, self._state, query)

    async def diff(self, query: DiffQuery) -> DiffView:
        return await self.session.ask(diff_view, self._state, selection_of(query), query.against)

    async def rule(self, query: RuleQuery) -> RuleView:
        found = next((one for one in rule_descriptors() if one.id == query.rule), None)
        if found is None:
            raise UsageError(f"there is no rule {query.rule[:80]!r}", help="see: inbox rules")
        return RuleView(found.id, found.summary, found.severity.value, found.help)

    async def file(self, query: FileQuery) -> FileText:
        return await self.session.ask(read_file, self._state, query.file)

    async def save_file(self, request: SaveFileRequest) -> SavedFile:
        saved = await self.session.ask(save_file, self._state, request, self.log)
        await self._follow((saved.file,))
        return saved

    async def save(self, request: SaveRequest) -> Saved:
        wanted = selection_of(request.case)
        saved = await self.session.ask(save_to_fixtures, self._state, wanted, self.log)
        await self._follow(saved.files)
        return saved

    async def new_fixture(self, request: NewFixtureRequest) -> FixtureAnswer:
        wanted = selection_of(request.case)
        saved = await self.session.ask(save_new_fixture, self._state, wanted, request, self.log)
        if saved is not None:
            await self._follow(saved.files)
        return FixtureAnswer(saved)

    async def undo(self, request: UndoRequest) -> Undone:
        config = self._state.workspace.config
        files = await self.session.ask(self.log.undo, config, request.undo)
        await self._follow(files)
        return Undone(files)

    async def fix(self, request: FixRequest) -> Saved:
        saved = await self.session.ask(apply_fix, self._state, request.id, self.log)
        await self._follow(saved.files)
        return saved

    async def edit(self, request: EditRequest) -> EditAnswer:
        state = self._state
        config = state.workspace.config.file
        if request.file not in editable_files(state) | {config.name if config else ""}:
            raise UsageError(
                f"{request.file[:200]!r} is not a file of this project",
                help="open a template or a fixture of it",
            )
        configured = read_user_config(user_config_path(os.environ)).editor
        address = editor_address(configured)
        command = [] if address else editor_command(configured, os.environ)
        path = state.workspace.root / request.file
        url = open_in_editor(path, request.line, command, address, column=request.column)
        return EditAnswer(url)

    async def send_plan(self, request: SendRequest) -> SendPlan:
        check_recipient(request.to, self.session.capabilities.send)
        wanted = selection_of(request.case)
        return await self.session.ask(send_plan, self._state.workspace, wanted, request.to)

    async def send(self, request: SendRequest) -> AsyncIterator[StepView]:
        check_recipient(request.to, self.session.capabilities.send)
        wanted = selection_of(request.case)
        return iterate_in_threadpool(send_case(self._state.workspace, wanted, request.to))

    async def _follow(self, files: tuple[str, ...]) -> None:
        """Read files that were just written, so that the answer finds them."""
        root = self._state.workspace.root
        await self.session.follow_now(root / one for one in files)
