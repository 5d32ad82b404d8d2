"""Who may ask what, and how a stranger is answered."""

import pytest
from inbox_toolkit.sandbox.access import Authenticator
from inbox_toolkit.sandbox.responses import ApiError
from starlette.datastructures import Headers


def headers(**fields: str) -> Headers:
    return Headers({name.replace("_", "-"): value for name, value in fields.items()})


def test_any_key_is_good_where_none_is_named() -> None:
    assert Authenticator().authenticate_read(headers(authorization="Bearer abc")) == "abc"
    assert Authenticator().authenticate_send(headers(authorization="bearer  abc"), "meta") == "abc"


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer ", "Basic abc", "Bearer a b", "Bearer é"])
def test_what_is_no_key(given: str) -> None:
    with pytest.raises(ApiError) as caught:
        Authenticator().authenticate_read(headers(authorization=given))
    assert caught.value.status == 401
    assert caught.value.body() == {"errors": [{"detail": "unauthorized", "status": "401"}]}


def test_named_keys_are_the_only_good_ones() -> None:
    keys = Authenticator(frozenset({"good"}))
    assert keys.authenticate_read(headers(authorization="Bearer good")) == "good"
    with pytest.raises(ApiError) as caught:
        keys.authenticate_send(headers(authorization="Bearer other"), "meta")
    assert caught.value.body() == {"meta": {"error": "Unauthorized"}}
    assert "good" not in repr(keys)


@pytest.mark.parametrize("token", ["sa_live_x", "sa_sandbox_x"])
def test_a_service_account_names_its_workspace_and_may_only_send(token: str) -> None:
    bearer = f"Bearer {token}"
    assert (
        Authenticator().authenticate_send(headers(authorization=bearer, x_workspace_id="7"), "meta")
        == token
    )
    for workspace in ("", "seven", "-7"):
        with pytest.raises(ApiError) as caught:
            Authenticator().authenticate_send(
                headers(authorization=bearer, x_workspace_id=workspace), "meta"
            )
        assert (caught.value.status, caught.value.text) == (400, "workspace_id is required")
    with pytest.raises(ApiError) as caught:
        Authenticator().authenticate_read(headers(authorization=bearer, x_workspace_id="7"))
    assert caught.value.status == 401


def test_the_track_api_wants_a_basic_key() -> None:
    Authenticator().authenticate_basic(headers(authorization="Basic c2l0ZTprZXk="))
    with pytest.raises(ApiError):
        Authenticator().authenticate_basic(headers(authorization="Bearer abc"))
