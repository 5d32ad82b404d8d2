"""What the visual inbox shows is part of the verdict, and seldom needs more than a class."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from inbox_toolkit.audit.audit import AuditOptions
from inbox_toolkit.audit.engines.duckdb import DuckDBEngine
from inbox_toolkit.audit.result import AuditResult
from inbox_toolkit.project.config import Config, VisualSettings
from inbox_toolkit.project.fixtures import Fixtures
from inbox_toolkit.project.project import Project

from scripts.audit_conformance import Maker, People, made_people, run_audit
from tests.support.projects import template as parse

NODES = [
    {"type": "heading", "name": "m0"},
    {"type": "date", "name": "m3"},
    {"type": "date"},
    {"type": "action", "name": "act", "children": [{"type": "text", "name": "url"}]},
    {"type": "button", "name": "button"},
    {"type": "image", "name": "link"},
]


def audited(folder: Path, properties: str, people: People) -> AuditResult:
    root = {"type": "layout", "direction": "vertical", "children": NODES}
    (folder / "visual.json").write_text(json.dumps({"card": [{"version": "1", "root": root}]}))
    config = Config(root=folder, visual=VisualSettings(templates="visual.json"))
    made = parse(
        '{"name": "T", "topics": ["cio_inbox"], "type": "card", '
        f'"expiration": {{"type": "relative", "value": 30, "unit": "days"}}, "properties": {properties}}}'
    )
    options = AuditOptions(verify=len(people.rows), method="classes")
    with DuckDBEngine(threads=1) as engine:
        return run_audit(made, people, engine, options, Project(config, (), Fixtures()))


def named(*names: Any) -> People:
    return People({"name": ("VARCHAR", "text")}, [{"name": name} for name in names])


def messages(result: AuditResult) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in result.verdicts:
        for finding in one.verdict.findings:
            found[finding.message] = found.get(finding.message, 0) + one.people
    return found


SOUND = '"m3": "2026-01-15", "url": "https://example.com", "link": "https://example.com/a.png"'
WHOLE = (
    f'{{{SOUND}, "m0": "Hi {{{{ customer.name }}}}", "date": "2026-01-15", "act": {{"behavior": "openUrl", '
    '"action": "https://example.com/{{ customer.name | url_encode }}"}, '
    '"button": {"label": "{{ customer.name }}", "behavior": "dismiss"}}'
)
ODD = (
    f'{{{SOUND}, "m0": "a", "date": {{{{ customer.name | json }}}}, "act": {{"behavior": "{{{{ customer.name }}}}"}}, '
    '"button": {"label": "a", "behavior": "openUrl", "action": {{ customer.name | json }}}}'
)


def test_texts_and_addresses_stand_for_all(tmp_path: Path) -> None:
    result = audited(tmp_path, WHOLE, named(*(f"Name {number}" for number in range(2_000))))
    assert messages(result) == {}
    assert result.renders < 10


def test_a_date_a_behavior_and_a_whole_address_are_looked_at(tmp_path: Path) -> None:
    names = ["2026-01-15", "javascript:x", "openUrl", *(f"name{number}" for number in range(100))]
    result = audited(tmp_path, ODD, named(*names))
    assert result.verified == len(names)
    assert messages(result)["`…` is not an ISO 8601 time, so it is shown unformatted"] == 102


@pytest.mark.parametrize("seed", range(6))
def test_random_messages_judge_groups_as_everyone_in_them(tmp_path: Path, seed: int) -> None:
    rng = Random(f"visual {seed}")
    result = audited(tmp_path, Maker(rng, tame=True).template(), made_people(rng, 50))
    assert result.verified == 50  # else EngineError
