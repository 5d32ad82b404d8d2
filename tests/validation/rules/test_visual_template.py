from pathlib import Path

from tests.support.projects import check, marked, small_project, write_project

ROOT = {"type": "layout", "direction": "vertical", "children": [{"type": "headline"}]}
FILES = {
    "inbox.toml": '[visual]\ntemplates = "v/t.json"\ntheme = "v/theme.json"\n',
    "v/t.json": {"card": [{"version": "1", "root": ROOT}]},
    "v/theme.json": {"text": {"text": {"color": "red"}}},
}


def test_the_files_are_looked_at_once_for_all_templates(tmp_path: Path) -> None:
    project = write_project(small_project(tmp_path, '{"a": "x"}'), FILES)
    other = (tmp_path / "templates/t.json").read_text()
    write_project(project, {"templates/u.json": other})
    assert marked(check(project), "visual-template") == [
        ("visual-template", '"headline"', '`card[0].root.children[0].type` is "headline"'),
        ("visual-template", '"red"', '`text.text.color` is "red"'),
    ]


def test_without_visual_files_there_is_nothing_to_say(tmp_path: Path) -> None:
    assert marked(check(small_project(tmp_path, '{"a": "x"}')), "visual-template") == []


def test_it_can_be_left_out_for_a_file(tmp_path: Path) -> None:
    project = write_project(small_project(tmp_path, '{"a": "x"}'), FILES)
    more = '[validate.ignore]\n"v/*" = ["visual-template"]\n'
    write_project(project, {"inbox.toml": FILES["inbox.toml"] + more})  # type: ignore[operator]
    assert marked(check(project)) == []


def test_a_file_that_changes_is_looked_at_again(tmp_path: Path) -> None:
    project = write_project(small_project(tmp_path, '{"a": "x"}'), FILES)
    assert len(marked(check(project), "visual-template")) == 2
    write_project(project, {"v/theme.json": {}})
    assert len(marked(check(project), "visual-template")) == 1
