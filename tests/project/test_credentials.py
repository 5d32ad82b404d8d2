import pytest

from toolkit.errors import CredentialsError
from toolkit.project.credentials import (
    Credentials,
    from_environment,
    make_credentials,
    missing_credentials,
)

KEY = "5f2d8c01aa3b4e6f9d7c6b5a41302f1e"


def test_nothing_set_is_none() -> None:
    assert from_environment({}) is None
    assert from_environment({"CUSTOMERIO_APP_API_KEY": "  ", "CIO_TOKEN": ""}) is None


def test_an_app_key_comes_first_and_is_trimmed() -> None:
    found = from_environment({"CUSTOMERIO_APP_API_KEY": f" {KEY}\n", "CIO_TOKEN": "sa_live_x"})
    assert found == Credentials(KEY, None, "CUSTOMERIO_APP_API_KEY")
    assert not found.is_service_account


def test_a_service_account_names_its_workspace() -> None:
    found = from_environment({"CIO_TOKEN": "sa_live_x", "CIO_WORKSPACE_ID": " 70310 "})
    assert found == Credentials("sa_live_x", 70310, "CIO_TOKEN")
    assert found.is_service_account


@pytest.mark.parametrize("name", ["CIO_TOKEN", "CUSTOMERIO_APP_API_KEY"])
@pytest.mark.parametrize("workspace", [None, "", "abc", "-1", "9" * 40])
def test_a_service_account_without_a_workspace_is_refused(name: str, workspace: str | None) -> None:
    environ = {name: "sa_live_x"} | ({} if workspace is None else {"CIO_WORKSPACE_ID": workspace})
    with pytest.raises(CredentialsError, match="service account's token") as raised:
        from_environment(environ)
    assert raised.value.exit_code == 3


@pytest.mark.parametrize("token", ["two words", "a\nb", "schlüssel", "\u200babc", "x" * 5000])
def test_what_cannot_be_a_key_is_refused_and_not_repeated(token: str) -> None:
    with pytest.raises(CredentialsError) as raised:
        make_credentials(token, "", source="CUSTOMERIO_APP_API_KEY")
    assert token not in f"{raised.value.message} {raised.value.help}"


def test_the_key_is_never_printed() -> None:
    credentials = make_credentials(KEY, "", source="CUSTOMERIO_APP_API_KEY")
    assert KEY not in f"{credentials} {credentials!r}"


def test_no_key_says_where_one_is_made() -> None:
    error = missing_credentials()
    assert error.exit_code == 3
    assert error.help is not None
    assert "inbox login" in error.help
