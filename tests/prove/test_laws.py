"""What ``prove`` refutes, ``validate`` reports: with that data as a fixture, and partly without."""

from pathlib import Path

import pytest
from inbox_toolkit.workspace.workspace import open_workspace

from tests.support.contracts import of_body
from tests.support.laws import random_template, unreported

FORMS = [
    '{"a": [{% for i in trigger.xs %}{% if i.on %}{{ i.n | json }}{% unless forloop.last %},{% endunless %}{% endif %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{% if i.off %}{% continue %}{% endif %}{{ i.n | json }}{% unless forloop.last %},{% endunless %}{% endfor %}]}',
    '{"a": [{% for i in trigger.xs %}{{ i | json }},{% endfor %}]}',
    '{"a": [0, {% for i in trigger.xs %}{{ i | json }}{% unless forloop.last %},{% endunless %}{% endfor %}]}',
    '{"a": 1{% if trigger.b %},{% endif %}{% if trigger.c %}"c": 2{% endif %}}',
    '{"a": [{% for i in trigger.xs %}{{ i | json }}{% endfor %}]}',
    '{"a": 1{% if trigger.b %}, "a": 2{% endif %}}',
    '{"a": "{{ trigger.note | strip }}"}',
    '{"a": "{{ trigger.xs.first.n }}"}',
    '{"a": {% assign p = trigger.t | split: " " %}{{ p[0] | json }}}',
    '{"a": {% assign i = trigger.xs | find: "k", "v" %}{{ i.n | json }}}',
    '{"a": {{ trigger.texts[trigger.lang] | json }}}',
    '{"a": {{ trigger.n | divided_by: trigger.m | json }}}',
    '{"a": "{% capture c %}{{ trigger.note }}{% endcapture %}{{ c }}"}',
    '{"a": "<< trigger.note >>", "b": [{% for i in trigger.xs %}<< i >>,{% endfor %}]}',
]  # fmt: skip


@pytest.mark.parametrize("body", FORMS)
def test_what_a_search_finds_is_reported(body: str, tmp_path: Path) -> None:
    assert list(unreported(of_body(body), tmp_path, seed=0)) == []


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, 40, 8))
def test_what_a_search_finds_in_random_templates_is_reported(first: int, tmp_path: Path) -> None:
    found = [
        f"{said}\n{made.source.text}"
        for seed in range(first, first + 8)
        for made in [random_template(seed)]
        for said in unreported(made, tmp_path / str(seed), seed=seed, cases=60)
    ]
    assert found == []


def test_our_own_templates_have_nothing_to_report(tmp_path: Path) -> None:
    workspace = open_workspace(Path(__file__).parents[2])
    for number, made in enumerate(workspace.templates):
        assert list(unreported(made, tmp_path / str(number), seed=0)) == []
