"""A synchronous client of the Language Server Protocol over a process's pipes."""

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

Message = dict[str, Any]
INBOX_LSP = (sys.executable, "-m", "inbox_toolkit", "lsp")
CAPABILITIES: Message = {
    "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}},
    "textDocument": {
        "publishDiagnostics": {"versionSupport": True, "relatedInformation": True},
        "completion": {"completionItem": {"snippetSupport": True}},
    },
}


class LspClient:
    """One ``inbox lsp`` and what it said; leave it by ``with``, which shuts the server down."""

    def __init__(
        self,
        root: Path,
        *,
        encodings: tuple[str, ...] = ("utf-16",),
        command: Sequence[str] = INBOX_LSP,
    ) -> None:
        self.root = root
        self.is_inbox = command is INBOX_LSP
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=root,
        )
        self.answers: dict[int, queue.Queue[Message]] = {}
        self.notes: list[Message] = []
        self.noted = threading.Condition()
        self.asked: list[Message] = []
        self.number = 0
        self.versions: dict[str, int] = {}
        threading.Thread(target=self._read, daemon=True).start()
        capabilities = {**CAPABILITIES}
        if encodings:
            capabilities["general"] = {"positionEncodings": list(encodings)}
        self.server = self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": root.as_uri(),
                "workspaceFolders": [{"uri": root.as_uri(), "name": root.name}],
                "capabilities": capabilities,
            },
        )
        self.tell("initialized", {})

    def __enter__(self) -> "LspClient":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if self.process.poll() is None:
                self.ask("shutdown", None)
                self.tell("exit", None)
                self.process.wait(10)
        finally:
            self.process.kill()
            self.process.wait()
            for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
                if stream:
                    stream.close()

    def ask(self, method: str, params: Any, *, seconds: float = 60) -> Any:
        """Return the result of a request; raises AssertionError for an error."""
        self.number += 1
        waiting: queue.Queue[Message] = queue.Queue()
        self.answers[self.number] = waiting
        self._send({"id": self.number, "method": method, "params": params})
        message = waiting.get(timeout=seconds)
        assert "error" not in message, message["error"]
        return message["result"]

    def tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def open(self, name: str, text: str | None = None, *, language: str = "json-liquid") -> str:
        """Open a file of the project, with the text it has on disk unless another is given."""
        uri = self.uri(name)
        held = text if text is not None else (self.root / name).read_text(encoding="utf-8")
        self.versions[uri] = 1
        document = {"uri": uri, "languageId": language, "version": 1, "text": held}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def change(self, name: str, text: str) -> int:
        """Give an open file another text; return its version."""
        uri = self.uri(name)
        self.versions[uri] += 1
        document = {"uri": uri, "version": self.versions[uri]}
        params = {"textDocument": document, "contentChanges": [{"text": text}]}
        self.tell("textDocument/didChange", params)
        return self.versions[uri]

    def diagnostics(self, name: str, version: int | None = None, *, seconds: float = 60) -> Any:
        """Wait for the diagnostics of a file (of a version of its text), as they are in the end."""
        uri = self.uri(name)

        def suits(message: Message) -> bool:
            params = message["params"]
            return (
                message["method"] == "textDocument/publishDiagnostics"
                and params["uri"] == uri
                and version in (None, params.get("version"))
            )

        with self.noted:
            assert self.noted.wait_for(lambda: any(map(suits, self.notes)), seconds)
        if self.is_inbox:  # answered in turn, so whatever is known of the text has been published
            self.ask("textDocument/foldingRange", {"textDocument": {"uri": uri}})
        with self.noted:
            found = [one for one in self.notes if suits(one)]
            self.notes = [one for one in self.notes if not suits(one)]
        return found[-1]["params"]["diagnostics"]

    def at(self, name: str, line: int, character: int) -> Message:
        """Return the parameters that name a position in a file."""
        position = {"line": line, "character": character}
        return {"textDocument": {"uri": self.uri(name)}, "position": position}

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _read(self) -> None:
        out = self.process.stdout
        assert out
        while True:
            length = 0
            while line := out.readline().strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.partition(b":")[2])
            if not length:
                return
            message = json.loads(out.read(length))
            if "method" in message and "id" in message:
                self.asked.append(message)
                self._send({"id": message["id"], "result": None})
            elif "method" in message:
                with self.noted:
                    self.notes.append(message)
                    self.noted.notify_all()
            else:
                self.answers.pop(message["id"]).put(message)
