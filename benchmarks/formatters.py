"""How many templates of JSON with Liquid in it a formatter takes, and leaves meaning what they did.

    python -m benchmarks formatters

Every template of this repository and of the tests' projects that is delivered in all of its cases
is formatted. It counts as kept if every case still renders to the same payload, and if formatting
the result again changes nothing. djLint is not among the peers: it would be a dependency of its own.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from inbox_toolkit.format.formatter import format_text
from inbox_toolkit.format.layout import Style
from inbox_toolkit.format.payloads import changed_case
from inbox_toolkit.project.config import find_config
from inbox_toolkit.rendering.cases import cases_of
from inbox_toolkit.rendering.render import render_cases
from inbox_toolkit.template.template import Template
from inbox_toolkit.workspace.workspace import Workspace, load_workspace

from benchmarks.rows import Aim, Peer, Row
from tests.support.projects import write_project
from tests.validation.test_projects import PROJECTS, sections

HERE = Path(__file__).resolve().parent
PRETTIER = "prettier"
NAMES = ("prettier, as JSON", "@shopify/prettier-plugin-liquid")


@dataclass(frozen=True, slots=True)
class Formatted:
    """What a formatter made of a text, and of its own result; None where it refused."""

    once: str | None
    twice: str | None


@dataclass(frozen=True, slots=True)
class Sample:
    """A template to format, and the project whose cases say whether it still means the same."""

    template: Template
    workspace: Workspace

    def is_kept(self, found: Formatted) -> bool:
        """Return True if every case has its payload still, and formatting again changes nothing."""
        if found.once is None or found.once != found.twice:
            return False
        workspace = self.workspace
        changed = changed_case(
            workspace.family(self.template.name),
            {self.template.file: found.once},
            config=workspace.config,
            fixtures=workspace.project.fixtures,
            environment=workspace.environment,
        )
        return changed is None


def rows(*, quick: bool = False) -> list[Row]:
    """Return how many templates each formatter takes, and how many it keeps."""
    with TemporaryDirectory(prefix="inbox-benchmark-") as folder:
        samples = list(_samples(Path(folder)))
        samples = samples[:: 20 if quick else 1]
        texts = [one.template.source.text for one in samples]
        ours = [_ours(one) for one in samples]
        theirs = _peers(texts)
        return [row for name in NAMES for row in _rows(name, samples, ours, theirs.get(name))]


def _rows(
    name: str,
    samples: list[Sample],
    ours: list[Formatted],
    theirs: list[Formatted] | None,
) -> Iterator[Row]:
    def both(measure: Callable[[list[Formatted]], int]) -> tuple[float, Peer]:
        return measure(ours), Peer(name, None if theirs is None else measure(theirs))

    def kept(found: list[Formatted]) -> int:
        return sum(one.is_kept(result) for one, result in zip(samples, found, strict=True))

    def taken(found: list[Formatted]) -> int:
        return sum(one.once is not None for one in found)

    count = len(samples)
    key = "json" if "JSON" in name else "liquid"
    figure, peer = both(taken)
    yield Row(
        f"formatters.taken_{key}", f"templates formatted, of {count}", figure, "files", None, peer
    )
    figure, peer = both(kept)
    what = f"templates formatted with every payload kept, and nothing to format again, of {count}"
    yield Row(f"formatters.kept_{key}", what, figure, "files", Aim("at least", count), peer)


def _samples(folder: Path) -> Iterator[Sample]:
    """Yield the templates that have Liquid and are delivered in every case."""
    for root in (HERE.parent, *_projects(folder)):
        workspace = load_workspace(find_config(root), now=datetime(2026, 1, 15, 9, tzinfo=UTC))
        for template in workspace.templates:
            text = template.source.text
            if (
                template.body is None
                or template.parsed.errors
                or not ("{{" in text or "{%" in text)
            ):
                continue
            cases = cases_of(template, workspace.project.fixtures)
            if all(one.is_deliverable for one in render_cases(cases, workspace.environment)):
                yield Sample(template, workspace)


def _projects(folder: Path) -> Iterator[Path]:
    for file in PROJECTS:
        parts = dict(sections(file.read_bytes().decode()))
        parts.pop("report")
        root = write_project(folder / file.stem, {"inbox.toml": "", **parts})
        try:
            find_config(root)
        except Exception:  # noqa: BLE001 - a project that is broken on purpose
            continue
        yield root


def _ours(sample: Sample) -> Formatted:
    config = sample.workspace.config
    style = Style(config.format.indent, config.format.line_width)

    def once(text: str) -> str | None:
        found = format_text(text, style=style, version=sample.template.version)
        return None if found.reason else found.text

    first = once(sample.template.source.text)
    return Formatted(first, None if first is None else once(first))


def _peers(texts: list[str]) -> dict[str, list[Formatted]]:
    """Return what each peer makes of each text; nothing where they are not installed."""
    node = shutil.which("node")
    if node is None or not (HERE / "node_modules" / PRETTIER).is_dir():
        return {}
    done = subprocess.run(
        [node, str(HERE / "formatters.mjs")],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    return {name: [Formatted(one["once"], one["twice"]) for one in found[name]] for name in NAMES}
