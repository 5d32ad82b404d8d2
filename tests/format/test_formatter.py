"""What formatting does to a file, and what it must never do to a payload."""

import json
import random
import re
from pathlib import Path

import pytest
from inbox_toolkit.format.formatter import format_text
from inbox_toolkit.format.layout import Style
from inbox_toolkit.liquid.render import render

from tests.support.json_with_liquid import random_template

ROOT = Path(__file__).resolve().parents[2]
OURS = sorted(
    [
        *(ROOT / "templates").iterdir(),
        *(ROOT / "toolkit/inbox_toolkit/project/starter/templates").iterdir(),
    ]
)
PROJECTS = sorted((ROOT / "tests/validation/projects").glob("*.txt"))


def formatted(text: str, **options: object) -> str:
    """The file with ``text`` as its properties, formatted; the properties again, dedented."""
    result = format_text('{"properties": {\n' + text + "\n}}", **options)  # type: ignore[arg-type]
    assert result.reason is None, result.reason
    lines = result.text.splitlines()
    assert lines[:2] == ["{", '  "properties": {']
    assert lines[-2:] == ["  }", "}"]
    return "\n".join(line[4:] for line in lines[2:-2])


INLINE = [
    # what is written, what it becomes
    ('"a":1 ,   "b" : [ 1,2 ]', '"a": 1,\n"b": [1, 2]'),
    ('"a": {}, "b": [ ]', '"a": {},\n"b": []'),
    ('"a": "{{customer.name|default:"you"}}"', "\"a\": \"{{ customer.name | default: 'you' }}\""),
    ('"a": {{-trigger.n|plus :1,2-}}', '"a": {{- trigger.n | plus: 1, 2 -}}'),
    ('"a": "{%if a==b  and c>=1%}x{%endif%}"', '"a": "{% if a == b and c >= 1 %}x{% endif %}"'),
    ('"a": "{% assign x=  1 %}{{ x }}"', '"a": "{% assign x = 1 %}{{ x }}"'),
    ('"a": "{{ a [ 0 ] . b }}"', '"a": "{{ a [ 0 ] . b }}"'),
    ('"a": "{% for i in (1 .. 3)reversed %}{{i}}{% endfor %}"',
     '"a": "{% for i in (1 .. 3)reversed %}{{ i }}{% endfor %}"'),
    ('"a": "  two  blanks {{ x }} "', '"a": "  two  blanks {{ x }} "'),
    ('"a": "{{ \'it\'\'s\' }}"', '"a": "{{ \'it\'\'s\' }}"'),
    ('"a": {{ "say \'hi\'" | json }}', '"a": {{ "say \'hi\'" | json }}'),
    ('"a": "<<customer.name>>, << trigger.x|upcase >>"', '"a": "<<customer.name>>, << trigger.x|upcase >>"'),
    ('"a": {{ x }}{{ y }}', '"a": {{ x }}{{ y }}'),
    ('"a": 1{% if x %}2{% endif %}', '"a": 1{% if x %}2{% endif %}'),
    ('"a": {% if x %}1{% else %}2{% endif %}', '"a": {% if x %}1{% else %}2{% endif %}'),
    ('{% raw %}"a": "{{ x }}",{% endraw %} "b": 1', '{% raw %}"a": "{{ x }}",{% endraw %} "b": 1'),
    ('"a": 1, {% comment %} why {% endcomment %}\n"b": 2',
     '"a": 1, {% comment %} why {% endcomment %}\n"b": 2'),
    ('"a": 1,\n\n\n\n"b": 2', '"a": 1,\n\n"b": 2'),
    ('{% if x %}"a": 1,{% endif %}\n"b": 2', '{% if x %}"a": 1,{% endif %}\n"b": 2'),
    ('{% if x %}"a": 1,{% endif %}"b": 2', '{% if x %}"a": 1,{% endif %}\n"b": 2'),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), INLINE)
def test_what_stands_on_a_line(before: str, after: str) -> None:
    assert formatted(before) == after
    assert formatted(after) == after


def test_blocks_over_lines_are_indented_like_the_json_in_them() -> None:
    before = """
"list": [{% for item in trigger.items %}
{"name": {{ item.name | json }},
"n": 1}
{% unless forloop.last %},{% endunless %}
{% endfor %}],
{%- case customer.tier %}
{%- when 'gold' %}
"tier": "gold"
{%- else %}
"tier": "none"
{%- endcase %}
{%- if trigger.note %},
"note": {
"text": "x"}
{%- endif %}"""
    assert formatted(before) == (
        """\
"list": [
  {% for item in trigger.items %}
    {
      "name": {{ item.name | json }},
      "n": 1
    }
    {% unless forloop.last %},{% endunless %}
  {% endfor %}
],
{%- case customer.tier %}
{%- when 'gold' %}
  "tier": "gold"
{%- else %}
  "tier": "none"
{%- endcase %}
{%- if trigger.note %},
  "note": {
    "text": "x"
  }
{%- endif %}"""
    )


def test_what_does_not_fit_on_a_line_is_broken_over_lines() -> None:
    long = ", ".join(f'"{letter * 9}": 1' for letter in "abc")
    assert formatted(f'"x": {{{long}}}', style=Style(line_width=40)) == (
        '"x": {\n  "aaaaaaaaa": 1,\n  "bbbbbbbbb": 1,\n  "ccccccccc": 1\n}'
    )
    assert formatted(f'"x": {{{long}}}', style=Style(line_width=80)) == f'"x": {{{long}}}'


def test_a_comma_in_a_block_stays_beside_its_item() -> None:
    item = '{"name": {{ item.name | json }}}{% unless forloop.last %},{% endunless %}'
    text = f'"x": [\n  {{% for item in trigger.items %}}\n    {item}\n  {{% endfor %}}\n]'
    assert formatted(text, style=Style(line_width=60)) == text
    assert formatted(text) == text


def test_indentation_is_configurable() -> None:
    text = format_text('{"a": [\n1]}', style=Style(indent=4)).text
    assert text == '{\n    "a": [\n        1\n    ]\n}\n'


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    assert format_text('\ufeff{"a":\r\n1}').text == '\ufeff{\r\n  "a": 1\r\n}\r\n'
    assert format_text('{"a":1}').text == '{"a": 1}\n'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ('{"a": "x', "string is not closed"),
        ('{"a": {{ x }', "never closed"),
        ('{"a": {% if x %}{"b": 1}', "closed"),
        ('{"a": {% if x %}[1{% else %}[2{% endif %}]}', "pair up"),
        ('{"a": "x{% if b %}"{% else %}y"{% endif %}}', "closed|pair up"),
        ('{"a": 1]', "pair up"),
        ('{% raw %}{"a": {% endraw %} 1}', "bracket"),
        ('{"a": {% raw %}"b{% endraw %}"}', "quote"),
    ],
)
def test_what_cannot_be_laid_out_is_left_with_the_reason(text: str, reason: str) -> None:
    result = format_text(text)
    assert result.text == text
    assert result.reason is not None
    assert re.search(reason, result.reason), result.reason


def test_a_suppression_keeps_the_line_it_covers() -> None:
    comment = "{% comment %} inbox-ignore-next-line blank-value: staff only {% endcomment %}"
    good = f'{comment}\n"a": "{{{{ customer.name }}}}"'
    assert formatted(good) == good
    text = f'{{"properties": {{\n{comment}\n"a": 1, "b": 2}}}}'
    result = format_text(text)
    assert result.text == text
    assert "suppression" in (result.reason or "")


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.name)
def test_our_own_templates_keep_their_findings_when_formatted(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    once = format_text(text)
    assert once.reason is None
    assert format_text(once.text).text == once.text


@pytest.mark.parametrize("seed", range(200))
def test_no_payload_changes_and_a_second_time_changes_nothing(seed: int) -> None:
    rng = random.Random(seed)
    text, data = random_template(rng)
    style = Style(indent=rng.choice([1, 2, 4]), line_width=rng.choice([40, 60, 100]))
    once = format_text(text, style=style)
    assert once.reason is None, (text, once.reason)
    again = format_text(once.text, style=style)
    assert again.text == once.text
    before, after = (json.loads(render(one, data)) for one in (text, once.text))
    assert before == after


def test_files_of_broken_projects_are_formatted_or_left() -> None:
    for file in PROJECTS:
        text = file.read_bytes().decode("utf-8", "replace")
        once = format_text(text)
        assert once.reason or format_text(once.text).text == once.text
