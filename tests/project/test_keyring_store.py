from collections.abc import Iterator

import keyring
import pytest
from inbox_toolkit.errors import CredentialsError
from inbox_toolkit.project.credentials import read_key, write_key
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked


class Memory(KeyringBackend):
    """A keyring that forgets when the test ends."""

    priority = 1.0

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class Locked(Memory):
    """A keyring nobody opens."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked


@pytest.fixture(autouse=True)
def put_back() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_what_is_put_in_comes_out() -> None:
    keyring.set_keyring(Memory())
    assert read_key() is None
    write_key("k")
    assert read_key() == "k"


@pytest.mark.parametrize("backend", [NoKeyring, Locked])
def test_no_keyring_is_no_key(backend: type[KeyringBackend]) -> None:
    keyring.set_keyring(backend())
    assert read_key() is None
    with pytest.raises(CredentialsError, match="does not take the key"):
        write_key("k")


def test_without_the_package_the_remedy_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "keyring", None)
    assert read_key() is None
    with pytest.raises(CredentialsError, match="not installed") as raised:
        write_key("k")
    assert raised.value.help is not None
    assert "inbox-toolkit[keyring]" in raised.value.help
