"""What ``inbox fmt`` does: formats files, checks their payloads, writes or shows them."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from itertools import groupby
from pathlib import Path

from inbox_toolkit.cli.console import echo, echo_err
from inbox_toolkit.format.formatter import Formatted, format_text
from inbox_toolkit.format.layout import Style
from inbox_toolkit.format.payloads import changed_case
from inbox_toolkit.project.config import Config, NoProjectError, find_config
from inbox_toolkit.template.reader import parse_template
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.presentable import presentable, presentable_lines
from inbox_toolkit.text.source import Source
from inbox_toolkit.workspace.workspace import Workspace, open_workspace


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file: its new text, or why it stays as it is (``reason``, at ``offset``)."""

    source: Source
    formatted: Formatted

    @property
    def is_changed(self) -> bool:
        """Whether formatting changes the file."""
        return self.formatted.text != self.source.text

    @property
    def complaint(self) -> str | None:
        """Why the file is left alone, with its place; None if it is not."""
        if self.formatted.reason is None:
            return None
        at = self.source.position(self.formatted.offset)
        return f"{self.source.name}:{at.line}:{at.column}: left as it is: {self.formatted.reason}"


def format_project(names: Sequence[str], folder: Path, *, check: bool, diff: bool) -> int:
    """Format templates of a project; return the exit code."""
    workspace = open_workspace(folder)
    results = list(_format_all(workspace, _select(workspace, names)))
    changed = [one for one in results if one.is_changed]
    complaints = [one.complaint for one in results if one.complaint]
    for one in changed:
        if diff:
            echo(presentable_lines(_diff(one)), newline=False)
        elif check:
            echo(presentable(one.source.name))
        else:
            workspace.config.write(one.source.name, one.formatted.text, replace=True)
            echo(f"formatted {presentable(one.source.name)}")
    for complaint in complaints:
        echo_err(presentable(complaint))
    is_dry = check or diff
    echo_err(_summary(len(results), len(changed), len(complaints), is_dry=is_dry))
    return 1 if complaints or (changed and is_dry) else 0


def format_stdin(folder: Path, *, check: bool, diff: bool) -> int:
    """Format standard input to standard output, in the style of the project around it, if any."""
    source = Source("standard input", sys.stdin.buffer.read().decode("utf-8", "replace"))
    try:
        config = find_config(folder)
    except NoProjectError:
        config = Config(folder)
    template = parse_template(source, "stdin", config)
    one = FileResult(source, _format(template, config))
    if one.complaint:
        echo_err(presentable(one.complaint))
    if diff:
        echo(presentable_lines(_diff(one)), newline=False)
    elif not check:
        sys.stdout.buffer.write(one.formatted.text.encode("utf-8"))
        sys.stdout.buffer.flush()
    return 1 if one.complaint or (one.is_changed and (check or diff)) else 0


def _select(workspace: Workspace, names: Sequence[str]) -> list[Template]:
    """Return the templates of files, names and folders; all where none is named."""
    if not names:
        return list(workspace.select(()))
    chosen: list[Template] = []
    for name in names:
        if Path(name).is_dir():
            inside = Path(name).resolve()
            chosen += [
                one
                for one in workspace.templates
                if inside in (workspace.project.root / one.file).resolve().parents
            ]
        else:
            chosen.append(workspace.template(name))
    return chosen


def _format_all(workspace: Workspace, chosen: Sequence[Template]) -> Iterator[FileResult]:
    """Yield each file's result; a family whose payloads would change is left alone."""
    config = workspace.project.config
    for name, members in groupby(chosen, lambda one: one.name):
        results = [FileResult(one.source, _format(one, config)) for one in members]
        texts = {one.source.name: one.formatted.text for one in results if one.is_changed}
        family = [one for one in workspace.templates if one.name == name]
        case = texts and changed_case(
            family,
            texts,
            config=config,
            fixtures=workspace.project.fixtures,
            environment=workspace.environment,
        )
        for one in results:
            if case and one.is_changed:
                reason = f"the payload of {case} would change"
                yield FileResult(one.source, Formatted(one.source.text, reason))
            else:
                yield one


def _format(template: Template, config: Config) -> Formatted:
    style = Style(config.format.indent, config.format.line_width)
    return format_text(template.source.text, style=style, version=template.version)


def _diff(one: FileResult) -> str:
    name = presentable(one.source.name)
    lines = unified_diff(
        one.source.text.splitlines(keepends=True),
        one.formatted.text.splitlines(keepends=True),
        name,
        f"{name} (formatted)",
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _summary(files: int, changed: int, left: int, *, is_dry: bool) -> str:
    parts = [
        f"{changed} {'would be formatted' if is_dry else 'formatted'}" if changed else "",
        f"{left} left as {'it is' if left == 1 else 'they are'}" if left else "",
        f"{files - changed - left} formatted already" if files - changed - left else "",
    ]
    return " · ".join(part for part in parts if part)
