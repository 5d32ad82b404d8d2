"""Where the service is: one host per region, or the address in ``CIO_API_URL``.

A key is valid in its own region only, and nothing tells the region from the key alone.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from inbox_toolkit.errors import UsageError
from inbox_toolkit.project.hosts import is_loopback

REGION = "CIO_REGION"
ADDRESS = "CIO_API_URL"

# The vendor's own servers list: https://docs.customer.io/integrations/api/app/
HOSTS = {"us": "https://api.customer.io", "eu": "https://api-eu.customer.io"}
DEFAULT_REGION = "us"
HTTP_HOSTS_FILE = "~/.config/inbox-toolkit/config.toml"

# Printable ASCII without quotes and backslashes, which would end the quoting of a cURL command.
_PLAIN = re.compile(r"[!#-&(-;=?-\[\]-~]+")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address without a trailing slash and without ``/v1``, and how people name it."""

    base_url: str
    label: str

    @property
    def host(self) -> str:
        """Host and, where it is written, port: what error messages call the service."""
        return urlsplit(self.base_url).netloc

    @property
    def is_local(self) -> bool:
        """True if this is a server on this machine, such as the sandbox."""
        return is_loopback(urlsplit(self.base_url).hostname or "")


def find_endpoint(
    environ: Mapping[str, str],
    *,
    flag: str | None = None,
    configured: str | None = None,
    http_hosts: Container[str] = (),
) -> Endpoint:
    """Choose the endpoint: flag, then environment, then configuration, then the US.

    ``CIO_API_URL`` beats every region except one given as a flag. ``http_hosts`` are the hosts that
    the user allows to be asked without TLS.

    Raises:
        UsageError: the region or the address cannot be one.
    """
    address = environ.get(ADDRESS, "").strip()
    if address and not flag:
        base = check_base_url(address, http_hosts=http_hosts)
        return Endpoint(base, urlsplit(base).netloc)
    region = (flag or environ.get(REGION, "").strip() or configured or DEFAULT_REGION).lower()
    if region not in HOSTS:
        raise UsageError(
            f"there is no region `{region}`", help=f"the regions are us and eu; see {REGION}"
        )
    return Endpoint(HOSTS[region], f"region {region.upper()}")


def check_base_url(address: str, *, http_hosts: Container[str] = ()) -> str:
    """Return an address as a base URL: no trailing slash, no ``/v1``, no password.

    Raises:
        UsageError: it is not an http(s) address, or would send the key in clear to a host that is
            neither this machine nor one of ``http_hosts``.
    """
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in {"http", "https"} or not _PLAIN.fullmatch(address):
        raise UsageError(
            f"{ADDRESS} is not an address", help="write it like https://host or http://host:port"
        )
    if parts.username is not None or parts.query or parts.fragment:
        raise UsageError(
            f"{ADDRESS} holds more than an address",
            help="leave out user, password, ? and #; the key goes into its own variable",
        )
    if parts.scheme == "http" and not is_loopback(host) and host not in http_hosts:
        raise UsageError(
            f"{ADDRESS} would send the key to {host} unencrypted",
            help=f"write https://{host}, or name a host of yours in your own configuration: "
            f'http_hosts = ["{host}"] in {HTTP_HOSTS_FILE}',
        )
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/').removesuffix('/v1')}"
