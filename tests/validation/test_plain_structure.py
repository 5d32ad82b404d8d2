"""What is taken as plain must be right for any data: the proof of JSON is the oracle."""

import pytest
from inbox_toolkit.prove.json_proof import prove_json
from inbox_toolkit.validation.plain_structure import is_plainly_structured

from tests.support.projects import template
from tests.validation.test_good_templates import FILES, sections

LAST = "{% unless forloop.last %},{% endunless %}"
PLAIN = [
    '{"a": 1}',
    '{"a": "x {{ trigger.b }} \\" y", "c": {{ trigger.d | json }}}',
    '{"a": "{% if trigger.b %}x{% endif %}{% for i in trigger.c %}{{ i }}{% endfor %}"}',
    '{"a": {% if trigger.b %}"x"{% elsif trigger.c %}{{ 1 }}{% else %}null{% endif %}}',
    '{"a": {% case trigger.b %}{% when "x" %}1{% when "y", "z" %}2{% else %}{{ 3 }}{% endcase %}}',
    '{"a": [{% for i in trigger.b %}{{ i | json }}' + LAST + "{% endfor %}]}",
    '{"a": [{% for i in trigger.b %}{"x": {{ i.x | json }}, "y": "z"}' + LAST + "{% endfor %}]}",
    '{"a": [{% for i in trigger.b limit: 3 %}{% assign x = i %}{{ x | json }}'
    + LAST
    + " {% endfor %}]}",
    '{ {% assign a = 1 %}{% capture b %}x{% endcapture %}"a": {{ a }}}',
]
NOT_PLAIN = [
    '{"a": 1{% if trigger.b %}, "c": 2{% endif %}}',
    '{"a": {% if trigger.b %}1{% endif %}}',
    '{"a": {% unless trigger.b %}1{% endunless %}}',
    '{"a": [{% for i in trigger.b %}{{ i }},{% endfor %}]}',
    '{"a": [1, {% for i in trigger.b %}{{ i }}' + LAST + "{% endfor %}]}",
    '{"a": [{% for i in trigger.b %}{{ i }}' + LAST + "{% endfor %}, 1]}",
    '{"a": [{% for i in trigger.b %}{% if i %}{{ i }}' + LAST + "{% endif %}{% endfor %}]}",
    '{"a": [{% for i in trigger.b %}{% break %}{{ i }}' + LAST + "{% endfor %}]}",
    '{"a": [{% for i in trigger.b %}{{ i }}{% if forloop.last %},{% endif %}{% endfor %}]}',
    '{"a": [{% for i in trigger.b %}{{ i }} {{ i }}' + LAST + "{% endfor %}]}",
    '{"a": [{% for i in trigger.b %}{{ i }}{{ i }}' + LAST + "{% endfor %}]}",
    '{"a": {% if trigger.b %}{{ 1 }}{{ 2 }}{% else %}1{% endif %}}',
    '{"a": [{% for i in trigger.b %}' + LAST + "{% endfor %}]}",
    '{"a": [{% for i in trigger.b %}{{ i }}' + LAST + "1{% endfor %}]}",
    '{"a": "x{% if trigger.b %}"{% else %}y"{% endif %}}',
    '{"a": "{% if trigger.b %}", "c": "{% endif %}"}',
    '{"a": {% case trigger.b %}{% when 1 %}1{% endcase %}}',
    '{"a": {% case trigger.b %}{% when 1 %}1{% when 1.0 %}2{% else %}3{% endcase %}}',
    '{"a": {% case trigger.b %}{% when "x" %}1{% when "x" %}2{% else %}3{% endcase %}}',
    '{"a": {% case trigger.b %}{% when trigger.c %}1{% when "x" %}2{% else %}3{% endcase %}}',
    '{"a": {% case trigger.b %}{% when "x" %}1, 2{% else %}3{% endcase %}}',
    '{"a": [{% for i in trigger.b %}{"x": 1, {% if i %}"y": 2{% endif %}}'
    + LAST
    + "{% endfor %}]}",
    '{"a": [{% for i in trigger.b %}{{ i }}' + LAST + "{% else %},{% endfor %}]}",
]


@pytest.mark.parametrize("body", PLAIN)
def test_what_is_plain_is_proved(body: str) -> None:
    made = template(f'{{"properties": {body}}}')
    assert is_plainly_structured(made)
    assert not prove_json(made, {}).breaks_structure


@pytest.mark.parametrize("body", NOT_PLAIN)
def test_everything_else_is_left_to_the_proof(body: str) -> None:
    assert not is_plainly_structured(template(f'{{"properties": {body}}}'))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_good_template_is_plain_that_the_proof_doubts(file: object) -> None:
    members = sections(file)["properties"]  # type: ignore[arg-type]
    made = template('{"properties": {\n' + members + "}}", "t")
    assert not is_plainly_structured(made) or not prove_json(made, {}).breaks_structure
