from pathlib import Path

from inbox_toolkit.project.config import find_config
from inbox_toolkit.validation.unit_runner import UnitRunner
from inbox_toolkit.workspace.manifest import manifest_of

from tests.support.projects import NOW, small_project, write_project


def runner(folder: Path) -> UnitRunner:
    config = find_config(folder)
    return UnitRunner(config, manifest_of(config), NOW)


def test_what_a_translation_repeats_of_its_base_is_told_once(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.x }}", "b": "x"}')
    write_project(tmp_path, {"templates/t.fr.json": '{"properties": {"b": "{{ trigger.y }}"}}'})
    bench = runner(tmp_path)
    verdict = bench.run(bench.manifest.units[0])
    assert [(one.template, one.cases) for one in verdict.summaries] == [("t", 1), ("t.fr", 1)]
    missing = [one for one in verdict.diagnostics if one.rule == "missing-value"]
    assert [(one.file, one.span.of(one.source.text)) for one in missing] == [
        ("templates/t.json", "trigger.x"),
        ("templates/t.fr.json", "trigger.y"),
    ]


def test_a_unit_sees_no_other_units_data(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": 1}')
    write_project(tmp_path, {"fixtures/message_data/u/x.json": "{}"})
    bench = runner(tmp_path)
    project, family = bench.open(bench.manifest.units[0])
    assert list(project.fixtures.message_data) == ["t"]
    assert [one.label for one in family] == ["t"]


def test_broken_fixtures_are_said_where_they_belong(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": 1}')
    write_project(
        tmp_path,
        {
            "fixtures/profiles/bad.json": "{",
            "fixtures/snippets.json": "[]",
            "fixtures/message_data/orphan/bad.json": "nope",
        },
    )
    bench = runner(tmp_path)
    shared = {one.file for one in bench.run_shared().diagnostics}
    assert shared == {"fixtures/profiles/bad.json", "fixtures/snippets.json"}
    orphan = bench.run(bench.manifest.units[0])
    assert [one.file for one in orphan.diagnostics] == ["fixtures/message_data/orphan/bad.json"]
    assert orphan.summaries == ()
