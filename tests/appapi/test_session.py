import sys
from pathlib import Path

import pytest
from inbox_toolkit.appapi.session import open_session
from inbox_toolkit.errors import CredentialsError
from inbox_toolkit.project.user_config import UserConfig, user_config_path, write_user_config


@pytest.fixture(autouse=True)
def own_config(monkeypatch: pytest.MonkeyPatch) -> Path:
    import os

    monkeypatch.setitem(sys.modules, "keyring", None)
    path = user_config_path(os.environ)
    assert path is not None
    return path


def test_without_anything_it_is_the_united_states_and_no_key() -> None:
    service = open_session()
    assert service.endpoint.label == "region US"
    assert service.me is None
    with pytest.raises(CredentialsError):
        service.open()


def test_the_users_own_file_fills_what_nothing_else_says(own_config: Path) -> None:
    write_user_config(own_config, UserConfig("id:ada", "eu", "k", None))
    service = open_session()
    assert (service.endpoint.label, service.me) == ("region EU", "id:ada")
    assert service.required().source == "your own config file"
    assert open_session(configured="us").endpoint.label == "region US"


def test_the_environment_beats_the_file(own_config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_user_config(own_config, UserConfig("id:ada", "eu", "k", None))
    monkeypatch.setenv("CIO_ME", "id:bob")
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", "other")
    service = open_session(region="us")
    assert (service.endpoint.label, service.me) == ("region US", "id:bob")
    assert service.required().source == "CUSTOMERIO_APP_API_KEY"
