"""A send as a program: what is written per language; ``tests/peers`` runs the programs."""

import ast
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.appapi.send_snippets import CLIENT_LANGUAGES, send_snippet, send_snippets
from inbox_toolkit.errors import UsageError

US, EU, LOCAL = (
    "https://api.customer.io",
    "https://api-eu.customer.io",
    "http://127.0.0.1:4701/#{x}",
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


def body(**data: object) -> dict[str, object]:
    return {
        "transactional_message_id": "order_shipped",
        "identifiers": {"id": "user_123"},
        "message_data": data,
    }


def python_arguments(program: str) -> Mapping[str, object]:
    (call,) = (
        one
        for one in ast.walk(ast.parse(program))
        if isinstance(one, ast.Call)
        and isinstance(one.func, ast.Name)
        and one.func.id == "SendInboxMessageRequest"
    )
    return {str(one.arg): ast.literal_eval(one.value) for one in call.keywords}


@given(JSON)
def test_python_reads_the_same_values(value: object) -> None:
    sent = body(value=value)
    assert python_arguments(send_snippet("python", sent, US)) == sent


@given(JSON)
def test_every_program_is_printable_lines(value: object) -> None:
    for language in CLIENT_LANGUAGES:
        program = send_snippet(language, body(value=value), US)
        assert all(line.replace("\t", "").isprintable() for line in program.split("\n"))


@pytest.mark.parametrize("language", CLIENT_LANGUAGES)
def test_the_key_is_read_from_the_environment(language: str) -> None:
    assert "CUSTOMERIO_APP_API_KEY" in send_snippet(language, body(), US)


@pytest.mark.parametrize(
    ("language", "region", "address"),
    [
        ("python", "region=Regions.EU", r'url="http://127.0.0.1:4701/#{x}"'),
        ("node", "region: RegionEU", r'url: "http://127.0.0.1:4701/#{x}/v1"'),
        ("ruby", "region: Customerio::Regions::EU", r'url: "http://127.0.0.1:4701/\#{x}"'),
        ("go", "WithRegion(customerio.RegionEU)", r'WithURL("http://127.0.0.1:4701/#{x}")'),
    ],
)
def test_it_goes_where_the_command_would_send(language: str, region: str, address: str) -> None:
    assert region in send_snippet(language, body(), EU)
    assert address in send_snippet(language, body(), LOCAL)
    plain = send_snippet(language, body(), US)
    assert "egion" not in plain
    assert "http" not in plain


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("python", "send_at=1790000000"),
        ("node", "send_at: 1790000000"),
        ("ruby", "send_at: 1790000000"),
        ("go", "sendAt := int64(1790000000)"),
    ],
)
def test_fields_that_are_set_are_sent(language: str, written: str) -> None:
    set_fields = {"send_at": 1_790_000_000, "queue_draft": True, "language": None}
    program = send_snippet(language, body() | set_fields, US)
    assert written in program
    assert "anguage" not in program


def test_half_a_surrogate_pair_is_written_where_it_can_be() -> None:
    broken = body(text="\ud83d")
    assert set(send_snippets(broken, US)) == {"python", "node"}
    for language in ("ruby", "go"):
        with pytest.raises(UsageError, match="half a surrogate pair") as caught:
            send_snippet(language, broken, US)
        assert caught.value.help


def test_a_prototype_is_a_member_like_any_other() -> None:
    assert '["__proto__"]: 1' in send_snippet("node", body(__proto__=1), US)


def test_large_integers_stay_exact() -> None:
    large = body(number=2**64)
    assert 'JSON.rawJSON("18446744073709551616")' in send_snippet("node", large, US)
    assert "Node 21" in send_snippet("node", large, US)
    assert 'json.Number("18446744073709551616")' in send_snippet("go", large, US)
    quoted = body(text='JSON.rawJSON("1") json.Number("1")')
    assert "Node 21" not in send_snippet("node", quoted, US)
    assert "encoding/json" not in send_snippet("go", quoted, US)


def test_data_nested_too_deeply_is_refused() -> None:
    deep: object = 1
    for _ in range(5_000):
        deep = [deep]
    with pytest.raises(UsageError, match="nested too deeply"):
        send_snippet("python", body(deep=deep), US)
