from pathlib import Path

import pytest
from inbox_toolkit.validation.visual.value_checks import AS_ISO_TIME

from tests.support.rules import ENVELOPE, lint, lint_visual, marks

VISUAL = f'"topics": ["cio_inbox"], "type": "card", {ENVELOPE}'

ACTION: list[object] = [{"type": "action", "name": "messageAction", "children": []}]
BUTTON: list[object] = [{"type": "button", "name": "cta"}]
TITLE: list[object] = [{"type": "heading", "name": "title"}]
DATE: list[object] = [{"type": "date", "name": "at"}]
ROWS: list[object] = [{"type": "dynamicLayout", "name": "rows", "template": {"type": "text", "name": "name"}}]  # fmt: skip

FIRES: list[tuple[str, list[object], str, str]] = [
    ('{"messageAction": {"behavior": "openURL", "action": "https://x.example/"}}', ACTION, "{", "this action has the behavior `openURL`, so a click does nothing"),
    ('{"messageAction": "https://x.example/"}', ACTION, '"https://x.example/"', "this is not an action, so a click does nothing"),
    ('{"cta": {"label": "Go", "behavior": "openUrl"}}', BUTTON, "{", "`openUrl` has no `action` to open"),
    ('{"cta": "Go"}', BUTTON, '"Go"', "`cta` is not an object, so the button is empty"),
    ('{"title": {{ trigger.items[0] | json }}}', TITLE, "{{ trigger.items[0] | json }}", "`title` is an object, shown as `[object Object]`"),
    ('{"title": {{ trigger.count | minus: 2 }}}', TITLE, "{{ trigger.count | minus: 2 }}", "`title` is 0, which is shown as nothing"),
    ('{"at": {{ trigger.at }}}', DATE, "{{ trigger.at }}", "`at` is a number, which browsers read as milliseconds and phones reject"),
    ('{"rows": [{% for i in trigger.items %}{"name": {"a": "{{ i.name }}"}}{% unless forloop.last %},{% endunless %}{% endfor %}]}', ROWS, '"name"', "`name` is an object, shown as `[object Object]`"),
    ('{"rows": "none"}', ROWS, '"none"', "`rows` is not a list, so nothing is shown for it"),
]  # fmt: skip


@pytest.mark.parametrize(("properties", "nodes", "marked", "message"), FIRES)
def test_it_marks_what_is_drawn_otherwise(
    tmp_path: Path, properties: str, nodes: list[object], marked: str, message: str
) -> None:
    found = lint_visual(tmp_path, "visual-message", properties, nodes)
    assert [(mark, one.message) for mark, one in zip(marks(found), found, strict=True)] == [
        (marked, message)
    ]


SILENT: list[tuple[str, list[object]]] = [
    ('{"messageAction": {"behavior": "openUrl", "action": "https://x.example/", "dismiss": true, "newTab": false}}', ACTION),
    ('{"messageAction": {"behavior": "dismiss"}}', ACTION),
    ('{"title": "Hi {{ customer.first_name }}"}', TITLE),
    ('{"title": {{ trigger.count }}}', TITLE),
    ('{"at": "{{ trigger.at | date: \'%Y-%m-%dT%H:%M:%SZ\' }}"}', DATE),
    ('{"title": "x", "cta": {"label": "not drawn", "url": "https://x.example/"}}', TITLE),
    ('{"rows": []}', ROWS),
    ("{}", BUTTON),
]  # fmt: skip


@pytest.mark.parametrize(("properties", "nodes"), SILENT)
def test_it_is_silent(tmp_path: Path, properties: str, nodes: list[object]) -> None:
    assert lint_visual(tmp_path, "visual-message", properties, nodes) == []


def test_the_remedy_for_a_time_is_one(tmp_path: Path) -> None:
    properties = f'{{"at": "{{{{ trigger.at | {AS_ISO_TIME} }}}}"}}'
    assert lint_visual(tmp_path, "visual-message", properties, DATE) == []


def test_the_note_leads_to_the_node(tmp_path: Path) -> None:
    (found,) = lint_visual(tmp_path, "visual-message", '{"title": 0}', TITLE)
    assert found.notes == ("visual/templates.json:1 shows it as `heading`",)


def test_a_blank_in_a_name_leaves_the_message_empty(tmp_path: Path) -> None:
    nodes: list[object] = [{"type": "text", "name": "first name"}]
    (found,) = lint_visual(tmp_path, "visual-message", '{"a": "x"}', nodes)
    assert marks([found]) == ['"card"']
    assert found.message == (
        "whitespace in a name at visual/templates.json:1 stops the renderer: the message stays empty"
    )


def test_a_message_of_another_inbox_is_its_clients_own(tmp_path: Path) -> None:
    for topics in ('"topics": ["orders"], ', ""):
        assert (
            lint(
                tmp_path,
                "visual-message",
                '{"messageAction": {"label": "x", "url": "https://x.example/"}}',
                envelope=f"{topics}{ENVELOPE}",
            )
            == []
        )


GUESSED = [
    ('{"messageAction": {"label": "x", "url": "https://x.example/"}}', ["{"]),
    ('{"cta": {"behavior": "openUrl"}}', ["{"]),
    ('{"cta": {"behavior": "dismiss", "dismiss": "true", "q": "\\"{% for i in trigger.items %}x{% endfor %}"}}', ["{"]),
    ('{"cta": {"label": "x", "url": "https://x.example/"}}', []),
]  # fmt: skip


@pytest.mark.parametrize(("properties", "marked"), GUESSED)
def test_without_visual_templates_actions_are_known_by_their_members(
    tmp_path: Path, properties: str, marked: list[str]
) -> None:
    assert marks(lint(tmp_path, "visual-message", properties, envelope=VISUAL)) == marked


def test_a_topic_in_capitals_is_none_on_the_web(tmp_path: Path) -> None:
    envelope = f'"topics": ["orders", "CIO_inbox_News"], "type": "card", {ENVELOPE}'
    (found,) = lint(tmp_path, "visual-message", '{"a": "x"}', envelope=envelope)
    assert marks([found]) == ['"CIO_inbox_News"']
    assert found.help == "write `cio_inbox_news`"


def test_a_visual_message_needs_a_type(tmp_path: Path) -> None:
    topics = '"topics": ["cio_inbox"]'
    (found,) = lint(tmp_path, "visual-message", '{"a": "x"}', envelope=topics)
    assert marks([found]) == ['["cio_inbox"]']
    assert (
        lint(tmp_path, "visual-message", '{"a": "x"}', envelope=topics + ', "type": "card"') == []
    )


ROOT = {"type": "layout", "direction": "vertical", "children": []}
REGISTRY = {"card": [{"version": "1", "root": ROOT}], "old": [{"version": 1}], "bare": {}, "$x": []}


@pytest.mark.parametrize(
    ("said", "help_text"),
    [("card", ""), ("crad", "did you mean `card`?"), ("old", "there are: card"), ("bare", "there are: card")],
)  # fmt: skip
def test_a_type_is_drawn_by_a_visual_template(tmp_path: Path, said: str, help_text: str) -> None:
    found = lint(
        tmp_path,
        "visual-message",
        '{"a": "x"}',
        envelope=f'"topics": ["cio_inbox"], "type": "{said}"',
        config='[visual]\ntemplates = "visual/templates.json"',
        files={"visual/templates.json": REGISTRY},
    )
    assert [one.help for one in found] == [help_text] * bool(help_text)


@pytest.mark.parametrize(
    ("topics", "inbox", "count"),
    [
        ('"topics": ["orders"], ', "", 1),
        ("", "", 1),
        ('"topics": ["orders", "cio_inbox_news"], ', "", 0),
        ('"topics": ["orders"], ', '[inbox]\ncomponent = "own.js"', 0),
        ('"topics": ["orders"], ', '[inbox]\ntypes = ["card"]', 0),
    ],
)
def test_a_visual_type_wants_a_visual_topic(
    tmp_path: Path, topics: str, inbox: str, count: int
) -> None:
    found = lint(
        tmp_path,
        "visual-message",
        '{"a": "x"}',
        envelope=f'{topics}"type": "card", {ENVELOPE}',
        config=f'{inbox}\n[visual]\ntemplates = "visual/templates.json"',
        files={"visual/templates.json": REGISTRY},
    )
    assert len(found) == count
    assert all("the visual inbox never shows this" in one.message for one in found)


@pytest.mark.parametrize("registry", ["{", "[1]", b"\xff", '{"a": ' + "[" * 100_000])
def test_a_registry_that_is_none_is_not_asked(tmp_path: Path, registry: str | bytes) -> None:
    config = '[visual]\ntemplates = "v.json"'
    files = {"v.json": registry}
    assert (
        lint(tmp_path, "visual-message", '{"a": 1}', envelope=VISUAL, config=config, files=files)
        == []
    )


BUILT_IN = f'"topics": ["cio_inbox_news"], "type": "basic", {ENVELOPE}'


@pytest.mark.parametrize(
    ("properties", "messages"),
    [
        ('{"title": "Hi", "body": "There"}', []),
        ('{"title": "{{ trigger.order_id }}", "body": ""}', []),
        (
            '{"title": "Hi"}',
            ["the built-in visual type `basic` shows `body`, which is missing"],
        ),
        (
            '{"title": {{ trigger.count }}, "body": {{ trigger.items | json }}}',
            [
                "the built-in visual type `basic` shows `title`, which is not a text",
                "the built-in visual type `basic` shows `body`, which is not a text",
            ],
        ),
    ],
)
@pytest.mark.parametrize("has_templates", [False, True])
def test_built_in_types_need_no_visual_template(
    tmp_path: Path, properties: str, messages: list[str], has_templates: bool
) -> None:
    found = lint(
        tmp_path,
        "visual-message",
        properties,
        envelope=BUILT_IN,
        config='[visual]\ntemplates = "visual/templates.json"' if has_templates else "",
        files={"visual/templates.json": REGISTRY} if has_templates else {},
    )
    assert [one.message for one in found] == messages
