"""The server of one client: its open texts, what is published, who answers which request."""

import asyncio
import json
import logging
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar

from lsprotocol import types as lsp
from lsprotocol.converters import get_converter

import inbox_toolkit
from inbox_toolkit.errors import ToolkitError, UsageError
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
from inbox_toolkit.language_server.documents import Document, Projects, to_path, to_uri
from inbox_toolkit.language_server.jsonrpc import (
    INVALID_PARAMS,
    INVALID_REQUEST,
    SERVER_NOT_INITIALIZED,
    Connection,
    Handler,
    Receive,
    RpcError,
    Send,
)
from inbox_toolkit.language_server.positions import PositionMap
from inbox_toolkit.language_server.session import ProjectSession

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")

WATCHED = ("**/*.json", "**/*.json.liquid", "**/*.toml")
_CONVERTER = get_converter()


def structured(params: Any, kind: type[Any]) -> Any:
    """Return a message's parameters as the protocol's type; raises RpcError."""
    try:
        return _CONVERTER.structure(params, kind)
    except Exception as error:  # noqa: BLE001 - whatever a client sends
        raise RpcError(INVALID_PARAMS, f"not {kind.__name__}: {error}") from None


def unstructured(answer: Any) -> Any:
    """Return what is sent for an answer."""
    return _CONVERTER.unstructure(answer)


@dataclass(frozen=True, slots=True)
class OpenText:
    """The newest text of an open file."""

    text: str
    version: int


class _Overtaken(BaseException):
    """A newer text came while an older one was validated."""


class LanguageServer:
    """One client's server.

    All work on projects is done on one thread of its own, in the order in which it came; while a
    text is validated, newer texts of the same file overtake it.
    """

    def __init__(self, receive: Receive, send: Send, *, root: Path | None = None) -> None:
        self.projects = Projects(root)
        self.worker = ThreadPoolExecutor(1, thread_name_prefix="inbox")
        self.open: dict[str, OpenText] = {}
        self.encoding: str = lsp.PositionEncodingKind.Utf16
        self.client = lsp.ClientCapabilities()
        self._connection = Connection(receive, send, handler_of=self._handler_of)
        self._handlers: dict[str, Handler] = {
            lsp.INITIALIZE: self._initialize,
            lsp.INITIALIZED: self._initialized,
            lsp.SHUTDOWN: self._shutdown,
            lsp.EXIT: self._exit,
            lsp.TEXT_DOCUMENT_DID_OPEN: self._did_open,
            lsp.TEXT_DOCUMENT_DID_CHANGE: self._did_change,
            lsp.TEXT_DOCUMENT_DID_CLOSE: self._did_close,
            lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES: self._did_change_files,
            **{method: partial(self._answer, method) for method in CAPABILITIES},
        }
        self._phase: Literal["new", "running", "stopped"] = "new"

    async def serve(self) -> int:
        """Serve the client until it goes; return 0 where it said so first, else 1."""
        try:
            await self._connection.run()
        finally:
            self.worker.shutdown(wait=False, cancel_futures=True)
        return 0 if self._phase == "stopped" else 1

    def _handler_of(self, method: str) -> Handler | None:
        if method in (lsp.EXIT, lsp.INITIALIZE):
            return self._handlers[method]
        if self._phase == "running":
            return self._handlers.get(method)
        return _refuse if self._phase == "new" else _refuse_late

    async def _initialize(self, params: Any) -> Any:
        if self._phase != "new":
            raise RpcError(INVALID_REQUEST, "initialized already")
        asked = structured(params, lsp.InitializeParams)
        self.client = asked.capabilities
        general = asked.capabilities.general
        for one in (general.position_encodings if general else None) or ():
            if one in set(lsp.PositionEncodingKind):
                self.encoding = one
                break
        self._phase = "running"
        return unstructured(lsp.InitializeResult(_capabilities(self.encoding), _server_info()))

    async def _initialized(self, _: Any) -> None:
        watched = self.client.workspace
        files = watched.did_change_watched_files if watched else None
        if files is not None and files.dynamic_registration:
            watchers = [{"globPattern": one} for one in WATCHED]
            registration = {
                "id": "files",
                "method": lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                "registerOptions": {"watchers": watchers},
            }
            await self._connection.request(
                lsp.CLIENT_REGISTER_CAPABILITY, {"registrations": [registration]}
            )

    async def _shutdown(self, _: Any) -> None:
        self._phase = "stopped"

    async def _exit(self, _: Any) -> None:
        self._connection.close()

    async def _did_open(self, params: Any) -> None:
        opened = structured(params, lsp.DidOpenTextDocumentParams).text_document
        self.open[opened.uri] = OpenText(opened.text, opened.version)
        await self.update(opened.uri)

    async def _did_change(self, params: Any) -> None:
        changed = structured(params, lsp.DidChangeTextDocumentParams)
        uri, version = changed.text_document.uri, changed.text_document.version
        held = self.open.get(uri)
        if held is None or version < held.version:
            log.warning("a change of %s came out of order: it is left out", uri)
            return
        text = held.text
        for change in changed.content_changes:
            if isinstance(change, lsp.TextDocumentContentChangePartial):
                span = PositionMap(text, self.encoding).span(change.range)
                text = text[: span.start] + change.text + text[span.end :]
            else:
                text = change.text
        self.open[uri] = OpenText(text, version)
        await self.update(uri)

    async def _did_close(self, params: Any) -> None:
        uri = structured(params, lsp.DidCloseTextDocumentParams).text_document.uri
        self.open.pop(uri, None)
        path = to_path(uri)

        def close() -> None:
            session = self.projects.find(path)
            if session is not None and path.is_relative_to(session.root):
                session.edit(path.relative_to(session.root).as_posix(), None)

        await self.run(close)
        self._publish(lsp.PublishDiagnosticsParams(uri, []))

    async def _did_change_files(self, params: Any) -> None:
        names = []
        for change in structured(params, lsp.DidChangeWatchedFilesParams).changes:
            path = to_path(change.uri)
            for session in self.projects.every():
                if path.is_relative_to(session.root):
                    names.append((session, path.relative_to(session.root).as_posix()))
        await self.refresh(names)

    async def _answer(self, method: str, params: Any) -> Any:
        """Answer a request about a document; what fails is logged and answered with nothing."""
        capability = CAPABILITIES[method]
        asked = structured(params, capability.params)

        def answer() -> Any:
            try:
                return unstructured(
                    capability.answer(self.document(asked.text_document.uri), asked)
                )
            except ToolkitError as error:
                log.info("%s", error)
            except Exception:
                log.exception("%s failed", method)
            return None

        return await self.run(answer)

    def document(self, uri: str) -> Document:
        """Return an open document as it is now; call it on the worker."""
        held = self.open.get(uri)
        if held is None:
            raise UsageError(f"{uri} is not open")
        path = to_path(uri)
        session = self.projects.find(path)
        name = path.name
        if session is not None:
            try:
                name = path.relative_to(session.root).as_posix()
            except ValueError:
                session = None
        return Document(uri, held.text, held.version, self.encoding, name, session)

    def _publish(self, found: lsp.PublishDiagnosticsParams) -> None:
        self._connection.notify(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, unstructured(found))

    async def run(self, work: Callable[[], Answer]) -> Answer:
        """Do work on the projects' thread."""
        return await asyncio.get_running_loop().run_in_executor(self.worker, work)

    async def update(self, uri: str) -> None:
        """Validate the newest text of a document and what depends on it, and publish."""
        held = self.open.get(uri)

        def checkpoint() -> None:
            if self.open.get(uri) is not held:
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
            self._publish(params)

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


@dataclass(frozen=True, slots=True)
class Capability:
    """One thing that can be asked of a document: the request's parameters, and who answers."""

    params: type[Any]
    answer: Callable[[Document, Any], Any]


CAPABILITIES: Mapping[str, Capability] = {
    lsp.TEXT_DOCUMENT_COMPLETION: Capability(lsp.CompletionParams, completion.complete),
    lsp.TEXT_DOCUMENT_HOVER: Capability(lsp.HoverParams, hover.hover),
    lsp.TEXT_DOCUMENT_SIGNATURE_HELP: Capability(
        lsp.SignatureHelpParams, signature_help.signature_help
    ),
    lsp.TEXT_DOCUMENT_DEFINITION: Capability(lsp.DefinitionParams, definition.definition),
    lsp.TEXT_DOCUMENT_REFERENCES: Capability(lsp.ReferenceParams, references.references),
    lsp.TEXT_DOCUMENT_PREPARE_RENAME: Capability(
        lsp.PrepareRenameParams, references.prepare_rename
    ),
    lsp.TEXT_DOCUMENT_RENAME: Capability(lsp.RenameParams, references.rename),
    lsp.TEXT_DOCUMENT_CODE_ACTION: Capability(lsp.CodeActionParams, code_actions.code_actions),
    lsp.TEXT_DOCUMENT_FORMATTING: Capability(lsp.DocumentFormattingParams, formatting.formatting),
    lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL: Capability(lsp.DocumentSymbolParams, outline.symbols),
    lsp.TEXT_DOCUMENT_FOLDING_RANGE: Capability(lsp.FoldingRangeParams, outline.folding),
    lsp.TEXT_DOCUMENT_CODE_LENS: Capability(lsp.CodeLensParams, code_lens.code_lenses),
    lsp.TEXT_DOCUMENT_INLAY_HINT: Capability(lsp.InlayHintParams, inlay_hints.inlay_hints),
    lsp.TEXT_DOCUMENT_SELECTION_RANGE: Capability(
        lsp.SelectionRangeParams, selection_ranges.selection_ranges
    ),
    lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL: Capability(
        lsp.SemanticTokensParams, semantic_tokens.semantic_tokens
    ),
}


def _capabilities(encoding: str) -> lsp.ServerCapabilities:
    return lsp.ServerCapabilities(
        position_encoding=encoding,
        # Full texts: what is held is what the editor shows, whatever was lost on the way.
        text_document_sync=lsp.TextDocumentSyncOptions(
            open_close=True, change=lsp.TextDocumentSyncKind.Full
        ),
        completion_provider=completion.OPTIONS,
        hover_provider=True,
        signature_help_provider=signature_help.OPTIONS,
        definition_provider=True,
        references_provider=True,
        rename_provider=lsp.RenameOptions(prepare_provider=True),
        code_action_provider=code_actions.OPTIONS,
        document_formatting_provider=True,
        document_symbol_provider=True,
        folding_range_provider=True,
        code_lens_provider=lsp.CodeLensOptions(),
        inlay_hint_provider=True,
        selection_range_provider=True,
        semantic_tokens_provider=lsp.SemanticTokensOptions(semantic_tokens.LEGEND, full=True),
    )


def _server_info() -> lsp.ServerInfo:
    return lsp.ServerInfo("inbox", inbox_toolkit.__version__)


async def _refuse(_: Any) -> None:
    raise RpcError(SERVER_NOT_INITIALIZED, "send `initialize` first")


async def _refuse_late(_: Any) -> None:
    raise RpcError(INVALID_REQUEST, "the server is shutting down")


async def serve_messages(receive: Receive, send: Send, *, root: Path | None = None) -> int:
    """Serve one client that sends and takes JSON-RPC messages, each one JSON text.

    ``receive`` returns the next message, None at the end; ``send`` takes one. With ``root`` only
    files below that folder are looked at, whatever the client names. A host that watches files puts
    ``file_changes`` among the messages. Returns when the connection ends: 0 after ``shutdown``.
    """
    return await LanguageServer(receive, send, root=root).serve()


def file_changes(paths: Iterable[Path]) -> str:
    """Return the message that tells a server about files which changed on disk."""
    changes = [{"uri": to_uri(path), "type": lsp.FileChangeType.Changed} for path in paths]
    method = lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
    return json.dumps({"jsonrpc": "2.0", "method": method, "params": {"changes": changes}})
