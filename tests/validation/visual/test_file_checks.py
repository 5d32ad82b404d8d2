import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inbox_toolkit.project.config import find_config
from inbox_toolkit.project.project import load_project
from inbox_toolkit.validation.visual.file_checks import file_mistakes

from tests.support.projects import write_project

CONFIG = '[visual]\ntemplates = "v/templates.json"\ntheme = "v/theme.json"\n'
CARD = {"type": "layout", "direction": "vertical", "children": [{"type": "text", "name": "body"}]}


def mistakes(folder: Path, templates: object, theme: object = None) -> list[tuple[str, str, str]]:
    files = {"inbox.toml": CONFIG, "v/templates.json": templates, "v/theme.json": theme or {}}
    project = load_project(find_config(write_project(folder, files)))
    return [
        (one.location.span.of(one.location.source.text), one.message, one.help)
        for one in file_mistakes(project)
    ]


def registry(*nodes: object, **others: object) -> dict[str, object]:
    root = {"type": "layout", "direction": "vertical", "children": list(nodes)}
    more = {name: [{"version": "1", "root": other}] for name, other in others.items()}
    return {"t": [{"version": "1", "root": root}], **more}


def test_sound_files_have_none(tmp_path: Path) -> None:
    node = {"type": "text", "name": "body", "variant": "caption"}
    theme = {"text": {"caption": {"text": {"color": "#112233"}}}}
    assert mistakes(tmp_path, registry(node), theme) == []
    assert mistakes(tmp_path, registry(node), {"theme": theme, "patterns": {}}) == []
    assert mistakes(tmp_path, registry(node), {"modes": {"dark": theme}}) == []


NODES = [
    ({"type": "buton", "name": "cta"}, '"buton"', 'did you mean "button"?'),
    ({"type": "text", "colour": 1}, '"colour"', "known keys: type, name, variant"),
    ({"type": "text", "name": "first name"}, '"first name"', "expected the name of a member; a blank in it stops the drawing"),
    ({"type": "text", "variant": "bigText"}, '"bigText"', "expected a variant in lower-case letters, digits, _ and -; any other is never styled"),
    ({"type": "image", "name": "media", "objectFit": "covers"}, '"covers"', 'did you mean "cover"?'),
    ({"type": "image", "name": "media", "width": "full"}, '"full"', 'expected a number, 0 or more, or "fill"'),
    ({"type": "template", "name": "crad"}, '"crad"', "did you mean `card`?"),
]  # fmt: skip


@pytest.mark.parametrize(("node", "marked", "help_text"), NODES)
def test_a_node_is_marked_where_it_is_wrong(
    tmp_path: Path, node: object, marked: str, help_text: str
) -> None:
    found = mistakes(tmp_path, registry(node, card=CARD))
    assert (marked, help_text) in [(text, said) for text, _, said in found]


def test_a_version_that_is_a_number_is_never_drawn(tmp_path: Path) -> None:
    ((marked, message, help_text),) = mistakes(tmp_path, {"t": [{"version": 1, "root": CARD}]})
    assert (marked, message) == ("1", "`t[0].version` is 1")
    assert help_text == 'expected the text "1": the renderer draws no other version'


def test_a_template_outside_a_list_is_never_drawn(tmp_path: Path) -> None:
    ((marked, message, _),) = mistakes(tmp_path, {"t": {"version": "1", "root": CARD}})
    assert (marked, message) == ("{", "`t` is an object")


def test_a_circle_is_named_where_it_closes(tmp_path: Path) -> None:
    other = {"type": "layout", "direction": "vertical", "children": [{"type": "template", "name": "t"}]}  # fmt: skip
    found = mistakes(tmp_path, registry({"type": "template", "name": "other"}, other=other))
    assert [message for _, message, _ in found] == [
        "`t` draws itself again here, ten times over",
        "`other` draws itself again here, ten times over",
    ]


@pytest.mark.parametrize(
    ("theme", "marked", "help_text"),
    [
        ({"text": {"caption": {}, "big": {}}}, '"captoin"', "did you mean `caption`?"),
        ({"button": {}}, '"captoin"', "add `captoin` under `text` of it"),
    ],
)
def test_a_variant_is_one_of_the_theme(
    tmp_path: Path, theme: object, marked: str, help_text: str
) -> None:
    node = {"type": "text", "name": "body", "variant": "captoin"}
    assert [(text, said) for text, _, said in mistakes(tmp_path, registry(node), theme)] == [
        (marked, help_text)
    ]


THEMES = [
    ({"text": {"text": {"color": "red"}}}, '"red"'),
    ({"text": {"text": {"fontSize": "12"}}}, '"12"'),
    ({"text": {"text": {"fontWeight": 450}}}, "450"),
    ({"theme": {"button": {"states": {"hoover": {}}}}, "patterns": {}}, '"hoover"'),
    ({"heading": {"h5": {}}}, '"h5"'),
]


@pytest.mark.parametrize(("theme", "marked"), THEMES)
def test_a_theme_is_marked_where_it_is_wrong(tmp_path: Path, theme: object, marked: str) -> None:
    assert [text for text, _, _ in mistakes(tmp_path, registry(), theme)] == [marked]


@pytest.mark.parametrize("text", ["{", "[1]", b"\xff", '{"a": ' + "[" * 100_000, "{'a': 1}"])
def test_what_cannot_be_read_is_said_once(tmp_path: Path, text: str | bytes) -> None:
    assert len(mistakes(tmp_path, text)) == 1


def test_files_that_are_not_there_are_said(tmp_path: Path) -> None:
    write_project(tmp_path, {"inbox.toml": CONFIG})
    found = list(file_mistakes(load_project(find_config(tmp_path))))
    assert [one.location.source.name for one in found] == ["v/theme.json", "v/templates.json"]
    assert "no such file" in found[0].message


def test_a_deep_tree_is_followed_without_recursion(tmp_path: Path) -> None:
    node: object = {"type": "text"}
    for _ in range(80):
        node = {"type": "layout", "direction": "vertical", "children": [node]}
    assert mistakes(tmp_path, json.dumps(registry(node))) == []


WORDS = ["type", "name", "children", "template", "version", "root", "variant", "text", "layout", "1", "t", "modes", "dark", "theme"]  # fmt: skip
ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 2) | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(templates=ANY, theme=ANY)
def test_no_document_stumbles_it(tmp_path: Path, templates: object, theme: object) -> None:
    for _, message, help_text in mistakes(tmp_path, {"t": templates}, {"text": theme}):
        assert message
        assert help_text
