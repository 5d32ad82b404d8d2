"""Ask one rule about a small project, and take the examples of rules out of their docstrings."""

import re
from dataclasses import replace
from pathlib import Path
from textwrap import dedent
from typing import Any

from inbox_toolkit.diagnostics.diagnostic import Diagnostic
from inbox_toolkit.project.config import find_config
from inbox_toolkit.project.project import load_project
from inbox_toolkit.rendering.environment import render_environment
from inbox_toolkit.template.reader import read_templates
from inbox_toolkit.validation.contract_diff import breaking_changes
from inbox_toolkit.validation.runner import (
    validate_fixtures,
    validate_project_files,
    validate_template,
)
from inbox_toolkit.validation.settings import settings_of
from inbox_toolkit.workspace.manifest import manifest_of

from tests.support.projects import NOW, Files, write_project

ENVELOPE = '"expiration": {"type": "relative", "value": 30, "unit": "days"}'
PROFILE = {
    "id": "u1",
    "first_name": "Ada",
    "last_name": "Lovelace",
    "tier": "gold",
    "points": 12450,
    "timezone": "Europe/London",
    "created_at": 1735725600,
}
DATA = {
    "order_id": "ORD-5678",
    "product_name": "Blue Widget",
    "tracking_url": "https://track.example.com/5678",
    "count": 2,
    "at": 1768552200,
    "items": [{"name": "Pen", "price": 2}, {"name": "Cup", "price": 9}],
}
_FILE = re.compile(
    r"# (?P<name>[\w./]+\.(?:json|toml|liquid))(?: in (?P<encoding>[\w-]+))?(?P<before> before)?"
)
BEFORE = "before"
"""The folder of a small project that holds it as it was at the revision compared with."""


def findings(folder: Path) -> list[Diagnostic]:
    """Judge every template of a project with its family, its fixtures, and what was before."""
    project = load_project(find_config(folder))
    settings, environment = settings_of(project.config), render_environment(project, now=NOW)
    templates = read_templates(project.template_files, project.config)
    names = {one.template for one in project.template_files}
    found = [
        *validate_fixtures(project.fixtures, settings, templates=names).diagnostics,
        *validate_project_files(project, settings, used_ignores=None).diagnostics,
    ]
    for one in templates:
        family = tuple(other for other in templates if other.name == one.name)
        judged = validate_template(one, project, environment, settings, family)
        assert not judged.crashes, judged.crashes[0].trace
        found += judged.diagnostics
    if (folder / BEFORE).is_dir():
        then = replace(project.config, root=folder / BEFORE, file=None)
        units = manifest_of(project.config).units
        found += breaking_changes(project.config, then, units, "main").diagnostics
    return found


def lint(
    folder: Path,
    rule: str,
    properties: str,
    *,
    data: object = None,
    profile: object = None,
    envelope: str = ENVELOPE,
    files: Files | None = None,
    config: str = "",
) -> list[Diagnostic]:
    """Write a project of one template and return what one rule finds in it."""
    write_project(
        folder,
        {
            "inbox.toml": f'{config}\n[validate]\nrules = "all"\n',
            "templates/t.json": f'{{"properties": {properties}, {envelope or ENVELOPE}}}',
            "fixtures/profiles/ada.json": PROFILE if profile is None else profile,
            "fixtures/message_data/t/standard.json": DATA if data is None else data,
            **(files or {}),
        },
    )
    return [one for one in findings(folder) if one.rule == rule]


def lint_visual(
    folder: Path,
    rule: str,
    properties: str,
    nodes: list[object],
    *,
    data: object = None,
    others: Files | None = None,
    said: str = "card",
) -> list[Diagnostic]:
    """Ask one rule about a visual message whose template ``card`` draws some nodes."""
    root = {"type": "layout", "direction": "vertical", "children": nodes}
    more = {name: [{"version": "1", "root": one}] for name, one in (others or {}).items()}
    registry = {"card": [{"version": "1", "root": root}], **more}
    return lint(
        folder,
        rule,
        properties,
        data=data,
        envelope=f'"topics": ["cio_inbox_news"], "type": "{said}", {ENVELOPE}',
        files={"visual/templates.json": registry},
        config='[visual]\ntemplates = "visual/templates.json"\n',
    )


def marks(found: list[Diagnostic]) -> list[str]:
    """Return the source text that each finding marks."""
    return [one.span.of(one.source.text) for one in found]


def example(docstring: str, part: str) -> Files:
    """Return the files of a docstring's ``Bad`` or ``Good`` example.

    ``# path`` starts a file (``in utf-16`` gives its encoding, ``before`` says that it was so at
    the revision compared with); lines before the first one are members of the properties of
    ``templates/t.json``.
    """
    block = re.search(rf"^{part}::\n\n(.*?)(?=^\S|\Z)", docstring, re.DOTALL | re.MULTILINE)
    assert block, f"there is no {part}"
    name, encoding = "", "utf-8"
    found: dict[str, bytes] = {}
    for line in dedent(block[1]).splitlines(keepends=True):
        heading = _FILE.match(line.strip())
        if heading:
            name, encoding = heading["name"], heading["encoding"] or "utf-8"
            name = f"{BEFORE}/{name}" if heading["before"] else name
        else:
            found[name] = found.get(name, b"") + line.encode(encoding)
    members = found.pop("", b"").strip()
    if members:
        text = b'{\n"properties": {\n' + members + b"\n},\n" + ENVELOPE.encode() + b"\n}\n"
        found["templates/t.json"] = text
    files: dict[str, str | bytes | object] = {
        "inbox.toml": "",
        "templates/t.json": f'{{"properties": {{"title": "Hi"}}, {ENVELOPE}}}',
        "fixtures/profiles/ada.json": PROFILE,
        "fixtures/message_data/t/standard.json": DATA,
        **found,
    }
    if any(name.startswith(f"{BEFORE}/") for name in files):
        then = {name: one for name, one in files.items() if not name.startswith(f"{BEFORE}/")}
        files = {**{f"{BEFORE}/{name}": one for name, one in then.items()}, **files}
    return files


AROUND: dict[str, str] = {
    "string": '{"a": "@"}',
    "loop": '{"a": "{% for one in (1..2) %}@{% endfor %}"}',
    "capture": '{"a": "{% capture kept %}@{% endcapture %}{{ kept | strip | url_encode }}"}',
    "condition": '{"a": "{% if customer.tier == \'gold\' %}@{% endif %}"}',
    "windows": '{\r\n"e": "🪨",\r\n"a": "🪨 @"\r\n}',
    "angles": '{"b": "<<customer.id>>", "a": "@"}',
    "leaf": '{"a": "@"}',
    "legacy": '{"a": "@"}',
    "translation": '{"a": "@"}',
}
"""Where a piece of Liquid may stand: a template's properties with the piece at ``@``."""


def lint_around(folder: Path, rule: str, text: str, around: str, **more: Any) -> list[str]:
    """Return what one rule marks about a piece of Liquid in one of the places of ``AROUND``."""
    properties = AROUND[around].replace("@", text)
    config, envelope = more.pop("config", ""), ENVELOPE
    files = dict(more.pop("files", {}))
    if around == "leaf":
        config += '[render]\njson = "leaf"\n'
    if around == "legacy":
        envelope = f'"liquid": "legacy", {ENVELOPE}'
    if around == "translation":
        files["templates/t.fr.json"] = f'{{"properties": {properties}}}'
        properties = '{"a": "x"}'
    found = lint(folder, rule, properties, config=config, envelope=envelope, files=files, **more)
    return marks(found)
