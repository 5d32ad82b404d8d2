"""What is answered about a place in a template, in this process."""

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from inbox_toolkit.language_server import protocol
from inbox_toolkit.language_server.code_actions import code_actions
from inbox_toolkit.language_server.code_lens import code_lenses
from inbox_toolkit.language_server.completion import complete
from inbox_toolkit.language_server.definition import definition
from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.language_server.formatting import formatting, range_formatting
from inbox_toolkit.language_server.hover import hover
from inbox_toolkit.language_server.inlay_hints import inlay_hints
from inbox_toolkit.language_server.outline import folding, symbols
from inbox_toolkit.language_server.references import prepare_rename, references, rename
from inbox_toolkit.language_server.selection_ranges import selection_ranges
from inbox_toolkit.language_server.semantic_tokens import TYPES, semantic_tokens
from inbox_toolkit.language_server.signature_help import signature_help
from inbox_toolkit.text.span import Span

from tests.language_server.conftest import TEMPLATE
from tests.language_server.test_serve_messages import NAME

Open = Callable[..., tuple[Document, int]]


def at(document: Document, offset: int) -> protocol.PositionParams:
    position = document.positions.position(offset)
    return {"textDocument": {"uri": document.uri}, "position": position}


def renamed(document: Document, offset: int, name: str) -> dict[str, int] | None:
    """Return how many edits a rename has in each file."""
    edit = rename(document, {**at(document, offset), "newName": name})
    found = edit["changes"] if edit else {}
    return {uri.rpartition("/")[2]: len(edits) for uri, edits in found.items()}


def whole(document: Document) -> protocol.DocumentParams:
    return {"textDocument": {"uri": document.uri}}


def completed(document: Document, offset: int) -> dict[str, protocol.CompletionItem]:
    found = complete(document, at(document, offset))
    return {item["label"]: item for item in found["items"]} if found else {}


def typed(line: str) -> str:
    return TEMPLATE.replace('    "total"', f'    {line}\n    "total"')


@pytest.mark.parametrize(
    "line", ['"x": "{{ customer.‸",', '"x": "😀 {{ customer.‸ }}",', '"x": {{ customer.‸,']
)
def test_members_come_from_the_profiles_with_who_lacks_them(document: Open, line: str) -> None:
    items = completed(*document(typed(line)))
    assert list(items) == ["id", "first_name", "tier"]
    assert items["first_name"]["detail"] == 'text · "Ada"'
    assert items["first_name"]["documentation"]["value"] == "missing in 1 of 2 profiles"


def test_members_of_message_data_and_of_lists(document: Open) -> None:
    assert list(completed(*document(typed('"x": "{{ trigger.‸",')))) == ["items", "total"]
    assert set(completed(*document(typed('"x": {{ trigger.items.‸,')))) == {"first", "last", "size"}


def test_loop_variables_and_assigned_names_hold_what_they_hold(document: Open) -> None:
    inside = TEMPLATE.replace('{"name"', '{"y": {{ item.‸ }}, "name"')
    assert list(completed(*document(inside))) == ["name"]
    names = completed(*document(TEMPLATE.replace('{"name"', '{"y": {{ ‸ }}, "name"')))
    assert {"item", "forloop", "customer", "trigger", "snippets"} <= set(names)
    line = '{% assign first = trigger.items | first %}"x": {{ first.‸ }},'
    assert list(completed(*document(typed(line)))) == ["name"]


def test_the_filters_that_suit_the_value_come_first(document: Open) -> None:
    items = completed(*document(typed('"x": {{ trigger.items | ‸ }},')))
    first = sorted(items, key=lambda name: items[name]["sortText"])
    assert first.index("join") < first.index("upcase")
    assert "replace: ${1:" in items["replace"]["textEdit"]["newText"]
    assert items["json"]["documentation"]


def test_tags_and_values_of_when(document: Open) -> None:
    assert {"if", "endif", "assign"} <= set(completed(*document(typed('"x": "{% ‸",'))))
    line = "{% case customer.tier %}{% when ‸ %}{% endcase %}"
    assert list(completed(*document(typed(line)))) == ["'gold'", "'silver'"]


def test_keys_of_a_fixture_come_from_what_its_template_reads(document: Open) -> None:
    name = "fixtures/message_data/order/empty.json"
    assert list(completed(*document('{"items": [], ‸}', name))) == ['"total"']
    assert completed(*document('{"items": [‸]}', name)) == {}


def test_settings_of_a_template_come_from_its_schema(document: Open, project: Path) -> None:
    (project / "inbox.toml").write_text('[inbox]\ntopics = ["orders"]\ntypes = ["card"]\n')
    items = completed(*document('{"name": "x", ‸ "properties": {"a": "{{ customer.id }}"}}'))
    assert {'"topics"', '"expiration"', '"type"'} <= set(items)
    assert not {'"name"'} & set(items)
    assert list(completed(*document('{"topics": ["‸"], "properties": {}}'))) == ['"orders"']
    assert list(completed(*document('{"type": ‸, "properties": {}}'))) == ['"card"']
    units = completed(*document('{"expiration": {"unit": "‸"}, "properties": {}}'))
    assert '"days"' in units


def test_nothing_outside_liquid(document: Open) -> None:
    assert completed(*document(typed('"x": "customer.‸",'))) == {}


def test_hover_shows_the_values_of_a_variable(document: Open) -> None:
    open_document, offset = document(TEMPLATE.replace("customer.first", "customer.fi‸rst"))
    found = hover(open_document, at(open_document, offset))
    assert found is not None
    lines = found["contents"]["value"].splitlines()
    assert lines[0] == "**`customer.first_name`** in 4 cases, **missing in 2 of them**"
    assert '| `"Ada"` | `ada × empty, ada × full` |' in lines


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        (NAME, TEMPLATE.replace("trigger.total", "trigger.to‸tal"), "missing-value"),
        (NAME, TEMPLATE.replace('"total":', '"a": {{‸, "total":'), "liquid-syntax"),
        ("fixtures/message_data/order/full.json", "‸[1]", "fixture-schema"),
        ("fixtures/profiles/ada.json", "‸[1]", "fixture-schema"),
    ],
)
def test_hover_over_a_finding_is_about_its_rule(
    document: Open, name: str, text: str, rule: str
) -> None:
    open_document, offset = document(text, name=name)
    found = hover(open_document, at(open_document, offset))
    assert found is not None
    about = found["contents"]["value"]
    assert f"**{rule}**: " in about
    assert f"`inbox explain {rule}`" in about
    assert "Bad:" not in about
    if rule == "missing-value":
        assert about.startswith("**`trigger.total`** in 4 cases")


def test_hover_shows_filters_and_tags(document: Open) -> None:
    for text, expected in (
        ("| def‸ault", "| default: fallback"),
        ("{% fo‸r", "{% for item in list %}"),
    ):
        plain = text.replace("‸", "")
        open_document, offset = document(TEMPLATE.replace(plain, text, 1))
        found = hover(open_document, at(open_document, offset))
        assert found is not None
        assert expected in found["contents"]["value"]


def test_signature_help_marks_the_argument(document: Open) -> None:
    open_document, offset = document(
        typed('"x": {{ trigger.total | replace: "a", ‸ }},'.replace('"a"', "'a'"))
    )
    found = signature_help(open_document, at(open_document, offset))
    assert found is not None
    assert found["activeParameter"] == 1
    assert found["signatures"][0]["label"].startswith("replace: ")


def names_of(found: list[protocol.Location]) -> list[tuple[object, ...]]:
    return [(one["uri"].rpartition("/")[2], *one["range"]["start"].values()) for one in found]


def test_definitions_are_keys_assignments_and_the_base(document: Open) -> None:
    open_document, offset = document(TEMPLATE.replace("trigger.total", "trigger.to‸tal"))
    assert names_of(definition(open_document, at(open_document, offset))) == [("full.json", 2, 3)]
    open_document, offset = document(TEMPLATE.replace("{ item.", "{ it‸em."))
    assert names_of(definition(open_document, at(open_document, offset))) == [
        ("order.json.liquid", 4, 13)
    ]
    open_document, _ = document(name="templates/order.fr.json.liquid")
    assert names_of(definition(open_document, at(open_document, 2))) == [
        ("order.json.liquid", 0, 0)
    ]


def test_a_rename_reaches_templates_fixtures_and_the_contract(
    document: Open, project: Path
) -> None:
    open_document, offset = document(TEMPLATE.replace("trigger.total", "trigger.to‸tal"))
    params = at(open_document, offset)
    prepared = prepare_rename(open_document, params)
    assert prepared is not None
    assert prepared["placeholder"] == "total"
    touched = renamed(open_document, offset, "sum")
    assert touched == {"order.json.liquid": 1, "full.json": 1, "order.contract.json": 2}
    spots = references(open_document, params)
    assert len(spots) == 4


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("{% for item in trigger.items %}{{ item.na‸me }}{% endfor %}", "name"),
        ("{% assign first = trigger.items.first %}{{ first.na‸me }}", "name"),
        ("{% for a in trigger.items %}{% assign b = a %}{{ b['na‸me'] }}{% endfor %}", "name"),
        ("{{ trigger.items[0].na‸me }}{{ trigger.items.last.name }}", "name"),
    ],
)
def test_names_lead_to_the_data_they_stand_for(document: Open, text: str, path: str) -> None:
    open_document, offset = document('{"properties": {"a": "' + text + '"}}')
    assert names_of(definition(open_document, at(open_document, offset)))[-1] != ()
    edits = rename(open_document, {**at(open_document, offset), "newName": "title"})
    assert edits is not None
    [data] = [each for uri, each in edits["changes"].items() if uri.endswith("full.json")]
    assert [one["range"]["start"] for one in data] == [{"line": 1, "character": 14}]
    own = edits["changes"][open_document.uri]
    assert len(own) == open_document.text.count("name")


def test_a_name_that_is_given_anew_stands_for_nothing_else(document: Open) -> None:
    text = "{% for item in trigger.items %}{% assign item = 'x' | split: '' %}{{ item.na‸me }}{% endfor %}"
    open_document, offset = document('{"properties": {"a": "' + text + '"}}')
    assert renamed(open_document, offset, "title") == {"order.json.liquid": 1}


@pytest.mark.parametrize("name", [NAME, "fixtures/profiles/ada.json", "templates/b.json.liquid"])
def test_a_profiles_attribute_is_renamed_in_every_template(
    document: Open, project: Path, name: str
) -> None:
    other = '{"properties": {"a": "{% if customer.first_name %}{{customer[\'first_name\']}}{% endif %}"}}'
    (project / "templates/b.json.liquid").write_text(other)
    (project / "templates/b.customer.contract.json").write_text(
        '{"properties": {"first_name": {}}, "required": ["first_name"]}'
    )
    (project / "templates/c.json.liquid").write_text('{"properties": {"first_name": ""}}')
    text = (project / name).read_text()
    open_document, offset = document(text.replace("first_name", "fir‸st_name", 1), name=name)
    assert renamed(open_document, offset, "given_name") == {
        "order.json.liquid": 1,
        "order.fr.json.liquid": 1,
        "b.json.liquid": 2,
        "b.customer.contract.json": 2,
        "ada.json": 1,
    }


def test_a_loop_variable_is_renamed_in_its_template_alone(document: Open) -> None:
    open_document, offset = document(TEMPLATE.replace("{ item.", "{ it‸em."))
    assert renamed(open_document, offset, "thing") == {"order.json.liquid": 2}


def actions(document: Document, text: str) -> dict[str, protocol.CodeAction]:
    start = document.text.index(text)
    area = document.positions.range(Span(start, start + len(text)))
    params: protocol.CodeActionParams = {
        **whole(document), "range": area, "context": {"diagnostics": []}
    }  # fmt: skip
    return {one["title"]: one for one in code_actions(document, params)}


def test_a_missing_value_can_be_given_a_fallback_or_a_key(document: Open) -> None:
    open_document, _ = document()
    found = actions(open_document, "trigger.total")
    assert {"Print a fallback: | default: '...'", "Ignore `missing-value` on this line"} <= set(
        found
    )
    add = found["Add `total` to fixtures/message_data/order/empty.json"]
    [edits] = add["edit"]["changes"].values()
    assert edits[0]["newText"] == ',\n  "total": ""'
    fallback = found["Print a fallback: | default: '...'"]["edit"]
    assert fallback["changes"][open_document.uri][0]["newText"] == " | default: '...'"


def test_a_misspelled_name_can_be_corrected(document: Open) -> None:
    open_document, _ = document(
        TEMPLATE.replace("customer.first_name | default: 'you'", "customer.frist_name")
    )
    found = actions(open_document, "customer.frist_name")
    edit = found["Change to `first_name`"]["edit"]
    [change] = edit["changes"][open_document.uri]
    assert (
        change["newText"],
        open_document.positions.span(change["range"]).of(open_document.text),
    ) == (
        "first_name",
        "frist_name",
    )


def test_nothing_is_suppressed_outside_the_properties(document: Open) -> None:
    open_document, _ = document('{"nmae": 1, "properties": {"a": 1}}')
    assert list(actions(open_document, '"nmae"')) == []


def test_formatting_is_one_edit_or_none(document: Open) -> None:
    open_document, _ = document()
    assert formatting(open_document, whole(open_document)) is None
    open_document, _ = document(TEMPLATE.replace("{{ trigger.total }}", "{{trigger.total}}"))
    edits = formatting(open_document, whole(open_document))
    assert edits is not None
    assert edits[0]["newText"] == TEMPLATE


@pytest.mark.parametrize("crlf", [False, True])
def test_a_range_is_formatted_by_itself(document: Open, crlf: bool) -> None:
    messy = TEMPLATE.replace("{{ trigger.total }}", "{{trigger.total}}").replace(
        "  {% for", "{%for"
    )
    messy = messy.replace("\n", "\r\n") if crlf else messy
    open_document, offset = document(messy.replace("trigger.total", "trigger‸.total"))
    text = open_document.text

    def formatted(span: Span) -> str:
        area = open_document.positions.range(span)
        changed = text
        for edit in reversed(range_formatting(open_document, {**whole(open_document), "range": area}) or ()):  # fmt: skip
            at = open_document.positions.span(edit["range"])
            changed = changed[: at.start] + edit["newText"] + changed[at.end :]
        return changed

    assert formatted(Span(offset, offset)) == text.replace(
        "{{trigger.total}}", "{{ trigger.total }}"
    )
    assert formatted(Span(0, 3)) == text
    edits = formatting(open_document, whole(open_document))
    assert edits
    assert formatted(Span(0, len(text))) == edits[0]["newText"]


def test_outline_and_folding(document: Open) -> None:
    open_document, _ = document(typed("{% assign x = 1 %}"))
    found = symbols(open_document, whole(open_document))
    assert [one["name"] for one in found] == ["properties", "x"]
    assert [one["name"] for one in found[0]["children"]] == ["title", "items", "total"]
    lines = [
        (one["startLine"], one["endLine"]) for one in folding(open_document, whole(open_document))
    ]
    assert {(0, 10), (1, 9), (3, 6), (4, 5)} <= set(lines)


def test_lenses_count_the_cases_and_name_the_commands(document: Open) -> None:
    open_document, _ = document()
    lenses = [one["command"] for one in code_lenses(open_document, whole(open_document))]
    titles = [one["title"] for one in lenses]
    assert titles == ["4 cases · 2 fail", "Preview", "Prove", "Send test"]
    assert all(one["arguments"] == [open_document.uri] for one in lenses[1:])


def test_hints_are_the_values_of_the_first_case(document: Open) -> None:
    open_document, _ = document()
    area = open_document.positions.range(Span(0, len(open_document.text)))
    hints = inlay_hints(open_document, {**whole(open_document), "range": area})
    assert [one["label"] for one in hints] == [' = "Ada"', " = []", " = missing"]
    assert hints[0]["tooltip"] == "in case ada × empty"
    assert hints[0]["position"] == {
        "line": 2, "character": len('    "title": "Hi {{ customer.first_name')
    }  # fmt: skip


def test_selections_grow_from_a_name_to_the_file(document: Open) -> None:
    open_document, offset = document(TEMPLATE.replace("item.name", "item.na‸me"))
    positions = [open_document.positions.position(offset)]
    found: protocol.SelectionRange | None = selection_ranges(
        open_document, {**whole(open_document), "positions": positions}
    )[0]
    texts = []
    while found:
        texts.append(open_document.positions.span(found["range"]).of(open_document.text))
        found = found.get("parent")
    assert texts[0] == "item.name"
    assert "{{ item.name | json }}" in texts
    assert texts[-1] == TEMPLATE
    assert all(len(a) <= len(b) for a, b in itertools.pairwise(texts))


def test_semantic_tokens_are_of_liquid_alone(document: Open) -> None:
    open_document, _ = document(
        '{"properties": {"a": "😀 {{ b.c | plus: 1 }}", "d": {% if x == \'y\' %}1{% endif %}}}'
    )
    data = semantic_tokens(open_document, whole(open_document))["data"]
    line = open_document.text.encode("utf-16-le")
    at, shown = 0, []
    for moved, start, length, kind, _ in zip(*[iter(data)] * 5, strict=True):
        assert moved == 0
        at += start
        shown.append((line[at * 2 : (at + length) * 2].decode("utf-16-le"), TYPES[kind]))
    assert shown == [
        ("b.c", "variable"), ("plus", "function"), ("1", "number"), ("if", "keyword"),
        ("x", "variable"), ("==", "operator"), ("'y'", "string"), ("endif", "keyword"),
    ]  # fmt: skip


CONTRACT = {
    "type": "object",
    "properties": {
        "total": {"type": "number"},
        "note": {"type": ["string", "null"], "description": "What the buyer wrote.", "examples": ["Ring twice"]},
        "items": {"type": "array", "items": {"$ref": "#/$defs/item"}},
    },
    "required": ["items", "total"],
    "$defs": {
        "item": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "color": {"enum": ["red", "blue"], "type": "string"}},
            "required": ["name"],
        }
    },
}  # fmt: skip


def test_members_come_from_the_contract_as_well(document: Open, project: Path) -> None:
    (project / "templates/order.contract.json").write_text(json.dumps(CONTRACT))
    items = completed(*document(typed('"x": "{{ trigger.‸",')))
    assert list(items) == ["items", "total", "note"]
    assert items["note"]["detail"] == 'text or null · "Ring twice"'
    assert items["note"]["documentation"]["value"] == (
        "What the buyer wrote.\n\nin no fixture\n\noptional in the contract"
    )
    assert items["total"]["documentation"]["value"] == (
        "missing in 1 of 2 message data\n\nrequired in the contract"
    )
    inside = TEMPLATE.replace('{"name"', '{"y": {{ item.‸ }}, "name"')
    items = completed(*document(inside))
    assert {name: one["detail"] for name, one in items.items()} == {
        "name": 'text · "Pen"', "color": 'text · "red"'
    }  # fmt: skip
    line = '{% assign all = trigger.items %}"x": "{{ all.first.‸ }}",'
    assert set(completed(*document(typed(line)))) == {"name", "color"}
    assert set(completed(*document(typed('"x": "{{ trigger[\'items\'][0].‸ }}",')))) == {
        "name",
        "color",
    }


def test_a_contract_that_is_broken_or_unsaved_is_no_trouble(document: Open) -> None:
    name = "templates/order.contract.json"
    for text in ("{", "[]", '{"type": 7}', '{"$ref": "#/nope"}', '{"properties": 3}'):
        document(text, name)
        assert list(completed(*document(typed('"x": "{{ trigger.‸",')))) == ["items", "total"]
    document('{"properties": {"fresh": {}}}', name)
    items = completed(*document(typed('"x": "{{ trigger.‸",')))
    assert items["fresh"]["detail"] == "unknown"
