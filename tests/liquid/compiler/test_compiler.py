import marshal
import pickle
import textwrap

from inbox_toolkit.liquid.compiler import compiler
from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.liquid.syntax.parser import parse

from tests.support.liquid_corpus import NOW
from tests.support.liquid_runs import program


def _sites(template: str) -> list[tuple[str, str, bool, bool]]:
    return [
        (variable.path, variable.use, variable.local, variable.defaulted)
        for variable in program(template).variables
    ]


def test_every_place_that_reads_a_variable_is_a_site() -> None:
    template = (
        "{{ a.b | default: c }}{% assign d = e %}{{ d }}"
        "{% for x in list limit: n %}{{ x.y }}{% endfor %}{% if f %}{% endif %}"
    )
    assert _sites(template) == [
        ("a.b", "output", False, True),
        ("c", "argument", False, False),
        ("e", "assign", False, False),
        ("d", "output", True, False),
        ("list", "loop", False, False),
        ("n", "argument", False, False),
        ("x.y", "output", True, False),
        ("f", "condition", False, False),
    ]


def test_a_site_marks_its_path_and_its_node() -> None:
    template = "Hi {{ customer.name | upcase }}!"
    (variable,) = program(template).variables
    assert variable.span.of(template) == "customer.name"
    assert variable.node_span.of(template) == "{{ customer.name | upcase }}"


def test_an_else_that_is_not_written_is_an_arm_as_well() -> None:
    template = "{% if a %}x{% endif %}{{ b | default: 1 }}"
    branches = [
        (arm.kind, arm.is_written, arm.tag_span.of(template)) for arm in program(template).branches
    ]
    assert branches == [
        ("if", True, "{% if a %}"),
        ("else", False, "{% if a %}"),
        ("default", True, "| default: 1"),
    ]


def test_a_program_can_be_stored() -> None:
    stored = pickle.dumps(program("{{ a }}{% for x in b %}{{ x }}{% endfor %}"))
    again = pickle.loads(stored)
    assert marshal.loads(again.code).co_name == "template"
    assert run(again, {"a": 1, "b": [2, 3]}, now=NOW).text == "123"


def test_texts_of_the_template_never_become_code() -> None:
    hostile = "'''\\\"; import os #{{ '\\'' }}{% assign a = \"__import__('os')\" %}{{ a }}\r\n\0"
    assert "__import__('os')" in run(program(hostile), {}, now=NOW).text


def test_hundreds_of_nested_blocks_compile() -> None:
    deep = "{% if a %}" * 90 + "x" + "{% endif %}" * 90
    assert run(program(deep), {"a": 1}, now=NOW).text == "x"
    loops = "{% for i in a %}" * 40 + "x" + "{% endfor %}" * 40
    assert run(program(loops), {"a": [1]}, now=NOW).text == "x"


def test_the_page_of_code_in_the_docstring_is_what_is_generated() -> None:
    _, template, python = (compiler.__doc__ or "").split(" ::\n")
    python = textwrap.dedent(python.partition("\nNumbers are")[0]).strip()
    template = textwrap.dedent(template.partition("\nbecomes")[0]).strip()
    assert compiler.python_source(parse(template)) == python
