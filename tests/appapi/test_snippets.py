import pytest
from inbox_toolkit.appapi.client import AppApi
from inbox_toolkit.appapi.customers import fetch_snippets
from inbox_toolkit.errors import ServiceError

from tests.support.loopback import Loopback, as_json


def test_snippets_are_texts_by_name_in_order(api: AppApi, server: Loopback) -> None:
    listed = [{"name": "b", "value": "2", "updated_at": 1}, {"name": "a", "value": "1"}, 3, {}]
    server.script(as_json({"snippets": listed}))
    assert list(fetch_snippets(api).items()) == [("a", "1"), ("b", "2")]


@pytest.mark.parametrize("document", [{"snippets": None}, {"snippets": []}, {}])
def test_no_snippets_are_none(api: AppApi, server: Loopback, document: object) -> None:
    server.script(as_json(document))
    assert fetch_snippets(api) == {}


def test_an_answer_without_snippets_is_an_error(api: AppApi, server: Loopback) -> None:
    server.script(as_json({"snippets": "x"}))
    with pytest.raises(ServiceError, match="the response holds none"):
        fetch_snippets(api)
