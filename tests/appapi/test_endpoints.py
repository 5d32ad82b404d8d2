import pytest
from inbox_toolkit.appapi.endpoints import check_base_url, find_endpoint
from inbox_toolkit.errors import UsageError


def test_the_united_states_are_the_default() -> None:
    endpoint = find_endpoint({})
    assert (endpoint.base_url, endpoint.label) == ("https://api.customer.io", "region US")
    assert not endpoint.is_local


def test_flag_beats_environment_beats_configuration() -> None:
    europe = "https://api-eu.customer.io"
    assert find_endpoint({}, configured="eu").base_url == europe
    assert find_endpoint({"CIO_REGION": "EU"}, configured="us").base_url == europe
    assert find_endpoint({"CIO_REGION": "us"}, flag="eu").base_url == europe


def test_an_address_beats_regions_but_not_a_flag() -> None:
    environ = {"CIO_API_URL": "http://127.0.0.1:4610/v1/", "CIO_REGION": "eu"}
    endpoint = find_endpoint(environ)
    assert (endpoint.base_url, endpoint.label) == ("http://127.0.0.1:4610", "127.0.0.1:4610")
    assert endpoint.is_local
    assert find_endpoint(environ, flag="us").base_url == "https://api.customer.io"


@pytest.mark.parametrize(
    "address",
    ["https://api.example.com", "https://10.1.2.3", "https://sandbox", "http://localhost:1",
     "http://127.0.0.1/base", "http://127.9.9.9:80", "http://[::1]:4610", "http://inbox.localhost"],
)  # fmt: skip
def test_addresses_that_are_fine(address: str) -> None:
    assert check_base_url(address) == address


@pytest.mark.parametrize(
    "host",
    ["sandbox", "134744072", "0x08080808", "010.8.8.8", "127.1", "0", "8.8.8.8", "10.1.2.3",
     "192.168.0.2", "169.254.169.254", "cio.test", "cio.internal", "localhost.example.com",
     "127.0.0.1.example.com", "localhost.", "[fe80::1]", "[::ffff:8.8.8.8]", "api.customer.io"],
)  # fmt: skip
def test_only_this_machine_and_the_users_own_hosts_get_the_key_in_clear(host: str) -> None:
    address = f"http://{host}:4610"
    with pytest.raises(UsageError, match="unencrypted") as raised:
        check_base_url(address)
    assert "http_hosts" in (raised.value.help or "")
    assert check_base_url(address, http_hosts={host.strip("[]")}) == address
    assert check_base_url(f"https://{host}") == f"https://{host}"


@pytest.mark.parametrize(
    "address",
    ["api.customer.io", "ftp://x", "https://", "https://user:pw@host", "https://host?x=1",
     "https://host#x", "http://api.customer.io", "http://8.8.8.8", "https://ho st", "https://h'x",
     'https://h"x', "https://h\\x", "https://h\nx", "https://host:99999", "https://[::1", "é"],
)  # fmt: skip
def test_addresses_that_are_refused(address: str) -> None:
    with pytest.raises(UsageError) as raised:
        check_base_url(address)
    assert raised.value.help
    assert "pw" not in raised.value.message


def test_an_unknown_region_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no region `mars`"):
        find_endpoint({"CIO_REGION": "mars"})
