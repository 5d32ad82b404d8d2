from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"link": "http://example.com/"}', ['"http://example.com/"']),
    ('{"link": "www.example.com/x"}', ['"www.example.com/x"']),
    ('{"link": "https:///x"}', ['"https:///x"']),
    ('{"any": " JavaScript:alert(1)"}', ['" JavaScript:alert(1)"']),
    ('{"cta": {"url": "https://example.com/{{ trigger.product_name }}"}}', ['"https://example.com/{{ trigger.product_name }}"']),
    ('{"items": [{% for i in trigger.items %}{"link": "\\u0068ttp://x.example/{{ i.price }}"}{% unless forloop.last %},{% endunless %}{% endfor %}]}', ['"link"', '"link"']),
    ('{"title": "É 雪", "LINK": "HTTP://example.com/"}', ['"HTTP://example.com/"']),
    ('{"link": "https://[x"}', ['"https://[x"']),
    ('{"link": "", "cta": {"url": "#"}, "items": [{"href": " "}]}', ['""', '"#"', '" "']),
    ('{"link": "{% unsubscribe_url %}"}', ['"{% unsubscribe_url %}"']),
    ('{"link": "{% if customer.nope %}https://example.com/{% endif %}"}', ['"{% if customer.nope %}https://example.com/{% endif %}"']),
]  # fmt: skip

SILENT = [
    '{"link": "https://example.com/", "image": "/x.png", "url": "#top", "href": "myapp://orders/1", "src": ""}',
    '{"link": "{{ trigger.tracking_url }}", "title": "http://example.com/"}',
    '{"link": "mailto:ada@example.com"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "link-scheme", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "link-scheme", properties) == []
