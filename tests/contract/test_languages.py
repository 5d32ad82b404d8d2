"""Every language writes every kind of contract."""

import pytest

from tests.support.contracts import contract, of_body
from toolkit.contract.languages import LANGUAGES


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_it_is_written(language: str) -> None:
    body = '{"a": "{% for i in trigger.items %}{{ i.name | upcase }}{% endfor %}"}'
    ending, write = LANGUAGES[language]
    text = write(contract(body).schema, of_body(body))
    assert ending.startswith(".")
    assert "items" in text
    assert text.endswith("\n")
    assert write({}, of_body("{}"))
