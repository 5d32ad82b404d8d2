from pathlib import Path
from random import Random

import pytest
from inbox_toolkit.analysis.read_recorder import analyze
from inbox_toolkit.project.config import Config, RenderSettings
from inbox_toolkit.template.reader import merge_translations, parse_template
from inbox_toolkit.text.source import Source

from tests.support.flow_fuzz import Checked, check_template, make
from tests.support.projects import template


def statuses(body: str) -> dict[str, str]:
    made = template('{"properties": {"a": "' + body + '"}}')
    assert not made.parsed.errors
    return {f"{read.path}": read.status for read in analyze(made).reads if read.use != "condition"}


CASES = [
    ("{{ trigger.x }}", {"trigger.x": "required"}),
    ("{{ trigger }}", {"trigger": "guarded"}),
    ("{{ event.x.y }}", {"event.x.y": "guarded"}),
    ("{{ nowhere }}", {"nowhere": "required"}),
    ("{{ trigger.x | default: 'y' }}", {"trigger.x": "defaulted"}),
    ("{{ trigger.x | upcase | default: 'y' }}", {"trigger.x": "required"}),
    ("{{ 'y' | append: trigger.x }}", {"trigger.x": "required"}),
    ("{% if trigger.x %}{{ trigger.x }}{% endif %}", {"trigger.x": "guarded"}),
    ("{% if trigger.x != blank %}{{ trigger.x }}{% endif %}", {"trigger.x": "guarded"}),
    ("{% if trigger.x != nil %}{{ trigger.x }}{% endif %}", {"trigger.x": "guarded"}),
    ("{% if trigger.x != '' %}{{ trigger.x }}{% endif %}", {"trigger.x": "conditional"}),
    ("{% if trigger.x != empty %}{{ trigger.x }}{% endif %}", {"trigger.x": "conditional"}),
    ("{% if trigger.x == 'y' %}{{ trigger.x }}{% endif %}", {"trigger.x": "guarded"}),
    ("{% if trigger.x contains 'y' %}{{ trigger.x }}{% endif %}", {"trigger.x": "guarded"}),
    ("{% if trigger.x > 3 %}{{ trigger.x }}{% endif %}", {"trigger.x": "guarded"}),
    ("{% if trigger.x < 3 %}{{ trigger.x }}{% endif %}", {"trigger.x": "conditional"}),
    ("{% if trigger.x == nil %}y{% else %}{{ trigger.x }}{% endif %}", {"trigger.x": "guarded"}),
    ("{% unless trigger.x == blank %}{{ trigger.x }}{% endunless %}", {"trigger.x": "guarded"}),
    ("{% unless trigger.x %}y{% else %}{{ trigger.x }}{% endunless %}", {"trigger.x": "guarded"}),
    ("{% if trigger.x and trigger.y %}{{ trigger.x }}{% endif %}", {"trigger.x": "guarded"}),
    ("{% if trigger.x or trigger.y %}{{ trigger.x }}{% endif %}", {"trigger.x": "conditional"}),
    ("{% if not trigger.x %}y{% else %}{{ trigger.x }}{% endif %}", {"trigger.x": "guarded"}),
    ("{% if trigger.x %}{{ trigger.x.y }}{% endif %}", {"trigger.x.y": "conditional"}),
    ("{% if trigger.x.y %}{{ trigger.x }}{% endif %}", {"trigger.x": "guarded"}),
    ("{% case trigger.x %}{% when 'y' %}{{ trigger.x }}{% endcase %}", {"trigger.x": "guarded"}),
    (
        "{% case trigger.x %}{% when nil %}y{% else %}{{ trigger.x }}{% endcase %}",
        {"trigger.x": "guarded"},
    ),
    (
        "{% case trigger.x %}{% when 'y' %}z{% else %}{{ trigger.x }}{% endcase %}",
        {"trigger.x": "conditional"},
    ),
    ("{% assign v = trigger.x %}{{ v }}", {"trigger.x": "assigned", "v": "guarded"}),
    ("{% assign v = trigger.x %}{{ v.y }}", {"trigger.x": "assigned", "v.y": "required"}),
    (
        "{% assign v = trigger.x %}{% if v.y %}{{ trigger.x.y }}{% endif %}",
        {"trigger.x": "assigned", "trigger.x.y": "guarded"},
    ),
    ("{% assign v = trigger.x | default: 'y' %}{{ v }}", {"trigger.x": "defaulted", "v": "guarded"}),
    (
        "{% assign v = trigger.x | default: false %}{% if v %}{{ trigger.x }}{% endif %}",
        {"trigger.x": "guarded"},
    ),
    ("{% if trigger.x %}{% assign v = 1 %}{% endif %}{{ v }}", {"v": "required"}),
    (
        "{% if trigger.x %}{% assign v = 1 %}{% endif %}{% if trigger.x %}{{ v }}{% endif %}",
        {"v": "guarded"},
    ),
    (
        "{% if trigger.x %}{% assign v = 1 %}{% else %}{% assign v = 2 %}{% endif %}{{ v }}",
        {"v": "guarded"},
    ),
    ("{% capture v %}{{ trigger.x }}{% endcapture %}{{ v }}", {"trigger.x": "required", "v": "guarded"}),
    ("{% for i in trigger.x %}{{ i }}{% endfor %}", {"trigger.x": "required", "i": "guarded"}),
    ("{% for i in trigger.x %}{{ i.n }}{% endfor %}", {"trigger.x": "required", "i.n": "conditional"}),
    (
        "{% for i in trigger.x %}{% if i.n %}{{ i.n }}{% endif %}{% endfor %}",
        {"trigger.x": "required", "i.n": "guarded"},
    ),
    (
        "{% for i in trigger.x %}{% if i.n == blank %}{% break %}{% endif %}{{ i.n }}{% endfor %}",
        {"trigger.x": "required", "i.n": "guarded"},
    ),
    (
        "{% for i in trigger.x %}{% unless i.n %}{% continue %}{% endunless %}{{ i.n }}{% endfor %}",
        {"trigger.x": "required", "i.n": "guarded"},
    ),
    (
        "{% assign s = trigger.x | sort: 'n' %}{% for i in s %}{{ i.n }}{% endfor %}",
        {"i.n": "conditional", "s": "guarded", "trigger.x": "assigned"},
    ),
    ("{% for i in (1..3) %}{{ forloop.index }}{{ forloop.indx }}{% endfor %}", {"forloop.indx": "required"}),
    ("{% for i in trigger.x %}{% endfor %}{{ i }}", {"i": "required"}),
    ("{% for i in trigger.x %}{% assign l = i %}{% endfor %}{{ l }}", {"l": "required"}),
    ("{{ trigger.x[trigger.k] }}", {"trigger.k": "required"}),
    ("{% cycle trigger.x, 'y' %}", {"trigger.x": "conditional"}),
    ("{% increment n %}{{ n }}", {"n": "guarded"}),
    ("{% assign trigger = 1 %}{{ trigger }}", {"trigger": "guarded"}),
    ("{% random trigger.x %}", {"trigger.x": "required"}),
    ("{% assign v = trigger.l | map: 'n' %}{% for i in v %}{{ i }}{% endfor %}", {"i": "conditional"}),
    ("{% assign v = trigger.l | map: 'n' | sort %}{% for i in v %}{{ i }}{% endfor %}", {"i": "conditional"}),
    ("{% assign v = trigger.l | map: 'n' | compact %}{% for i in v %}{{ i }}{% endfor %}", {"i": "guarded"}),
    ("{% for i in trigger.l limit: trigger.x %}{% endfor %}", {"trigger.x": "conditional"}),
    ("{% tablerow i in trigger.l limit: trigger.x %}{% endtablerow %}", {"trigger.x": "required"}),
    (
        "{% for i in trigger.l limit: 0 %}{% assign v = 1 %}{% else %}{% assign v = 2 %}{% endfor %}{{ v }}",
        {"v": "required"},
    ),
    ("{% if trigger.y %}{% if trigger.z %}{% break %}{% endif %}{% endif %}{{ trigger.x }}", {"trigger.x": "conditional"}),
    ("{% tablerow i in trigger.l %}{% break %}{% endtablerow %}{{ trigger.x }}", {"trigger.x": "conditional"}),
]  # fmt: skip


@pytest.mark.parametrize(("body", "wanted"), CASES)
def test_a_read_knows_whether_it_can_fail(body: str, wanted: dict[str, str]) -> None:
    found = statuses(body)
    assert {path: found.get(path) for path in wanted} == wanted


def test_the_conditions_in_force_are_named() -> None:
    made = template(
        '{"properties": {"a": "{% if trigger.a %}{% unless trigger.b == 1 %}{{ trigger.x }}{% endunless %}{% endif %}"}}'
    )
    (read,) = (one for one in analyze(made).reads if one.path == "trigger.x")
    assert read.conditions == ("trigger.a", "not (trigger.b == 1)")


@pytest.mark.long
@pytest.mark.parametrize(("version", "count"), [("latest", 60), ("legacy", 30)])
def test_a_render_fails_exactly_where_the_analysis_says_it_can(version: str, count: int) -> None:
    for seed in range(count):
        made = make(seed, version)
        found = (
            check_template(made, Random(seed)) if not made.parsed.errors else Checked(0, (), 0, 0)
        )
        assert found.wrong == (), f"seed {seed}"


def test_leaves_are_followed_and_share_no_names() -> None:
    config = Config(root=Path(), render=RenderSettings(json="leaf"))
    text = '{"properties": {"a": "{% assign v = 1 %}{{ trigger.x }}", "b": "{{ v }}"}}'
    (made,) = merge_translations([parse_template(Source("t.json", text), "t", config)])
    found = {one.path: one.status for one in analyze(made).reads}
    assert found == {"trigger.x": "required", "v": "required"}


@pytest.mark.parametrize(
    ("condition", "then", "otherwise"),
    [
        ("trigger.a", "trigger.a", "not (trigger.a)"),
        ("trigger.a != 'x'", "trigger.a != 'x'", "not (trigger.a != 'x')"),
        ("not trigger.a", "not trigger.a", "not (not trigger.a)"),
        ("not trigger.a != 1", "not trigger.a != 1", "not (not trigger.a != 1)"),
    ],
)
def test_a_condition_is_named_as_it_holds(condition: str, then: str, otherwise: str) -> None:
    body = f"{{% if {condition} %}}{{{{ trigger.x }}}}{{% else %}}{{{{ trigger.y }}}}{{% endif %}}"
    made = template('{"properties": {"a": "' + body + '"}}')
    found = {read.path: read.conditions for read in analyze(made).reads}
    assert (found["trigger.x"], found["trigger.y"]) == ((then,), (otherwise,))
