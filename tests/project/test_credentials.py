import sys

import pytest
from inbox_toolkit.errors import CredentialsError
from inbox_toolkit.project.credentials import (
    Credentials,
    find_credentials,
    from_environment,
    make_credentials,
    missing_credentials,
)
from inbox_toolkit.project.user_config import UserConfig

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


@pytest.fixture
def empty_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a machine without the keyring package has."""
    monkeypatch.setitem(sys.modules, "keyring", None)


@pytest.mark.usefixtures("empty_keyring")
def test_the_environment_comes_before_the_users_file() -> None:
    config = UserConfig(key="file-key")
    found = find_credentials({"CUSTOMERIO_APP_API_KEY": KEY}, config)
    assert found is not None
    assert found.source == "CUSTOMERIO_APP_API_KEY"
    assert find_credentials({}, config) == Credentials("file-key", None, "your own config file")
    assert find_credentials({}, UserConfig()) is None


@pytest.mark.usefixtures("empty_keyring")
def test_a_service_account_in_the_users_file_has_its_workspace_there() -> None:
    config = UserConfig(key="sa_live_x", workspace_id=7)
    assert find_credentials({}, config) == Credentials("sa_live_x", 7, "your own config file")
    other = find_credentials({"CIO_WORKSPACE_ID": "8"}, config)
    assert other is not None
    assert other.workspace_id == 8
