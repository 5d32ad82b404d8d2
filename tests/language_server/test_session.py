"""What a session finds is what ``inbox validate`` finds, whatever state the text is in."""

import random
from collections import Counter
from pathlib import Path

import pytest
from inbox_toolkit.diagnostics.diagnostic import Diagnostic
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.language_server.session import ProjectSession

from tests.language_server.conftest import TEMPLATE
from tests.support.projects import check, write_project
from tests.validation.test_projects import PROJECTS, sections

NAME = "templates/order.json.liquid"


def keys(found: list[Diagnostic]) -> Counter[tuple[str, str, int, int, str]]:
    return Counter((one.rule, one.file, *one.span, one.message) for one in found)


def everything(session: ProjectSession) -> list[Diagnostic]:
    found = list(session.shared_diagnostics())
    for unit in session.manifest.units:
        found += session.state(unit).diagnostics
    return found


@pytest.mark.parametrize("file", PROJECTS, ids=lambda file: file.stem)
def test_the_findings_are_those_of_validate(tmp_path: Path, file: Path) -> None:
    parts = dict(sections(file.read_bytes().decode()))
    parts.pop("report")
    write_project(tmp_path, {"inbox.toml": "", **parts})
    expected = keys(list(check(tmp_path).diagnostics))
    found = keys(everything(ProjectSession(tmp_path)))
    # What no finding was left out for is known only once every template was validated, and what
    # else is found around a mistake is more than validate says.
    idle = Counter({key: n for key, n in expected.items() if key[1] == "inbox.toml"})
    assert not expected - found - idle
    if not any(key[0] == "liquid-syntax" for key in expected):
        assert not found - expected


def rules(session: ProjectSession) -> list[tuple[str, int]]:
    unit = session.unit_of(NAME)
    assert unit
    state = session.state(unit)
    return sorted(
        (one.rule, one.start.line)
        for one in state.diagnostics
        if one.file == NAME and one.rule not in ("expiration", "unreached-branch")
    )


def test_findings_stay_while_something_else_is_typed(project: Path) -> None:
    session = ProjectSession(project)
    assert rules(session) == [("missing-value", 9)]
    for line in ('"x": "{{ customer.",', '"x": {{ trigger.,', "{% if a %}", '"x": "{{ a | ",'):
        session.edit(NAME, TEMPLATE.replace('    "total"', f'    {line}\n    "total"'))
        found = rules(session)
        assert ("missing-value", 10) in found, line
        assert [one for one in found if one[0] != "missing-value"], line


def test_texts_that_are_not_saved_count(project: Path) -> None:
    session = ProjectSession(project)
    data = "fixtures/message_data/order/empty.json"
    session.edit(data, '{"items": [], "total": 1}')
    assert ("missing-value", 9) not in rules(session)
    session.edit(data, None)
    assert rules(session) == [("missing-value", 9)]


def test_files_come_and_go(project: Path) -> None:
    session = ProjectSession(project)
    assert rules(session) == [("missing-value", 9)]
    (project / "fixtures/message_data/order/empty.json").unlink()
    session.changed(["fixtures/message_data/order/empty.json"])
    assert ("missing-value", 9) not in rules(session)
    (project / "fixtures/profiles/eve.json").write_text("{")
    session.changed(["fixtures/profiles/eve.json"])
    assert "json-syntax" in {one.rule for one in session.shared_diagnostics()}


def test_a_configuration_that_breaks_leaves_the_last_one(project: Path) -> None:
    session = ProjectSession(project)
    session.edit("inbox.toml", '[validate.severity]\nnope = "off"\n')
    found = session.config_diagnostic("inbox.toml", "")
    assert found is not None
    assert "nope" in found.message
    assert rules(session) == [("missing-value", 9)]
    session.edit("inbox.toml", '[validate.severity]\nmissing-value = "off"\n')
    assert session.config_error is None
    assert rules(session) == []


def test_a_project_with_a_broken_configuration_cannot_be_opened(tmp_path: Path) -> None:
    write_project(tmp_path, {"inbox.toml": "nope"})
    with pytest.raises(ProjectError):
        ProjectSession(tmp_path)


def test_any_text_at_all_is_answered(project: Path) -> None:
    session = ProjectSession(project)
    rng = random.Random(7)
    for _ in range(60):
        start, end = sorted(rng.sample(range(len(TEMPLATE)), 2))
        filler = rng.choice(["", "{{", "{%", '"', "}", "\n", "{% if x %}", "{{ customer."])
        session.edit(NAME, TEMPLATE[:start] + filler + TEMPLATE[end:])
        rules(session)
