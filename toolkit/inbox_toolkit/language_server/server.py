"""``inbox lsp``: the protocol's side, on stdio or any other pair of streams."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

import inbox_toolkit
from inbox_toolkit.errors import ToolkitError
from inbox_toolkit.language_server import (
    code_actions,
    code_lens,
    completion,
    definition,
    formatting,
    hover,
    inlay_hints,
    outline,
    references,
    selection_ranges,
    semantic_tokens,
    signature_help,
)
from inbox_toolkit.language_server.diagnostics import diagnostics_of
from inbox_toolkit.language_server.documents import Document, Projects, to_path
from inbox_toolkit.language_server.session import ProjectSession

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class _Overtaken(BaseException):
    """A newer text came while an older one was validated."""


class InboxServer(LanguageServer):
    """One client's server.

    All work on projects is done on one thread of its own, in the order in which it came; while a
    text is validated, newer texts of the same file overtake it.
    """

    def __init__(self) -> None:
        super().__init__(
            "inbox",
            inbox_toolkit.__version__,
            # Full texts: pygls would split lines where the protocol does not.
            text_document_sync_kind=lsp.TextDocumentSyncKind.Full,
        )
        self.projects = Projects()
        self.worker = ThreadPoolExecutor(1, thread_name_prefix="inbox")
        self.open: dict[str, int] = {}
        """The version of each open document's newest text."""

    def document(self, uri: str) -> Document:
        """Return an open document as it is now; call it on the worker."""
        held = self.workspace.get_text_document(uri)
        path = to_path(uri)
        session = self.projects.find(path)
        name = path.name
        if session is not None:
            try:
                name = path.relative_to(session.root).as_posix()
            except ValueError:
                session = None
        encoding = lsp.PositionEncodingKind(self.workspace.position_encoding)
        return Document(uri, held.source, held.version, encoding, name, session)

    async def run(self, work: Callable[[], Answer]) -> Answer:
        """Do work on the projects' thread."""
        return await asyncio.get_running_loop().run_in_executor(self.worker, work)

    async def ask(self, uri: str, work: Callable[[Document], Answer]) -> Answer | None:
        """Answer a request about a document; what fails is logged and answered with nothing."""

        def answer() -> Answer | None:
            try:
                return work(self.document(uri))
            except ToolkitError as error:
                log.info("%s", error)
            except Exception:
                log.exception("a capability failed")
            return None

        return await self.run(answer)

    async def update(self, uri: str) -> None:
        """Validate the newest text of a document and what depends on it, and publish."""
        version = self.open.get(uri)

        def checkpoint() -> None:
            if self.open.get(uri) != version:
                raise _Overtaken

        def work() -> list[lsp.PublishDiagnosticsParams]:
            checkpoint()
            document = self.document(uri)
            if document.session is not None:
                document.session.edit(document.name, document.text)
            return list(self._diagnose(document, checkpoint))

        try:
            published = await self.run(work)
        except _Overtaken:
            return
        except ToolkitError as error:
            log.info("%s", error)
            return
        except Exception:
            log.exception("validation failed")
            return
        for params in published:
            self.text_document_publish_diagnostics(params)

    async def refresh(self, names: Iterable[tuple[ProjectSession, str]]) -> None:
        """Take note of files that changed on disk, and validate what is open again."""

        def forget() -> None:
            changed: dict[int, tuple[ProjectSession, list[str]]] = {}
            for session, name in names:
                changed.setdefault(id(session), (session, []))[1].append(name)
            for session, held in changed.values():
                session.changed([one for one in held if one not in session.unsaved])

        await self.run(forget)
        for uri in list(self.open):
            await self.update(uri)

    def _diagnose(
        self, document: Document, checkpoint: Callable[[], None]
    ) -> Iterable[lsp.PublishDiagnosticsParams]:
        """Yield the findings of a document, and of the open ones that depend on it."""
        session = document.session
        if session is None:
            error = self.projects.errors.get(to_path(document.uri).parent)
            yield _params(document, [_note(error)] if error else [])
            return
        document.state(checkpoint)
        for uri in self.open:
            other = document if uri == document.uri else self.document(uri)
            if other.session is session and _depends(other, document):
                yield _params(other, self._findings(other, checkpoint))

    def _findings(self, document: Document, checkpoint: Callable[[], None]) -> list[lsp.Diagnostic]:
        session = document.session
        if session is None:
            return []
        if document.name in ("inbox.toml", "pyproject.toml"):
            found = session.config_diagnostic(document.name, document.text)
            return diagnostics_of(document, [found] if found else [])
        state = document.state(checkpoint)
        known = state.diagnostics if state else session.shared_diagnostics()
        return diagnostics_of(document, known)


def _depends(document: Document, on: Document) -> bool:
    """Return True if the findings of a document can change with another one's text."""
    if document.uri == on.uri or document.session is None:
        return True
    unit, other = document.session.unit_of(document.name), document.session.unit_of(on.name)
    return other is None or unit is None or unit.name == other.name


def _params(document: Document, found: list[lsp.Diagnostic]) -> lsp.PublishDiagnosticsParams:
    return lsp.PublishDiagnosticsParams(document.uri, found, document.version)


def _note(error: ToolkitError) -> lsp.Diagnostic:
    start = lsp.Position(0, 0)
    text = f"{error.message}\nhelp: {error.help}" if error.help else error.message
    return lsp.Diagnostic(
        lsp.Range(start, start), text, lsp.DiagnosticSeverity.Error, source="inbox"
    )


def create_server() -> InboxServer:
    """Return a server with everything registered that it answers."""
    server = InboxServer()
    _register_documents(server)
    _register_files(server)
    _register_capabilities(server)
    return server


def _register_documents(server: InboxServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def did_open(ls: InboxServer, params: lsp.DidOpenTextDocumentParams) -> None:
        ls.open[params.text_document.uri] = params.text_document.version
        await ls.update(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def did_change(ls: InboxServer, params: lsp.DidChangeTextDocumentParams) -> None:
        ls.open[params.text_document.uri] = params.text_document.version
        await ls.update(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def did_close(ls: InboxServer, params: lsp.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        ls.open.pop(uri, None)
        path = to_path(uri)

        def close() -> None:
            session = ls.projects.find(path)
            if session is not None and path.is_relative_to(session.root):
                session.edit(path.relative_to(session.root).as_posix(), None)

        await ls.run(close)
        ls.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))


def _register_files(server: InboxServer) -> None:
    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def did_change_files(ls: InboxServer, params: lsp.DidChangeWatchedFilesParams) -> None:
        names = []
        for change in params.changes:
            path = to_path(change.uri)
            for session in ls.projects.every():
                if path.is_relative_to(session.root):
                    names.append((session, path.relative_to(session.root).as_posix()))
        await ls.refresh(names)

    @server.feature(lsp.INITIALIZED)
    async def initialized(ls: InboxServer, _: lsp.InitializedParams) -> None:
        watched = ls.client_capabilities.workspace
        files = watched.did_change_watched_files if watched else None
        if files is not None and files.dynamic_registration:
            watchers = [
                lsp.FileSystemWatcher(pattern)
                for pattern in ("**/*.json", "**/*.json.liquid", "**/*.toml")
            ]
            options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
            registration = lsp.Registration(
                "files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options
            )
            await ls.client_register_capability_async(lsp.RegistrationParams([registration]))


def _register_capabilities(server: InboxServer) -> None:
    def answer(method: str, work: Callable[[Document, Any], Any], options: Any = None) -> None:
        @server.feature(method, options)
        async def feature(ls: InboxServer, params: Any) -> Any:
            return await ls.ask(params.text_document.uri, lambda document: work(document, params))

    answer(lsp.TEXT_DOCUMENT_COMPLETION, completion.complete, completion.OPTIONS)
    answer(lsp.TEXT_DOCUMENT_HOVER, hover.hover)
    answer(lsp.TEXT_DOCUMENT_SIGNATURE_HELP, signature_help.signature_help, signature_help.OPTIONS)
    answer(lsp.TEXT_DOCUMENT_DEFINITION, definition.definition)
    answer(lsp.TEXT_DOCUMENT_REFERENCES, references.references)
    answer(lsp.TEXT_DOCUMENT_PREPARE_RENAME, references.prepare_rename)
    answer(lsp.TEXT_DOCUMENT_RENAME, references.rename, lsp.RenameOptions(prepare_provider=True))
    answer(lsp.TEXT_DOCUMENT_CODE_ACTION, code_actions.code_actions, code_actions.OPTIONS)
    answer(lsp.TEXT_DOCUMENT_FORMATTING, formatting.formatting)
    answer(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, outline.symbols)
    answer(lsp.TEXT_DOCUMENT_FOLDING_RANGE, outline.folding)
    answer(lsp.TEXT_DOCUMENT_CODE_LENS, code_lens.code_lenses, lsp.CodeLensOptions())
    answer(lsp.TEXT_DOCUMENT_INLAY_HINT, inlay_hints.inlay_hints, lsp.InlayHintOptions())
    answer(lsp.TEXT_DOCUMENT_SELECTION_RANGE, selection_ranges.selection_ranges)
    answer(
        lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL,
        semantic_tokens.semantic_tokens,
        semantic_tokens.LEGEND,
    )
