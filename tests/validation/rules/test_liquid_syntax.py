from pathlib import Path

import pytest

from tests.support.projects import check, marked, small_project, write_project
from tests.support.rules import AROUND, lint, lint_around, marks


def test_every_syntax_error_is_reported_at_once(tmp_path: Path) -> None:
    properties = '{"a": "{% if %}{{ x | }}{% endif %}", "b": "{% nope %}", "c": "{% if x %}"}'
    report = check(small_project(tmp_path, properties))
    assert len(report.diagnostics) >= 3
    assert {one.rule for one in report.diagnostics} == {"liquid-syntax", "unknown-tag"}
    assert all(one.help for one in report.diagnostics)


def test_good_liquid_is_not(tmp_path: Path) -> None:
    assert (
        marked(
            check(small_project(tmp_path, '{"a": "{% if true %}x{% endif %}"}')), "liquid-syntax"
        )
        == []
    )


CONDITIONALS = {
    "else if": "{% if customer.a %}1{% else if customer.b %}2{% endif %}",
    "else if and else": "{% if customer.a %}1{% else if customer.b %}2{% else %}3{% endif %}",
    "two else": "{% if customer.a %}1{% else %}2{% else %}3{% endif %}",
    "three else": "{% if customer.a %}1{% else %}2{% else %}3{% else %}4{% endif %}",
    "elsif after else": "{% if customer.a %}1{% else %}{% elsif customer.b %}2{% endif %}",
    "elsif and else after else": "{% if customer.a %}1{% else %}{% elsif customer.b %}2{% else %}3{% endif %}",
    "elseif": "{% if customer.a %}1{% elseif customer.b %}2{% endif %}",
    "two else of unless": "{% unless customer.a %}1{% else %}2{% else %}3{% endunless %}",
    "when after else": "{% case customer.a %}{% else %}1{% when 2 %}2{% else %}3{% endcase %}",
    "elsif in a case": "{% case customer.a %}{% when 1 %}1{% elsif customer.b %}2{% endcase %}",
    "two else of a loop": "{% for i in trigger.x %}1{% else %}2{% else %}3{% endfor %}",
    "an elsif in a loop": "{% for i in trigger.x %}1{% elsif customer.b %}2{% endfor %}",
    "an else alone": "{% else %}1",
    "an if in an else if": "{% if customer.a %}{% else if customer.b %}{% if customer.c %}{{ customer.d }}{% endif %}{% endif %}",
}
SURROUNDINGS = {
    "string": '{"a": "@"}',
    "leaf": '{"a": "@"}',
    "loop": '{"a": "{% for i in (1..2) %}@{% endfor %}"}',
    "capture": '{"a": "{% capture c %}@{% endcapture %}{{ c }}"}',
    "windows": '{\r\n"e": "🪨",\r\n"a": "@"}',
    "beside << >>": '{"b": "<<customer.b>>", "a": "@"}',
}


@pytest.mark.parametrize("around", SURROUNDINGS)
@pytest.mark.parametrize("what", CONDITIONALS)
def test_branches_in_the_wrong_order_are_a_finding_and_never_a_crash(
    tmp_path: Path, what: str, around: str
) -> None:
    properties = SURROUNDINGS[around].replace("@", CONDITIONALS[what])
    small_project(tmp_path, properties)
    if around == "leaf":
        write_project(tmp_path, {"inbox.toml": '[render]\njson = "leaf"\n'})
    report = check(tmp_path)
    assert report.crashes == ()
    rules = {one.rule for one in report.diagnostics}
    # The engine ignores a branch before the first `when`, and takes a second `else` as more of the first.
    is_accepted = what in ("when after else", "two else of a loop", "two else of unless")
    assert (
        rules & {"liquid-syntax", "unknown-tag"}
        or is_accepted
        or (what, around) == ("an else alone", "loop")
    )


@pytest.mark.parametrize("inner", ["x", "{{ customer.first_name }}", "{% assign a = 1 %}", ""])
@pytest.mark.parametrize("depth", [99, 100, 101, 102, 500])
@pytest.mark.parametrize("block", ["if customer.a", "for i in trigger.x", "capture c", "unless x"])
def test_blocks_nest_as_deep_as_the_limit_and_are_refused_beyond(
    tmp_path: Path, block: str, depth: int, inner: str
) -> None:
    end = f"{{% end{block.partition(' ')[0]} %}}"
    text = f"{{% {block} %}}" * depth + inner + end * depth
    report = check(small_project(tmp_path, f'{{"a": "{text}"}}'))
    assert report.crashes == ()
    assert ("liquid-syntax" in {one.rule for one in report.diagnostics}) == (depth > 100)


def test_a_translation_with_branches_in_the_wrong_order_is_a_finding(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "x"}')
    text = '{"properties": {"a": "' + CONDITIONALS["two else"] + '"}}'
    report = check(write_project(tmp_path, {"templates/t.fr.json": text}))
    assert report.crashes == ()
    assert [(one.rule, one.file) for one in report.diagnostics if one.rule == "liquid-syntax"] == [
        ("liquid-syntax", "templates/t.fr.json")
    ]


FOREIGN = {
    "{{ customer.nick | default: “there” }}": (
        "“there”",
        "write straight quotes: 'there'",
        "'there'",
    ),
    "{{ “there” }}": ("“there”", "write straight quotes: 'there'", "'there'"),
    "{% if customer.tier == “gold” %}x{% endif %}": (
        "“gold”",
        "write straight quotes: 'gold'",
        "'gold'",
    ),
    "{{ trigger.count + 1 }}": ("+ 1", "write `| plus: 1`", ""),
    "{{ trigger.count * trigger.order_id }}": (
        "* trigger.order_id",
        "write `| times: trigger.order_id`",
        "",
    ),
    "{% assign n = trigger.count / 2 %}": ("/ 2", "write `| divided_by: 2`", ""),
    "{% if trigger.count + 1 > 2 %}x{% endif %}": (
        "+ 1 > 2",
        "calculate first: {% assign result = … | plus: 1 %}",
        "",
    ),
    "{% if trigger.count = 1 %}x{% endif %}": ("=", "write `==`", "=="),
    "{% if trigger.count === 1 %}x{% endif %}": ("===", "write `==`", "=="),
    "{% if trigger.count => 1 %}x{% endif %}": ("=>", "write `>=`", ">="),
    "{% if trigger.count && customer.tier %}x{% endif %}": ("&&", "write `and`", "and"),
    "{% if trigger.count || customer.tier %}x{% endif %}": ("||", "write `or`", "or"),
    "{% if !customer.tier %}x{% endif %}": (
        "!customer.tier",
        "write {% unless … %}, or compare with `== false`",
        "",
    ),
    "{{ customer.tier ? 1 : 2 }}": (": 2", "write {% if condition %}a{% else %}b{% endif %}", ""),
    "{{ customer.tier | append('x') }}": ("('x')", "write `| append: 'x'`", ": 'x'"),
    "{{ customer.tier | append 'x' }}": (" 'x'", "write `| append: 'x'`", ": 'x'"),
    "{{ customer.tier | upcase() }}": ("()", "write `| upcase`", ""),
}


@pytest.mark.parametrize("text", FOREIGN)
def test_what_other_languages_write_is_named_with_liquids_form(tmp_path: Path, text: str) -> None:
    marked_text, help_text, replacement = FOREIGN[text]
    (found,) = lint(tmp_path, "liquid-syntax", f'{{"a": "{text}"}}')
    assert (marks([found]), found.help) == ([marked_text], help_text)
    assert [edit.text for edit in found.fix.edits] if found.fix else [replacement] == [""]


@pytest.mark.parametrize("around", sorted(set(AROUND) - {"legacy"}))
@pytest.mark.parametrize("text", [one for one in FOREIGN if "“" not in one][:6])
def test_wherever_it_stands(tmp_path: Path, text: str, around: str) -> None:
    assert lint_around(tmp_path, "liquid-syntax", text, around) == [FOREIGN[text][0]]


@pytest.mark.parametrize("tag", ["comment", "raw"])
@pytest.mark.parametrize("hyphen", ["", "-"])
def test_a_block_that_swallows_the_rest_of_the_file_is_reported_where_it_begins(
    tmp_path: Path, tag: str, hyphen: str
) -> None:
    text = f"{{%{hyphen} {tag} {hyphen}%}}"
    report = check(
        small_project(tmp_path, f'{{"e": "🪨", "a": "x {text} y", "b": "{{{{ customer.id }}}}"}}')
    )
    found = [one for one in report.diagnostics if one.rule in ("liquid-syntax", "json-syntax")]
    assert [(one.rule, one.message, one.span.of(one.source.text)) for one in found] == [
        ("liquid-syntax", f"`{tag}` is never closed", text)
    ]
