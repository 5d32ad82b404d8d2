"""The server of one client: its open texts, what is published, who answers which request."""

import asyncio
import json
import logging
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, Literal, TypeVar

import inbox_toolkit
from inbox_toolkit.diagnostics.diagnostic import Diagnostic
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
    protocol,
    references,
    selection_ranges,
    semantic_tokens,
    signature_help,
)
from inbox_toolkit.language_server.commands import COMMANDS, EXPLAIN, Commands, Target
from inbox_toolkit.language_server.diagnostics import SOURCE, diagnostics_of
from inbox_toolkit.language_server.documents import Document, Projects, to_path, to_uri
from inbox_toolkit.language_server.editor import INFO, Editor
from inbox_toolkit.language_server.jsonrpc import (
    INVALID_PARAMS,
    INVALID_REQUEST,
    REQUEST_FAILED,
    SERVER_NOT_INITIALIZED,
    Connection,
    Handler,
    Receive,
    RpcError,
    Send,
)
from inbox_toolkit.language_server.positions import PositionMap
from inbox_toolkit.language_server.protocol import (
    CodeActionParams,
    DocumentParams,
    PositionParams,
    PublishDiagnosticsParams,
    RangeParams,
    RenameParams,
    SelectionRangeParams,
)
from inbox_toolkit.language_server.session import ProjectSession
from inbox_toolkit.language_server.worker import Worker
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule_docs import page

log = logging.getLogger(__name__)
Shape = TypeVar("Shape")

INTERIM_SECONDS = 0.05
"""How long nothing is published before the validation of a text is complete."""
MAX_CHARACTERS = 500_000
"""Characters of a text up to which it is looked at while it is typed: so that answers are quick."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*")
WATCHED = ("**/*.json", "**/*.json.liquid", "**/*.toml")


def checked(params: Any, shape: type[Shape]) -> Shape:
    """Return a message's parameters if they have a shape; raises RpcError."""
    try:
        return protocol.checked(params, shape)
    except ValueError as error:
        raise RpcError(INVALID_PARAMS, str(error)) from None


@dataclass(frozen=True, slots=True)
class OpenText:
    """The newest text of an open file."""

    text: str
    version: int


class Overtaken(BaseException):
    """A newer text came while an older one was validated."""


class Progress:
    """The validation of one text of a document: ended by a newer one, published in stages.

    What is known of the text before its validation is complete is published only if that takes
    longer than ``INTERIM_SECONDS``: until then, squiggles would flicker for nothing.
    """

    def __init__(
        self,
        server: "LanguageServer",
        uri: str,
        publish: Callable[[PublishDiagnosticsParams], None],
    ) -> None:
        self.publish = publish
        self._server = server
        self._uri = uri
        self._held = server.open.get(uri)
        self._due = monotonic() + INTERIM_SECONDS
        self._waiting: PublishDiagnosticsParams | None = None

    def checkpoint(self) -> None:
        """End the validation if it was overtaken; answer what is urgent, publish what is due."""
        if self._server.open.get(self._uri) is not self._held:
            raise Overtaken
        self._server.worker.run_urgent()
        if self._waiting is not None and monotonic() >= self._due:
            self.publish(self._waiting)
            self._waiting = None

    def interim(self, document: Document, found: Sequence[Diagnostic]) -> None:
        """Take what is known of the document so far."""
        self._waiting = _params(document, self._server.published(document, found, is_interim=True))
        self.checkpoint()


class LanguageServer:
    """One client's server.

    All work on projects is done on one thread, see ``Worker``; while a text is validated, newer
    texts of the same file overtake it.
    """

    def __init__(self, receive: Receive, send: Send, *, root: Path | None = None) -> None:
        self.projects = Projects(root)
        self.worker = Worker()
        self.open: dict[str, OpenText] = {}
        self.encoding: protocol.Encoding = "utf-16"
        self._broken: set[str] = set()
        """Configurations that are not open and whose mistake is shown."""
        self.client: protocol.ClientCapabilities = {}
        self._connection = Connection(receive, send, handler_of=self._handler_of)
        self._handlers: dict[str, Handler] = {
            "initialize": self._initialize,
            "initialized": self._initialized,
            "shutdown": self._shutdown,
            "exit": self._exit,
            "textDocument/didOpen": self._did_open,
            "textDocument/didChange": self._did_change,
            "textDocument/didClose": self._did_close,
            "workspace/didChangeWatchedFiles": self._did_change_files,
            "workspace/executeCommand": self._execute_command,
            **{method: partial(self._answer, method) for method in CAPABILITIES},
        }
        self._rule_pages: str | None = None
        """The scheme of the URIs by which the client opens the page of a rule."""
        self._editor = Editor(self._connection)
        self._commands: Commands | None = None
        self._phase: Literal["new", "running", "stopped"] = "new"

    async def serve(self) -> int:
        """Serve the client until it goes; return 0 where it said so first, else 1."""
        try:
            await self._connection.run()
        finally:
            if self._commands is not None:
                await self._commands.stop()
            self.worker.stop()
        return 0 if self._phase == "stopped" else 1

    def _handler_of(self, method: str) -> Handler | None:
        if method in ("exit", "initialize"):
            return self._handlers[method]
        if self._phase == "running":
            return self._handlers.get(method)
        return _refuse if self._phase == "new" else _refuse_late

    async def _initialize(self, params: Any) -> Any:
        if self._phase != "new":
            raise RpcError(INVALID_REQUEST, "initialized already")
        asked = checked(params, protocol.InitializeParams)
        self.client = asked["capabilities"]
        wishes = asked.get("initializationOptions")
        wishes = wishes if isinstance(wishes, dict) else {}
        opens_preview = wishes.get("opensPreview") is True
        embedders = wishes.get("embedders")
        self._commands = Commands(
            self._editor,
            self._target,
            opens_preview=not opens_preview,
            embedders=[str(one) for one in embedders] if isinstance(embedders, list) else [],
        )
        scheme = wishes.get("rulePages")
        if isinstance(scheme, str) and _SCHEME.fullmatch(scheme):
            self._rule_pages = scheme
        offered = (self.client.get("general") or {}).get("positionEncodings") or ()
        known = (one for name in offered for one in protocol.ENCODINGS if name == one)
        self.encoding = next(known, self.encoding)
        self._phase = "running"
        info = {"name": "inbox", "version": inbox_toolkit.__version__}
        return {"capabilities": _capabilities(self.encoding), "serverInfo": info}

    async def _initialized(self, _: Any) -> None:
        files = (self.client.get("workspace") or {}).get("didChangeWatchedFiles") or {}
        if files.get("dynamicRegistration"):
            watchers = [{"globPattern": one} for one in WATCHED]
            registration = {
                "id": "files",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": {"watchers": watchers},
            }
            await self._connection.request(
                "client/registerCapability", {"registrations": [registration]}
            )

    async def _shutdown(self, _: Any) -> None:
        self._phase = "stopped"

    async def _exit(self, _: Any) -> None:
        self._connection.close()

    async def _did_open(self, params: Any) -> None:
        opened = checked(params, protocol.DidOpenParams)["textDocument"]
        self.open[opened["uri"]] = OpenText(opened["text"], opened["version"])
        await self.update(opened["uri"])

    async def _did_change(self, params: Any) -> None:
        changed = checked(params, protocol.DidChangeParams)
        uri, version = changed["textDocument"]["uri"], changed["textDocument"]["version"]
        held = self.open.get(uri)
        if held is None or version < held.version:
            log.warning("a change of %s came out of order: it is left out", uri)
            return
        text = held.text
        for change in changed["contentChanges"]:
            area = change.get("range")
            span = PositionMap(text, self.encoding).span(area) if area else Span(0, len(text))
            text = text[: span.start] + change["text"] + text[span.end :]
        self.open[uri] = OpenText(text, version)
        await self.update(uri)

    async def _did_close(self, params: Any) -> None:
        uri = checked(params, protocol.DocumentParams)["textDocument"]["uri"]
        self.open.pop(uri, None)
        path = to_path(uri)

        def close() -> None:
            session = self.projects.find(path)
            if session is not None and path.is_relative_to(session.root):
                session.close(path.relative_to(session.root).as_posix())

        await self.worker.run(close)
        self._publish({"uri": uri, "diagnostics": []})

    async def _did_change_files(self, params: Any) -> None:
        names = []
        for change in checked(params, protocol.DidChangeFilesParams)["changes"]:
            path = to_path(change["uri"])
            for session in self.projects.every():
                if path.is_relative_to(session.root):
                    names.append((session, path.relative_to(session.root).as_posix()))
        await self.refresh(names)

    async def _answer(self, method: str, params: Any) -> Any:
        """Answer a request about a document; what fails is logged and answered with nothing."""
        capability = CAPABILITIES[method]
        asked = checked(params, capability.params)
        uri = asked["textDocument"]["uri"]
        loop = asyncio.get_running_loop()

        def answer() -> Any:
            try:
                document = self.document(uri)
                if capability.is_urgent:
                    document.take_text()
                if len(document.text) > MAX_CHARACTERS:
                    return None
                found = capability.answer(document, asked)
                remark = capability.remark(document, asked) if found else None
                if remark is not None:
                    loop.call_soon_threadsafe(self._editor.show, INFO, remark)
                return found
            except ToolkitError as error:
                if capability.is_explicit:
                    raise RpcError(REQUEST_FAILED, _text(error)) from None
                log.info("%s", error)
            except Exception:
                log.exception("%s failed", method)
            return None

        run = self.worker.run_urgently if capability.is_urgent else self.worker.run
        return await run(answer)

    async def _execute_command(self, params: Any) -> object:
        asked = checked(params, protocol.ExecuteCommandParams)
        about = next(iter(asked.get("arguments") or ()), None)
        if not isinstance(about, str) or self._commands is None:
            raise RpcError(INVALID_PARAMS, "expected a URI, or the name of a rule to explain")
        if asked["command"] in COMMANDS:
            return await self._commands.execute(asked["command"], about)
        if asked["command"] != EXPLAIN:
            raise RpcError(INVALID_PARAMS, f"expected one of {', '.join((*COMMANDS, EXPLAIN))}")
        try:
            return f"# {page(about)}\n"
        except UsageError as error:
            raise RpcError(REQUEST_FAILED, _text(error)) from None

    async def _target(self, uri: str) -> Target:
        """Return the template of a URI; raises UsageError where it is none."""

        def find() -> Target:
            document = self.document(uri)
            session, result = document.session, document.result()
            if session is None or result is None:
                raise UsageError(
                    f"{document.name} is not a template of a project",
                    help="open a template below the project's templates folder",
                )
            return Target(result.template.label, session.workspace_of(document.name))

        return await self.worker.run(find)

    def document(self, uri: str) -> Document:
        """Return an open document as it is now; call it on the worker."""
        held = self.open.get(uri)
        if held is None:
            raise UsageError(f"{uri} is not open", help="open the template in the editor first")
        path = to_path(uri)
        session = self.projects.find(path)
        name = path.name
        if session is not None:
            try:
                name = path.relative_to(session.root).as_posix()
            except ValueError:
                session = None
        return Document(uri, held.text, held.version, self.encoding, name, session)

    def published(
        self, document: Document, found: Iterable[Diagnostic], *, is_interim: bool = False
    ) -> list[protocol.Diagnostic]:
        """Return findings as this client takes them."""
        return diagnostics_of(document, found, is_interim=is_interim, rule_pages=self._rule_pages)

    def _publish(self, found: PublishDiagnosticsParams) -> None:
        self._connection.notify("textDocument/publishDiagnostics", found)

    async def update(self, uri: str) -> None:
        """Validate the newest text of a document and what depends on it, and publish."""
        held = self.open.get(uri)
        loop = asyncio.get_running_loop()

        def publish(found: PublishDiagnosticsParams) -> None:
            if self.open.get(uri) is held:
                loop.call_soon_threadsafe(self._publish, found)

        def work() -> None:
            if held is None or self.open.get(uri) is not held:
                return
            document = self.document(uri)
            if document.session is not None:
                document.session.edit(document.name, document.text)
            self._diagnose(document, Progress(self, uri, publish))

        try:
            await self.worker.run(work)
        except Overtaken:
            return
        except ToolkitError as error:
            log.info("%s", error)
        except Exception:
            log.exception("validation failed")

    async def refresh(self, names: Iterable[tuple[ProjectSession, str]]) -> None:
        """Take note of files that changed on disk, and validate what is open again."""

        def forget() -> None:
            changed: dict[int, tuple[ProjectSession, list[str]]] = {}
            for session, name in names:
                changed.setdefault(id(session), (session, []))[1].append(name)
            for session, held in changed.values():
                session.changed([one for one in held if one not in session.unsaved])

        await self.worker.run(forget)
        for uri in list(self.open):
            await self.update(uri)

    def _diagnose(self, document: Document, progress: "Progress") -> None:
        """Publish the findings of a document, and of the open ones that depend on it."""
        session = document.session
        if len(document.text) > MAX_CHARACTERS:
            progress.publish(_params(document, [_note(_too_large(document))]))
            return
        if session is None:
            error = self.projects.errors.get(to_path(document.uri).parent)
            progress.publish(_params(document, [_note(error)] if error else []))
            return
        self._diagnose_configuration(session, progress)
        document.state(progress.checkpoint, partial(progress.interim, document))
        others = (self.document(uri) for uri in list(self.open) if uri != document.uri)
        # What all templates have a say in comes last: it may take long.
        for one in sorted((document, *others), key=lambda one: one.is_shared):
            if one.session is session and _depends(one, document):
                found = self.published(one, one.findings(progress.checkpoint))
                progress.publish(_params(one, found))

    def _diagnose_configuration(self, session: ProjectSession, progress: "Progress") -> None:
        """Say why a configuration cannot be used even if its file is not open, or take it back."""
        name = session.config_name
        uri = to_uri(session.root / name)
        text = session.unsaved.get(name, "")
        broken = session.config_diagnostic(name, text)
        if uri in self.open or (broken is None and uri not in self._broken):
            return
        (self._broken.discard if broken is None else self._broken.add)(uri)
        document = Document(uri, text, 0, self.encoding, name, session)
        found = self.published(document, [broken] if broken else [])
        progress.publish({"uri": uri, "diagnostics": found})


def _depends(document: Document, on: Document) -> bool:
    """Return True if the findings of a document can change with another one's text."""
    if document.uri == on.uri or document.session is None:
        return True
    unit, other = document.session.unit_of(document.name), document.session.unit_of(on.name)
    return other is None or unit is None or unit.name == other.name


def _params(document: Document, found: list[protocol.Diagnostic]) -> PublishDiagnosticsParams:
    return {"uri": document.uri, "diagnostics": found, "version": document.version}


def _text(error: ToolkitError) -> str:
    return f"{error.message}\nhelp: {error.help}" if error.help else error.message


def _note(error: ToolkitError) -> protocol.Diagnostic:
    start: protocol.Position = {"line": 0, "character": 0}
    return {
        "range": {"start": start, "end": start},
        "message": _text(error),
        "severity": protocol.Severity.ERROR,
        "source": SOURCE,
    }


@dataclass(frozen=True, slots=True)
class Capability:
    """One thing that can be asked of a document: the request's parameters, and who answers.

    ``is_urgent`` for what is asked at each key: such an answer must be quick, and must not need the
    document's validation, in the midst of which it may be given. ``is_explicit`` for what a person
    asks for, who is told why it is refused, and what is ``remark``ed about an answer.
    """

    params: type[Any]
    answer: Callable[[Document, Any], Any]
    is_urgent: bool = False
    is_explicit: bool = False
    remark: Callable[[Document, Any], str | None] = lambda _, __: None


CAPABILITIES: Mapping[str, Capability] = {
    "textDocument/completion": Capability(PositionParams, completion.complete, is_urgent=True),
    "textDocument/hover": Capability(PositionParams, hover.hover),
    "textDocument/signatureHelp": Capability(
        PositionParams, signature_help.signature_help, is_urgent=True
    ),
    "textDocument/definition": Capability(PositionParams, definition.definition),
    "textDocument/references": Capability(PositionParams, references.references),
    "textDocument/prepareRename": Capability(PositionParams, references.prepare_rename),
    "textDocument/rename": Capability(
        RenameParams, references.rename, is_explicit=True, remark=references.unreached_by
    ),
    "textDocument/codeAction": Capability(CodeActionParams, code_actions.code_actions),
    "textDocument/formatting": Capability(DocumentParams, formatting.formatting),
    "textDocument/rangeFormatting": Capability(RangeParams, formatting.range_formatting),
    "textDocument/documentSymbol": Capability(DocumentParams, outline.symbols),
    "textDocument/foldingRange": Capability(DocumentParams, outline.folding),
    "textDocument/codeLens": Capability(DocumentParams, code_lens.code_lenses),
    "textDocument/inlayHint": Capability(RangeParams, inlay_hints.inlay_hints),
    "textDocument/selectionRange": Capability(
        SelectionRangeParams, selection_ranges.selection_ranges
    ),
    "textDocument/semanticTokens/full": Capability(DocumentParams, semantic_tokens.semantic_tokens),
}


def _capabilities(encoding: protocol.Encoding) -> Mapping[str, object]:
    legend = {"tokenTypes": semantic_tokens.TYPES, "tokenModifiers": []}
    return {
        "positionEncoding": encoding,
        # Full texts: what is held is what the editor shows, whatever was lost on the way.
        "textDocumentSync": {"openClose": True, "change": protocol.FULL_SYNC},
        "completionProvider": {"triggerCharacters": completion.TRIGGERS},
        "hoverProvider": True,
        "signatureHelpProvider": {"triggerCharacters": signature_help.TRIGGERS},
        "definitionProvider": True,
        "referencesProvider": True,
        "renameProvider": {"prepareProvider": True},
        "codeActionProvider": {"codeActionKinds": code_actions.KINDS},
        "documentFormattingProvider": True,
        "documentRangeFormattingProvider": True,
        "documentSymbolProvider": True,
        "foldingRangeProvider": True,
        "codeLensProvider": {},
        "executeCommandProvider": {"commands": (*COMMANDS, EXPLAIN)},
        "inlayHintProvider": True,
        "selectionRangeProvider": True,
        "semanticTokensProvider": {"legend": legend, "full": True},
    }


def _too_large(document: Document) -> ToolkitError:
    size = len(document.text) // 1_000
    return ToolkitError(
        f"{document.name} is too large to be validated while it is typed: {size:,} KB",
        help=f"keep it below {MAX_CHARACTERS // 1_000} KB, or run inbox validate",
    )


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
    changes = [{"uri": to_uri(path), "type": protocol.CHANGED} for path in paths]
    method = "workspace/didChangeWatchedFiles"
    return json.dumps({"jsonrpc": "2.0", "method": method, "params": {"changes": changes}})
