"""What a session finds is what ``inbox validate`` finds, whatever state the text is in."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.diagnostics.diagnostic import Diagnostic
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.language_server.interim_findings import TextChange
from inbox_toolkit.language_server.session import ProjectSession
from inbox_toolkit.text.span import Span

from tests.language_server.conftest import TEMPLATE
from tests.support.projects import check, write_project
from tests.validation.test_projects import PROJECTS, sections

NAME = "templates/order.json.liquid"


def keys(found: list[Diagnostic]) -> Counter[tuple[str, str, int, int, str]]:
    return Counter((one.rule, one.file, *one.span, one.message) for one in found)


def everything(session: ProjectSession) -> list[Diagnostic]:
    found = list(session.shared_diagnostics())
    for unit in session.manifest.units:
        own = set(unit.files())
        found += [one for one in session.state(unit).diagnostics if one.file in own]
    return found


@pytest.mark.parametrize("file", PROJECTS, ids=lambda file: file.stem)
def test_the_findings_are_those_of_validate(tmp_path: Path, file: Path) -> None:
    parts = dict(sections(file.read_bytes().decode()))
    parts.pop("report")
    write_project(tmp_path, {"inbox.toml": "", **parts})
    expected = keys(list(check(tmp_path).diagnostics))
    found = keys(everything(ProjectSession(tmp_path)))
    # What is found around a mistake in Liquid is more than validate says.
    assert not expected - found
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


def test_a_profile_that_is_edited_is_read_without_listing_the_project(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = ProjectSession(project)
    assert ("missing-value", 9) in rules(session)
    assert ("missing-value", 1) in [(one.rule, one.start.line) for one in everything(session)]
    listed = session.manifest
    session.edit("fixtures/profiles/bob.json", '{"id": "2", "first_name": "Bob", "tier": "silver"}')
    assert session.manifest is listed
    assert "missing-value" not in [one.rule for one in everything(session) if one.file.endswith(".fr.json.liquid")]  # fmt: skip
    (project / "fixtures/profiles/bob.json").unlink()
    session.edit("fixtures/profiles/bob.json", None)
    assert "fixtures/profiles/bob.json" not in session.manifest.profiles


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


SLOW = """\
{
  "properties": {
    "a": "{{ trigger.nope }}",
    "b": "{% for x in (1..3000) %}{% for y in (1..20) %}{% endfor %}{% endfor %}",
    "c": "{{ trigger.total }}"
  }
}
"""


class Overtaken(BaseException):
    """A newer text came."""


def test_a_slow_template_is_validated_in_stages_that_a_newer_text_ends(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inbox_toolkit.language_server.session.SLOW_SECONDS", 0.0)
    session = ProjectSession(project)
    stages: list[list[tuple[str, int]]] = []

    def interim(found: Sequence[Diagnostic]) -> None:
        stages.append(sorted((one.rule, one.start.line) for one in found if one.file == NAME and one.rule in ("missing-value", "json-syntax")))  # fmt: skip

    def validate(text: str, checkpoint: Callable[[], None] = lambda: None) -> None:
        stages.clear()
        session.edit(NAME, text)
        unit = session.unit_of(NAME)
        assert unit
        session.state(unit, interim=interim, checkpoint=checkpoint)

    validate(SLOW)
    assert stages == [[]]  # nothing is known of it before, and it may be quick
    validate(SLOW.replace('"a"', '"longer"\n: 1, "a"'))
    both = [("missing-value", 4), ("missing-value", 6)]
    assert stages == [both, both]  # what was found before, and the first case (which lacks both)
    validate(SLOW.replace("trigger.nope", "1"))
    assert stages == [[("missing-value", 5)]] * 2
    validate(SLOW.replace('"properties"', "properties"))
    assert ("json-syntax", 2) in stages[0]

    calls = 0

    def checkpoint() -> None:
        nonlocal calls
        calls += 1
        if calls > 4:
            raise Overtaken

    with pytest.raises(Overtaken):
        validate(SLOW + " ", checkpoint)
    assert rules(session) == [("missing-value", 3), ("missing-value", 5)]


@given(st.text("ab\n", max_size=12), st.text("ab\n", max_size=5), st.data())
def test_a_span_is_moved_with_the_text_around_it(before: str, new: str, data: st.DataObject) -> None:  # fmt: skip
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(before))] * 2)))
    low, high = sorted(data.draw(st.tuples(*[st.integers(0, len(before))] * 2)))
    after = before[:start] + new + before[end:]
    moved = TextChange(before, after).moved(Span(low, high))
    if moved is not None:
        assert moved.of(after) == Span(low, high).of(before)
    if before == after:
        assert moved == Span(low, high)
    if high <= start:  # the change is behind it
        assert moved == Span(low, high)
