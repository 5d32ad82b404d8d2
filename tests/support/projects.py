"""Make small projects in a folder, and work on them as the commands do."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from inbox_toolkit.diagnostics.diagnostic import Report
from inbox_toolkit.project.config import Config
from inbox_toolkit.template.reader import parse_template
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.source import Source
from inbox_toolkit.validation.engine import ValidateOptions, validate_project

NOW = datetime(2026, 1, 15, 9, tzinfo=UTC)

EXPIRATION = '"expiration": {"type": "relative", "value": 30, "unit": "days"}'

Files = Mapping[str, str | bytes | object]


def write_project(folder: Path, files: Files) -> Path:
    """Write files by relative path: text and bytes as they are, anything else as JSON."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
            path.write_text(text, encoding="utf-8", newline="")
    return folder


def small_project(
    folder: Path, properties: str, *, data: object = None, profile: object = None
) -> Path:
    """Write a project of one template ``t`` with one profile ``ada`` and one data ``standard``."""
    return write_project(
        folder,
        {
            "inbox.toml": "",
            "templates/t.json": f'{{"properties": {properties}, {EXPIRATION}}}',
            "fixtures/profiles/ada.json": profile if profile is not None else {"first_name": "Ada"},
            "fixtures/message_data/t/standard.json": data if data is not None else {},
        },
    )


def template(text: str, stem: str = "t") -> Template:
    """Make a template from the text of its file."""
    return parse_template(Source(f"templates/{stem}.json", text), stem, Config(root=Path()))


def check(folder: Path) -> Report:
    """Validate a whole project as ``inbox validate`` does."""
    from inbox_toolkit.project.config import find_config

    return validate_project(find_config(folder), ValidateOptions(now=NOW))


def marked(report: Report, *rules: str) -> list[tuple[str, str, str]]:
    """Return each finding, of some rules alone, as (rule, the marked source text, message)."""
    return [
        (one.rule, one.span.of(one.source.text), one.message)
        for one in report.diagnostics
        if not rules or one.rule in rules
    ]
