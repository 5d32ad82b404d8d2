"""Exports people through the App API: create the export, wait for it, download its CSV.

https://docs.customer.io/integrations/api/app/tag/exports/ . The file's address is signed, and is
fetched without the key: whoever holds it may read the file.
"""

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from inbox_toolkit.appapi.client import AppApi
from inbox_toolkit.appapi.errors import UNEXPECTED_RESPONSE_HELP
from inbox_toolkit.appapi.responses import JsonObject
from inbox_toolkit.appapi.transport import open_transport
from inbox_toolkit.errors import ProjectError, ServiceError
from inbox_toolkit.project.files import error_reason
from inbox_toolkit.project.hosts import is_loopback

FIRST_DELAY, BACKOFF, LONGEST_DELAY = 1.0, 1.5, 15.0
"""Seconds between two looks at an export that is being prepared, and how they grow."""
_TIMEOUT = httpx.Timeout(60.0, connect=10.0)


@dataclass(frozen=True, slots=True)
class Export:
    """An export; ``total`` is how many people it has, None while nobody knows."""

    id: int
    status: str
    total: int | None = None


def create_export(api: AppApi, segment: int, attributes: Sequence[str]) -> Export:
    """Ask for an export of a segment's people with these attributes beside their identifiers.

    Raises:
        ServiceError, CredentialsError, ForbiddenError: it could not be created.
    """
    body: dict[str, object] = {"filters": {"segment": {"id": segment}}}
    if attributes:
        body["attributes"] = [*attributes]
    return _read(api.post("/v1/exports/customers", body, "create the export"))


def wait_for_export(
    api: AppApi,
    export_id: int,
    *,
    on_wait: Callable[[Export, float], None] | None = None,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Export:
    """Return an export once it is done; ``on_wait`` gets it and the seconds waited so far.

    Raises:
        ServiceError: the service could not prepare it.
    """
    began, delay = clock(), FIRST_DELAY
    while True:
        export = _read(api.get(f"/v1/exports/{export_id}", "read the export"))
        if export.status == "done":
            return export
        if export.status == "failed":
            raise ServiceError(
                f"the service could not prepare export {export_id}",
                help="see Data & Integrations > Exports in Customer.io, and try again",
            )
        if on_wait is not None:
            on_wait(export, clock() - began)
        sleep(delay)
        delay = min(delay * BACKOFF, LONGEST_DELAY)


def download_export(
    api: AppApi,
    export_id: int,
    file: Path,
    *,
    on_bytes: Callable[[int, int | None], None] | None = None,
    transport: httpx.BaseTransport | None = None,
) -> int:
    """Write a finished export's CSV to a file, whole or not at all; return its bytes.

    ``on_bytes`` gets how many bytes have arrived, of how many.

    Raises:
        ServiceError: it could not be fetched.
        ProjectError: the file could not be written.
    """
    document = api.get(f"/v1/exports/{export_id}/download", "read the export's address")
    address = document.get("url")
    if not isinstance(address, str) or not _is_safe(address):
        raise ServiceError(
            "could not download the export: the response holds no https address",
            help=UNEXPECTED_RESPONSE_HELP,
        )
    draft = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with transport or open_transport(address) as opened:
            size = _download(opened, address, draft, on_bytes)
        draft.replace(file)
    except OSError as error:
        reason, advice = error_reason(error)
        raise ProjectError(f"{file} cannot be written: {reason}", help=advice) from None
    finally:
        with suppress(OSError):
            draft.unlink()
    return size


def _download(
    transport: httpx.BaseTransport,
    address: str,
    draft: Path,
    on_bytes: Callable[[int, int | None], None] | None,
) -> int:
    host = urlsplit(address).hostname
    try:
        request = httpx.Request(
            "GET",
            address,
            headers={"Accept-Encoding": "identity"},
            extensions={"timeout": _TIMEOUT.as_dict()},
        )
        response = transport.handle_request(request)
        if response.status_code != 200:
            raise ServiceError(
                f"could not download the export: {host} answered {response.status_code}",
                help="an address is good for some minutes; run again to get a new one",
            )
        length = response.headers.get("Content-Length", "")
        expected = int(length) if length.isdecimal() else None
        size = 0
        with draft.open("wb") as out:
            for part in response.iter_bytes():
                out.write(part)
                size += len(part)
                if on_bytes is not None:
                    on_bytes(size, expected)
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise ServiceError(
            f"could not download the export: {host} did not send it ({type(error).__name__})",
            help="run again; the export is kept for some time",
        ) from None
    return size


def _is_safe(address: str) -> bool:
    """Return True for an address that nobody on the way can read."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    host = parts.hostname or ""
    return bool(host) and (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    )


def _read(document: JsonObject) -> Export:
    export = document.get("export")
    if not isinstance(export, dict) or not isinstance(export.get("id"), int):
        raise ServiceError(
            "could not read the export: the response holds none", help=UNEXPECTED_RESPONSE_HELP
        )
    status, total = export.get("status"), export.get("total")
    has_failed = export.get("failed") is True or status == "failed"
    return Export(
        export["id"],
        "failed" if has_failed else str(status),
        total if isinstance(total, int) else None,
    )
