"""Every language writes every kind of contract, and takes every fixture of this repository."""

import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inbox_toolkit.codegen.codegen import ENDINGS, PYTHON_STYLES, TypeGenerator
from inbox_toolkit.codegen.model import class_name
from inbox_toolkit.errors import UsageError
from inbox_toolkit.generate.generator import DataGenerator
from inbox_toolkit.template.template import Template

from tests.support.contracts import contract, of_body
from tests.support.typed import loaded, message_data, same, templates, type_checked, written
from tests.support.typescript import compiled, typescript_folder

BODY = '{"a": "{% for i in trigger.items %}{{ i.name | upcase }}{% endfor %}"}'


def named(name: str) -> Template:
    one = of_body("{}")
    return replace(one, name=name)


@pytest.mark.parametrize("language", ENDINGS)
def test_it_is_written(language: str) -> None:
    writing = TypeGenerator(language)
    text = writing.text(contract(BODY).schema, of_body(BODY))
    assert "items" in text
    assert text.endswith("\n")
    assert text == writing.text(contract(BODY).schema, of_body(BODY))
    assert writing.text({}, of_body("{}"))


@pytest.mark.parametrize(
    ("writing", "message"),
    [
        (("typescript", "pydantic", False), "typescript does not have the style"),
        (("json-schema", "", True), "has no send function"),
    ],
)
def test_what_a_language_has_not_is_refused(writing: tuple[str, str, bool], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        TypeGenerator(writing[0], writing[1], with_send=writing[2])


def test_python_files_can_be_imported() -> None:
    names = ["order_shipped", "a/b", "3d-view", "class"]
    assert TypeGenerator().files(map(named, names)) == {
        "order_shipped": "order_shipped.py",
        "a/b": "a_b.py",
        "3d-view": "message_3d_view.py",
        "class": "message_class.py",
    }
    assert TypeGenerator("typescript").files([named("3d-view")]) == {"3d-view": "3d-view.ts"}


def test_no_two_templates_share_a_file() -> None:
    with pytest.raises(UsageError, match=r"`a/b` and `a_b` would both be written to a_b.py"):
        TypeGenerator().files([named("a/b"), named("a_b")])


def objects(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Contracts of objects with names that no one would choose; some are required."""
    names = st.text(max_size=6) | st.sampled_from(["class", "str", "more", "self", "copy", "_a"])
    return st.builds(
        lambda members, count: {
            "type": "object",
            "properties": members,
            "required": sorted(members)[:count],
        },
        st.dictionaries(names, inner, max_size=5),
        st.integers(0, 2),
    )


SCALARS = st.sampled_from(["string", "number", "integer", "boolean", "null"])
SCHEMAS = st.recursive(
    st.one_of(
        st.just({}),
        st.builds(lambda kind: {"type": kind}, SCALARS),
        st.builds(lambda kinds: {"type": kinds}, st.lists(SCALARS, min_size=1, unique=True)),
        st.builds(
            lambda values: {"enum": values},
            st.lists(st.text(max_size=3) | st.integers() | st.booleans(), min_size=1, max_size=3),
        ),
    ),
    lambda inner: st.one_of(
        st.builds(lambda item: {"type": "array", "items": item}, inner),
        st.builds(lambda entry: {"type": "object", "additionalProperties": entry}, inner),
        objects(inner),
    ),
    max_leaves=6,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(schema=objects(SCHEMAS), seed=st.integers(0, 999))
def test_any_data_comes_back_through_any_contract(
    schema: dict[str, Any], seed: int, tmp_path: Path
) -> None:
    maker = DataGenerator(schema, Random(seed))
    found = [one for one in (maker.plain(), maker.bare(), maker.drawn(0.3)) if one is not None]
    for style in ("dataclass", "pydantic"):
        file = tmp_path / f"any_{style}.py"
        file.write_text(TypeGenerator("python", style).text(schema, named("any")), encoding="utf-8")
        made = loaded(file).AnyData
        for data in found:
            assert same(made.from_message_data(data).to_message_data(), data)


@pytest.mark.parametrize("style", PYTHON_STYLES)
def test_every_fixture_type_checks_and_comes_back_in_python(style: str, tmp_path: Path) -> None:
    files = []
    for one in templates():
        data = class_name(one.name, "data")
        text = written(one, TypeGenerator("python", style, with_send=True))
        for number, data_given in enumerate(message_data(one)):
            if style == "typeddict":
                text += f"\nd{number}: {data} = {data_given!r}\n"
            else:
                text += (
                    f"\nd{number} = {data}.from_message_data({data_given!r}).to_message_data()\n"
                )
        file = tmp_path / f"{style}_{one.name}.py"
        file.write_text(text, encoding="utf-8")
        files.append(file)
        module = loaded(file)
        for number, data_given in enumerate(message_data(one)):
            assert same(getattr(module, f"d{number}"), data_given)
    checked = type_checked(*files)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_broken_fixture_does_not_type_check(tmp_path: Path) -> None:
    one = next(one for one in templates() if one.name == "order_shipped")
    broken = {**message_data(one)[0], "order_id": 7}
    text = written(one, TypeGenerator()) + f"\nd: OrderShippedData = {broken!r}\n"
    (tmp_path / "broken.py").write_text(text, encoding="utf-8")
    said = type_checked(tmp_path / "broken.py").stdout
    assert 'expression has type "int", TypedDict item "order_id" has type "str"' in said


@pytest.mark.peer
def test_every_fixture_compiles_in_typescript_and_a_broken_one_does_not() -> None:
    with typescript_folder() as folder:
        for one in templates():
            data = class_name(one.name, "data")
            text = written(one, TypeGenerator("typescript", with_send=True))
            for number, data_given in enumerate(message_data(one)):
                text += f"\nexport const d{number}: {data} = {json.dumps(data_given)};\n"
            (folder / f"{one.name}.ts").write_text(text, encoding="utf-8")
        right = compiled(folder)
        file = folder / "order_shipped.ts"
        file.write_text(file.read_text().replace('"order_id": "ORD-5678"', '"order_id": 5678'))
        wrong = compiled(folder)
    assert right.returncode == 0, right.stdout
    assert "Type 'number' is not assignable to type 'string'" in wrong.stdout
