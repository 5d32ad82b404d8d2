"""Every node type, enumerated from ``nodes.py``, goes through every analysis."""

from dataclasses import dataclass, is_dataclass
from pathlib import Path as FilePath
from typing import get_args, get_type_hints

import pytest
from inbox_toolkit.analysis.read_recorder import analyze
from inbox_toolkit.analysis.usage import collect_usage
from inbox_toolkit.contract.inference.infer import infer
from inbox_toolkit.liquid.syntax import nodes
from inbox_toolkit.liquid.syntax.visitor import child_bodies, node_expressions, walk_nodes
from inbox_toolkit.project.config import find_config
from inbox_toolkit.project.project import load_project
from inbox_toolkit.prove.json_proof import prove_json
from inbox_toolkit.template.reader import read_templates
from inbox_toolkit.template.template import Template

from tests.support.projects import check, marked, write_project

READ = "{{ trigger.a | uppercase }}"


@dataclass(frozen=True)
class Sample:
    """A template with a node; ``reads`` if it reads ``trigger.a`` itself or in a body."""

    text: str
    versions: tuple[str, ...] = ("latest", "legacy")
    reads: bool = True
    json: str = "text"


SAMPLES: dict[type, Sample] = {
    nodes.Text: Sample("a", reads=False),
    nodes.Output: Sample(READ),
    nodes.Assign: Sample("{% assign x = trigger.a | uppercase %}{{ x }}"),
    nodes.Capture: Sample(f"{{% capture x %}}{READ}{{% endcapture %}}{{{{ x }}}}"),
    nodes.If: Sample(f"{{% if customer.id %}}{READ}{{% endif %}}"),
    nodes.Case: Sample(f"{{% case customer.id %}}{{% when 'u1' %}}{READ}{{% endcase %}}"),
    nodes.For: Sample(f"{{% for i in (1..2) %}}{READ}{{% endfor %}}"),
    nodes.Cycle: Sample("{% cycle trigger.a, 'b' %}"),
    nodes.Counter: Sample("{% increment n %}", reads=False),
    nodes.Jump: Sample("{% for i in (1..2) %}{% break %}{% endfor %}", ("latest",), reads=False),
    nodes.LiquidTag: Sample("{% liquid\necho trigger.a | uppercase\n%}", ("latest",)),
    nodes.IfChanged: Sample(f"{{% ifchanged %}}{READ}{{% endifchanged %}}", ("legacy",)),
    nodes.JsonString: Sample(READ, json="leaf"),
    nodes.Comment: Sample("{% comment %}a{% endcomment %}", reads=False),
    nodes.CioTag: Sample("{% random trigger.a %}"),
}
CASES = [
    pytest.param(kind, version, id=f"{kind.__name__}-{version}")
    for kind, sample in SAMPLES.items()
    for version in sample.versions
]


def project(folder: FilePath, sample: Sample, version: str) -> Template:
    text = sample.text.replace("\n", "\\n") if sample.json == "leaf" else sample.text
    write_project(
        folder,
        {
            "inbox.toml": f'[render]\njson = "{sample.json}"\n',
            "templates/t.json": f'{{"liquid": "{version}", "properties": {{"t": "{text}"}}}}',
            "fixtures/profiles/p.json": {"id": "u1"},
            "fixtures/message_data/t/d.json": {"a": 2},
        },
    )
    opened = load_project(find_config(folder))
    return read_templates(opened.template_files, opened.config)[0]


def test_there_is_a_sample_of_each_node_type() -> None:
    assert set(SAMPLES) == set(get_args(nodes.Node))


@pytest.mark.parametrize(("kind", "version"), CASES)
def test_every_analysis_knows_the_node(kind: type, version: str, tmp_path: FilePath) -> None:
    sample = SAMPLES[kind]
    made = project(tmp_path, sample, version)
    assert not made.parsed.errors
    assert kind in {type(node) for node in walk_nodes(made.parsed.nodes)}

    reads = [read.path for read in analyze(made).reads]
    assert ("trigger.a" in reads) is sample.reads
    uses = [use.steps for use in collect_usage(made).uses]
    assert (("trigger", "a") in uses) is sample.reads
    schema = infer(made).schema
    assert ("a" in schema.get("properties", {})) is sample.reads
    assert ("trigger.a" in [ref.path for ref in made.program.variables]) is sample.reads
    proof = prove_json(made, {"trigger": schema})
    assert proof.is_closed is (not sample.reads or kind in (nodes.JsonString, nodes.CioTag))

    report = check(tmp_path)
    assert not report.crashes
    unknown = [one for one in marked(report, "unknown-filter") if one[1] == "uppercase"]
    assert bool(unknown) is ("uppercase" in sample.text)


@pytest.mark.parametrize(
    ("kind", "version"),
    [
        (kind, sample.versions[-1])
        for kind, sample in SAMPLES.items()
        if READ in sample.text and sample.json == "text"  # a JSON string has no next line
    ],
)
def test_a_suppression_works_in_every_block(kind: type, version: str, tmp_path: FilePath) -> None:
    ignore = "{% comment %} inbox-ignore-next-line unknown-filter: seen {% endcomment %}"
    text = SAMPLES[kind].text.replace(READ, f"{ignore}\n{READ}")
    project(tmp_path, Sample(text), version)
    assert marked(check(tmp_path), "unknown-filter", "unused-suppression") == []


@pytest.mark.parametrize("kind", list(SAMPLES))
def test_no_body_and_no_expression_of_a_node_is_forgotten(kind: type, tmp_path: FilePath) -> None:
    """What the fields of a node hold is what the visitor says they hold."""
    made = project(tmp_path, SAMPLES[kind], SAMPLES[kind].versions[-1])
    node = next(one for one in walk_nodes(made.parsed.nodes) if type(one) is kind)
    bodies, expressions = held(node)
    assert list(child_bodies(node)) == bodies
    found = list(node_expressions(node))
    assert all(any(one is other for other in found) for one in expressions)
    assert len(found) == len(expressions)


def held(value: object) -> tuple[list[nodes.Body], list[object]]:
    """Return the bodies and the outermost expressions in the fields of a node, by their types."""
    bodies: list[nodes.Body] = []
    expressions: list[object] = []
    for name, hint in get_type_hints(type(value), vars(nodes)).items():
        inner = getattr(value, name)
        if hint == nodes.Body:
            bodies.append(inner)
        elif isinstance(inner, get_args(nodes.Expression)):
            expressions.append(inner)
        else:
            for one in (
                inner if isinstance(inner, tuple) and not hasattr(inner, "_fields") else [inner]
            ):
                if isinstance(one, get_args(nodes.Expression)):
                    expressions.append(one)
                elif is_dataclass(one) or isinstance(
                    one, nodes.FilteredExpression | nodes.Filter | nodes.Argument
                ):
                    below = held(one)
                    bodies += below[0]
                    expressions += below[1]
    return bodies, expressions
