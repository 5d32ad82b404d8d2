from pathlib import Path

import pytest
from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Edit, Fix, Severity
from inbox_toolkit.project.config import find_config
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation import fixes
from inbox_toolkit.validation.engine import ValidateOptions
from inbox_toolkit.validation.fixes import FixResult, apply_edits, fix_project, fix_unit
from inbox_toolkit.validation.unit_runner import UnitRunner
from inbox_toolkit.workspace.manifest import manifest_of

from tests.support.projects import NOW, check, small_project, template

RULE = "missing-value"


def text_of(folder: Path) -> str:
    return (folder / "templates/t.json").read_text()


def properties_of(folder: Path) -> str:
    body = template(text_of(folder)).body
    return body.span.of(body.text) if body else ""


def fixing(
    folder: Path, *changes: tuple[str, str], rule: str = RULE, is_safe: bool = True
) -> FixResult:
    """Offer to replace texts of the template, each as the fix of a finding of its own."""
    config = find_config(folder)
    manifest = manifest_of(config)
    source = Source("templates/t.json", text_of(folder))
    found = []
    for old, new in changes:
        start = source.text.index(old)
        span = Span(start, start + len(old))
        help_text = Fix("x", (Edit(span, new),), safe=is_safe)
        found.append(Diagnostic(rule, Severity.ERROR, "m", source, span, fix=help_text))
    return fix_unit(UnitRunner(config, manifest, NOW), manifest.units[0], found)


def test_a_fix_that_renders_the_same_is_applied(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.x | upcase | upcase }}"}', data={"x": "y"})
    assert fixing(tmp_path, (" | upcase | upcase", " | upcase")) == FixResult(
        1, ("templates/t.json",)
    )
    assert properties_of(tmp_path) == '{"a": "{{ trigger.x | upcase }}"}'


def test_a_fix_that_changes_what_is_printed_is_not(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.x }}"}', data={"x": "y"})
    before = text_of(tmp_path)
    done = fixing(tmp_path, ("trigger.x", "trigger.x | upcase"))
    assert (done.fixes, done.files) == (0, ())
    assert [(rule, file) for rule, file, _ in done.refused] == [(RULE, "templates/t.json")]
    assert text_of(tmp_path) == before


def test_unless_the_rule_is_about_what_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fixes, "_CHANGING", frozenset({RULE}))
    small_project(tmp_path, '{"a": "{{ trigger.x }}"}', data={"x": "y"})
    assert fixing(tmp_path, ("trigger.x", "trigger.x | upcase")).fixes == 1
    assert fixing(tmp_path, ("trigger.x", "trigger.missing")).fixes == 0
    assert fixing(tmp_path, ('"{{', "{{")).fixes == 0


def test_an_unsafe_fix_is_left_to_a_person(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "x{% if true %}{% endif %}"}')
    assert fixing(tmp_path, ("{% if true %}{% endif %}", ""), is_safe=False).fixes == 0


def test_one_bad_fix_stops_no_other_and_overlaps_wait(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "x", "b": "{{ 1 }}", "c": "{{ 2 }}"}')
    done = fixing(tmp_path, ("{{ 1 }}", "1"), ('"x"', '"y"'), ("{{ 2 }}", "2"), ("2 }}", "2}}"))
    assert done.fixes == 2
    assert properties_of(tmp_path) == '{"a": "x", "b": "1", "c": "{{ 2}}"}'


def test_a_template_that_is_not_delivered_gets_what_mends_it(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "{{ 1 }}", "b": "x",}')
    assert fixing(tmp_path, (",}", "}")).fixes == 1
    assert fixing(tmp_path, ("x", "y")).fixes == 0


def test_old_delimiters_are_written_as_the_editor_has_them(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "<<trigger.n>> 1 << 2"}', data={"n": 1})
    done = fix_project(find_config(tmp_path), ValidateOptions(now=NOW))
    assert done == FixResult(1, ("templates/t.json",))
    assert properties_of(tmp_path) == '{"a": "{{trigger.n}} 1 << 2"}'


def test_a_comment_that_ignores_nothing_is_removed_in_the_end(tmp_path: Path) -> None:
    comment = "{% comment %} inbox-ignore-next-line blank-value: old {% endcomment %}"
    small_project(tmp_path, '{"a": "x' + comment + '"}')
    assert fix_project(find_config(tmp_path), ValidateOptions(now=NOW)).fixes == 1
    assert properties_of(tmp_path) == '{"a": "x"}'
    assert fix_project(find_config(tmp_path), ValidateOptions(now=NOW)) == FixResult(0, ())


def test_a_translation_is_part_of_the_proof(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": {"b": "x"}}')
    (tmp_path / "templates/t.fr.json").write_text('{"properties": {"a": {"c": "y"}}}')
    assert fixing(tmp_path, ('"b": "x"', '"b": "{{ trigger.nope }}"')).fixes == 0


def test_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    small_project(tmp_path, "{}")
    text = '\ufeff{\r\n"properties": {"a": "<< 1 | plus: 1 >><<customer.first_name>>"}\r\n}\r\n'
    (tmp_path / "templates/t.json").write_bytes(text.encode())
    fix_project(find_config(tmp_path), ValidateOptions(now=NOW))
    written = (tmp_path / "templates/t.json").read_bytes().decode()
    assert written == text.replace("<<customer.first_name>>", "{{customer.first_name}}")


def test_edits_do_not_move_each_other() -> None:
    edits = (Edit(Span(0, 1), "long"), Edit(Span(2, 3), ""), Edit(Span(3, 3), "!"))
    assert apply_edits("abcd", edits) == "longb!d"


def fix_until_done(folder: Path) -> FixResult:
    done = fix_project(find_config(folder), ValidateOptions(now=NOW))
    after = text_of(folder)
    again = fix_project(find_config(folder), ValidateOptions(now=NOW))
    assert (again.fixes, again.files, text_of(folder)) == (0, (), after)
    assert again.refused == done.refused
    return done


FIXABLE = {
    "a last comma": '{"a": [{% for i in trigger.items %}{{ i.price }},{% endfor %}]}',
    "a quote in a string": '{"a": "{{ customer.first_name }}"}',
    "a text around it": '{"a": "Hi {{ customer.first_name }}!"}',
    "double quotes": '{"a": "{{ trigger.count | append: "x" }}"}',
    "an old filter": '{"a": "{{ trigger.count | number_with_delimeter }}"}',
    "an unused name": '{\n{% assign x = 1 %}\n"a": 1}',
    "a comment for nothing": '{\n{% comment %} inbox-ignore-next-line blank-value: x {% endcomment %}\n"a": 1}',
    "an ignored filter": '{"a": "{% for i in trigger.items | limit: 1 %}{{ i.price }}{% endfor %}"}',
    "a text that is true": "{\"a\": {% if trigger.kind == 'a' or 'b' %}1{% else %}1{% endif %}}",
    "split braces": '{"a": "{ { trigger.count } }"}',
    "&&": '{"a": {% if trigger.count && trigger.kind %}1{% else %}2{% endif %}}',
    "curly quotes": '{"a": {{ trigger.kind | append: “x” | json }}}',
    "a word without quotes": '{"a": {{ trigger.kind | append: there | json }}}',
    "everything": '{"a": "Hi {{ customer.first_name }}", "b": [{% for i in trigger.items %}{{ i.price }},{% endfor %}],\n{% assign x = 1 %}\n"c": "{ { trigger.count } }"}',
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("what", FIXABLE)
def test_a_fixed_project_offers_nothing_more_and_a_second_run_changes_nothing(
    tmp_path: Path, what: str, newline: str
) -> None:
    data = {"items": [{"price": 2}, {"price": 3}], "count": 1200, "kind": "a"}
    small_project(tmp_path, FIXABLE[what].replace("\n", newline), data=data)
    before = {one.rule for one in check(tmp_path).diagnostics}
    done = fix_until_done(tmp_path)
    assert done.fixes
    report = done.without_refused(check(tmp_path))
    assert report.fixable == 0
    new = {one.rule for one in report.diagnostics if one.severity is not Severity.INFO} - before
    # What was no condition before may turn out to be one that the only case does not meet.
    assert new <= {"unreached-branch"}
    assert "append: ''" not in text_of(tmp_path)
    assert f"{newline}{newline}" not in text_of(tmp_path)


def test_a_comma_in_a_list_of_one_item_raises_no_other_warning(tmp_path: Path) -> None:
    text = '{"a": [{% for i in trigger.items %}{{ i.price }},{% endfor %}]}'
    small_project(tmp_path, text, data={"items": [{"price": 2}]})
    fix_until_done(tmp_path)
    assert [one for one in check(tmp_path).diagnostics if one.severity is not Severity.INFO] == []


def test_a_number_in_a_string_is_left_to_a_person(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "{{ customer.first_name }}"}', profile={"first_name": 5})
    assert fix_until_done(tmp_path).fixes == 0
    assert check(tmp_path).fixable == 0


def test_a_fix_that_would_raise_another_finding_is_refused(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "x{{ trigger.x }}"}', data={"x": "1"})
    done = fixing(tmp_path, ("{{ trigger.x }}", "{% assign y = 2 %}{{ trigger.x }}"))
    assert (done.fixes, len(done.refused)) == (0, 1)
