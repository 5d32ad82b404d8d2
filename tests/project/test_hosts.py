import pytest
from inbox_toolkit.project.hosts import is_loopback


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "localhost", "a.localhost", "::1"])
def test_this_machine_is_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host",
    [
        "0.0.0.0",
        "::",
        "box",
        "",
        "localhost.evil.example",
        "alocalhost",
        "127.1",
        "2130706433",
        "[::1]",
    ],
)
def test_anything_else_is_not(host: str) -> None:
    assert not is_loopback(host)
