from pathlib import Path

import pytest
from inbox_toolkit.liquid.syntax.tags.registry import TAGS

from tests.support.rules import lint, marks

FIRES = [spec.form for spec in TAGS.values() if not spec.applies]

SILENT = [
    "{% random 3 %}",
    "{% generate_uuid %}",
    "{% render_liquid trigger.order_id %}",
    "{% comment %}{% unsubscribe_url %}{% endcomment %}",
    "{% raw %}{% unsubscribe_url %}{% endraw %}",
]


def test_there_are_such_tags() -> None:
    assert "{% unsubscribe_url %}" in FIRES


@pytest.mark.parametrize("tag", FIRES)
def test_a_tag_of_other_messages_is_marked(tmp_path: Path, tag: str) -> None:
    properties = '{"a": "😀' + tag + "{% for i in trigger.items %}" + tag + '{% endfor %}"}'
    assert marks(lint(tmp_path, "unavailable-tag", properties)) == [tag, tag]


@pytest.mark.parametrize("body", SILENT)
def test_a_tag_that_applies_is_not(tmp_path: Path, body: str) -> None:
    assert lint(tmp_path, "unavailable-tag", '{"a": "' + body + '"}') == []
