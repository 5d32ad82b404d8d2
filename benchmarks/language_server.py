"""How fast `inbox lsp` answers, beside Shopify's language server on the same texts.

    python -m benchmarks language_server

The peer checks the open file by itself and waits 100 ms before it does; we judge the open file with
its 100 cases, at once. It has no values to show on hover, so that is not compared.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.corpus import template_text, write_corpus
from benchmarks.rows import Aim, Peer, Row, percentile
from tests.support.lsp_client import INBOX_LSP, LspClient

HERE = Path(__file__).resolve().parent
PEER = "@shopify/theme-language-server-node"
TYPED = "{{ customer.plan | upcase }} and more "
Position = dict[str, int]


def rows(*, quick: bool = False) -> list[Row]:
    """Return medians and 95th percentiles in milliseconds; memory is in the remarks."""
    templates, starts, keys = (5, 1, 5) if quick else (1_000, 5, 200)
    with TemporaryDirectory(prefix="inbox-benchmark-") as folder:
        project = write_corpus(Path(folder) / "project", templates)
        theme = write_theme(Path(folder) / "theme", templates)
        ours = measure(project, "templates/message_0001.json.liquid", INBOX_LSP, starts, keys)
        theirs = None
        if shutil.which("node") and (HERE / "node_modules" / PEER).is_dir():
            command = ("node", str(HERE / "theme_language_server.mjs"))
            theirs = measure(theme, "snippets/message_0001.liquid", command, starts, keys)
    return list(_rows(ours, theirs))


def _rows(ours: dict[str, float], theirs: dict[str, float] | None) -> Iterator[Row]:
    def peer(key: str) -> Peer:
        return Peer(PEER, theirs[key] if theirs else None)

    first = "open a template, from the start of the process to its findings"
    key = "keystroke to findings, 100 cases"
    yield Row("language_server.start", first, ours["start"], "ms", Aim("ratio", 2), peer("start"))
    yield Row(
        "language_server.key", f"{key}, median", ours["key"], "ms", Aim("at most", 20), peer("key")
    )
    yield Row(
        "language_server.key95",
        f"{key}, 95th percentile",
        ours["key95"],
        "ms",
        Aim("at most", 40),
        peer("key95"),
    )
    yield Row(
        "language_server.completion",
        "completion, 95th percentile",
        ours["completion95"],
        "ms",
        Aim("at most", 10),
        peer("completion95"),
    )
    yield Row(
        "language_server.completion_behind",
        "completion straight behind a keystroke, 95th percentile",
        ours["behind95"],
        "ms",
        Aim("at most", 30),
        peer("behind95"),
    )
    yield Row(
        "language_server.hover",
        "hover with values, 95th percentile",
        ours["hover95"],
        "ms",
        Aim("at most", 10),
    )
    yield Row("language_server.memory", "memory after 200 keystrokes", ours["memory"], "MB", Aim("at most", 80), peer("memory"))  # fmt: skip


def measure(
    root: Path, name: str, command: tuple[str, ...], starts: int, keys: int
) -> dict[str, float]:
    """Return what one server takes, in milliseconds; ``memory`` in MB."""
    started = [_start(root, name, command) for _ in range(starts)]
    with _opened(root, name, command) as client:
        text = (root / name).read_text(encoding="utf-8")
        place = text.index("customer.first_name") - 8
        typed = []
        for number in range(keys):
            step = (TYPED * 9)[: number % 40]
            changed = text[:place] + step + text[place:]
            typed.append(_timed(partial(_type, client, name, changed)))
        _type(client, name, text)
        member = _position(text, text.index("customer.first_name") + len("customer."))
        value = _position(text, text.index("customer.first_name") + len("customer.f"))
        params = {"textDocument": {"uri": client.uri(name)}}
        completion = [
            _timed(lambda: client.ask("textDocument/completion", {**params, "position": member}))
            for _ in range(keys)
        ]
        behind = []
        for number in range(keys):
            step = (TYPED * 9)[: 1 + number % 39]
            changed = text[:place] + step + text[place:]
            at = _position(changed, changed.index("customer.first_name") + len("customer."))
            asked = {**params, "position": at}
            behind.append(_timed(partial(_ask_behind, client, name, changed, asked)))
            client.diagnostics(name)
        _type(client, name, text)
        hover = [
            _timed(lambda: client.ask("textDocument/hover", {**params, "position": value}))
            for _ in range(keys)
        ]
        memory = _resident(client.process.pid)
    return {
        "start": median(started),
        "key": median(typed),
        "key95": percentile(typed, 0.95),
        "completion95": percentile(completion, 0.95),
        "behind95": percentile(behind, 0.95),
        "hover95": percentile(hover, 0.95),
        "memory": memory,
    }


def write_theme(folder: Path, templates: int) -> Path:
    """Write the same texts as the snippets of a theme."""
    for part in ("snippets", "locales", "config", "layout"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for number in range(templates):
        (folder / f"snippets/message_{number:04}.liquid").write_text(template_text(number))
    (folder / "locales/en.default.json").write_text("{}")
    (folder / "config/settings_schema.json").write_text("[]")
    (folder / "layout/theme.liquid").write_text("{{ content_for_header }}{{ content_for_layout }}")
    (folder / ".theme-check.yml").write_text("extends: theme-check:recommended\n")
    return folder


def _start(root: Path, name: str, command: tuple[str, ...]) -> float:
    started = time.perf_counter()
    with _opened(root, name, command):
        return (time.perf_counter() - started) * 1000


@contextmanager
def _opened(root: Path, name: str, command: tuple[str, ...]) -> Iterator[LspClient]:
    language = "liquid" if name.endswith("/message_0001.liquid") else "json-liquid"
    with LspClient(root, command=command) as client:
        client.open(name, language=language)
        client.diagnostics(name)
        yield client


def _type(client: LspClient, name: str, text: str) -> None:
    client.change(name, text)
    client.diagnostics(name)


def _ask_behind(client: LspClient, name: str, text: str, params: dict[str, Any]) -> None:
    client.change(name, text)
    client.ask("textDocument/completion", params)


def _timed(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _position(text: str, offset: int) -> Position:
    line = text.count("\n", 0, offset)
    return {"line": line, "character": offset - (text.rfind("\n", 0, offset) + 1)}


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
